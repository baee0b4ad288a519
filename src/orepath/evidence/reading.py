"""What a reader gives back, and the one door through which it writes.

A reader is a module ``orepath.sources.<name>.read`` with ``SOURCE`` and ``read(path, sink)``. It writes tables into the
sink and returns a `Reading`; it raises `SourceError` with every fault it found, and then nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.types import is_dictionary

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.immense import immense
from orepath.evidence.schema import STATEMENTS, TABLES
from orepath.evidence.source import Source

Progress = Callable[[int, int], None]
DIFFERENT = ("row_key", "value", "fields", "original", "locator")
"""Columns that differ from row to row: a dictionary of their values only costs time and room."""
PARQUET = {
    "compression": "zstd",
    "compression_level": 3,
    "use_dictionary": [column for column in STATEMENTS.names if column not in DIFFERENT],
    "store_schema": False,
}
"""How statements are written: on real files 2.5 to 3 times as fast as level 9, and smaller where keys are long. Arrow's
schema is left out, so that a file is the same whether its texts were handed over as a dictionary or not."""
AT_ONCE = 1024
"""Rows turned into columns at once; a processor's cache holds them."""
MOST_TEXT = 100_000_000
"""Bytes of a text that is read as a whole: at four bytes a character it takes half a gigabyte."""


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not kept, and why."""

    row: int
    why: str


@dataclass(frozen=True)
class Reading:
    """What a reader did.

    Parameters
    ----------
    edition
        The edition found in the file.
    recorded
        The day the edition was public; None where the file and its source do not say.
    read, kept
        Rows read and rows kept.
    refused
        Rows not kept that a person should know of. Rows that are no data count here too.
    """

    edition: str
    recorded: date | None
    read: int
    kept: int
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Sink:
    """The folder a reader writes its tables into; it becomes part of a release only as a whole."""

    folder: Path
    progress: Progress = silent
    tables: dict[str, Path] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)

    def found_columns(self, part: str, columns: Iterable[str]) -> None:
        """Record the columns of a part of the publisher's file (a file, sheet or element), so that editions compare."""
        self.columns[part] = list(columns)

    def statements(self, rows: Sequence[dict[str, Any]] | pa.Table) -> None:
        """Write the statements: what `statement_table` gives, or dictionaries in which missing keys are null.

        Raises
        ------
        SourceError
            Where a figure is larger than any can be.
        """
        table = _statement_table(rows)
        refuse(immense(table))
        self._write("statements", table)

    def statement_batches(self, batches: Iterable[Sequence[dict[str, Any]] | pa.Table]) -> None:
        """Write the statements batch by batch, so that no more than one of them is in memory; raise as `statements`."""
        with pq.ParquetWriter(self._path("statements"), STATEMENTS, **PARQUET) as writer:
            for batch in batches:
                table = _statement_table(batch).cast(STATEMENTS)
                refuse(immense(table))
                writer.write_table(table)

    def trade(self, connection: duckdb.DuckDBPyConnection, query: str) -> None:
        """Write the trade table straight from a query that yields the columns of `TRADE` in order."""
        self._copy("trade", connection, query)

    def reported_trade(self, connection: duckdb.DuckDBPyConnection, query: str) -> None:
        """Write the trade that places report straight from a query that yields `REPORTED_TRADE` in order."""
        self._copy("reported_trade", connection, query)

    def _copy(self, name: str, connection: duckdb.DuckDBPyConnection, query: str) -> None:
        path = self._path(name)
        connection.execute(
            f"COPY ({query}) TO '{str(path).replace(chr(39), chr(39) * 2)}'"
            " (FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v2)"
        )

    def _write(self, name: str, table: pa.Table) -> None:
        pq.write_table(table, self._path(name), **PARQUET)

    def _path(self, name: str) -> Path:
        if name not in TABLES or name in self.tables:
            raise ValueError(f"table {name!r} is not of a release, or was written already")
        self.tables[name] = self.folder / f"{name}.parquet"
        return self.tables[name]


def statement_table(columns: Mapping[str, Any], rows: int) -> pa.Table:
    """A table of `STATEMENTS` from columns: lists or arrays of as many values as rows, or a value that all rows have.

    A column that is not there is null; one of texts may be an array with a dictionary, and stays one.
    """

    def column(values: object, kind: pa.DataType) -> pa.Array:
        if isinstance(values, list):
            return pa.array(values, kind)
        return values if isinstance(values, pa.Array) else pa.repeat(pa.scalar(values, kind), rows)

    every = [column(columns.get(entry.name), entry.type) for entry in STATEMENTS]
    return pa.Table.from_arrays(every, STATEMENTS.names)


def _statement_table(rows: Sequence[dict[str, Any]] | pa.Table) -> pa.Table:
    if isinstance(rows, pa.Table):
        pairs = zip(STATEMENTS, rows.schema.types, strict=True)
        return rows.cast(pa.schema([due.with_type(kind) if is_dictionary(kind) else due for due, kind in pairs]))
    given = set(chain.from_iterable(set(map(tuple, rows))))
    columns: dict[str, list[Any]] = {name: [] for name in STATEMENTS.names if name in given}
    for begins in range(0, len(rows), AT_ONCE):
        batch = rows[begins : begins + AT_ONCE]
        for name, values in columns.items():
            values.extend([row.get(name) for row in batch])
    return statement_table(columns, len(rows))


class Reader(Protocol):
    """What `orepath.sources` gives for a dataset id."""

    SOURCE: Source

    def read(self, path: Path, sink: Sink) -> Reading:
        """Read a file or folder as its publisher issues it."""
        ...


def check_counts(source: Source, found: dict[str, float], where: str) -> list[Fault]:
    """The faults of counts that lie outside the assertions of ``source.toml``."""
    faults = []
    for name, (minimum, maximum) in source.assertions.items():
        if name not in found:
            continue
        if minimum is not None and found[name] < minimum:
            faults.append(fault("count_below", where, what=name, found=found[name], minimum=minimum))
        if maximum is not None and found[name] > maximum:
            faults.append(fault("count_above", where, what=name, found=found[name], maximum=maximum))
    return faults


def refuse(faults: Iterable[Fault]) -> None:
    """Raise one `SourceError` with all faults, if there are any."""
    found = tuple(faults)
    if found:
        raise SourceError(found)


def existing_file(path: Path) -> Path:
    """The path, if it is a file that can be read and is not empty."""
    try:
        if not path.exists():
            raise SourceError(fault("file_missing", str(path)))
        if path.is_dir():
            raise SourceError(fault("file_is_folder", str(path)))
        if not path.is_file():  # a pipe or a device may never end
            raise SourceError(fault("file_special", str(path)))
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(path), reason=error.strerror or "unreadable")) from error
    if empty:
        raise SourceError(fault("file_empty", str(path)))
    return path


def bounded_file(path: Path, most_bytes: int) -> Path:
    """The path, if it is a file that can be read, is not empty and holds no more than some bytes.

    Raises
    ------
    SourceError
        Where it is not, or is larger: a file of that size is not this dataset, and reading it could exhaust memory.
    """
    size = existing_file(path).stat().st_size
    if size > most_bytes:
        raise SourceError(fault("file_too_large", str(path), found=size, maximum=most_bytes))
    return path


def text_of(path: Path, encoding: str, most_bytes: int = MOST_TEXT) -> str:
    """The text of a file in the encoding its publisher uses, or a refusal that says where it breaks."""
    data = bounded_file(path, most_bytes).read_bytes()
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        raise SourceError(fault("zero_byte", f"{path.name}, line {line}"))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        where = f"{path.name}, line {line}"
        detail = f"byte {data[error.start]:#04x}"
        raise SourceError(fault("wrong_encoding", where, expected=encoding, detail=detail)) from error
