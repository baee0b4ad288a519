"""Chains whose value nobody knows: the bracket holds every value they may have, and no narrower one does."""

import json
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orepath.errors import InputError
from orepath.qualification.json import as_json
from orepath.qualification.qualify import qualify
from tests.qualification.made_up_chains import amounts, chains

RULE, AGREEMENT = "clean-vehicle-critical-minerals", "us-japan-2023"
TESTS = st.sampled_from(["traced", "half"])
VAST, NEAR = 10**24, Fraction(1, 10**12)
"""A value beside which all others of these chains vanish, and how near the share then comes to that of its chain."""


def answer(rows, test="traced"):
    table = pa.table({name: [row[name] for row in rows] for name in rows[0]})
    return qualify(RULE, table, test=test, on="2025-06-01")


def chain(chain_id, value, extracted, processed, mineral="nickel"):
    """Rows of a chain: where its extraction and processing were done, one unit of value added each."""
    head = {"chain_id": chain_id, "mineral": mineral, "value_usd": str(value), "entity_id": ""}
    steps = [("extraction", place) for place in extracted] + [("processing", place) for place in processed]
    return [{**head, "activity": activity, "country": place, "value_added_usd": "1"} for activity, place in steps]


def filled(rows, values):
    """The rows with values in place of the unknown ones, by chain."""
    return [{**row, "value_usd": str(values.get(row["chain_id"], row["value_usd"]))} for row in rows]


@st.composite
def with_unknown_values(draw):
    """Rows of chains of which all but their values is known, and the chains whose value is not."""
    rows = draw(chains())
    ids = sorted({row["chain_id"] for row in rows})
    unknown = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    return filled(rows, dict.fromkeys(unknown, "unknown")), unknown


@settings(max_examples=150, deadline=None)
@given(with_unknown_values(), TESTS, st.data())
def test_whatever_the_values_the_share_lies_within_and_the_result_never_turns(made, test, data):
    rows, unknown = made
    bounded = answer(rows, test)
    values = {each: data.draw(st.one_of(amounts, st.just("0"), st.just(str(VAST)))) for each in unknown}
    try:
        truth = answer(filled(rows, values), test)
    except InputError as error:
        assert [each.code for each in error.faults] == ["qualify_total_zero"]
        return
    for one, other in ((bounded, truth), (bounded.without[AGREEMENT], truth.without[AGREEMENT])):
        assert one.low <= other.share <= one.high
        assert one.passes in (None, other.passes)
        assert bool(one.missing) == (one.share is None)
        assert one.share in (None, other.share)


@settings(max_examples=150, deadline=None)
@given(with_unknown_values(), TESTS)
def test_the_bracket_is_no_wider_than_values_can_make_it(made, test):
    """One value grows without bound, or all go to zero: the shares come as near to both ends as one likes."""
    rows, unknown = made
    bounded = answer(rows, test)
    fills = [dict.fromkeys(unknown, 0), *({**dict.fromkeys(unknown, 0), each: VAST} for each in unknown)]
    found = []
    for values in fills:
        try:
            found.append(answer(filled(rows, values), test).share)
        except InputError as error:
            assert [each.code for each in error.faults] == ["qualify_total_zero"]
    assert bounded.low <= min(found) <= bounded.low + NEAR
    assert bounded.high >= max(found) >= bounded.high - NEAR


@settings(max_examples=100, deadline=None)
@given(with_unknown_values())
def test_what_is_said_to_be_missing_closes_the_bracket(made):
    """With every value that is said to be missing written down the share is exact; the others do not matter."""
    rows, unknown = made
    bounded = answer(rows)
    of_rows = {f"table, row {number}": row["chain_id"] for number, row in enumerate(rows, start=1)}
    asked_for = {of_rows[each.where] for each in bounded.missing}
    assert asked_for <= set(unknown)
    assume(asked_for)
    assert answer(filled(rows, dict.fromkeys(asked_for, "7"))).share is not None


def test_how_much_a_value_matters_is_said():
    rows = [*chain("A", 100, ["ID"], ["KR", "CN"]), *chain("B", "unknown", ["AU"], ["CN"])]
    found = answer(rows)
    (missing,) = found.missing
    assert (missing.where, found.low, found.high) == ("table, row 4", Fraction(1, 2), 1)
    assert missing.said.en.startswith(
        "The value of chain B is not known. What is missing of this chain leaves up to 50.0"
    )
    assert missing.said.en.endswith("and with that the result.")
    assert missing.said.ja.startswith("調達連鎖Bの価額が不明である。") and "最大50.0ポイント" in missing.said.ja
    settled = answer([*rows, *chain("C", 900, ["AU"], ["AU"])])
    assert settled.passes is True and "the result does not depend on it" in settled.missing[0].said.en


def test_a_known_chain_weighs_at_most_its_part_of_the_known_values():
    rows = [
        *chain("A", 100, ["ID"], ["unknown"]),
        *chain("B", 300, ["AU"], ["CN"]),
        *chain("C", "不明", ["AU"], ["AU"]),
    ]
    found = answer(rows)
    assert (found.low, found.high) == (Fraction(3, 4), 1)
    places = [(each.where, "up to 25.0" in each.said.en) for each in found.missing]
    assert places == [("table, row 2", True), ("table, row 5", True)]


def test_the_proof_and_the_json_say_that_it_is_unknown():
    rows = [*chain("A", 100, ["ID"], ["KR", "CN"]), *chain("B", "unknown", ["AU"], ["CN"])]
    rows += [*chain("C", "unknown", ["ID"], ["CN"]), *chain("Cu", "unknown", ["ID"], ["CN"], "copper")]
    told = json.loads(json.dumps(as_json(answer(rows))))
    said = {each["chain_id"]: each for each in told["chains"]}
    assert [said[each]["value_usd"] for each in ("A", "B", "C", "Cu")] == ["100", None, None, None]
    assert [said[each]["counts"] for each in ("A", "B", "C", "Cu")] == ["50", None, "0", None]
    assert [said[each]["details"]["value_known"] for each in ("A", "B", "C", "Cu")] == [True, False, False, False]
    assert said["B"]["share"] == "1/1" and said["B"]["details"]["counts_bounds"] is None
    steps = {(each["step"], each["chain_id"]): each for each in told["steps"]}
    assert "its value is not known" in steps["counts", "B"]["said"]["en"]
    assert steps["counts", "B"]["uses"][0]["value"] is None and steps["counts", "B"]["gives"]["value"] is None
    assert steps["counts", "C"]["gives"]["value"] == "0"
    total = steps["total", None]
    assert (total["gives"]["value"], total["gives"]["low"], total["gives"]["high"]) == (None, "100", None)
    assert "価額が不明な調達連鎖の数は2" in total["said"]["ja"]
    assert steps["counted_total", None]["gives"]["low"] == "50"
    share = steps["share", None]
    assert (share["gives"]["low"], share["gives"]["high"]) == ("0", "1")
    assert [each["value"] for each in share["uses"]] == ["1/2", "1", "0"]
    assert "whatever the unknown values are" in share["said"]["en"] and "いくらであっても" in share["said"]["ja"]


def test_a_value_told_on_one_row_and_unknown_on_another_is_a_fault():
    first, second = chain("A", 100, ["AU"], ["AU"])
    with pytest.raises(InputError) as raised:
        answer([first, {**second, "value_usd": "不明"}])
    (fault,) = raised.value.faults
    assert fault.code == "qualify_chain_total" and "100 (row 1); unknown (row 2)" in fault.text()


@pytest.mark.parametrize("rows", [chain("A", 0, ["AU"], ["AU"]), chain("A", "unknown", ["AU"], ["AU"], "copper")])
def test_nothing_to_take_a_share_of(rows):
    with pytest.raises(InputError, match="together is zero"):
        answer(rows)


def test_what_steps_added_is_no_bound_of_an_unknown_value():
    """A chain of value 1 whose steps added 1,000 is taken as it stands, so an unknown value may be as low as that."""
    rows = [*chain("A", "unknown", ["AU"], ["AU"]), *chain("B", 10, ["ID"], ["CN"])]
    rows = [{**row, "value_added_usd": "1000"} for row in rows]
    low = answer(filled(rows, {"A": "0.001"})).share
    assert answer(rows).low == 0 and low == Fraction(1, 10001)
