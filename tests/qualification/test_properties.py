"""What holds for any chains: more that counts never lowers the share, order never matters, bounds hold the truth."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.qualification.qualify import qualify
from orepath.qualification.rule_file import load
from orepath.tabular.cells import UNKNOWN_SAID
from tests.qualification.made_up_chains import COUNTED, ELSEWHERE, chains

RULE = "clean-vehicle-critical-minerals"
TESTS = st.sampled_from(["traced", "half"])


def answer(rows, test, **more):
    table = pa.table({name: [row[name] for row in rows] for name in rows[0]})
    return qualify(RULE, table, test=test, on="2025-06-01", **more)


@settings(max_examples=150, deadline=None)
@given(chains(), TESTS, st.data())
def test_a_qualifying_dollar_never_lowers_the_share(rows, test, data):
    before = answer(rows, test)
    at = data.draw(st.sampled_from([n for n, row in enumerate(rows) if row["activity"] != "recycling"] or [0]))
    more = {**rows[at], "country": data.draw(st.sampled_from(["AU", "US"])), "value_added_usd": "1"}
    if more["activity"] == "recycling":
        more["country"] = "CA"
    after = answer([*rows, more], test)
    assert after.share >= before.share
    assert (after.passes, before.passes) != (False, True)


@settings(max_examples=100, deadline=None)
@given(chains(unknown=True), TESTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(rows, test, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, two = answer(rows, test), answer(shuffled, test)
    assert (one.share, one.low, one.high, one.passes) == (two.share, two.low, two.high, two.passes)
    assert len(one.missing) == len(two.missing)
    assert {c.chain_id: c.counts for c in one.chains} == {c.chain_id: c.counts for c in two.chains}


@settings(max_examples=150, deadline=None)
@given(chains(), TESTS, st.data())
def test_bounds_hold_the_truth_and_a_result_never_turns(rows, test, data):
    hidden = [dict(row) for row in rows]
    for row in hidden:
        if data.draw(st.booleans()):
            row["country"] = "unknown"
        if row["value_added_usd"] != "0" and data.draw(st.booleans()):
            row["value_added_usd"] = "unknown"
    truth, bounded = answer(rows, test), answer(hidden, test)
    assert bounded.low <= truth.share <= bounded.high
    assert bounded.passes in (None, truth.passes)
    assert bool(bounded.missing) == (bounded.share is None)
    if bounded.share is not None:
        assert bounded.share == truth.share


@settings(max_examples=100, deadline=None)
@given(chains(unknown=True), TESTS)
def test_an_agreement_never_harms(rows, test):
    found = answer(rows, test)
    [without] = found.without.values()
    assert without.low <= found.low and without.high <= found.high
    dropped = answer(rows, test, without=list(found.without))
    assert (dropped.share, dropped.low, dropped.passes) == (without.share, without.low, without.passes)


def test_sets_of_this_page_are_as_the_rule_says():
    counted = load(RULE).members("counted", date(2025, 6, 1))
    assert set(COUNTED) <= set(counted) and not set(ELSEWHERE) & set(counted)
    assert "unknown" in UNKNOWN_SAID


@pytest.mark.parametrize("test", ["traced", "half"])
def test_the_same_question_has_the_same_answer(test):
    rows = [{"chain_id": "a", "mineral": "nickel", "value_usd": "3", "activity": "recycling", "country": "US"}]
    rows = [{**row, "value_added_usd": "1", "entity_id": ""} for row in rows]
    assert answer(rows, test) == answer(rows, test)
