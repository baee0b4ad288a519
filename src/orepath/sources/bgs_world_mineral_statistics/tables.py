"""The files as tables, and all their rows as one."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.delimited import Delimited, literal, load, name
from orepath.evidence.reading import refuse
from orepath.evidence.source import source

SOURCE = source("orepath.sources.bgs_world_mineral_statistics")
NAME = "BGS World Mineral Statistics"
NEEDED, UNUSED = SOURCE.raw["columns"]["needed"], SOURCE.raw["columns"]["unused"]
PATTERNS = ("*.csv", "*.csv.gz")
ALL = "figures"
"""The table of all rows, with the ``file`` and ``row`` of each."""


def load_all(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> list[Delimited]:
    """A table a file, in the order of their names, of one file or of a folder's.

    Raises
    ------
    SourceError
        With the faults of every file that cannot be read.
    """
    paths = sorted({file for pattern in PATTERNS for file in path.glob(pattern)}) if path.is_dir() else [path]
    if not paths:
        raise SourceError(fault("no_files", str(path), dataset=NAME, expected=", ".join(PATTERNS)))
    left = SOURCE.raw["most_bytes"]
    faults: list[Fault] = []
    loaded: list[Delimited] = []
    for number, file in enumerate(paths):
        table = f"part_{number}"
        try:
            part = load(
                connection,
                file,
                table,
                NEEDED,
                NAME,
                scratch=scratch,
                most_bytes=left,
                optional=UNUSED,
                wanted=NEEDED,
            )
        except SourceError as error:
            faults += error.faults
        else:
            left = max(left - _bytes(connection, part), 0)
            loaded.append(part)
    refuse(faults)
    return loaded


def _bytes(connection: duckdb.DuckDBPyConnection, part: Delimited) -> int:
    """What the cells that are read of a file hold, unpacked."""
    cells = ", ".join(map(name, NEEDED))
    return int(connection.execute(f"select sum(strlen(concat_ws(',', {cells}))) from {part.table}").fetchall()[0][0])


def join(connection: duckdb.DuckDBPyConnection, parts: list[Delimited]) -> None:
    """Make the table `ALL` of the tables of all files."""
    listed = ", ".join(NEEDED)
    selects = (f"select {literal(part.name)} as file, rowid + 2 as row, {listed} from {part.table}" for part in parts)
    connection.execute(f"create table {ALL} as {' union all '.join(selects)}")
