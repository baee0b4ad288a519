"""Scope of duties on batteries: conditions joined as a person would join them."""

from itertools import product as every

import pytest

from orepath.errors import InputError
from orepath.qualification.battery_scope.conditions import Condition, together
from orepath.qualification.qualify import qualify
from orepath.vocabulary.language import Text
from tests.qualification.made_up_tables import written

RULE = "eu-batteries-due-diligence-scope"
ROW = {"battery_id": "A", "category": "ev", "minerals": "cobalt", "turnover_eur": 50_000_000, "second_life": "no"}


def asked(rows, folder, rule=RULE):
    return qualify(rule, written(folder / "rows.csv", rows), on="2027-08-18")


@pytest.mark.parametrize("holds", list(every([True, False, None], repeat=3)))
def test_conditions_hold_together_only_where_each_does(holds):
    found = together([Condition("made up", Text("", ""), (), each) for each in holds])
    assert found is (False if False in holds else None if None in holds else True)


@pytest.mark.parametrize("known", [True, False, None])
def test_learning_something_never_turns_an_answer_round(known):
    before = together([Condition("", Text("", ""), (), True), Condition("", Text("", ""), (), None)])
    after = together([Condition("", Text("", ""), (), True), Condition("", Text("", ""), (), known)])
    assert before is None or before is after


def test_what_is_missing_is_told_only_where_it_could_change_the_answer(tmp_path):
    open_ = asked([{**ROW, "turnover_eur": "unknown", "second_life": "unknown"}], tmp_path)
    assert len(open_.missing) == 2
    closed = asked([{**ROW, "turnover_eur": "unknown", "minerals": "none"}], tmp_path)
    assert (closed.passes, closed.missing) == (False, ())


def test_a_large_operator_is_covered_whatever_its_group(tmp_path):
    for group in ("", "none", "unknown", 1):
        assert asked([{**ROW, "group_turnover_eur": group}], tmp_path).passes is True


def test_counts_by_answer(tmp_path):
    rows = [ROW, {**ROW, "battery_id": "B", "minerals": "なし"}, {**ROW, "battery_id": "C", "category": "不明"}]
    assert asked(rows, tmp_path).details == {"in_scope": 1, "not_in_scope": 1, "undetermined": 1}


def test_one_undetermined_and_none_in_scope_is_undetermined(tmp_path):
    rows = [{**ROW, "minerals": "none"}, {**ROW, "battery_id": "B", "minerals": "unknown"}]
    assert asked(rows, tmp_path).passes is None


def test_a_battery_that_occurs_twice_is_refused(tmp_path):
    with pytest.raises(InputError, match="occurs again"):
        asked([ROW, ROW], tmp_path)


def test_a_category_nobody_has_heard_of_is_refused(tmp_path):
    with pytest.raises(InputError, match="category 'rocket' is not known"):
        asked([{**ROW, "category": "rocket"}], tmp_path)


def test_the_passport_does_not_ask_about_the_operator(tmp_path):
    found = asked([{"battery_id": "A", "category": "ev"}], tmp_path, "eu-batteries-passport-scope")
    assert [step.step for step in found.steps] == ["category", "whole"]
