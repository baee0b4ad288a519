"""From rows to figures: one row a key, the total."""

from __future__ import annotations

from typing import Any

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import MOST_FAULTS
from orepath.sources.un_comtrade.checks import constant_faults, number_faults
from orepath.sources.un_comtrade.forms import Form
from orepath.sources.un_comtrade.rows import rows

KEY = "period, reporter, partner, flow, good"
TIMES = (2, 4, 8, 16)
"""How many times the largest row of a key all its rows make where it is the total and beside it stand complete
breakdowns by one, two, three or four things: each thing doubles the sum."""

CUBES = """
create table cubes as
select *, rows = 1 or {doubled} as told
from (
    select {key}, count(*) as rows, sum(value) as summed, max(value) as largest, bool_and(sound) as sound,
        arg_max(row, (value, coalesce(mass_t, -1), -row)) as chosen
    from flows where fate = 'figure' group by {key}
)
"""
# All rows are rounded.
DOUBLED = "abs(summed - {times} * largest) <= {rounding} / 2 * (rows + {times}) + 1e-12 * summed"
OTHERS = f"create table others as select row, {KEY}, sound, fate from flows where fate <> 'figure'"
CHOSEN = "(select rowid as number, * from {table} where rowid in (select chosen - 2 from cubes where told))"
TWICE = f"""
create table several as select {KEY} from cubes where rows > 1;
select {KEY}, min(f.row), max(f.row) from flows f join several using ({KEY}) where f.fate = 'figure'
group by {KEY} order by max(f.row) limit {MOST_FAULTS}
"""


def choose(connection: duckdb.DuckDBPyConnection, form: Form, raw: dict[str, Any]) -> list[Fault]:
    """Make the tables ``figures``, the totals alone, ``cubes`` of all rows of a key together, and ``others``.

    Returns
    -------
    list of Fault
        Of numbers that are none, or the same everywhere, and of rows that a file which tells all has twice.
    """
    made, table = rows(connection, form, raw), form.file.table
    connection.execute(f"create view flows as {made.format(number='rowid', cells=table)}")
    rounding = raw["options"]["rounding"]
    doubled = " or ".join(DOUBLED.format(times=times, rounding=rounding) for times in TIMES)
    try:
        connection.execute(CUBES.format(key=KEY, doubled=doubled))
        connection.execute(OTHERS)
    except duckdb.ConversionException:
        return number_faults(connection, form, raw)
    sound = connection.execute(
        "select (select bool_and(sound) from cubes), (select bool_and(sound) from others)"
    ).fetchall()[0]
    if False in sound:
        return number_faults(connection, form, raw)
    # Those of the chosen rows are read again: that is less work than to keep those of all.
    chosen = made.format(number="number", cells=CHOSEN.format(table=table))
    connection.execute(f"create table figures as select * exclude (sound, fate) from ({chosen})")
    faults = list(constant_faults(connection, form, raw))
    if not all(kind in form.columns for kind in raw["totals"]):
        return faults
    return faults + [
        fault("duplicate_key", f"{form.file.name}, row {last}", key=" ".join(map(str, key)), first=first)
        for *key, first, last in connection.execute(TWICE).fetchall()
    ]
