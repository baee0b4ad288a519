"""Values and masses: whether they are numbers, within bounds and different from row to row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import Delimited, bad_cells, name, not_numbers
from orepath.sources.eurostat_comext.files import DataFile

PARTS = ("value", "mass")

# DuckDB takes 1_000 for a number; where a cell is none at all, this does not convert.
AMOUNTS = """
create table amounts as
select count(mass) as masses, count(*) filter (value = 0) as no_value, count(*) filter (mass = 0) as no_mass,
    bool_and(value between 0 and {most_value} and coalesce(mass between 0 and {most_mass}, true) and not separated)
        as sound,
    [count(value), min(value), max(value)] as value, [count(mass), min(mass), max(mass)] as mass
from (
    select value::double as value, mass::double as mass,
        contains(value, '_') or coalesce(contains(mass, '_'), false) as separated from cells
)
"""


def count_amounts(connection: duckdb.DuckDBPyConnection, options: Mapping[str, Any]) -> bool:
    """Make the table ``amounts`` of how many there are; whether every value and mass is a number within its bounds."""
    try:
        connection.execute(AMOUNTS.format(**options))
    except duckdb.ConversionException:
        return False
    return connection.execute("select sound from amounts").fetchall()[0][0] is not False


def amount_faults(
    connection: duckdb.DuckDBPyConnection, file: DataFile, table: Delimited, options: Mapping[str, Any]
) -> Iterator[Fault]:
    """Values and masses of a file that are no numbers, or out of bounds."""
    for part in PARTS:
        if part in file.columns:
            column, most = file.columns[part], options[f"most_{part}"]
            yield from not_numbers(connection, table, [column])
            number = f"try_cast({name(column)} as double)"
            yield from bad_cells(connection, table, column, f"{number} > {most} and isfinite({number})", f"≤ {most:,}")


def constant_faults(
    connection: duckdb.DuckDBPyConnection, files: list[DataFile], options: Mapping[str, Any], where: str
) -> Iterator[Fault]:
    """Values or masses that are the same in every row."""
    for part in PARTS:
        rows, least, most = connection.execute(f"select unnest({part}) from amounts").fetchall()
        if rows[0] >= options["rows_that_differ"] and least == most:
            column = next(file.columns[part] for file in files if part in file.columns)
            yield fault("column_constant", where, column=column, rows=int(rows[0]), found=f"{least[0]:g}")
