"""Which files of a path hold trade, in which form, and of which edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.database import opened
from orepath.evidence.delimited import header_of
from orepath.evidence.headings import heading_fault
from orepath.evidence.reading import bounded_file, existing_file

Form = Literal["flows", "values"]
HS = re.compile(r"(?<![A-Za-z])HS_?(92|96|02|07|12|17|22)(?!\d)", re.IGNORECASE)
VINTAGE = re.compile(r"(?<![A-Za-z])V(\d{6}[a-z]?)(?![0-9a-z])", re.IGNORECASE)
YEAR = re.compile(r"(?<![0-9A-Za-z])Y?((?:19|20)\d{2})(?!\d)")
EXTRACT = "minerals"  # how the published extract of mineral goods calls itself
CODE_FILES = ("country_codes", "product_codes")
LISTS = ({"country_code"}, {"code", "description"})
"""Columns by which the publisher's lists of codes are told, whatever they are called."""


@dataclass(frozen=True)
class DataFile:
    """A file of trade: its form, its columns in file order, its edition, and the year its name gives."""

    path: Path
    form: Form
    columns: tuple[str, ...]
    hs: str
    edition: str
    year: int | None

    @property
    def parquet(self) -> bool:
        """Whether it is Parquet and not CSV."""
        return self.path.suffix.casefold() == ".parquet"


def listed(path: Path) -> tuple[list[Path], list[Path]]:
    """The files of trade and the code files at a path, which may be a file or a folder, each in the order of names.

    Raises
    ------
    SourceError
        Where there is none.
    """
    folder = path if path.is_dir() else existing_file(path).parent
    try:
        found = sorted(f for f in folder.iterdir() if f.is_file() and f.suffix.casefold() in (".csv", ".parquet"))
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(folder), reason=error.strerror or error)) from error
    codes = [file for file in found if file.name.casefold().startswith(CODE_FILES)]
    data = [file for file in found if file not in codes] if path.is_dir() else [path]
    if not data and codes:
        raise SourceError(_list_alone(path, ", ".join(file.name for file in codes)))
    if not data:
        raise SourceError(fault("no_files", str(path), dataset="BACI", expected="*.csv, *.parquet"))
    return data, codes


def described(path: Path, raw: dict[str, Any]) -> DataFile:
    """What a file is, from its name and its header.

    Raises
    ------
    SourceError
        Where it is larger than any of the dataset, its columns are of no form, or its HS edition cannot be told.
    """
    bounded_file(path, raw["most_bytes"])
    columns = _parquet_columns(path) if path.suffix.casefold() == ".parquet" else header_of(path, encoding="UTF-8")
    if not columns:
        raise SourceError(fault("file_empty", path.name))
    form = _form(path, columns, raw["forms"])
    default = raw["forms"][form]
    hs = _named(HS, path, "HS{}") or default.get("hs")
    vintage = _named(VINTAGE, path, "V{}") or default.get("vintage")
    if hs is None:
        raise SourceError(fault("edition_untold", path.name, example="BACI_HS92_Y2023_V202601.csv"))
    year = YEAR.findall(VINTAGE.sub("", path.stem).replace("_", " "))
    if form == "values" and len(year) != 1:
        raise SourceError(fault("year_untold", path.name, example="baci_2022.csv"))
    named = vintage or ("minerals-extract" if EXTRACT in path.stem.casefold() else "no-vintage")
    return DataFile(path, form, columns, hs, f"{hs}-{named}", int(year[0]) if len(year) == 1 else None)


def faults_between(files: list[DataFile]) -> Iterator[Fault]:
    """The faults of files that cannot be one edition."""
    first = files[0]
    for file in files[1:]:
        if file.edition != first.edition:
            yield fault("wrong_edition", file.path.name, found=file.edition, expected=first.edition)
        elif file.form != first.form:
            found, expected = ",".join(file.columns), ",".join(first.columns)
            yield fault("wrong_edition", file.path.name, found=found, expected=expected)


def _list_alone(path: Path, found: str) -> Fault:
    return fault("baci_list", path.name, found=found)


def _named(pattern: re.Pattern[str], path: Path, shape: str) -> str | None:
    for name in (path.stem, path.parent.resolve().name):
        found = pattern.search(name.replace("-", "_"))
        found = found or pattern.search(name.replace("_", " ").replace("-", " "))
        if found:
            return shape.format(found.group(1).lower())
    return None


def _parquet_columns(path: Path) -> tuple[str, ...]:
    try:
        with opened() as connection:
            described = connection.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error as error:
        detail = str(error).partition("\n")[0].replace(str(path), path.name)
        raise SourceError(fault("file_truncated", path.name, detail=detail)) from error
    return tuple(row[0] for row in described)


def _form(path: Path, columns: tuple[str, ...], forms: dict[str, Any]) -> Form:
    names: tuple[Form, ...] = ("flows", "values")
    for form in names:
        if sorted(columns) == sorted(forms[form]["columns"]):
            return form
    if any(known <= set(columns) for known in LISTS):
        raise SourceError(_list_alone(path, ", ".join(columns)))
    near = max(names, key=lambda form: len(set(columns) & set(forms[form]["columns"])))
    told = heading_fault(columns, forms[near]["columns"], (), "BACI", f"{path.name}, row 1")
    raise SourceError(told or ())
