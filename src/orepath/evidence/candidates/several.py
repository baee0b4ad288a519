"""A column whose cells hold several values, gone through by distinct values and not cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.evidence.candidates.quoting import quoted

SHORT = 1 << 16
"""Numbers below it are sorted by their digits, in a time that grows with how many they are alone."""


MOST_VALUES = 100_000
"""Values that differ, of some thousand rows; the codes of the Harmonized System are some 7,000."""


class TooManyValues(ValueError):
    """A column of several values holds more of them that differ than any index has; said is how many."""


@dataclass(frozen=True)
class Several:
    """The values of the cells of a column, none of them twice in a cell.

    Parameters
    ----------
    rows
        The cell of each row; rows of the same values share one.
    values
        Every value that some cell holds.
    codes
        The place of each value of each cell in ``values``, cell after cell.
    offsets
        Where each cell begins in ``codes``, and where the last one ends.
    dropped
        How many values of each cell repeated another and were left out.
    parted
        Whether those that repeat another are left out yet.

    Examples
    --------
    >>> found = Several.of_texts(pa.array(["Boria, Aland, Boria", "", "Aland"]).dictionary_encode())
    >>> found.written("a").to_pylist(), found.only.to_pylist(), found.repeated
    (['"a": ["Boria", "Aland"]', None, '"a": ["Aland"]'], [None, None, 'Aland'], 1)
    """

    rows: np.ndarray
    values: list[str]
    codes: np.ndarray
    offsets: np.ndarray
    dropped: np.ndarray
    parted: bool = False

    @classmethod
    def of_texts(cls, column: pa.DictionaryArray, most: int = MOST_VALUES) -> Several:
        """The values of texts that commas part; blanks around them and empty ones are left out.

        Raises
        ------
        TooManyValues
            Where they are more than ``most`` that differ: no index has so many, and they could exhaust memory.
        """
        parts = pc.split_pattern(column.dictionary, ",")
        found = _several(column.indices.to_numpy(), parts.flatten(), parts.offsets.to_numpy(), most)
        return found.mapped(str.strip)

    @classmethod
    def of_values(cls, column: pa.DictionaryArray) -> Several:
        """Cells of one value, or none where they are empty."""
        cells = column.dictionary
        return _several(column.indices.to_numpy(), cells, np.arange(len(cells) + 1), MOST_VALUES).mapped(str)

    @classmethod
    def of_lists(cls, column: Iterable[Iterable[str]], most: int = MOST_VALUES) -> Several:
        """The values of lists.

        Raises
        ------
        TooManyValues
            As `of_texts` does.
        """
        cells: dict[tuple[str, ...], int] = {}
        rows = [cells.setdefault(tuple(values), len(cells)) for values in column]
        offsets = np.cumsum([0, *map(len, cells)])
        values = pa.array(chain.from_iterable(cells), pa.string())
        return _several(np.array(rows, int), values, offsets, most).mapped(str)

    def mapped(self, made: Callable[[str], str | None]) -> Several:
        """The same cells with something made of each value; where that is nothing, without it."""
        found = [made(value) or None for value in self.values]
        places = {value: place for place, value in enumerate(dict.fromkeys(each for each in found if each))}
        codes = np.array([places[each] if each else -1 for each in found], int)[self.codes]
        cells = np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))
        there = codes >= 0
        alike = not self.parted or len(places) < len(self.values)
        kept = there & _first(cells, codes, len(places)) if alike else there
        dropped = self.dropped + np.diff(_sums(there & ~kept)[self.offsets])
        changed = {"values": list(places), "codes": codes[kept], "offsets": _sums(kept)[self.offsets]}
        return replace(self, **changed, dropped=dropped, parted=True)

    def held(self, values: Iterable[str]) -> np.ndarray:
        """How many of some values each row holds."""
        wanted = set(values)
        is_one = np.array([value in wanted for value in self.values], bool)
        found: np.ndarray = np.diff(_sums(is_one[self.codes])[self.offsets])[self.rows]
        return found

    def empty(self) -> list[int]:
        """The rows that hold nothing."""
        found: list[int] = np.flatnonzero((np.diff(self.offsets) == 0)[self.rows]).tolist()
        return found

    def row(self, number: int) -> list[str]:
        """The values of a row."""
        cell = self.rows[number]
        return [self.values[code] for code in self.codes[self.offsets[cell] : self.offsets[cell + 1]]]

    @property
    def repeated(self) -> int:
        """How many values of all rows repeated another of their row."""
        return int(self.dropped[self.rows].sum())

    def written(self, name: str) -> pa.StringArray:
        """Each row as a member of a JSON object; null where it holds nothing."""
        values = quoted(pa.array(self.values, pa.string())).take(pa.array(self.codes))
        filled = np.append(np.diff(self.offsets) > 0, True)
        lists = pa.ListArray.from_arrays(pa.array(self.offsets, pa.int32(), mask=~filled), values)
        joined = pc.binary_join_element_wise(f'"{name}": [', pc.binary_join(lists, ", "), "]", "")
        return joined.take(pa.array(self.rows))

    @property
    def only(self) -> pa.StringArray:
        """The value of each row that holds one; null for any other."""
        codes = np.append(self.codes, 0)[self.offsets[:-1]]
        cells = pa.array(self.values or [""], pa.string()).take(pa.array(codes, mask=np.diff(self.offsets) != 1))
        return cells.take(pa.array(self.rows))


def _several(rows: np.ndarray, values: pa.StringArray, offsets: np.ndarray, most: int) -> Several:
    encoded = values.dictionary_encode()
    if len(encoded.dictionary) > most:
        raise TooManyValues(len(encoded.dictionary))
    nothing = np.zeros(len(offsets) - 1, int)
    return Several(rows, encoded.dictionary.to_pylist(), encoded.indices.to_numpy(), offsets, nothing)


def _sums(kept: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(kept)])


def _first(cells: np.ndarray, codes: np.ndarray, values: int) -> np.ndarray:
    """Whether each code is none of those before it in its cell; cells are in order."""
    sorts = np.uint16 if values < SHORT else np.int64
    order = np.argsort(codes.astype(sorts), kind="stable")
    again = (np.diff(codes[order]) == 0) & (np.diff(cells[order]) == 0)
    found = np.ones(len(codes), bool)
    found[order[1:][again]] = False
    return found
