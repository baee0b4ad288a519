"""The formulas against cases that a person can work by hand."""

from pathlib import Path

import pytest
import yaml

from orepath.criticality import metrics
from orepath.criticality.shares import Bracket

CASES = yaml.safe_load((Path(__file__).parent / "vectors.yaml").read_text("utf-8"))


def flat(x: float) -> Bracket:
    return Bracket(x, x, x)


COMPUTE = {
    "hhi": lambda c: metrics.hhi(c["shares"]),
    "governance": lambda c: metrics.governance(c["score"]),
    "wgi_hhi": lambda c: metrics.wgi_hhi(c["shares"], c["governance"], c.get("trade")),
    "top_n_share": lambda c: metrics.top_n_share(c["shares"]),
    "n_minus_1": lambda c: metrics.n_minus_1(c["shares"]),
    "eu_supply_risk": lambda c: metrics.eu_supply_risk(
        flat(c["world"]), flat(c["sourcing"]), c["import_reliance"], c["eol_rir"], c["si_sr"]
    ),
    "geopolrisk": lambda c: metrics.geopolrisk(flat(c["hhi"]), c["imports"], c["instability"], c["production"]),
}


LISTED = [pytest.param(name, case, id=f"{name}-{i}") for name, cases in CASES.items() for i, case in enumerate(cases)]


@pytest.mark.parametrize(("name", "case"), LISTED)
def test_formula(name, case):
    found = COMPUTE[name](case)
    if isinstance(found, float):
        found = flat(found)
    assert found.value == pytest.approx(case["value"], abs=1e-12)
    for bound in ("low", "high"):
        if bound in case:
            assert getattr(found, bound) == pytest.approx(case[bound], abs=1e-12)


def test_every_formula_with_cases_is_computed():
    assert set(CASES) == set(COMPUTE)


@pytest.mark.parametrize("shares", [{"Aland": -0.1}, {"Aland": 0.7, "Boria": 0.4}, {"Aland": float("nan")}])
def test_shares_that_are_none_are_refused(shares):
    with pytest.raises(ValueError, match="share"):
        metrics.hhi(shares)


def test_reliance_and_cover():
    assert metrics.net_import_reliance(80, 20, 0, 100) == pytest.approx(0.6)
    assert metrics.net_import_reliance(10, 60, 0, 100) == pytest.approx(-0.5)  # a net exporter stays below 0
    assert metrics.stock_cover_days(10, 73) == pytest.approx(50)
    assert metrics.import_reliance(20, 90, 10) == pytest.approx(0.8)
    assert metrics.import_reliance(20, 10, 90) == 0  # cut off, as the EU method has it
    for function in (lambda: metrics.net_import_reliance(1, 0, 0, 0), lambda: metrics.stock_cover_days(1, 0)):
        with pytest.raises(ValueError, match="more than 0"):
            function()


@pytest.mark.parametrize("name", ["import_reliance", "eol_rir", "si_sr"])
def test_eu_inputs_outside_their_range_are_refused(name):
    inputs = {"import_reliance": 0.5, "eol_rir": 0.5, "si_sr": 0.5} | {name: 1.5}
    with pytest.raises(ValueError, match="between 0 and 1"):
        metrics.eu_supply_risk(flat(1), flat(1), **inputs)
