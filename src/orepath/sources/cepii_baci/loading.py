"""Files of trade into one DuckDB table each, in file order, so that a row keeps its number."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import literal, of_line_ends
from orepath.evidence.reading import Progress
from orepath.sources.cepii_baci.diagnosis import diagnose
from orepath.sources.cepii_baci.files import DataFile

TYPES = {"t": "SMALLINT", "i": "SMALLINT", "j": "SMALLINT", "k": "VARCHAR", "v": "DOUBLE", "q": "DOUBLE"}
VALUE_TYPES = {"i": "VARCHAR", "j": "VARCHAR", "cmd": "VARCHAR", "value": "DOUBLE"}


def load(connection: duckdb.DuckDBPyConnection, files: list[DataFile], progress: Progress) -> list[Fault]:
    """Make the view ``flows`` (file_no, row, t, i, j, k, v, q) of all files; the faults of those that cannot be read.

    A table keeps the order of the file, so that its ``rowid`` gives the row number at no cost.
    """
    faults: list[Fault] = []
    sizes = [file.path.stat().st_size for file in files]
    for number, file in enumerate(files):
        progress(sum(sizes[:number]), 2 * sum(sizes))
        found = _load(connection, file, f"file{number}")
        if not found and not connection.execute(f"select 1 from file{number} limit 1").fetchall():
            found = [fault("file_empty", file.path.name)]
        faults += found
    progress(sum(sizes), 2 * sum(sizes))
    if not faults:
        parts = (
            f"select {number}::smallint as file_no, (rowid + {1 if file.parquet else 2})::integer as row, "
            f"t, i, j, k, v, q from file{number}"
            for number, file in enumerate(files)
        )
        connection.execute("create view flows as " + " union all ".join(parts))
    return faults


def _load(connection: duckdb.DuckDBPyConnection, file: DataFile, table: str) -> list[Fault]:
    if file.parquet:
        return _try(connection, file, table, f"read_parquet({literal(str(file.path))})", padded=False)
    cut = _cut_off(file.path)
    if cut:
        return [cut, *diagnose(file)]
    types = TYPES if file.form == "flows" else VALUE_TYPES
    if not _try(connection, file, table, _csv(file, types), padded=False):
        return []
    # Some vintages write a missing quantity as "NA" behind blanks: read it as text then.
    if file.form == "flows" and not _try(connection, file, table, _csv(file, types | {"q": "VARCHAR"}), padded=True):
        bad = f"select count(*) from {table} where q_text is not null and q is null and trim(q_text) not in ('', 'NA')"
        if not connection.execute(bad).fetchall()[0][0]:
            return []
    found = diagnose(file) or of_line_ends(file.path, file.path.name)
    return found or _try(connection, file, table, _csv(file, types), padded=False)


def _try(connection: duckdb.DuckDBPyConnection, file: DataFile, table: str, rows: str, *, padded: bool) -> list[Fault]:
    if file.form == "values":
        select = f"{file.year}::smallint as t, i, j, cmd::varchar as k, value::double as v, null::double as q"
    else:
        mass = "try_cast(nullif(trim(q), 'NA') as double) as q, q as q_text" if padded else "q::double as q"
        number = "::smallint" if file.parquet else ""
        select = f"t{number} as t, i{number} as i, j{number} as j, k::varchar as k, v::double as v, {mass}"
    try:
        connection.execute(f"create or replace table {table} as select {select} from {rows}")
    except duckdb.Error as error:
        first = str(error).partition("\n")[0].replace(str(file.path), file.path.name)
        reason = first.partition(": ")[2] or first
        kind = "Parquet" if file.parquet else "CSV"
        return [fault("malformed", file.path.name, format=kind, detail=reason)]
    return []


def _csv(file: DataFile, types: dict[str, str]) -> str:
    columns = ", ".join(f"'{name}': '{types[name]}'" for name in file.columns)
    return (
        f"read_csv({literal(str(file.path))}, header = true, delim = ',', quote = '\"', escape = '\"', "
        f"auto_detect = false, columns = {{{columns}}})"
    )


def _cut_off(path: Path) -> Fault | None:
    with path.open("rb") as file:
        file.seek(-1, 2)
        if file.read(1) in b"\r\n":
            return None
    return fault("file_truncated", path.name, detail="the last line has no end")
