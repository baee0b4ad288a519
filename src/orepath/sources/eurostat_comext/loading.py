"""The files into one view of DuckDB, cells as text, each row with its file and number."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orepath.errors import Fault, SourceError
from orepath.evidence.delimited import Delimited, literal, load, name
from orepath.evidence.reading import Sink, refuse
from orepath.sources.eurostat_comext.files import NEEDED, OPTIONAL, DataFile


def loaded(
    connection: duckdb.DuckDBPyConnection, files: list[DataFile], sink: Sink, dataset: str, most_bytes: int
) -> list[Delimited]:
    """Make the view ``cells`` of all files: file_no, row, and what is read of them as text, null where it is not there.

    Raises
    ------
    SourceError
        With the faults of every file.
    """
    tables: list[Delimited] = []
    faults: list[Fault] = []
    sizes = [file.path.stat().st_size for file in files]
    for number, file in enumerate(files):
        sink.progress(sum(sizes[:number]), 2 * sum(sizes))
        needed = [file.columns[part] for part in NEEDED]
        try:
            table = load(
                connection,
                file.path,
                f"file{number}",
                needed,
                dataset,
                scratch=sink.folder,
                most_bytes=most_bytes,
                optional=None,
                wanted=list(file.columns.values()),
            )
        except SourceError as error:
            faults += error.faults
            continue
        sink.found_columns(file.path.name, table.columns)
        tables.append(table)
    refuse(faults)
    sink.progress(sum(sizes), 2 * sum(sizes))
    parts = [_part(number, file) for number, file in enumerate(files)]
    connection.execute("create view cells as " + " union all ".join(parts))
    return tables


def _part(number: int, file: DataFile) -> str:
    shown = ", ".join(
        f"{name(file.columns[part]) if part in file.columns else 'null::varchar'} as {part}"
        for part in (*NEEDED, *OPTIONAL)
    )
    return f"select {number}::smallint as file_no, (rowid + 2)::integer as row, {shown} from file{number}"


def file_names(files: list[Path]) -> str:
    """The expression that gives a row the name of its file."""
    if len(files) == 1:
        return literal(files[0].name)
    cases = " ".join(f"when {number} then {literal(path.name)}" for number, path in enumerate(files))
    return f"case file_no {cases} end"
