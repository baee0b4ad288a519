"""Which share of what Aland ships some codes are, on made-up trade."""

from types import SimpleNamespace

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.stress.reading.covering import coverage

ALAND, BORIA, CESTIA = "AX", "BW", "CK"


def flow(importer, goods, low, mid, high, stage="mine", exporter=ALAND, statements=()):
    return {
        "exporter": exporter,
        "importer": importer,
        "goods": goods,
        "stage": stage,
        "low_t": low,
        "mid_t": mid,
        "high_t": high,
        "statements": list(statements),
    }


def asked(flows, codes=("000001",), stages=("mine",), targets=("all",)):
    trade = SimpleNamespace(year=2030, table=pa.Table.from_pylist(flows))
    return coverage("made-up", trade, codes, ALAND, stages, targets)


def ends(found):
    return found.low, found.value, found.high


def test_it_is_tonnes_under_the_codes_over_all_tonnes_of_the_stage():
    flows = [flow(BORIA, ["000001"], 30.0, 30.0, 30.0, statements=["st-1"]), flow(BORIA, ["000002"], 10.0, 10.0, 10.0)]
    others = [
        flow(BORIA, ["000002"], 99.0, 99.0, 99.0, "refine"),
        flow(ALAND, ["000002"], 9.0, 9.0, 9.0, "mine", BORIA),
    ]
    found = asked([*flows, *others])
    assert ends(found) == pytest.approx((0.75, 0.75, 0.75))
    assert (found.how_sure, found.statements) == ("computed", ("st-1",))
    assert "2030" in found.source.en and "000001" in found.source.ja


def test_only_what_goes_to_the_targets_counts():
    flows = [flow(BORIA, ["000001"], 30.0, 30.0, 30.0), flow(CESTIA, ["000002"], 10.0, 10.0, 10.0)]
    assert asked(flows, targets=(BORIA,)).value == 1.0
    assert asked(flows, targets=(CESTIA,)).value == 0.0


def test_the_range_of_contained_tonnes_is_a_range_of_the_share():
    flows = [flow(BORIA, ["000001"], 10.0, 20.0, 30.0), flow(BORIA, ["000002"], 10.0, 20.0, 30.0)]
    assert ends(asked(flows)) == pytest.approx((0.25, 0.5, 0.75))


def test_a_shipment_that_two_codes_declare_counts_half_and_may_be_all_or_nothing():
    assert ends(asked([flow(BORIA, ["000001", "000002"], 5.0, 5.0, 5.0)])) == (0.0, 0.5, 1.0)


def test_a_flow_whose_mass_nobody_knows_counts_by_the_middle_of_its_range():
    flows = [flow(BORIA, ["000001"], 10.0, None, 30.0), flow(BORIA, ["000002"], 20.0, 20.0, 20.0)]
    assert asked(flows).value == pytest.approx(0.5)


def test_without_shipments_there_is_no_share():
    assert asked([flow(BORIA, ["000001"], 1.0, 1.0, 1.0, "refine")]) is None


MASS = st.floats(0.01, 100)


@given(st.lists(st.tuples(st.sets(st.sampled_from("12"), min_size=1), MASS, MASS, MASS), min_size=1, max_size=6))
def test_low_value_and_high_stay_in_order_and_both_codes_are_all(drawn):
    flows = [flow(BORIA, sorted(f"00000{c}" for c in codes), *sorted(masses)) for codes, *masses in drawn]
    low, value, high = ends(asked(flows))
    assert 0 <= low <= value <= high <= 1
    assert ends(asked(flows, ("000001", "000002"))) == (1.0, 1.0, 1.0)
