"""Rows by what they have in common, found without looking through all of them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]


class Grouped:
    """The rows of each key.

    Parameters
    ----------
    keys
        A key a row, 0 to `count` - 1, (rows,).

    Examples
    --------
    >>> Grouped(np.array([1, 0, 1]), 2).rows(1).tolist()
    [0, 2]
    """

    def __init__(self, keys: NDArray[np.integer], count: int) -> None:
        self._order = np.argsort(keys, kind="stable").astype(np.int64)
        self._start = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=count))]).astype(np.int64)

    def rows(self, key: int) -> Integers:
        """The rows of a key, in their order."""
        found: Integers = self._order[self._start[key] : self._start[key + 1]]
        return found
