"""Blank quantities, on made-up rows."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.network.trade.masses import masses, weighted_quantiles

NAMES = ("year", "good", "exporter", "value_usd", "mass_t")


def rows(*entries):
    columns = dict(zip(NAMES, map(list, zip(*entries, strict=True)), strict=True))
    return pa.table({**columns, "mass_t": pa.array(columns["mass_t"], pa.float64())})


def test_the_median_is_weighted_by_mass():
    found = weighted_quantiles(np.array([9.0, 1.0, 5.0]), np.array([1.0, 10.0, 1.0]), np.zeros(3, np.int64), 2)
    assert found[0].tolist() == [1.0, 1.0, 5.0]
    assert np.isnan(found[1]).all()


def test_a_blank_mass_is_estimated_from_the_exporters_own_rows_where_it_has_enough():
    own = [(2030, "000001", "AQ", 100.0 * n, 10.0) for n in (1, 2, 3)]
    other = [(2030, "000001", "BV", 5000.0, 10.0)]
    found = masses(rows(*own, *other, (2030, "000001", "AQ", 400.0, None), (2030, "000001", "GS", 400.0, None)))
    assert found.mass_t[4] == pytest.approx(400.0 / 20.0) and found.own[4]
    assert (found.low_t[4], found.high_t[4]) == pytest.approx((400 / 30, 400 / 10))
    assert not found.own[5] and not found.stated[5]
    assert found.low_t[5] < found.mass_t[5] <= found.high_t[5]


def test_a_mass_of_zero_is_not_a_mass_and_nothing_known_stays_unknown():
    found = masses(
        rows(
            (2030, "000001", "AQ", 50.0, 0.0),
            (2030, "000001", "BV", 100.0, 10.0),
            (2031, "000001", "AQ", 50.0, None),
            (2030, "000001", "AQ", 0.0, None),
            (2030, "000001", "AQ", None, None),
            (2030, "000001", "AQ", 0.0, 3.0),
        )
    )
    assert found.mass_t[0] == pytest.approx(5.0) and not found.stated[0]
    assert np.isnan(found.mass_t[2:5]).all()
    assert found.mass_t[5] == 3.0 and found.stated[5]


amounts = st.floats(0.001, 1e6)


@given(
    st.lists(st.tuples(st.sampled_from(["AQ", "BV"]), amounts, st.none() | amounts), min_size=1), st.floats(0.01, 100)
)
def test_an_estimate_does_not_depend_on_the_order_and_scales_with_the_unit(entries, factor):
    made = [(2030, "000001", place, usd, tonnes) for place, usd, tonnes in entries]
    found = masses(rows(*made))
    back = masses(rows(*made[::-1]))
    assert np.array_equal(found.mass_t, back.mass_t[::-1], equal_nan=True)
    scaled = masses(rows(*((y, g, p, v, None if q is None else q * factor) for y, g, p, v, q in made)))
    assert np.allclose(scaled.mass_t, found.mass_t * factor, rtol=1e-9, equal_nan=True)
    assert not (found.mass_t <= 0).any()
    known = ~np.isnan(found.mass_t)
    assert (found.low_t[known] <= found.mass_t[known]).all() and (found.mass_t[known] <= found.high_t[known]).all()
