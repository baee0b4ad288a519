"""No number shows a digit that its range leaves open."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.review.stress_page.figures import alike, amount, averted, bare, days, dollars, mass, of_case, percent
from tests.stress.made_up import result

MASSES = st.floats(1e-3, 1e9)


@given(MASSES, st.floats(0, 1), st.floats(0, 10))
def test_the_last_digit_is_never_finer_than_a_twentieth_of_the_range(value, down, up):
    found = amount(value, value * (1 - down), value * (1 + up))
    width = found.high - found.low
    assert found.step >= width / 2 / 100 * (1 - 1e-6)
    assert found.step >= found.high / 10_000


@given(MASSES, st.floats(0, 1), st.floats(0, 10))
def test_the_range_shown_is_never_narrower_than_the_range(value, down, up):
    found = amount(value, value * (1 - down), value * (1 + up))
    low, high = found.ends
    assert low <= found.low + 1e-6 * found.step
    assert high >= found.high - 1e-6 * found.step


@given(MASSES, st.floats(0, 1), st.floats(0, 10))
def test_what_is_not_zero_is_never_written_as_zero(value, down, up):
    shown = bare(value, amount(value, value * (1 - down), value * (1 + up)), "en")
    assert re.search("[1-9]", shown)


@pytest.mark.parametrize(
    ("value", "low", "high", "en", "ja"),
    [
        (12345.6, 0, 40000, "12,000 t (0–40,000)", "12,000トン（0～40,000）"),
        (70, 56, 91, "70 t (56–91)", "70トン（56～91）"),
        (3, 0, 9000, "under 100 t (0–9,000)", "100トン未満（0～9,000）"),
        (0, 0, 0, "0 t", "0トン"),
        (1234.5, 1234.5, 1234.5, "1,230 t", "1,230トン"),
    ],
)
def test_masses(value, low, high, en, ja):
    found = amount(value, low, high)
    assert (mass(found, "en"), mass(found, "ja")) == (en, ja)


def test_a_difference_is_no_more_exact_than_its_parts():
    found = result()
    assert averted(found).step == max(of_case(found, "alone").step, of_case(found, "coordinated").step)
    assert averted(found).value == 20.0


def test_a_range_of_the_difference_itself_is_taken_where_there_is_one():
    from dataclasses import replace

    found = replace(result(), ranges={"value_of_coordination_t": (15.0, 25.0)})
    assert (averted(found).low, averted(found).high) == (15.0, 25.0)


def test_a_range_that_leaves_the_figure_out_is_widened_to_it():
    assert (amount(5.0, 6.0, 7.0).low, amount(5.0, 2.0, 3.0).high) == (5.0, 5.0)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (days(14.6, "en", 10.0), "10 days"),
        (days(0.2, "en"), "under 1 day"),
        (days(1.0, "en"), "1 day"),
        (percent(0.0001, "ja"), "1％未満"),
        (percent(0.999, "en"), "nearly all"),
        (percent(1.0, "en"), "100 %"),
        (dollars(2.4e9, "en"), "US$2.40 billion"),
        (dollars(2.4e9, "ja"), "24.0億米ドル"),
        (dollars(15000.0, "ja"), "15,000米ドル"),
    ],
)
def test_days_shares_and_dollars(shown, expected):
    assert shown == expected


@given(MASSES, MASSES)
def test_what_is_worked_out_has_as_many_digits(value, derived):
    found = amount(value)
    assert math.isclose(alike(derived, found) / 10 ** math.floor(math.log10(derived) + 1e-9), 0.01, rel_tol=1e-6)
