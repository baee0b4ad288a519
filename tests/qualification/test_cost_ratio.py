"""The material-assistance cost ratio: its direction, its bounds, what speaks for the whole, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import InputError
from orepath.qualification.cost_ratio.products import Material, Product
from orepath.qualification.qualify import qualify
from orepath.qualification.rule_file import load
from tests.qualification.made_up_tables import written

RULE = "material-assistance"
COST = st.integers(1, 10**6).map(lambda cents: Fraction(cents, 100))
TRUTH = st.sampled_from([True, False, None])


def product(*materials):
    return Product("", "battery_component", tuple(Material("made up", cost, bad, "", "") for cost, bad in materials))


MATERIALS = st.lists(st.tuples(COST, TRUTH), min_size=1, max_size=6)


@given(MATERIALS, COST)
def test_adding_an_allowed_cost_never_lowers_the_ratio(materials, cost):
    before, after = product(*materials).ratio, product(*materials, (cost, False)).ratio
    assert before.low <= after.low
    assert before.high <= after.high


@given(MATERIALS, COST)
def test_adding_a_prohibited_cost_never_raises_the_ratio(materials, cost):
    before, after = product(*materials).ratio, product(*materials, (cost, True)).ratio
    assert after.low <= before.low
    assert after.high <= before.high


@given(st.lists(st.tuples(COST, st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_bounds_hold_the_truth_whatever_is_hidden(materials):
    truth = product(*((cost, bad) for cost, bad, *_ in materials)).ratio
    seen = product(*((None if no_cost else cost, None if no_who else bad) for cost, bad, no_cost, no_who in materials))
    assert seen.ratio.low <= truth.low == truth.high <= seen.ratio.high


def test_the_ratio_is_of_what_is_not_prohibited():
    assert product((Fraction(62), False), (Fraction(38), True)).ratio.exact == Fraction(31, 50)


@pytest.mark.parametrize(
    ("materials", "low", "high"),
    [
        ([(None, False)], 1, 1),
        ([(None, True)], 0, 0),
        ([(None, None)], 0, 1),
        ([(None, False), (None, True)], 0, 1),
        ([(Fraction(0), False), (None, True)], 0, 0),
    ],
)
def test_without_any_cost_that_is_known(materials, low, high):
    assert (product(*materials).ratio.low, product(*materials).ratio.high) == (low, high)


def test_what_is_not_met_speaks_for_the_whole_before_a_nearer_one_that_is(tmp_path):
    rows = [
        {"item": "A", "component": "wind", "cost_usd": 80, "prohibited": "no"},
        {"item": "B", "component": "wind", "cost_usd": 20, "prohibited": "yes"},
        {"item": "C", "component": "inverter", "cost_usd": 50, "prohibited": "no"},
        {"item": "D", "component": "inverter", "cost_usd": 50, "prohibited": "yes"},
    ]
    found = qualify(RULE, written(tmp_path / "rows.csv", rows), on="2026-05-01")
    assert (found.passes, found.details["least_margin"], found.share) == (False, "wind", Fraction(4, 5))


def test_a_kind_without_threshold_is_told_and_does_not_count(tmp_path):
    rows = [
        {"item": "A", "component": "wind", "cost_usd": 80, "prohibited": "yes"},
        {"item": "B", "component": "solar", "cost_usd": 80, "prohibited": "no"},
    ]
    found = qualify(RULE, written(tmp_path / "rows.csv", rows), on="2028-05-01")
    assert (found.applies, found.passes) == (True, True)
    assert any("No threshold is set for wind component" in step.said.en for step in found.steps)


def test_products_have_ratios_of_their_own(tmp_path):
    rows = [
        {"item": "A", "component": "solar", "product_id": "P1", "cost_usd": 1, "prohibited": "no"},
        {"item": "A", "component": "solar", "product_id": "P2", "cost_usd": 1, "prohibited": "yes"},
    ]
    found = qualify(RULE, written(tmp_path / "rows.csv", rows), on="2026-05-01")
    assert [(each.chain_id, each.share) for each in found.chains] == [("P1 / solar", 1), ("P2 / solar", 0)]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({"cost_usd": 0}, ["qualify_costs_zero"]),
        ({"cost_usd": "-3"}, ["table_negative"]),
        ({"cost_usd": "40 %"}, ["table_percent"]),
        ({"prohibited": "perhaps"}, ["bad_cell"]),
        ({"prohibited": ""}, ["required_cell"]),
        ({"component": "batery component"}, ["unknown_name_near"]),
        ({"prohibited": "perhaps", "cost_usd": "-3"}, ["bad_cell", "table_negative"]),
    ],
)
def test_what_is_refused(row, codes, tmp_path):
    rows = [{"item": "A", "component": "solar", "cost_usd": 1, "prohibited": "no", **row}]
    with pytest.raises(InputError) as raised:
        qualify(RULE, written(tmp_path / "rows.csv", rows), on="2026-05-01")
    assert sorted(fault.code for fault in raised.value.faults) == codes


def test_thresholds_never_fall_over_the_years():
    by_kind: dict[str, list] = {}
    for value in load(RULE).values:
        by_kind.setdefault(value.key, []).append((value.from_, value.value))
    assert len(by_kind) == 7
    for dated in by_kind.values():
        assert [value for _, value in sorted(dated)] == sorted(value for _, value in dated)
