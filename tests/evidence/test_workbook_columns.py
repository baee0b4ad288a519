"""Cells of a column at once are what they are one by one. All made up."""

import math
from datetime import datetime

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orepath.evidence.workbook.columns import numbers_of_cells, spread, texts_of_cells
from orepath.evidence.workbook.opening import text_of_cell

CELLS = st.one_of(
    st.floats(),
    st.floats(1e-5, 1e11),
    st.floats(0, 1e6).map(lambda number: round(number, 3)),
    st.integers(-(10**12), 10**12).map(float),
    st.text(max_size=5),
    st.booleans(),
    st.just(datetime(2024, 5, 1)),
)


@given(st.lists(CELLS, max_size=9))
@example([0.0, -0.0, 1e-4, 9.9e-5, 1e10, 9_999_999_999.5, 1e16, 2.0**53, math.inf, math.nan, True, 1.0, ""])
@settings(max_examples=500)
def test_texts_are_those_of_each_cell(cells):
    assert texts_of_cells(cells).to_pylist() == [text_of_cell(cell) for cell in cells]


def test_only_numbers_are_numbers():
    found = numbers_of_cells([1.5, 2, True, "3", datetime(2024, 5, 1), ""])
    assert found[:2].tolist() == [1.5, 2.0] and np.isnan(found[2:]).all()
    assert spread(["a", None], np.array([1, 0, 1])).to_pylist() == [None, "a", None]
