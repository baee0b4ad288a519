"""The forms these data come in, which of them a file has, and the rows of several files as one row of numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.delimited import Delimited, header_of, literal, load, name
from orepath.evidence.files import bounded_file
from orepath.evidence.headings import parted_fault
from orepath.evidence.reading import existing_file, refuse

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
DATASET = "UN Comtrade"
KEY = "period, reporter, partner, flow, good"
HEADER = 2  # the number of the first row below it, as a spreadsheet shows it


@dataclass(frozen=True)
class Form:
    """A file in a table of text: which of its columns means what, and what its name alone says.

    Parameters
    ----------
    columns
        Columns of the file by meaning; a meaning that no column has is absent.
    year
        The year its name gives, where no column does.
    utf8
        Whether it was in UTF-8.
    nth
        Which of several files it is, from 0.
    before
        The rows of those before it.
    """

    file: Delimited
    columns: dict[str, str]
    year: int | None
    utf8: bool
    nth: int
    before: int

    def cell(self, meaning: str) -> str:
        """The column of a meaning as SQL writes it; a null where there is none."""
        return name(self.columns[meaning]) if meaning in self.columns else "null::varchar"


@dataclass(frozen=True)
class Forms:
    """All files, their rows numbered one after another: a number tells the file and the row in it.

    Of one file the number is that of its row.

    Parameters
    ----------
    where
        What faults of all of them together name.
    """

    where: str
    each: tuple[Form, ...]

    @property
    def rows(self) -> int:
        """The rows of all files."""
        return sum(form.file.rows for form in self.each)

    @property
    def key(self) -> str:
        """What tells the rows of one figure: only within a file they can be a total and its breakdowns."""
        return KEY if len(self.each) == 1 else f"file_no, {KEY}"

    def of(self, number: int) -> tuple[str, int]:
        """The name of the file that holds a number, and the row in it."""
        form = self.each[bisect_right([form.before + HEADER for form in self.each], number) - 1]
        return form.file.name, number - form.before

    def file(self, number: str) -> str:
        """The expression of SQL that gives the name of the file that holds a number."""
        return self._by(number, [literal(form.file.name) for form in self.each])

    def row(self, number: str) -> str:
        """The expression of SQL that gives the row in the file that holds a number."""
        return f"({number} - {self._by(number, [str(form.before) for form in self.each])})"

    def _by(self, number: str, said: list[str]) -> str:
        cases = [
            f"when {number} < {form.before + HEADER + form.file.rows} then {of}"
            for form, of in zip(self.each[:-1], said[:-1], strict=True)
        ]
        return f"(case {' '.join(cases)} else {said[-1]} end)" if cases else said[0]


def loaded(
    connection: duckdb.DuckDBPyConnection, paths: list[Path], where: str, raw: dict[str, Any], scratch: Path
) -> Forms:
    """The files in tables of text, with their forms.

    Raises
    ------
    SourceError
        With the faults of every file: its columns are of no form, its rows cannot be read, or nothing says its year.
    """
    found: list[Form] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            before = sum(form.file.rows for form in found)
            found.append(_loaded_either(connection, path, raw, scratch, len(found), before))
        except SourceError as error:
            faults += error.faults
    refuse(faults)
    return Forms(where, tuple(found))


def _loaded_either(
    connection: duckdb.DuckDBPyConnection, path: Path, raw: dict[str, Any], scratch: Path, nth: int, before: int
) -> Form:
    bounded_file(path, raw["most_bytes"])
    try:
        return _loaded(connection, path, raw, scratch, "utf-8", nth, before)
    except SourceError as error:
        if not _in_another_encoding(error):
            raise
    try:
        # The website writes the names of places in Windows-1252.
        return _loaded(connection, path, raw, scratch, "cp1252", nth, before)
    except SourceError as error:
        if not _in_another_encoding(error):
            raise
        said = error.faults[0]
        refused = fault(said.code, said.where, **{**said.values, "expected": "utf-8 / cp1252"})
        raise SourceError(refused) from error


def _in_another_encoding(error: SourceError) -> bool:
    return error.faults[0].code == "wrong_encoding"


def _loaded(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    raw: dict[str, Any],
    scratch: Path,
    encoding: str,
    nth: int,
    before: int,
) -> Form:
    header, delimiter = _header(path, encoding)
    columns = _columns(path, header, raw["forms"])
    year = None if "period" in columns else _year(path)
    file = load(
        connection,
        path,
        f"cells{nth}",
        [],
        DATASET,
        scratch=scratch,
        most_bytes=raw["most_bytes"],
        optional=None,
        wanted=list(columns.values()),
        delimiter=delimiter,
        encoding=encoding,
    )
    return Form(file, columns, year, encoding == "utf-8", nth, before)


def columns_of(path: Path, forms: dict[str, Any]) -> dict[str, str]:
    """The columns of a file by meaning.

    Raises
    ------
    SourceError
        Where they are of no form.
    """
    return _columns(path, _header(path, "latin-1")[0], forms)


def likeness(path: Path, forms: dict[str, Any]) -> float:
    """The largest share of the columns a form needs that a file names.

    Raises
    ------
    SourceError
        Where the file or its first row cannot be read.
    """
    found = {_folded(column) for column in _header(existing_file(path), "latin-1")[0]}
    needed = [[_folded(form["columns"][meaning]) for meaning in form["needed"]] for form in forms.values()]
    return max(len(found.intersection(names)) / len(names) for names in needed)


def _header(path: Path, encoding: str) -> tuple[tuple[str, ...], str]:
    header = header_of(path, encoding=encoding)
    delimiter = "\t" if len(header) == 1 and "\t" in header[0] else ","
    return (header_of(path, delimiter, encoding) if delimiter != "," else header), delimiter


def _columns(path: Path, header: tuple[str, ...], forms: dict[str, Any]) -> dict[str, str]:
    found = {_folded(column): column for column in header}
    missing: list[list[str]] = []
    for form in forms.values():
        columns = {
            meaning: found[_folded(column)] for meaning, column in form["columns"].items() if _folded(column) in found
        }
        lacking = [form["columns"][meaning] for meaning in form["needed"] if meaning not in columns]
        if not lacking:
            return columns
        missing.append(lacking)
    where, known = f"{path.name}, row 1", [name for form in forms.values() for name in form["columns"].values()]
    nearest = min(missing, key=len)
    shown = {"missing": ", ".join(nearest), "found": ", ".join(header[:30]) or "-"}
    raise SourceError(parted_fault(header, known, where) or fault("columns_missing", where, dataset=DATASET, **shown))


def _folded(column: str) -> str:
    return column.casefold().replace("_", "")


def _year(path: Path) -> int:
    years = set(YEAR.findall(path.name))
    if len(years) != 1:
        raise SourceError(fault("comtrade_year_untold", path.name))
    return int(years.pop())
