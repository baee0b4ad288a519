"""Statements of candidates, from columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from orepath.evidence.candidates.batch import Texts, plain
from orepath.evidence.candidates.candidate import DATES, PRECISIONS, PROPERTY, first_day
from orepath.evidence.candidates.quoting import quoted
from orepath.evidence.candidates.several import Several
from orepath.evidence.reading import statement_table

DAY = 10
"""Letters of a date of which the day is known."""


COLUMNS = {"minerals": "mineral", "places": "place", "affected_places": "partner", "products": "good"}
"""Fields of several values, and the columns that hold the value of a candidate that has one alone."""


@dataclass(frozen=True)
class Candidates:
    """Candidates as columns: the fields of `Candidate`, and what else the index says, by its own words.

    Parameters
    ----------
    where
        Where each stands.
    original
        The title of each, as written.
    texts
        Fields of one text, empty or null where there is none; ``key`` and ``title`` always.
    several
        Fields of several values, as members of a JSON object; null where there are none.
    only
        Of the fields of `COLUMNS`, the value of each candidate that has one.
    """

    where: list[str]
    original: Texts
    texts: dict[str, Texts]
    several: dict[str, pa.StringArray]
    only: dict[str, pa.StringArray]

    def every_key(self) -> list[str]:
        """The key of each."""
        found: list[str] = plain(self.texts["key"]).to_pylist()
        return found

    def last(self, date: str) -> str:
        """The last of their dates of a kind; an empty text where none has one."""
        return pc.max(plain(self.texts[date])).as_py() or ""

    def at(self, rows: Sequence[int]) -> Candidates:
        """Some of them."""
        places = pa.array(rows, pa.int64())
        return self._some(lambda cells: cells.take(places), lambda values: [values[row] for row in rows])

    def parts(self, rows: int) -> Iterator[Candidates]:
        """All of them, some rows at a time."""
        for begins in range(0, len(self.where), rows):
            yield self._some(itemgetter(slice(begins, begins + rows)), itemgetter(slice(begins, begins + rows)))

    def _some(self, columns: Callable[[Texts], Texts], lists: Callable[[list[Any]], list[Any]]) -> Candidates:
        """Some of them, from how they are chosen in a column and in a list."""

        def chosen(cells: dict[str, Texts]) -> dict[str, Texts]:
            return {name: columns(each) for name, each in cells.items()}

        return Candidates(
            lists(self.where),
            columns(self.original),
            chosen(self.texts),
            chosen(self.several),
            chosen(self.only),
        )

    def table(self) -> pa.Table:
        """Their statements; what is empty is left out of the fields."""
        begins, ends = _days(self.texts.get("implemented")), _days(self.texts.get("removed"), DAY)
        columns: dict[str, Any] = {
            "row_key": plain(self.texts["key"]),
            "property": PROPERTY,
            **{column: self.only.get(name) for name, column in COLUMNS.items()},
            "from_": begins,
            "until": _after(begins, ends),
            "status": "reported",
            "text": plain(self.texts["title"]),
            "fields": self._fields(),
            "original": plain(self.original),
            "locator": list(self.where),
        }
        return statement_table(columns, len(self.where))

    def _fields(self) -> pa.StringArray:
        written = {name: _member(name, cells) for name, cells in self.texts.items()} | self.several
        joined = pc.binary_join_element_wise(*(written[name] for name in sorted(written)), ", ", null_handling="skip")
        return pc.binary_join_element_wise("{", joined, "}", "")


def candidates(
    where: list[str],
    original: Texts,
    texts: dict[str, Texts],
    several: dict[str, Several],
) -> Candidates:
    """Candidates of fields of one text and fields of several values."""
    written = {name: cells.written(name) for name, cells in several.items()}
    only = {name: several[name].only for name in COLUMNS if name in several}
    return Candidates(where, original, texts, written, only)


def together(parts: Sequence[Candidates]) -> Candidates:
    """The candidates of several parts that have the same fields."""
    if len(parts) == 1:
        return parts[0]

    def joined(cells: Iterable[Texts]) -> pa.StringArray:
        return pa.concat_arrays(map(plain, cells))

    def every(name: str) -> dict[str, Texts]:
        return {field: joined(getattr(part, name)[field] for part in parts) for field in getattr(parts[0], name)}

    where = [place for part in parts for place in part.where]
    original = joined(part.original for part in parts)
    return Candidates(where, original, every("texts"), every("several"), every("only"))


def _member(name: str, cells: Texts) -> pa.StringArray:
    """A field as a member of the JSON object, a date with its precision; null where it is empty."""
    if name in DATES:
        return _each(cells, partial(_dated, name), pa.string())
    if _fewer(cells):
        return _member(name, cells.dictionary).take(cells.indices)
    texts = plain(cells)
    member, empty = pc.binary_join_element_wise(f'"{name}": ', quoted(texts), ""), pc.equal(texts, "")
    return pc.if_else(empty, None, member) if pc.any(empty).as_py() else member


def _dated(name: str, said: str | None) -> str | None:
    return f'"{name}": "{said}", "{name}_precision": "{PRECISIONS[len(said)]}"' if said else None


def _days(cells: Texts | None, letters: int = 0) -> pa.Array | None:
    """The first day of each date; null where there is none, or it is known to fewer letters than some."""

    def begins(said: str | None) -> date | None:
        return first_day(said) if said and len(said) >= letters else None

    return None if cells is None else _each(cells, begins, pa.date32())


def _after(begins: pa.Array | None, ends: pa.Array | None) -> pa.Array | None:
    """The ends, null where they do not come after their beginnings."""
    if begins is None or ends is None:
        return ends
    return pc.if_else(pc.or_kleene(pc.is_null(begins), pc.less(begins, ends)), ends, None)


def _each(cells: Texts, made: Callable[[str | None], object], kind: pa.DataType) -> pa.Array:
    if _fewer(cells):
        return pa.array(map(made, cells.dictionary.to_pylist()), kind).take(cells.indices)
    return pa.array(map(made, plain(cells).to_pylist()), kind)


def _fewer(cells: Texts) -> bool:
    """Whether a column is a dictionary of fewer texts than it has rows."""
    return isinstance(cells, pa.DictionaryArray) and len(cells.dictionary) < len(cells)
