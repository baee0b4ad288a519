"""What is predicted, and every baseline, knows the base year alone."""

import pytest

from orepath.stress.backtest import backtests
from tests.stress.backtest.made import ALAND, BORIA, CESTIA, DUNMARK, GOOD, OTHER, evidence, past_case

BASE = [
    (BORIA, ALAND, GOOD, 1000.0, 100.0),
    (CESTIA, ALAND, GOOD, 600.0, 60.0),
    (CESTIA, DUNMARK, GOOD, 400.0, 40.0),
    (CESTIA, ALAND, OTHER, 400.0, 999.0),
]
AFTER = {
    2030: [(BORIA, ALAND, GOOD, 90.0, 10.0), (CESTIA, ALAND, GOOD, 900.0, 90.0)],
    2031: [(CESTIA, ALAND, GOOD, 800.0, 80.0), (DUNMARK, ALAND, GOOD, 60.0, 6.0)],
}
CASE = past_case(party=ALAND)
GUESSES = ("predicted_t", "no_adaptation_t", "nothing_changes_t", "alike_t")


def run_on(folder, later, base=BASE):
    return backtests(evidence(folder, later, base), cases=[CASE])


def guesses(found):
    return {(row["year"], row["partner"], name): row[name] for row in found.detail for name in GUESSES if row[name]}


@pytest.fixture
def first(tmp_path):
    return run_on(tmp_path / "first", AFTER)[0]


def test_the_record_through_a_release(first):
    recorded = {(row["year"], row["partner"]): row["recorded_t"] for row in first.detail}
    assert recorded == {
        (2030, BORIA): 10.0,
        (2030, CESTIA): 90.0,
        (2030, DUNMARK): 0.0,
        (2031, BORIA): 0.0,
        (2031, CESTIA): 80.0,
        (2031, DUNMARK): 6.0,
    }
    assert first.error == pytest.approx(7.830413, abs=1e-4)
    assert first.baseline_errors == pytest.approx({"nothing_changes": 41.0, "alike": 166 / 6})
    assert first.statements and first.base_year == 2029


@pytest.mark.parametrize("times", [0.01, 1000.0])
def test_other_totals_afterwards_change_no_guess(tmp_path, first, times):
    later = {year: [(*row[:3], row[3], row[4] * times) for row in several] for year, several in AFTER.items()}
    second = run_on(tmp_path / "second", later)[0]
    assert guesses(second) == guesses(first)
    assert second.error != first.error


def test_other_partners_and_trade_of_others_afterwards_change_no_guess(tmp_path, first):
    later = {year: [*several, (CESTIA, DUNMARK, GOOD, 1.0, 5000.0)] for year, several in AFTER.items()}
    later[2030] = [*later[2030], ("EE", ALAND, GOOD, 10.0, 12345.0)]
    second = run_on(tmp_path / "second", later)[0]
    assert guesses(second) == guesses(first)


def test_another_base_year_changes_guesses(tmp_path, first):
    second = run_on(tmp_path / "second", AFTER, [(*row[:3], row[3], 2 * row[4]) for row in BASE])[0]
    assert guesses(second) == pytest.approx({key: 2 * mass for key, mass in guesses(first).items()})


def test_what_a_place_ships_to_itself_is_no_trade(tmp_path, first):
    second = run_on(tmp_path / "second", AFTER, [*BASE, (ALAND, ALAND, GOOD, 1.0, 7.0)])[0]
    assert second.detail == first.detail


@pytest.mark.parametrize("missing", [2030, 2031])
def test_a_case_without_the_trade_of_a_year_is_not_in_the_record(tmp_path, missing):
    later = {year: several for year, several in AFTER.items() if year != missing}
    assert run_on(tmp_path / "second", later) == ()


def test_a_case_without_its_measure_is_not_in_the_record(tmp_path):
    made = evidence(tmp_path / "second", AFTER, BASE)
    assert backtests(made, cases=[past_case(party=ALAND, measure="made-up-nothing")]) == ()


def test_progress_is_told_to_its_end(tmp_path):
    told = []
    backtests(evidence(tmp_path / "second", AFTER, BASE), progress=lambda *both: told.append(both), cases=[CASE])
    assert told == [(1, 1)]


def test_a_case_of_which_nothing_is_written_says_so_where_it_loses(tmp_path):
    same = {year: [row for row in BASE if row[1] == ALAND] for year in (2030, 2031)}
    lost = run_on(tmp_path / "second", same)[0]
    assert lost.loses and lost.baseline_errors["nothing_changes"] == 0
    assert lost.missing_effect.en and lost.missing_effect.ja
