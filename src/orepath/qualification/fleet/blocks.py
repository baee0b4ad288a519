"""A fleet's file, some ten thousand rows at a time, each block of whole batteries."""

from __future__ import annotations

import io
import unicodedata
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from orepath.evidence.interrupted import heed_interrupts
from orepath.qualification.fleet.given import Header

BLOCK = 1 << 22
"""Bytes read at a time; up to some thirty blocks are read ahead."""
OFFSET, SEPARATOR = 4, 1
"""Bytes beside its text that a cell takes in memory, and in a file."""


@dataclass
class Reading:
    """What is told of a file while it is read.

    Parameters
    ----------
    uneven
        Whether a row has another number of cells than the header.
    done
        How many of its bytes went through, about.
    quotes
        How many quotation marks there are; an odd number means that one is not closed.
    broken
        What kept it from being read on.
    """

    size: int
    done: int = 0
    quotes: int = 0
    uneven: bool = False
    broken: str = ""

    @property
    def part(self) -> float:
        """The part that went through, 0 to 1."""
        return min(1.0, self.done / max(self.size, 1))


class _Watched(io.RawIOBase):
    """A file that counts its quotation marks, and ends where it stops to be UTF-8."""

    def __init__(self, path: Path, begins: int, told: Reading) -> None:
        self._file, self._told = path.open("rb"), told
        self._file.seek(begins)
        self._decoder = getincrementaldecoder("utf-8")()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._told.quotes += data.count(b'"')
        try:
            self._decoder.decode(data)
        except UnicodeDecodeError as error:
            self._told.broken = error.reason
            return b""
        return data

    def close(self) -> None:
        self._file.close()
        super().close()


def blocks(path: Path, header: Header, told: Reading) -> Iterator[pa.Table]:
    """The rows of a fleet's file as text, by the names of the rule's columns, in blocks of whole batteries.

    Rows in which no cell holds anything are left out, as are rows of another length than the header, of which `told`
    tells. Where the file cannot be read on, it ends, and `told` says why.
    """
    rest: pa.Table | None = None
    try:
        for batch in _batches(path, header, told):
            heed_interrupts()
            told.done += batch.nbytes - (OFFSET - SEPARATOR) * batch.num_rows * batch.num_columns
            table = _without_blank_rows(pa.Table.from_batches([batch]))
            table = table if rest is None else pa.concat_tables([rest, table])
            cut = _last_begins(table.column("battery_id"))
            rest = table.slice(cut)
            if cut:
                yield table.slice(0, cut).combine_chunks()
    except pa.ArrowException as error:
        told.broken = str(error).splitlines()[0][:200] or type(error).__name__
    heed_interrupts()
    if rest is not None and rest.num_rows:
        yield rest.combine_chunks()


def _batches(path: Path, header: Header, told: Reading) -> Iterator[pa.RecordBatch]:
    def skip(row: pacsv.InvalidRow) -> str:
        told.uneven = True
        return "skip"

    names = [header.columns[n].name if n in header.columns else f"#{n}" for n in range(header.width)]
    used = [column.name for column in header.columns.values()]
    with _Watched(path, header.begins, told) as file:
        reader = pacsv.open_csv(
            pa.PythonFile(file, mode="r"),
            pacsv.ReadOptions(column_names=names, skip_rows_after_names=1, block_size=BLOCK),
            pacsv.ParseOptions(newlines_in_values=True, invalid_row_handler=skip),
            pacsv.ConvertOptions(
                column_types=dict.fromkeys(used, pa.string()), include_columns=used, strings_can_be_null=False
            ),
        )
        with reader:
            yield from reader


def _without_blank_rows(table: pa.Table) -> pa.Table:
    empty = pc.equal(pc.binary_length(table.column("battery_id")), 0)
    if not pc.any(empty).as_py():
        return table
    kept = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        kept |= pc.not_equal(pc.utf8_trim_whitespace(column), "").to_numpy()
    return table if kept.all() else table.filter(pa.array(kept))


def _last_begins(battery: pa.ChunkedArray) -> int:
    """The row at which the last battery begins; 0 where there is but one."""
    if len(battery) < 2:
        return 0
    same = pc.equal(battery.slice(1), battery.slice(0, len(battery) - 1)).to_numpy()
    for at in np.flatnonzero(~same)[::-1].tolist():
        if _normal(battery[at].as_py()) != _normal(battery[at + 1].as_py()):
            return int(at) + 1
    return 0


def _normal(said: str) -> str:
    return unicodedata.normalize("NFKC", said.strip())
