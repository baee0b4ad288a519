"""From rows to figures: one row a key, the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import MOST_FAULTS
from orepath.sources.un_comtrade.checks import constant_faults, number_faults
from orepath.sources.un_comtrade.forms import HEADER, KEY, Forms
from orepath.sources.un_comtrade.rows import rows

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
CHOSEN = "(select rowid as number, * from {table} where rowid in (select chosen - {first} from cubes where told))"
TWICE = """
create table several as select {key} from cubes where rows > 1;
select {shown}, min(f.row), max(f.row) from flows f join several using ({key})
where f.fate = 'figure' and file_no in ({files}) group by {key} order by max(f.row) limit {most}
"""
# Hashes that are all different are of different keys. A file that has a key twice has one so near its beginning.
DIFFERENT = """
select count(*) = count(distinct hash({key})) from (select {key} from flows where fate = 'figure' {some})
"""
BEGINNING = "limit 50000"
SINGLE = f"""
create table figures as select * exclude (fate, file_no) from flows where fate = 'figure';
create view cubes as select 0::smallint as file_no, {KEY}, 1 as rows, sound, true as told from figures
"""


def choose(connection: duckdb.DuckDBPyConnection, forms: Forms, raw: dict[str, Any]) -> list[Fault]:
    """Make the tables ``figures``, the totals alone, ``cubes`` of all rows of a key together, and ``others``.

    Returns
    -------
    list of Fault
        Of numbers that are none, or the same everywhere, and of rows that a file which tells all has twice.
    """
    made = [(form, rows(connection, form, raw)) for form in forms.each]
    every = " union all ".join(query.format(number="rowid", cells=form.file.table) for form, query in made)
    connection.execute(f"create view flows as {every}")
    try:
        single = _are_single(connection, forms)
        connection.execute(SINGLE if single else _cubes(forms, raw["options"]["rounding"]))
        connection.execute(OTHERS)
    except duckdb.ConversionException:
        return _number_faults(connection, forms, raw)
    sound = connection.execute(
        "select (select bool_and(sound) from cubes), (select bool_and(sound) from others)"
    ).fetchall()[0]
    if False in sound:
        return _number_faults(connection, forms, raw)
    if not single:
        # Those of the chosen rows are read again: that is less work than to keep those of all.
        chosen = " union all ".join(
            query.format(number="number", cells=CHOSEN.format(table=form.file.table, first=form.before + HEADER))
            for form, query in made
        )
        connection.execute(f"create table figures as select * exclude (sound, fate, file_no) from ({chosen})")
    return [*constant_faults(connection, forms, raw), *_twice(connection, forms, raw["totals"])]


def _are_single(connection: duckdb.DuckDBPyConnection, forms: Forms) -> bool:
    return all(
        connection.execute(DIFFERENT.format(key=forms.key, some=some)).fetchall()[0][0] for some in (BEGINNING, "")
    )


def _cubes(forms: Forms, rounding: float) -> str:
    doubled = " or ".join(DOUBLED.format(times=times, rounding=rounding) for times in TIMES)
    return CUBES.format(key=forms.key, doubled=doubled)


def _number_faults(connection: duckdb.DuckDBPyConnection, forms: Forms, raw: dict[str, Any]) -> list[Fault]:
    return [each for form in forms.each for each in number_faults(connection, form, raw)]


def _twice(connection: duckdb.DuckDBPyConnection, forms: Forms, totals: Iterable[str]) -> Iterator[Fault]:
    files = [str(form.nth) for form in forms.each if all(kind in form.columns for kind in totals)]
    if not files:
        return
    query = TWICE.format(key=forms.key, shown=KEY, files=", ".join(files), most=MOST_FAULTS)
    for *key, first, last in connection.execute(query).fetchall():
        file, row = forms.of(last)
        yield fault("duplicate_key", f"{file}, row {row}", key=" ".join(map(str, key)), first=forms.of(first)[1])
