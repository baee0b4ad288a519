"""The record on the packaged release: what it must keep, whatever its figures are."""

import json

import pytest

from orepath.reference.in_use import open_evidence
from orepath.reference.packaged import packaged
from orepath.stress.answer import BackTest
from orepath.stress.backtest import backtests
from orepath.stress.backtest.case import past_cases
from orepath.stress.words import word


@pytest.fixture(scope="module")
def evidence():
    return open_evidence(packaged().id)


@pytest.fixture(scope="module")
def found(evidence) -> tuple[BackTest, ...]:
    return backtests(evidence)


def test_one_row_a_case_and_party(found):
    assert [(each.case, each.party) for each in found] == [
        (case.id, party) for case in past_cases() for party in case.parties
    ]
    assert {each.method for each in found} == {"alone"}


def test_the_contract_holds_and_nothing_else_is_in_a_row(found):
    rows = json.loads(json.dumps([each.json() for each in found], allow_nan=False))
    for row in rows:
        assert list(row) == ["case", "party", "method", "error", "baseline_errors"]
        assert row["error"] > 0
        assert set(row["baseline_errors"]) == {"nothing_changes", "alike"}


def test_baselines_have_words(found):
    for each in found:
        for name in each.baseline_errors:
            assert word("baseline", name).en != name


def test_a_losing_test_says_what_is_missing_and_no_other_does(found):
    assert any(each.loses for each in found)
    for each in found:
        assert (each.missing_effect is not None) is each.loses
        assert each.effect.en and each.effect.ja
        assert "unknown" not in each.effect.en


def test_every_recorded_tonne_has_its_statements(found, evidence):
    for each in found:
        for row in each.detail:
            assert bool(row["statements"]) is (row["recorded_t"] != 0)
            if row["recorded_t"] and row["recorded_t"] > 1000:
                several = [evidence.statement(id_) for id_ in row["statements"]]
                assert sum(one.value for one in several) == pytest.approx(row["recorded_t"])
                assert {one.place for one in several} == {row["partner"]}


def test_tonnes_are_never_below_nothing(found):
    for each in found:
        for row in each.detail:
            assert min(row[name] for name in row if name.endswith("_t") and row[name] is not None) >= -1e-3


def test_the_same_evidence_gives_the_same_record(found, evidence):
    assert backtests(evidence) == found


def test_the_verdict_told_by_hand_is_the_one_computed(found):
    """What ``docs/reference/backtests.md`` says in prose: where this changes, its plain verdict has to."""
    nearest = {(each.case, each.party): min(each.baseline_errors, key=each.baseline_errors.get) for each in found}
    assert {(each.case, each.party): nearest[each.case, each.party] for each in found if each.loses} == {
        ("cn-2010-ree-quota", "JP"): "nothing_changes",
        ("id-2014-nickel-ban", "JP"): "alike",
    }
