from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.agreements.agreement import ANCHORS, ReviewCycle, load
from orepath.commitments.review_dates import Due, add_years, due_dates

TWO = ReviewCycle(2, 2, "ceiling", ("continue",))
THREE_FIVE = ReviewCycle(3, 5, "actual", ("continue",))


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-03-28", ["2025-03-28"]),
        ("2025-03-29", ["2025-03-28", "2027-03-28"]),
        ("2026-11-23", ["2025-03-28", "2027-03-28"]),
        ("2027-03-28", ["2025-03-28", "2027-03-28"]),
        ("2027-03-29", ["2025-03-28", "2027-03-28", "2029-03-28"]),
    ],
)
def test_the_packaged_agreement_on_the_ceiling_reading(as_of: str, expected: list[str]):
    agreement = load("us-japan-2023")
    found = due_dates(agreement.review, agreement.in_force_from, date.fromisoformat(as_of))
    assert [due.on for due in found] == days(*expected)


def test_on_the_actual_reading_nothing_follows_an_unheld_review():
    agreement = load("us-japan-2023")
    found = due_dates(agreement.review, agreement.in_force_from, date(2026, 11, 23), anchor="actual")
    assert found == [Due(date(2025, 3, 28))]
    assert found[0].state(date(2025, 3, 28)) == "open"
    assert found[0].state(date(2025, 3, 29)) == "no_record"


def test_on_the_actual_reading_the_clock_starts_with_each_review():
    held = days("2024-11-30", "2026-10-01")
    found = due_dates(TWO, date(2023, 3, 28), date(2026, 11, 23), held, "actual")
    assert [(due.on, due.held) for due in found] == [
        (date(2025, 3, 28), date(2024, 11, 30)),
        (date(2026, 11, 30), date(2026, 10, 1)),
        (date(2028, 10, 1), None),
    ]


def test_on_the_ceiling_reading_a_review_answers_the_period_it_lies_in():
    held = days("2025-03-29")
    found = due_dates(TWO, date(2023, 3, 28), date(2026, 11, 23), held, "ceiling")
    assert [(due.on, due.held) for due in found] == [(date(2025, 3, 28), None), (date(2027, 3, 28), date(2025, 3, 29))]


def test_reviews_before_entry_into_force_or_after_the_day_do_not_count():
    held = days("2023-03-27", "2025-01-01")
    assert due_dates(TWO, date(2023, 3, 28), date(2024, 12, 31), held, "actual") == [Due(date(2025, 3, 28))]


def test_a_leap_day_ends_on_the_last_of_february_and_comes_back():
    found = due_dates(TWO, date(2024, 2, 29), date(2031, 1, 1))
    assert [due.on for due in found] == days("2026-02-28", "2028-02-29", "2030-02-28", "2032-02-29")
    assert add_years(date(2096, 2, 29), 4) == date(2100, 2, 28)  # 2100 is no leap year


def test_another_cycle_is_only_data():
    found = due_dates(THREE_FIVE, date(2030, 6, 1), date(2036, 1, 1), days("2032-05-01"))
    assert [due.on for due in found] == days("2033-06-01", "2037-05-01")


@given(
    st.dates(date(1990, 1, 1), date(2050, 1, 1)),
    st.integers(0, 9000),
    st.lists(st.integers(0, 9000), max_size=6),
    st.sampled_from(ANCHORS),
)
def test_due_days_rise_on_the_ceiling_reading_and_order_never_matters(start, later, offsets, anchor):
    as_of = start + timedelta(days=later)
    held = [start + timedelta(days=offset) for offset in offsets]
    found = due_dates(TWO, start, as_of, held, anchor)
    assert found == due_dates(TWO, start, as_of, held[::-1], anchor)
    assert all(due.held is None or start <= due.held <= as_of for due in found)
    if anchor == "ceiling":
        assert [due.on for due in found] == sorted({due.on for due in found})
        assert found[-1].on >= as_of
        assert all(due.on < as_of for due in found[:-1])
