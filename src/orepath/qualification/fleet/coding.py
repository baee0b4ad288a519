"""Columns of text as numbers: distinct cells are read once, amounts as whole millionths."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from orepath.errors import Fault
from orepath.tabular.cells import UNKNOWN, Value, read_cell
from orepath.tabular.column import Column

Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

MILLION = 1_000_000
PLAIN_AMOUNT = r"^[0-9]{1,9}(\.[0-9]{1,6})?$"
"""Amounts that are whole millionths below 10^9: sums of some thousand of them fit in 64 bits."""

PLAIN_TEXT = r'^[!"$-~]([ -~]*[!-~])?$'
"""Text that stands for itself: printable ASCII without outer blanks, not beginning as a spreadsheet error does."""

SUSPECT_TEXT = r"^\s*([#＃]|$)"
"""Text that may be an error of a spreadsheet, or is empty."""

LIMB = np.dtype("<i8")


@dataclass
class Reader:
    """Reads the cells of one column, each distinct one once while it is remembered."""

    column: Column
    seen: dict[str, tuple[Value, bool]] = field(default_factory=dict)

    def read(self, cell: str) -> tuple[Value, bool]:
        """The value of a cell, and whether it is faulty."""
        found = self.seen.get(cell)
        if found is None:
            faults: list[Fault] = []
            found = read_cell(self.column, cell.strip(), "", faults), bool(faults)
            if len(self.seen) < MILLION:
                self.seen[cell] = found
        return found


@dataclass(frozen=True)
class Coded:
    """A column of words: a code a row, the value of each code (no two the same), and the rows that are faulty."""

    codes: Integers
    values: list[Value]
    faulty: Flags


@dataclass(frozen=True)
class Amounts:
    """A column of amounts in millionths.

    Parameters
    ----------
    unknown, apart
        The rows whose amount nobody knows, and those whose amount is not a whole number of millionths; both are 0 here.
    """

    millionths: Integers
    unknown: Flags
    apart: Flags
    faulty: Flags


def coded(reader: Reader, cells: pa.ChunkedArray) -> Coded:
    """The cells of a column of words as codes."""
    encoded = cells.combine_chunks().dictionary_encode()
    texts: list[str] = encoded.dictionary.to_pylist()
    plain = _plain(reader.column, encoded.dictionary)
    found = [(text, False) if stands else reader.read(text) for text, stands in zip(texts, plain, strict=True)]
    numbers: dict[Value, int] = {}
    code = np.array([numbers.setdefault(value, len(numbers)) for value, _ in found], dtype=np.int64)
    wrong = np.array([fault for _, fault in found], dtype=bool)
    rows = encoded.indices.to_numpy().astype(np.int64)
    return Coded(code[rows], list(numbers), wrong[rows])


def _plain(column: Column, texts: pa.Array) -> list[bool]:
    """Which texts stand for themselves; none where a column holds more than text, or words in its place."""
    if column.kind != "text" or column.unknown or column.words:
        return [False] * len(texts)
    found: list[bool] = pc.match_substring_regex(texts, PLAIN_TEXT).to_pylist()
    return found


def amounts(reader: Reader, cells: pa.ChunkedArray) -> Amounts:
    """The cells of a column of numbers as whole millionths."""
    texts = cells.combine_chunks()
    plain = pc.match_substring_regex(texts, PLAIN_AMOUNT)
    stands = plain.to_numpy(zero_copy_only=False).copy()
    exact = texts if stands.all() else pc.if_else(plain, texts, "0")
    millionths = _low_limbs(pc.cast(exact, pa.decimal128(18, 6)))
    unknown, apart, faulty = (np.zeros(len(texts), dtype=bool) for _ in range(3))
    for row in np.flatnonzero(~stands).tolist():
        value, wrong = reader.read(texts[row].as_py())
        faulty[row] = wrong
        whole = _whole_millionths(value)
        unknown[row] = value == UNKNOWN
        apart[row] = whole is None and not unknown[row]
        millionths[row] = whole or 0
    return Amounts(millionths, unknown, apart, faulty)


def _whole_millionths(value: Value) -> int | None:
    if not isinstance(value, Fraction):
        return None
    scaled = value * MILLION
    return scaled.numerator if scaled.denominator == 1 and scaled.numerator < 10**15 else None


def _low_limbs(decimals: pa.Array) -> Integers:
    """The lower 64 bits of decimals that are known to fit in them."""
    limbs = np.frombuffer(decimals.buffers()[1], dtype=LIMB).reshape(-1, 2)
    return limbs[decimals.offset : decimals.offset + len(decimals), 0].astype(np.int64)


def faulty_texts(reader: Reader, cells: pa.ChunkedArray) -> Flags:
    """The rows whose text, of a column that is not reckoned with, is faulty: empty, or what a formula failed with."""
    texts = cells.combine_chunks()
    suspect = pc.match_substring_regex(texts, SUSPECT_TEXT).to_numpy(zero_copy_only=False)
    faulty = np.zeros(len(texts), dtype=bool)
    for row in np.flatnonzero(suspect).tolist():
        faulty[row] = reader.read(texts[row].as_py())[1]
    return faulty
