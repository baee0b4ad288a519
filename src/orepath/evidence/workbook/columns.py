"""Cells of a column at once: their numbers, and their texts as `text_of_cell` gives each, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from orepath.evidence.workbook.opening import Cell, text_of_cell

LEAST, MOST = 1e-4, 1e10
"""Between them Arrow writes numbers as `text_of_cell` does: as the shortest decimal, without an exponent."""
Numbers = npt.NDArray[np.float64]


def numbers_of_cells(cells: Sequence[Cell]) -> Numbers:
    """The numbers of cells; NaN where a cell holds none, such as a text or a date.

    >>> numbers_of_cells([1.5, "a", True])
    array([1.5, nan, nan])
    """
    return np.array([cell if type(cell) in (float, int) else np.nan for cell in cells], np.float64)


def texts_of_cells(cells: Sequence[Cell], numbers: Numbers | None = None) -> pa.Array:
    """The texts of cells.

    Parameters
    ----------
    numbers
        What `numbers_of_cells` gives of them, where that is known.

    >>> texts_of_cells([1.5, "a", True, 12.0]).to_pylist()
    ['1.5', 'a', 'TRUE', '12']
    """
    numbers = numbers_of_cells(cells) if numbers is None else numbers
    size = np.abs(numbers)
    plain = (size >= LEAST) & (size < MOST)
    texts = [
        None if is_plain else cell if type(cell) is str else text_of_cell(cell)
        for cell, is_plain in zip(cells, plain.tolist(), strict=True)
    ]
    return pc.coalesce(pa.array(texts, pa.string()), pa.array(numbers, mask=~plain).cast(pa.string()))


def spread(texts: Sequence[str | None], at: npt.NDArray[np.intp]) -> pa.Array:
    """Of a list of texts, those at some places, as often as they are named.

    >>> spread(["a", None], np.array([0, 1, 0])).to_pylist()
    ['a', None, 'a']
    """
    return pa.array(texts, pa.string()).take(pa.array(at))


def joined(*parts: str | pa.Array) -> pa.Array:
    """Texts behind each other, element by element; a text alone stands in every one.

    >>> joined("row ", pa.array(["1", "2"])).to_pylist()
    ['row 1', 'row 2']
    """
    return pc.binary_join_element_wise(*parts, "")
