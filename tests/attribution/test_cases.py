"""Networks solved by hand, with the fractions written out."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from orepath.attribution.attribute import attribute
from orepath.attribution.passing import passing
from orepath.attribution.routes import routes
from orepath.network.coupling import net
from orepath.network.network import network

CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in Path(__file__).parent.glob("cases/*.yaml")}


@pytest.fixture(params=sorted(CASES))
def case(request):
    return CASES[request.param]


def couplings(case):
    gross = network("tin", 2024, "own", case["nodes"], case["flows"])
    return {"gross": gross, "net": net(gross)}


def told(shares):
    return {label: float(Fraction(str(share))) for label, share in shares.items()}


def there(shares):
    return {label: share for label, share in shares.items() if share}


def assert_all(found, expected):
    for node, shares in expected.items():
        assert there(found.of(node)) == pytest.approx(told(shares), abs=1e-15), node


def test_there_are_cases():
    assert len(CASES) >= 3


def test_the_fractions_written_out_are_whole(case):
    for coupling in ("gross", "net", "last_stage"):
        for node, shares in case.get(coupling, {}).items():
            if node != "stage":
                assert sum(Fraction(str(share)) for share in shares.values()) == 1, node


def test_what_stands_at_each_node(case):
    for name, given in couplings(case).items():
        assert_all(attribute(given), case.get(name, {}))


def test_where_it_was_last_processed(case):
    if "last_stage" in case:
        expected = dict(case["last_stage"])
        assert_all(attribute(couplings(case)["gross"], "last-stage", expected.pop("stage")), expected)


def test_what_it_touched(case):
    if "touched" in case:
        expected = dict(case["touched"])
        assert_all(attribute(couplings(case)["gross"], "touched", flags=expected.pop("flags")), expected)


def test_what_it_passed(case):
    for name, given in couplings(case).items():
        if "passing" in case:
            assert passing(given, {case["passing"]["to"]: 1.0}) == pytest.approx(told(case["passing"][name]), abs=1e-15)


def test_by_which_routes(case):
    for name, given in couplings(case).items():
        if "routes" in case:
            found = routes(given, {case["routes"]["to"]: 1.0}, limit=10)
            expected = case["routes"][name]
            assert [list(route.nodes) for route in found[: len(expected)]] == [each["nodes"] for each in expected]
            for route, each in zip(found, expected, strict=False):
                assert route.share == pytest.approx(float(Fraction(str(each["share"]))), abs=1e-15)
