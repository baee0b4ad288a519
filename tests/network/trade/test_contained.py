"""Contained trade of the made-up world."""

import pyarrow as pa
import pytest

from orepath.network.trade.contained import contained_trade
from orepath.network.trade.fractions import read
from orepath.network.trade.notes import notes
from tests.network.trade.conftest import (
    ALAND,
    BORIA,
    CESTIA,
    CRUDE,
    DUNIA,
    METAL,
    MINERAL,
    ORE,
    PRICE,
    RULES,
    SECOND,
    TWIN,
    flow,
    made_up,
    total,
)


def trade(evidence, production=None, rules=RULES, **more):
    return contained_trade(evidence, MINERAL, 2030, production or {}, rules, **more)


def masses_of(row):
    return row["low_t"], row["mid_t"], row["high_t"]


def test_a_flow_is_gross_times_fraction_with_the_statements_behind_it(world):
    evidence = world((2030, ALAND, BORIA, ORE, 500.0, 100.0))
    found = flow(trade(evidence), ALAND, BORIA)
    assert masses_of(found) == pytest.approx((5.0, 10.0, 20.0))
    assert (found["gross_t"], found["basis"], found["band"], found["note"]) == (100.0, "mass", "made-up", None)
    assert [one.property for one in evidence.statements_with(found["statements"])] == ["trade_value", "trade_mass"]
    assert found["goods"] == [ORE]


def test_the_unit_value_tells_band_and_stage(world):
    found = trade(world((2030, ALAND, BORIA, CRUDE, 4999.0, 1.0), (2030, ALAND, CESTIA, CRUDE, 5000.0, 1.0)))
    assert flow(found, ALAND, BORIA)["band"] == "crude"
    assert flow(found, ALAND, CESTIA, "refine")["mid_t"] == pytest.approx(0.7)


def test_without_a_price_a_band_told_by_it_is_unknown_and_the_range_holds_all(world):
    found = contained_trade(world((2031, ALAND, BORIA, CRUDE, 4000.0, 1.0)), MINERAL, 2031, {}, RULES)
    row = flow(found, ALAND, BORIA, "refine")
    assert masses_of(row) == (0.2, None, 0.8) and row["note"] == "no_price" and found.price is None


def test_a_blank_quantity_is_estimated_and_labelled(world):
    found = trade(world((2030, ALAND, BORIA, ORE, 500.0, 100.0), (2030, CESTIA, BORIA, ORE, 50.0, None)))
    row = flow(found, CESTIA, BORIA)
    assert row["basis"] == "unit_value" and row["gross_t"] == pytest.approx(10.0) and row["mid_t"] == pytest.approx(1.0)
    assert len(row["statements"]) == 1


def test_value_alone_is_mass_by_the_metals_price_and_nothing_else_is(world):
    found = trade(world((2030, ALAND, BORIA, METAL, PRICE * 8, None), (2030, ALAND, BORIA, ORE, 5.0, None)))
    row = flow(found, ALAND, BORIA, "refine")
    assert row["basis"] == "price" and masses_of(row) == pytest.approx((6.4, 8.0, 10.0))
    assert [(left["good"], left["reason"]) for left in found.left_out.to_pylist()] == [(ORE, "no_unit_value")]


def test_rows_of_one_place_and_rows_without_anything_are_left_out_and_said(world):
    rows = [(2030, ALAND, ALAND, ORE, 500.0, 100.0), (2030, ALAND, BORIA, ORE, 0.0, None)]
    found = trade(world(*rows, (2030, BORIA, ALAND, ORE, 0.0, 2.0)))
    left = {row["importer"]: row["reason"] for row in found.left_out.to_pylist()}
    assert left == {ALAND: "same_place", BORIA: "no_value"}
    assert set(left.values()) <= set(notes())
    assert flow(found, BORIA, ALAND)["mid_t"] == pytest.approx(0.2)  # mass without value is mass


def test_a_place_that_is_none_stays_what_it_is_and_has_no_bound(world):
    found = trade(world((2030, "other", BORIA, ORE, 500.0, 100.0)), {ALAND: 1.0})
    assert flow(found, "other", BORIA)["mid_t"] == pytest.approx(10.0)
    assert total(found, "other")["cap_t"] is None


def test_one_consignment_under_two_codes_counts_once(world):
    rows = [(2030, ALAND, BORIA, CRUDE, 1e5, 100.0), (2030, ALAND, BORIA, TWIN, 1e5, 150.0)]
    rows += [(2030, ALAND, CESTIA, CRUDE, 1e4, 40.0)]
    found = trade(world(*rows))
    both, one = flow(found, ALAND, BORIA), flow(found, ALAND, CESTIA)
    assert masses_of(both) == pytest.approx((20.0, 45.0, 60.0)) and both["note"] == "two_codes"
    assert sorted(both["goods"]) == [CRUDE, TWIN] and len(both["statements"]) == 4 and both["gross_t"] == 150.0
    assert masses_of(one) == pytest.approx((0.0, 12.0, 16.0)) and one["note"] == "one_code_only"
    sent = total(found, ALAND)
    assert masses_of(sent) == pytest.approx((30.0, 45.0, 60.0))  # not 45 + 42


def test_an_exporter_of_one_code_alone_keeps_its_low(world):
    found = trade(world((2030, ALAND, BORIA, CRUDE, 1e5, 100.0), (2030, ALAND, CESTIA, CRUDE, 1e5, 100.0)))
    assert flow(found, ALAND, BORIA)["low_t"] == pytest.approx(20.0)
    assert total(found, ALAND)["mid_t"] == pytest.approx(60.0)


def test_exports_stay_within_production_and_imports(world):
    rows = [(2030, ALAND, BORIA, ORE, 500.0, 1000.0), (2030, BORIA, CESTIA, ORE, 500.0, 3000.0)]
    found = trade(world(*rows), {ALAND: 60.0, BORIA: 0.0})
    first, second = flow(found, ALAND, BORIA), flow(found, BORIA, CESTIA)
    assert first["high_t"] == 60.0 and first["mid_t"] == 60.0 and first["note"] == "above_production"
    assert first["low_t"] == pytest.approx(50.0 * 60 / 100)
    assert second["high_t"] == pytest.approx(200.0)  # what it imported, before that was cut
    assert total(found, ALAND)["cap_t"] == 60.0


def test_an_intermediate_holds_at_least_what_it_is_worth(world):
    rules = read([made_up(ORE, worth_bound=True, low=0.05, mid=0.1, high=0.5)])
    rows = [(2030, ALAND, BORIA, ORE, 0.3 * PRICE, 1.0), (2030, ALAND, CESTIA, ORE, 2 * PRICE, 1.0)]
    found = trade(world(*rows), rules=rules)
    assert masses_of(flow(found, ALAND, BORIA)) == pytest.approx((0.3, 0.3, 0.5))
    more = flow(found, ALAND, CESTIA)
    assert masses_of(more) == pytest.approx((0.05, 0.1, 2.0)) and more["note"] == "worth_more"


def test_goods_hold_at_most_what_their_least_worth_allows(world):
    rules = read([made_up(ORE, least_price=0.5)])
    rows = [(2030, ALAND, BORIA, ORE, 0.06 * PRICE, 1.0), (2030, ALAND, CESTIA, ORE, 0.001 * PRICE, 1.0)]
    found = trade(world(*rows), rules=rules)
    assert masses_of(flow(found, ALAND, BORIA)) == pytest.approx((0.05, 0.1, 0.12))
    less = flow(found, ALAND, CESTIA)
    assert less["low_t"] == 0.0 and less["mid_t"] is None and less["note"] == "worth_less"
    assert less["high_t"] == pytest.approx(0.002)


def test_goods_that_are_paid_by_what_is_in_them(world):
    rules = read([made_up(ORE, payable=[0.5, 0.8, 1.0], low=0.01, high=0.5)])
    found = trade(world((2030, ALAND, BORIA, ORE, 0.2 * PRICE, 10.0)), rules=rules)
    assert masses_of(flow(found, ALAND, BORIA)) == pytest.approx((0.2, 0.25, 0.4))


def test_a_code_of_several_metals_is_unknown_and_said(world):
    rules = read([made_up(ORE, merges=["a", "b"], low=0.0, mid=None, high=1.0)])
    rows = [(2030, ALAND, BORIA, ORE, 5.0, 10.0)]
    row = flow(trade(world(*rows), rules=rules), ALAND, BORIA)
    assert masses_of(row) == (0.0, None, 10.0) and row["note"] == "merges"


def test_another_edition_widens_the_range(world):
    pairs = [(ALAND, BORIA, 100.0), (ALAND, CESTIA, 100.0), (ALAND, DUNIA, 100.0)]
    world(*((2030, a, b, ORE, usd, 100.0) for a, b, usd in pairs))
    evidence = world((2030, ALAND, BORIA, ORE, 150.0, None), (2030, ALAND, CESTIA, ORE, 80.0, None), edition=SECOND)
    found = trade(evidence)
    assert masses_of(flow(found, ALAND, BORIA)) == pytest.approx((5.0, 10.0, 30.0))
    assert masses_of(flow(found, ALAND, CESTIA)) == pytest.approx((4.0, 10.0, 20.0))
    alone = flow(found, ALAND, DUNIA)
    assert masses_of(alone) == pytest.approx((0.0, 10.0, 20.0)) and alone["note"] == "mirror_gap"
    assert found.gaps.num_rows == 3


def test_both_ends_of_a_flow_widen_it(world):
    reports = pa.Table.from_pylist(
        [
            {"good": ORE, "year": 2030, "exporter": ALAND, "importer": BORIA, "reporter": end, "mass_t": mass}
            for end, mass in (("exporter", 90.0), ("importer", 130.0))
        ]
    ).append_column("value_usd", pa.array([1.0, 2.0]))
    found = trade(world((2030, ALAND, BORIA, ORE, 500.0, 100.0)), reports=reports)
    assert masses_of(flow(found, ALAND, BORIA)) == pytest.approx((4.5, 10.0, 26.0))


def test_adding_a_good_is_data_alone(world):
    evidence = world((2030, ALAND, BORIA, "999999", 5.0, 100.0))
    assert trade(evidence).table.num_rows == 0
    assert flow(trade(evidence, rules=(*RULES, *read([made_up("999999")]))), ALAND, BORIA)["mid_t"] == pytest.approx(10)


def test_the_same_goods_under_a_later_editions_code_count_once(world):
    rules = read([made_up(ORE, also_codes=["999999"])])
    later = (2030, ALAND, BORIA, "999999", 500.0, 100.0)
    assert flow(trade(world(later), rules=rules), ALAND, BORIA)["mid_t"] == pytest.approx(10.0)
    both = trade(world(later, (2030, ALAND, BORIA, ORE, 500.0, 90.0)), rules=rules)
    assert flow(both, ALAND, BORIA)["mid_t"] == pytest.approx(9.0)
    assert both.left_out["reason"].to_pylist() == ["other_edition"]


def test_a_later_editions_code_is_the_code_seen(world):
    found = contained_trade(world((2030, ALAND, BORIA, "810520", 500.0, 100.0)), MINERAL, 2030, {})
    assert found.table.num_rows == 1 and "810510" not in found.not_seen["code"].to_pylist()


def test_a_year_without_trade_is_empty_and_all_codes_are_unseen(world):
    found = contained_trade(world((2030, ALAND, BORIA, ORE, 5.0, 1.0)), MINERAL, 2029, {})
    assert found.table.num_rows == found.totals.num_rows == found.left_out.num_rows == 0
    assert set(found.not_seen["reason"].to_pylist()) == {"not_in_evidence"} and found.not_seen.num_rows > 4
    assert found.table.schema == trade(world((2030, ALAND, BORIA, ORE, 5.0, 1.0))).table.schema


def test_the_order_of_the_rows_changes_nothing(world, tmp_path):
    rows = [(2030, ALAND, BORIA, CRUDE, 1e5, 100.0), (2030, ALAND, BORIA, TWIN, 1e5, 150.0)]
    rows += [(2030, BORIA, ALAND, ORE, 10.0, 3.0), (2030, CESTIA, ALAND, ORE, 10.0, None)]
    forth = trade(world(*rows), {ALAND: 20.0})
    back = trade(world(*rows[::-1]), {ALAND: 20.0})  # the later release is read
    assert forth.table.drop(["statements"]).equals(back.table.drop(["statements"]))
    assert forth.totals.equals(back.totals)
