"""Recycled content: every metal counts, categories, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import InputError
from orepath.qualification.bounds import Bounds
from orepath.qualification.compared import Compared, all_met, least
from orepath.qualification.qualify import qualify
from tests.qualification.made_up_tables import written

RULE = "eu-batteries-recycled-content"
ROW = {"metal": "nickel", "mass_kg": 100, "recycled_kg": 10}
SHARE = st.fractions(0, 1, max_denominator=50)


def asked(rows, folder, on="2031-08-18"):
    return qualify(RULE, written(folder / "rows.csv", rows), on=on)


def compared(shares):
    return [
        Compared(str(number), Bounds(*sorted(ends)), least_, sure)
        for number, (*ends, least_, sure) in enumerate(shares)
    ]


@given(st.lists(st.tuples(SHARE, SHARE, SHARE, st.booleans()), min_size=1, max_size=6))
def test_the_one_that_speaks_for_all_says_what_all_come_to(shares):
    found = compared(shares)
    speaks = least(found)
    assert speaks.met == all_met(found)
    assert speaks in found


@given(st.lists(st.tuples(SHARE, SHARE), min_size=1, max_size=6))
def test_all_are_met_exactly_where_each_is(pairs):
    found = compared([(share, share, threshold, True) for share, threshold in pairs])
    assert all_met(found) is all(share >= threshold for share, threshold in pairs)


def test_nothing_to_compare_is_neither_met_nor_not():
    assert all_met([]) is None
    assert least([]) is None


def test_a_metal_it_does_not_contain_asks_for_nothing(tmp_path):
    found = asked([ROW, {"metal": "lead", "mass_kg": 0, "recycled_kg": 0}], tmp_path)
    assert (found.passes, found.share) == (True, Fraction(1, 10))
    assert any("contains no lead" in step.said.en for step in found.steps)


def test_without_a_category_the_answer_says_what_it_takes_it_for(tmp_path):
    assert any("no category is given" in step.said.en for step in asked([ROW], tmp_path).steps)
    told = asked([{**ROW, "category": "ev"}], tmp_path)
    assert not any("no category is given" in step.said.en for step in told.steps)


def test_a_battery_out_of_scope_does_not_speak_for_one_in_scope(tmp_path):
    rows = [
        {**ROW, "battery_id": "A", "category": "portable", "recycled_kg": 0},
        {**ROW, "battery_id": "B", "category": "ev", "recycled_kg": 10},
    ]
    found = asked(rows, tmp_path)
    assert (found.applies, found.passes, found.details["least_margin"]) == (True, True, "B / nickel")


def test_why_it_does_not_apply(tmp_path):
    small = asked([{**ROW, "category": "industrial", "capacity_kwh": 1}], tmp_path)
    assert [why.en for why in small.why] == ["The battery: an industrial battery has a minimum only above 2 kWh."]
    other = asked([{**ROW, "metal": "manganese"}], tmp_path)
    assert [why.en for why in other.why] == ["No metal in these rows has a minimum on that day."]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([{**ROW, "recycled_kg": 101}], ["qualify_part_above"]),
        ([ROW, ROW], ["duplicate_key"]),
        ([{**ROW, "category": "ev"}, {**ROW, "metal": "cobalt", "category": "sli"}], ["qualify_rows_differ"]),
        ([{**ROW, "metal": "xxxx"}], ["unknown_name"]),
        ([{**ROW, "mass_kg": "unknown"}], ["bad_cell"]),
    ],
)
def test_what_is_refused(rows, codes, tmp_path):
    with pytest.raises(InputError) as raised:
        asked(rows, tmp_path)
    assert [fault.code for fault in raised.value.faults] == codes
