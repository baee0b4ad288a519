"""Marks of lines, from columns of text."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from orepath.control.register import Integers

Flags = NDArray[np.bool_]


def true(found: pa.Array) -> Flags:
    """Where a column of truth values is true; a null is not.

    >>> true(pa.array([True, None, False])).tolist()
    [True, False, False]
    """
    return np.asarray(pc.fill_null(found, False).to_numpy(zero_copy_only=False), dtype=bool)


def empty(text: pa.Array) -> Flags:
    """Where a text is empty; a null is not, being a cell that is at fault."""
    return true(pc.equal(text, ""))


def said(text: pa.Array) -> Flags:
    """Where a text is neither empty nor null."""
    return true(pc.not_equal(text, ""))


def integers(found: pa.Array) -> Integers:
    """A column of integers without nulls, 64 bits wide."""
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)
