"""OFAC's header-less files: which is which, and their rows checked for what each column may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.csv_rows import csv_rows
from orepath.evidence.reading import text_of
from orepath.sources.us_screening_list.party import SOURCE, Tally

LEGACY = SOURCE.raw["legacy"]
KNOWN = "|".join(sorted(LEGACY["named"], key=len, reverse=True))
NAME = re.compile(rf"(?P<known>{KNOWN})(?:[_-][a-z0-9]+)?\.csv")
END = "\x1a"
"""What ends the publisher's newer files."""
PROGRAM = re.compile(r"[A-Z0-9][A-Za-z0-9 -]*(\] \[[A-Z0-9][A-Za-z0-9 -]*)*")
TONS = re.compile(r"[0-9][0-9,]*")
LONGEST_NUMBER = 9
BEGINS = 500
"""Rows by whose number of cells the kind of a file is told."""


@dataclass(frozen=True)
class Row:
    """A row: the number of the party it speaks of, its cells by column (empty where nothing is said), and its line."""

    party: int
    cells: Mapping[str, str]
    line: int


@dataclass(frozen=True)
class File:
    """A file: the list it belongs to, what its rows are, and its rows."""

    name: str
    list_id: str
    kind: str
    rows: list[Row] = field(default_factory=list)

    def where(self, row: Row) -> str:
        """File and line of a row."""
        return f"{self.name}, row {row.line}"


def named(path: Path) -> tuple[str, str] | None:
    """The list and the kind of rows a file's name tells, or None.

    >>> named(Path("alt_2025.csv")), named(Path("cons_prim.csv")), named(Path("made-up.csv"))
    (('sdn', 'alias'), ('cons', 'primary'), None)
    """
    match = NAME.fullmatch(path.name.casefold())
    if match is None:
        return None
    list_, kind = LEGACY["named"][match["known"]]
    return list_, kind


def read_file(path: Path, tally: Tally) -> File:
    """A file's rows; what is wrong with one is a fault, and it is left out.

    Raises
    ------
    SourceError
        Where its name tells no list, or its rows have the columns of another kind.
    """
    known = named(path)
    if known is None:
        names = ", ".join(f"{name}.csv" for name in LEGACY["named"])
        raise SourceError(fault("us_screening_list_name", path.name, allowed=names))
    list_, kind = known
    content = text_of(path, "utf-8").rstrip(END + "\r\n ")
    rows = csv_rows(content, path.name, tally.faults)
    begins = list(islice(rows, BEGINS))
    _check_kind(path.name, kind, begins)
    columns = LEGACY["columns"][kind]
    file = File(path.name, list_, kind)
    for line, cells in chain(begins, rows):
        tally.read += 1
        where = f"{path.name}, row {line}"
        if len(cells) != len(columns):
            tally.faults.append(fault("ragged_row", where, found=len(cells), expected=len(columns)))
            continue
        said = {name: _said(name, cell) for name, cell in zip(columns, cells, strict=True)}
        found = list(_faults(kind, said, where))
        tally.faults += found
        if not found:
            file.rows.append(Row(int(said["ent_num"]), said, line))
    tally.faults += _repeated(file)
    return file


def _said(column: str, cell: str) -> str:
    """A cell's text, empty where it says that nothing is said; a file's last cell may have lost its end."""
    text = cell.strip()
    if text in (LEGACY["null"], LEGACY["null"].rstrip("-")):
        return ""
    return cell if column == "remarks" else text  # remarks go on in another file, with a blank between them or none


def _check_kind(file: str, kind: str, raw: list[tuple[int, list[str]]]) -> None:
    if not raw:
        return
    widths = {name: len(columns) for name, columns in LEGACY["columns"].items()}
    found = {len(cells) for _, cells in raw}
    if len(found) == 1 and found != {widths[kind]}:
        width = found.pop()
        other = next((name for name, columns in widths.items() if columns == width), "-")
        shown = {"kind": kind, "expected": widths[kind], "found": width, "other": other}
        raise SourceError(fault("us_screening_list_swapped", file, **shown))


def _faults(kind: str, said: Mapping[str, str], where: str) -> Iterator[Fault]:
    """What is wrong with a row's cells: a shifted or swapped column shows here."""
    numbers = [name for name in said if name.endswith("_num")]
    needed = [*numbers, *{"primary": ["name", "programs"], "alias": ["alt_name", "alt_type"]}.get(kind, ())]
    if kind == "comment":
        needed.append("remarks")
    yield from (fault("required_cell", where, column=name) for name in needed if not said[name])
    allowed: dict[str, tuple[bool, str]] = {name: (_is_number(said[name]), "1234") for name in numbers}
    if kind == "primary":
        types = LEGACY["types"]
        allowed["type"] = (said["type"] in types, ", ".join(name or LEGACY["null"] for name in types))
        allowed["programs"] = (PROGRAM.fullmatch(said["programs"]) is not None, "SDGT] [IFSR")
        for name in ("tonnage", "grt"):
            allowed[name] = (TONS.fullmatch(said[name]) is not None, "1,234")
    if kind == "alias":
        allowed["alt_type"] = (said["alt_type"] in LEGACY["alias_kinds"], ", ".join(LEGACY["alias_kinds"]))
    for name, (good, words) in allowed.items():
        if said[name] and not good:
            yield fault("bad_cell", where, column=name, found=said[name][:60], allowed=words)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER


def _repeated(file: File) -> Iterator[Fault]:
    """Faults of numbers that stand twice: of parties in a primary or comments file, else of the alias or address."""
    key = {"alias": "alt_num", "address": "add_num"}.get(file.kind, "ent_num")
    first: dict[str, int] = {}
    for row in file.rows:
        number = row.cells[key]
        if first.setdefault(number, row.line) != row.line:
            yield fault("duplicate_key", file.where(row), key=f"{key} {number}", first=first[number])
