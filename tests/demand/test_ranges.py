"""Ranges: products and sums keep their order."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.demand.ranges import Range, total

values = st.floats(0, 1e12, allow_nan=False)
ranges = st.tuples(values, values, values).map(lambda three: Range(*sorted(three)))


@given(ranges, ranges)
def test_a_product_keeps_the_order(one, other):
    made = one.times(other)
    assert made.low <= made.mid <= made.high
    assert made == other.times(one)


@given(st.lists(ranges, max_size=6))
def test_a_sum_keeps_the_order_and_forgets_that_of_its_parts(parts):
    made = total(parts)
    assert made.low <= made.mid <= made.high
    assert made == total(parts[::-1])


@given(ranges, values, values)
def test_what_is_widened_holds_what_it_was(one, low, high):
    made = one.widened(low, high)
    assert made.low <= one.low and one.high <= made.high and made.mid == one.mid


@pytest.mark.parametrize("bounds", [(2, 1, 3), (1, 3, 2), (-1, 0, 1), (0, 0, math.inf), (math.nan, 1, 2)])
def test_what_is_no_range_is_refused(bounds):
    with pytest.raises(ValueError, match="no range"):
        Range(*bounds)
