"""Cells that are alike: what is made of them is made, and kept, once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Cell = TypeVar("Cell", bound=Hashable)
Made = TypeVar("Made")


class _Once(dict[Cell, Made]):
    """What was made of cells, by the cell."""

    def __init__(self, made: Callable[[Cell], Made]) -> None:
        self.made = made

    def __missing__(self, cell: Cell) -> Made:
        self[cell] = found = self.made(cell)
        return found


def each(cells: Iterable[Cell], made: Callable[[Cell], Made]) -> list[Made]:
    """What is made of each cell, made once of all that are alike.

    >>> each(["a", "b", "a"], str.upper)
    ['A', 'B', 'A']
    """
    return list(map(_Once(made).__getitem__, cells))


def chosen(texts: Sequence[str | None], at: npt.NDArray[np.intp]) -> pa.DictionaryArray:
    """Of a list of texts, those at some places, as often as they are named; each is held once, as a dictionary.

    >>> chosen(["a", None], np.array([0, 1, 0])).to_pylist()
    ['a', None, 'a']
    """
    return pa.array(texts, pa.string()).dictionary_encode().take(pa.array(at))
