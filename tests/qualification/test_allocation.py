"""Compliant allocation: what complies, the cap, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import InputError
from orepath.qualification.allocation.caps import Allocation
from orepath.qualification.allocation.lots import Lot, Material
from orepath.qualification.bounds import Bounds
from orepath.qualification.qualify import qualify
from tests.qualification.made_up_tables import written

RULE = "feoc-allocation"
ROW = {"mineral": "nickel", "material": "sulfate", "taken_in_kg": 10, "compliant_kg": 5, "need_kg_per_battery": 1}
MASS = st.integers(0, 10**6).map(lambda grams: Fraction(grams, 1000))


def material(mineral, lots, need):
    return Material(
        mineral, "made up", "", need, tuple(Lot("L", high, {}, Bounds(low, high), "") for low, high in lots)
    )


@st.composite
def materials(draw):
    lots = st.lists(st.tuples(MASS, MASS).map(sorted).map(tuple), min_size=1, max_size=4)
    needs = st.integers(1, 5000).map(lambda grams: Fraction(grams, 1000))
    drawn = draw(st.lists(st.tuples(lots, needs), min_size=1, max_size=4))
    return tuple(material(f"made-up-{number}", *each) for number, each in enumerate(drawn))


@given(materials(), st.integers(1, 1000), st.data())
def test_more_compliant_mass_never_lowers_the_cap_or_the_share(found, batteries, data):
    number = data.draw(st.integers(0, len(found) - 1))
    more = data.draw(MASS)
    old = found[number]
    added = Lot("more", more, {}, Bounds(more, more), "")
    new = Material(old.mineral, old.material, old.used_in, old.need_kg, (*old.lots, added))
    before = Allocation(found, (), (), Fraction(batteries))
    after = Allocation((*found[:number], new, *found[number + 1 :]), (), (), Fraction(batteries))
    assert before.cap_low <= after.cap_low
    assert before.cap_high <= after.cap_high
    assert before.share.low <= after.share.low
    assert before.share.high <= after.share.high


@given(materials(), st.integers(1, 1000))
def test_an_allocation_passes_exactly_up_to_the_cap(found, batteries):
    exact = tuple(material(each.mineral, [(each.compliant_kg.low,) * 2], each.need_kg) for each in found)
    allocation = Allocation(exact, (), (), Fraction(batteries))
    assert (allocation.share.low >= 1) == (batteries <= allocation.cap_low)


@given(materials(), st.integers(1, 1000))
def test_bounds_hold_whatever_complies(found, batteries):
    allocation = Allocation(found, (), (), Fraction(batteries))
    for part in (Fraction(0), Fraction(1, 3), Fraction(1)):
        mass = [m.compliant_kg.low + part * (m.compliant_kg.high - m.compliant_kg.low) for m in found]
        truth = tuple(material(each.mineral, [(kg, kg)], each.need_kg) for each, kg in zip(found, mass, strict=True))
        exact = Allocation(truth, (), (), Fraction(batteries)).share.low
        assert allocation.share.low <= exact <= allocation.share.high


def test_material_that_is_left_out_limits_nothing():
    plenty = material("made-up-1", [(Fraction(10), Fraction(10))], Fraction(1))
    none = material("made-up-2", [(Fraction(0), Fraction(0))], Fraction(1))
    assert Allocation((plenty,), (none,), (), Fraction(5)).share.low == 2
    assert Allocation((), (none,), (), Fraction(5)).share == Bounds(Fraction(1), Fraction(1))
    assert Allocation((), (none,), (), None).cap_low is None


def test_only_lots_that_may_be_left_out(tmp_path):
    row = {**ROW, "used_in": "electrolyte_salt", "allocated_batteries": 9, "transition_plan": "unknown"}
    found = qualify(RULE, written(tmp_path / "rows.csv", [row]), on="2025-06-01")
    assert (found.passes, found.low, found.high) == (None, Fraction(5, 9), 1)
    assert found.details == {"cap": None, "cap_low": 5, "cap_high": None, "scarcest": found.chains[0].chain_id} | {
        "to_allocate": 9
    }


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([{**ROW, "compliant_kg": 11}], ["qualify_part_above"]),
        ([{**ROW, "need_kg_per_battery": 0}], ["bad_cell"]),
        ([{**ROW, "allocated_batteries": 0}], ["bad_cell"]),
        ([{**ROW, "allocated_batteries": "1.5"}], ["bad_cell"]),
        ([{**ROW, "extraction": "no_concern"}], ["qualify_either"]),
        ([ROW, {**ROW, "need_kg_per_battery": 2}], ["qualify_rows_differ"]),
        ([{**ROW, "allocated_batteries": 5}, {**ROW, "allocated_batteries": ""}], ["qualify_rows_differ"]),
        ([{**ROW, "transition_plan": "yes"}, {**ROW, "transition_plan": "no"}], ["qualify_rows_differ"]),
        ([{**ROW, "processing": "perhaps", "compliant_kg": ""}], ["unknown_name"]),
        ([{**ROW, "used_in": "anode graphite?"}], ["unknown_name_near"]),
        ([{**ROW, "taken_in_kg": "unknown"}], ["bad_cell"]),
        ([{**ROW, "compliant_kg": "#N/A"}], ["table_error_cell"]),
        (
            [{**ROW, "compliant_kg": 11, "allocated_batteries": 0}, {**ROW, "need_kg_per_battery": 2}],
            ["bad_cell", "qualify_part_above", "qualify_rows_differ", "qualify_rows_differ"],
        ),
    ],
)
def test_all_that_is_wrong_is_told_at_once(rows, codes, tmp_path):
    with pytest.raises(InputError) as raised:
        qualify(RULE, written(tmp_path / "rows.csv", rows), on="2025-06-01")
    assert sorted(fault.code for fault in raised.value.faults) == sorted(codes)
    assert all("rows.csv" in fault.where for fault in raised.value.faults)


def test_the_sentence_on_differing_rows_names_them(tmp_path):
    rows = [{**ROW, "allocated_batteries": 5}, {**ROW, "allocated_batteries": 5}, {**ROW, "allocated_batteries": 7}]
    with pytest.raises(InputError, match=r"5 \(row 2, 3\); 7 \(row 4\)"):
        qualify(RULE, written(tmp_path / "rows.csv", rows), on="2025-06-01")


def test_japanese_headings_and_words(tmp_path):
    row = {
        "鉱物": "ニッケル",
        "材料": "硫酸塩",
        "受入量（kg）": "１０",
        "必要量（kg／電池）": "1",
        "採掘の実施者": "懸念なし",
    }
    row |= {"処理の実施者": "不明", "割当電池数": "10", "移行計画": "いいえ"}
    found = qualify(RULE, written(tmp_path / "rows.csv", [row]), on="2025-06-01")
    assert (found.passes, found.low, found.high) == (None, 0, 1)
    assert "硫酸塩" in found.chains[0].chain_id
