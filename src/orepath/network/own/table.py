"""Tables as a user gives them: files in CSV, Parquet or Arrow, and tables in memory."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from orepath.errors import Fault, InputError, fault
from orepath.evidence.csv_rows import csv_rows

MAGIC = {b"PAR1": "Parquet", b"ARROW1": "Arrow"}
SUFFIXES = {".parquet": "Parquet", ".pq": "Parquet", ".arrow": "Arrow", ".feather": "Arrow", ".ipc": "Arrow"}

HEAD = 1 << 16
"""Characters at the beginning of a CSV file in which its first row is looked for."""


class Tabular(Protocol):
    """An Arrow table, a pandas or a polars frame, or anything else that speaks Arrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


Table = Path | str | Tabular
"""A file, or a table in memory."""


@dataclass(frozen=True)
class Given:
    """A table with where it came from.

    Parameters
    ----------
    name
        The name of its file, or of the table.
    table
        Its rows, of the columns that were wanted; every column of a CSV file is text.
    columns
        Every column it has.
    data
        The bytes of a CSV file, from which the lines of its rows are told.
    """

    name: str
    table: pa.Table
    columns: tuple[str, ...]
    data: bytes | None = None

    def rows(self, numbers: Sequence[int]) -> list[str]:
        """Where some rows stand: in a CSV file the line a row begins on (the header's is 1), else counted from 1."""
        if self.data is None or not numbers:
            return [f"{self.name}, row {number + 1}" for number in numbers]
        rows = csv_rows(self.data.decode("utf-8-sig"), self.name, [])
        lines = [line for line, _ in islice(rows, max(numbers) + 2)]
        return [f"{self.name}, row {lines[number + 1]}" for number in numbers]


def given(table: Table, name: str, wanted: Collection[str] | None = None) -> Given:
    """A table from a file or from memory.

    Parameters
    ----------
    name
        What a table in memory is called in messages.
    wanted
        The columns to take, as far as there are any; all where None.

    Raises
    ------
    InputError
        Where it cannot be read as a whole: no such file, cut off, not UTF-8, rows of unequal length (each is named).
    """
    if isinstance(table, str | Path):
        return _taking(_file(Path(table), wanted), wanted)
    try:
        found = pa.table(table)
        return _taking(Given(name, found, tuple(found.column_names)), wanted)
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise InputError(_unreadable(name, "Arrow", error)) from error


def _taking(found: Given, wanted: Collection[str] | None) -> Given:
    names = [name for name in found.table.column_names if wanted is None or name in wanted]
    if len(names) == found.table.num_columns or len(set(names)) < len(names):
        return found
    return replace(found, table=found.table.select(names))


def _file(path: Path, wanted: Collection[str] | None) -> Given:
    name = path.name
    if not path.exists():
        raise InputError(fault("file_missing", str(path)))
    if path.is_dir():
        raise InputError(fault("file_is_folder", str(path)))
    try:
        with path.open("rb") as file:
            start = file.read(8)
        kind = next((kind for magic, kind in MAGIC.items() if start.startswith(magic)), "")
        kind = kind or SUFFIXES.get(path.suffix.lower(), "CSV")
        if kind == "CSV":
            return _csv(name, path.read_bytes())
        if kind == "Parquet":
            return _parquet(path, wanted)
        table = pa.ipc.open_file(path).read_all()
        table.validate(full=True)
    except (pa.ArrowException, OSError) as error:
        raise InputError(_unreadable(name, kind or "", error)) from error
    return Given(name, table, tuple(table.column_names))


def _parquet(path: Path, wanted: Collection[str] | None) -> Given:
    """The wanted columns alone are read; all of them where one occurs twice, for that is a fault to be told."""
    with pq.ParquetFile(path) as file:
        names = tuple(file.schema_arrow.names)
        some = None if wanted is None or len(set(names)) < len(names) else [name for name in names if name in wanted]
        table = file.read(columns=some)
    table.validate(full=True)
    return Given(path.name, table, names)


def _csv(name: str, data: bytes) -> Given:
    text = _decoded(name, data)
    header = [cell.strip() for cell in _first_row(text, name)]
    if not header:
        raise InputError(fault("network_file_broken", name, format="CSV", detail="0 rows"))
    numbered = [str(number) for number in range(len(header))]
    uneven: list[int] = []

    def skip(row: pacsv.InvalidRow) -> str:
        uneven.append(row.actual_columns)
        return "skip"

    try:
        table = pacsv.read_csv(
            pa.BufferReader(pa.py_buffer(data).slice(_begins(data))),
            pacsv.ReadOptions(column_names=numbered, skip_rows_after_names=1),
            pacsv.ParseOptions(newlines_in_values=True, invalid_row_handler=skip),
            pacsv.ConvertOptions(column_types=dict.fromkeys(numbered, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowException as error:
        raise InputError(_broken_rows(name, text, len(header)) or _unreadable(name, "CSV", error)) from error
    cut_off = text.count('"') % 2 == 1
    if (uneven or cut_off) and (faults := _broken_rows(name, text, len(header))):
        raise InputError(faults)
    return Given(name, _without_blank_rows(table).rename_columns(header), tuple(header), data)


def _first_row(text: str, name: str) -> list[str]:
    """The cells of the first row that is not blank, without a copy of the whole text where its beginning tells them."""
    rows = list(islice(csv_rows(text[:HEAD], name, []), 2))
    if len(rows) < 2:
        rows = list(islice(csv_rows(text, name, []), 1))
    return rows[0][1] if rows else []


def _begins(data: bytes) -> int:
    """Where the text begins behind a byte-order mark and empty lines."""
    return len(data) - len(data.removeprefix(BOM_UTF8).lstrip(b"\r\n"))


def _decoded(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
        position = data.find(b"\x00")
        detail = "NUL"
    except UnicodeDecodeError as error:
        position, detail, text = error.start, f"{data[error.start]:#04x}", ""
    if position >= 0:
        line = data[:position].count(b"\n") + 1
        raise InputError(fault("network_file_encoding", f"{name}, row {line}", detail=detail))
    return text


def _broken_rows(name: str, text: str, expected: int) -> list[Fault]:
    """The rows of another length than the header, and where the text breaks off."""
    uneven: list[Fault] = []
    broken: list[Fault] = []
    for line, cells in csv_rows(text, name, broken):
        if len(cells) != expected:
            uneven.append(fault("ragged_row", f"{name}, row {line}", found=len(cells), expected=expected))
    return uneven + [
        fault("network_file_broken", each.where, format="CSV", detail=each.values["detail"]) for each in broken
    ]


def _without_blank_rows(table: pa.Table) -> pa.Table:
    """The rows in which any cell holds something, as `csv_rows` gives them."""
    kept = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        kept |= pc.not_equal(pc.utf8_trim_whitespace(column), "").to_numpy()
    return table if kept.all() else table.filter(pa.array(kept))


def _unreadable(name: str, kind: str, error: Exception) -> Fault:
    said = str(error).strip() or type(error).__name__
    return fault("network_file_broken", name, format=kind, detail=said.splitlines()[0][:200])
