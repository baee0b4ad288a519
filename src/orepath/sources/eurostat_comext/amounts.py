"""Values and masses: whether they are numbers, within bounds and different from row to row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import Delimited, bad_cells, name, not_numbers
from orepath.sources.eurostat_comext.files import DataFile

PARTS = ("value", "mass")

# Codes are compared as numbers from here on. Where a value or mass is none, this does not convert; 1_000 does.
CODED = """
create table coded as
select file_no, row, reporter::place_code as reporter, partner::place_code as partner, good::good_code as good,
    flow::flow_code as flow, period::period_code as period, procedure::utinyint as procedure, value::double as value,
    mass::double as mass, contains(value, '_') or coalesce(contains(mass, '_'), false) as separated
from cells
"""
AMOUNTS = """
create table amounts as
select count(mass) as masses, count(*) filter (value = 0) as no_value, count(*) filter (mass = 0) as no_mass,
    bool_and(value between 0 and {most_value} and coalesce(mass between 0 and {most_mass}, true) and not separated)
        as sound,
    [count(value), min(value), max(value)] as value, [count(mass), min(mass), max(mass)] as mass
from coded
"""


def code(connection: duckdb.DuckDBPyConnection, options: Mapping[str, Any]) -> bool:
    """Make the table ``coded`` of all cells as codes and numbers, and ``amounts`` of how many there are.

    Returns
    -------
    bool
        Whether every value and mass is a number within its bounds.
    """
    try:
        connection.execute(CODED)
    except duckdb.ConversionException:
        return False
    connection.execute(AMOUNTS.format(**options))
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
