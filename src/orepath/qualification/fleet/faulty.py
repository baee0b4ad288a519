"""What is wrong with a fleet's file, with the line of each fault: a second, slower reading of what is faulty."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from orepath.errors import Fault, InputError, fault
from orepath.qualification.chains_of import chain_faults
from orepath.qualification.fleet.blocks import Reading
from orepath.qualification.fleet.coding import Reader
from orepath.qualification.fleet.given import Header, battery_column
from orepath.tabular.rows_of import Rows
from orepath.tabular.table import Table, checked

MOST = 10_000
"""Faulty batteries after which reading stops, and faults that are kept."""


@dataclass
class Suspects:
    """What must be looked at again.

    Parameters
    ----------
    batteries
        Batteries that are faulty, by their number in the file.
    hashes
        A number for the id of each battery: two that are the same may be one battery whose rows stand apart.
    whole_file
        Whether the file itself is broken somewhere.
    """

    batteries: set[int] = field(default_factory=set)
    hashes: array[int] = field(default_factory=lambda: array("q"))
    again: frozenset[int] = frozenset()
    whole_file: bool = False
    broken: str = ""
    empty: bool = False

    def saw(self, ids: list[str]) -> None:
        """Remember the batteries of a block."""
        self.hashes.extend(map(hash, ids))

    @property
    def many(self) -> bool:
        """Whether there are so many that it is no use reading on."""
        return len(self.batteries) > MOST

    def finish(self, told: Reading, batteries: int) -> None:
        """Draw from the reading of the whole file what must be looked at again."""
        every, counts = np.unique(np.frombuffer(self.hashes, dtype=np.int64), return_counts=True)
        self.again = frozenset(every[counts > 1].tolist())
        self.broken = told.broken
        self.whole_file = told.uneven or told.quotes % 2 == 1 or bool(told.broken)
        self.empty = batteries == 0

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.batteries or self.again or self.whole_file or self.empty)


def faults_of(path: Path, header: Header, suspects: Suspects, one: Callable[[Table], object]) -> list[Fault]:
    """Every fault of a fleet's file, in order; past `MOST`, that reading stopped.

    Parameters
    ----------
    one
        Answers for the rows of one battery, or raises what is wrong with them.
    """
    found: list[Fault] = []
    try:
        for each in _faults(path, header, suspects, one):
            found.append(each)
            if len(found) >= MOST:
                return [*found, fault("qualify_faults_stopped", path.name, count=f"{MOST:,}")]
    except UnicodeDecodeError:
        found.append(_encoding_fault(path))
    if suspects.broken and not found:
        found.append(fault("network_file_broken", path.name, format="CSV", detail=suspects.broken))
    if suspects.empty and not found:
        found.append(fault("table_no_rows", path.name))
    return found


def _faults(path: Path, header: Header, suspects: Suspects, one: Callable[[Table], object]) -> Iterator[Fault]:
    battery = Reader(battery_column())
    at = next(position for position, column in header.columns.items() if column.name == battery.column.name)
    seen: set[object] = set()
    number, last = -1, object()
    rows: list[tuple[int, list[str]]] = []
    for line, cells in _lines(path):
        if isinstance(cells, Fault):
            yield cells
            continue
        if len(cells) != header.width:
            yield fault("ragged_row", f"{path.name}, row {line}", found=len(cells), expected=header.width)
            continue
        this = battery.read(cells[at])[0]
        if this != last:
            if number in suspects.batteries:
                yield from _of_battery(path, header, last, rows, one)
            number, last, rows = number + 1, this, []
            if hash(this) in suspects.again:
                if this in seen:
                    yield fault("qualify_battery_apart", f"{path.name}, row {line}", battery=this)
                seen.add(this)
        rows.append((line, cells))
    if number in suspects.batteries:
        yield from _of_battery(path, header, last, rows, one)


def _lines(path: Path) -> Iterator[tuple[int, list[str] | Fault]]:
    """The rows behind the header that are not blank, with their lines; a fault where the text breaks off."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        headed = False
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield line, _broken(f"{path.name}, row {line}", str(error))
                return
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                if headed:
                    yield line, cells
                headed = True


def _broken(where: str, said: str) -> Fault:
    if "unexpected end" in said:
        return fault("file_truncated", where, detail="open quote")
    return fault("malformed", where, format="CSV", detail=said)


def _of_battery(
    path: Path, header: Header, battery: object, rows: list[tuple[int, list[str]]], one: Callable[[Table], object]
) -> list[Fault]:
    columns = [header.columns[position] for position in range(header.width)]
    faults: list[Fault] = []
    given = Rows(f"{path.name}, {battery_column().name} {battery}", [column.name for column in columns], rows)
    table = checked(given, columns, faults, chain_faults)
    if not faults:
        try:
            one(table)
        except InputError as error:
            faults.extend(error.faults)
    return faults


def _encoding_fault(path: Path) -> Fault:
    """Where a file stops to be UTF-8."""
    line = 1
    with path.open("rb") as file:
        for data in file:  # a line feed is never part of another character in UTF-8
            try:
                data.decode("utf-8")
            except UnicodeDecodeError as error:
                where = f"{path.name}, row {line}"
                return fault("network_file_encoding", where, detail=f"{data[error.start]:#04x}")
            line += 1
    return fault("network_file_encoding", path.name, detail="UTF-8")
