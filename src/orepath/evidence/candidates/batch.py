"""Some rows of an index, column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.candidates.several import Several, TooManyValues

Texts: TypeAlias = Any  # pa.StringArray | pa.DictionaryArray, which have no types
MOST_FAULTS = 200
"""Faults told of a column; who reads more of them at once mends none."""
Check = Callable[[str, str, str, list[Fault]], str]
"""What is made of a cell, from what it says, where it stands, its column, and the faults to add to."""


@dataclass
class Batch:
    """Rows of an index.

    Parameters
    ----------
    columns
        The cells of each column, as text; an empty one is an empty text. A column of which distinct cells are checked
        is a dictionary of them.
    where
        Where each row stands.
    faults
        What is wrong, each with its row.
    """

    columns: dict[str, list[str] | Texts]
    where: list[str]
    faults: list[tuple[int, Fault]] = field(default_factory=list)

    def made(self, column: str, check: Check) -> Texts:
        """What a check makes of each cell of a column, distinct ones if they are."""
        cells = self.columns[column]
        values, rows = (cells, None) if isinstance(cells, list) else (cells.dictionary.to_pylist(), cells.indices)
        faults: list[Fault] = []
        made, wrong, told = [], [], 0
        for place, said in enumerate(values):
            made.append(check(said, "", column, faults))
            if len(faults) > told:
                wrong.append(place)
                told = len(faults)
        if wrong:
            wrong = wrong if rows is None else np.flatnonzero(np.isin(rows.to_numpy(), wrong)).tolist()
            self._tell(column, check, wrong[:MOST_FAULTS])
        found = pa.array(made, pa.string())
        return found if rows is None else pa.DictionaryArray.from_arrays(rows, found)

    def texts(self, column: str) -> list[str]:
        """The cells of a column."""
        cells = self.columns[column]
        return plain(cells).to_pylist() if isinstance(cells, pa.DictionaryArray) else cells

    def several(self, column: str, made: Callable[..., Several], cells: object, most: int) -> Several:
        """A column of several values.

        Raises
        ------
        SourceError
            Where more of them differ than ``most``: to go on could exhaust memory.
        """
        try:
            return made(cells, most)
        except TooManyValues as error:
            what = f"different values in {column}"
            found = fault("count_above", self.where[0], what=what, found=error.args[0], maximum=most)
            raise SourceError([*self.told(), found]) from error

    def _tell(self, column: str, check: Check, rows: list[int]) -> None:
        cells = self.texts(column)
        for row in rows:
            faults: list[Fault] = []
            check(cells[row], self.where[row], column, faults)
            self.add(row, *faults)

    def add(self, row: int, *faults: Fault) -> None:
        """Add faults of a row."""
        self.faults += [(row, each) for each in faults]

    def told(self) -> list[Fault]:
        """The faults in the order of the rows."""
        return [each for _, each in sorted(self.faults, key=itemgetter(0))]


def plain(cells: Texts) -> pa.StringArray:
    """A column as texts, if it is a dictionary of them."""
    return cells.dictionary_decode() if isinstance(cells, pa.DictionaryArray) else cells
