"""From cells to figures: one row a key, the total, with what became of every other row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import MOST_FAULTS, literal
from orepath.sources.un_comtrade.checks import NUMBERS, number_faults, sound_numbers
from orepath.sources.un_comtrade.codes import areas
from orepath.sources.un_comtrade.forms import Form

KEY = "period, reporter, partner, flow, good"

ROWS = """
create table flows as
select *, case when reporter in ({unknown}) or partner in ({unknown}) then 'unknown_code'
    when reporter in ({blocs}) or partner in ({blocs}) then 'bloc'
    when flow in ({parts}) then 'part'
    when good >= 'A' then 'sum_of_goods'
    when reporter in ({nowhere}) then 'no_reporter'
    when not total then 'further'
    else 'figure' end as fate
from (
    select rowid + 2 as row, {period} as period, {reporter}::smallint as reporter, {partner}::smallint as partner,
        {flow} as flow, {good} as good, {nomenclature} as nomenclature, {value} as value,
        nullif({mass}, if({value} > 0, 0, null)) / 1000 as mass_t, {mass} = 0 as zero, {cif} as cif, {fob} as fob,
        if({unit} = {kilogram}, {quantity}, null) as kilograms, {sound} as sound, {total} as total
    from {table}
)
"""

# Rows of a key make 2, 4 or 8 times the largest of them where that is the total and beside it stand complete breakdowns
# by one, two or three things: each thing doubles the sum. All are rounded.
CUBES = """
create table cubes as
select *, rows = 1 or exists (
        select 1 from (values (2), (4), (8), (16)) as p(times)
        where abs(summed - times * largest) <= {rounding} / 2 * (rows + times) + 1e-12 * summed
    ) as told
from (
    select {key}, count(*) as rows, sum(value) as summed, max(value) as largest,
        arg_max(row, (value, coalesce(mass_t, -1), -row)) as chosen
    from flows where fate = 'figure' group by {key}
)
"""

FIGURES = """
create table figures as
select f.* exclude (total, sound, fate) from flows f join cubes c on c.chosen = f.row where c.told
"""


def make_rows(connection: duckdb.DuckDBPyConnection, form: Form, raw: dict[str, Any]) -> list[Fault]:
    """Make the table ``flows``, every row with what is to become of it as its own cells tell; the faults of numbers."""
    known = areas()
    used = {
        int(code)
        for side in ("reporter", "partner")
        for (code,) in connection.execute(f"select distinct {form.cell(side)} from {form.file.table}").fetchall()
    }
    cases = " ".join(f"when {literal(code)} then {literal(name)}" for code, name in raw["nomenclatures"].items())
    totals = (f"coalesce({form.cell(kind)}, {literal(code)}) = {literal(code)}" for kind, code in raw["totals"].items())
    cells = {meaning: form.cell(meaning) for meaning in ("reporter", "partner", "flow", "good", "unit")}
    numbers = {meaning: f"try_cast({form.cell(meaning)} as double)" for meaning in NUMBERS}
    connection.execute(
        ROWS.format(
            **cells,
            **numbers,
            table=form.file.table,
            unknown=_codes(used - known.keys()),
            blocs=_codes(code for code, area in known.items() if area.kind == "bloc"),
            nowhere=_codes(code for code, area in known.items() if area.place in ("other", "unknown")),
            parts=", ".join(map(literal, raw["options"]["parts"])),
            period=f"{form.year}::integer" if form.year else f"{form.cell('period')}::integer",
            nomenclature=f"case {form.cell('nomenclature')} {cases} end",
            kilogram=literal(raw["options"]["kilogram"]),
            sound=sound_numbers(form),
            total=" and ".join(totals),
        )
    )
    (sound,) = connection.execute("select bool_and(sound) from flows").fetchall()[0]
    return [] if sound else number_faults(connection, form)


def choose(connection: duckdb.DuckDBPyConnection, form: Form, raw: dict[str, Any]) -> list[Fault]:
    """Make the table ``figures``, the totals alone; the faults of rows that a file which tells all has twice."""
    connection.execute(CUBES.format(key=KEY, rounding=raw["options"]["rounding"]))
    connection.execute(FIGURES)
    if not all(kind in form.columns for kind in raw["totals"]):
        return []
    twice = connection.execute(
        f"select {KEY}, min(f.row), max(f.row) from flows f join cubes c using ({KEY}) "
        f"where c.rows > 1 and f.fate = 'figure' group by {KEY} order by max(f.row) limit {MOST_FAULTS}"
    ).fetchall()
    return [
        fault("duplicate_key", f"{form.file.name}, row {last}", key=" ".join(map(str, key)), first=first)
        for *key, first, last in twice
    ]


def _codes(codes: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(codes))) or "null"
