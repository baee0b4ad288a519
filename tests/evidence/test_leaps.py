"""Figures that leap beside the one before them."""

import math
from itertools import islice

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.evidence.leaps import leaps, leaps_of
from orepath.evidence.schema import STATEMENTS


def rows(*values: float | None, item: str = "Copper", property_: str = "market_price"):
    for number, value in enumerate(values):
        yield {
            "property": property_,
            "item": item,
            "value": value,
            "original": "" if value is None else f"{value:g}",
            "locator": f"made-up.csv, row {number + 2}",
        }


@pytest.mark.parametrize(
    ("values", "at"),
    [
        ((100, 110, 90), []),
        ((100, 2000, 100), []),
        ((100, 2001, 100), [3]),
        ((100, 4.9, 100), [3]),
        ((100, None, 110_000, None, 120), [4]),
        ((100, 1e5, 1e5, 120), [3, 4]),
        ((), []),
    ],
)
def test_a_leap_is_told_once_and_measured_against_what_is_none(values, at):
    found = list(leaps(rows(*values), 20))
    assert [fault.where for fault in found] == [f"made-up.csv, row {row}" for row in at]


def test_series_are_apart():
    every = [*rows(100), *rows(5000, item="Nickel"), *rows(1, property_="market_price_index")]
    assert not list(leaps(every, 20))


def test_what_is_said():
    (fault,) = islice(leaps(rows(100, 100_000), 20), 5)
    assert "column Copper: found '100000', allowed: no more than 20 times" in fault.text()


@given(
    st.lists(st.sampled_from([None, 0.0, 1.0, 5.0, 30.0, 700.0, 1e308, math.inf]), max_size=8),
    st.lists(st.sampled_from([1.0, 20.5, 1e-300]), max_size=3),
)
def test_a_table_leaps_where_its_rows_do(values, others):
    made = [*rows(*values), *rows(*others, item="Tin"), *rows(*others, property_="market_price_index")]
    table = pa.Table.from_pylist(made, STATEMENTS)
    assert list(leaps_of(table, 20)) == list(leaps(table.to_pylist(), 20))
