"""The forms these data come in, and which of them a file has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orepath.errors import SourceError, fault
from orepath.evidence.delimited import Delimited, header_of, load, name
from orepath.evidence.files import bounded_file

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
TABLE = "cells"
DATASET = "UN Comtrade"


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
    """

    file: Delimited
    columns: dict[str, str]
    year: int | None
    utf8: bool

    def cell(self, meaning: str) -> str:
        """The column of a meaning as SQL writes it; a null where there is none."""
        return name(self.columns[meaning]) if meaning in self.columns else "null::varchar"


def loaded(connection: duckdb.DuckDBPyConnection, path: Path, raw: dict[str, Any], scratch: Path) -> Form:
    """The file in a table of text, with its form.

    Raises
    ------
    SourceError
        Where its columns are of no form, its rows cannot be read, or nothing says its year.
    """
    bounded_file(path, raw["most_bytes"])
    try:
        return _loaded(connection, path, raw, scratch, "utf-8")
    except SourceError as error:
        if not _in_another_encoding(error):
            raise
    try:
        # The website writes the names of places in Windows-1252.
        return _loaded(connection, path, raw, scratch, "cp1252")
    except SourceError as error:
        if not _in_another_encoding(error):
            raise
        said = error.faults[0]
        refused = fault(said.code, said.where, **{**said.values, "expected": "utf-8 / cp1252"})
        raise SourceError(refused) from error


def _in_another_encoding(error: SourceError) -> bool:
    said = error.faults[0]
    return said.code == "wrong_encoding" and said.values["detail"] != "NUL byte"


def _loaded(
    connection: duckdb.DuckDBPyConnection, path: Path, raw: dict[str, Any], scratch: Path, encoding: str
) -> Form:
    header = header_of(path, encoding=encoding)
    delimiter = "\t" if len(header) == 1 and "\t" in header[0] else ","
    header = header_of(path, delimiter, encoding)
    columns = _columns(path, header, raw["forms"])
    year = None if "period" in columns else _year(path)
    file = load(
        connection,
        path,
        TABLE,
        [],
        DATASET,
        scratch=scratch,
        most_bytes=raw["most_bytes"],
        optional=None,
        wanted=list(columns.values()),
        delimiter=delimiter,
        encoding=encoding,
    )
    return Form(file, columns, year, encoding == "utf-8")


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
    nearest = min(missing, key=len)
    shown = {"missing": ", ".join(nearest), "found": ", ".join(header[:30]) or "-"}
    raise SourceError(fault("columns_missing", f"{path.name}, row 1", dataset=DATASET, **shown))


def _folded(column: str) -> str:
    return column.casefold().replace("_", "")


def _year(path: Path) -> int:
    years = set(YEAR.findall(path.name))
    if len(years) != 1:
        raise SourceError(fault("comtrade_year_untold", path.name))
    return int(years.pop())
