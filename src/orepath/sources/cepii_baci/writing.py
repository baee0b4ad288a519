"""From checked rows to the trade table: places for codes, dollars for thousands, sums where two codes are one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import duckdb

from orepath.evidence.delimited import literal
from orepath.sources.cepii_baci.files import DataFile

PLACED = "flows f join codes a on a.code = f.i join codes b on b.code = f.j"

PLAIN = """
select f.t::smallint as year, a.place as exporter, b.place as importer, {good} as good,
    f.v * {usd} as value_usd, f.q as mass_t, {file} as file, f.row
from {placed} where f.i <> f.j order by f.file_no, f.row
"""

MET = """
create table met as
select min(struct_pack(f.file_no, f.row)) as first, list(struct_pack(f.file_no, f.row)) as members,
    sum(f.v * {usd} order by f.file_no, f.row) as value_usd,
    if(count(f.q) = count(*), sum(f.q order by f.file_no, f.row), null) as mass_t,
    arg_min({file}, (f.file_no, f.row)) || ' (rows ' || string_agg(f.row, ', ' order by f.file_no, f.row) || ' summed)'
        as file
from {placed} where f.i <> f.j and (f.i in ({joint}) or f.j in ({joint}))
group by f.t, a.place, b.place, {good} having count(*) > 1
"""

# Of the rows of a sum the first carries it and the others are left out.
SUMMED = """
select f.t::smallint as year, a.place as exporter, b.place as importer, {good} as good,
    if(m.carries, m.value_usd, f.v * {usd}) as value_usd, if(m.carries, m.mass_t, f.q) as mass_t,
    coalesce(m.file, {file}) as file, f.row
from {placed}
left join (
    select member.file_no as file_no, member.row as row, value_usd, mass_t, file, member = first as carries
    from (select unnest(members) as member, * exclude (members) from met)
) m on m.file_no = f.file_no and m.row = f.row
where f.i <> f.j and coalesce(m.carries, true) order by f.file_no, f.row
"""


def prepare(connection: duckdb.DuckDBPyConnection, places: dict[str, str]) -> list[str]:
    """Make the table ``codes``; the codes in use that no list knows."""
    kind = connection.execute("select typeof(i) from flows limit 1").fetchall()[0][0]
    used = connection.execute("select distinct t, i from flows union select distinct t, j from flows").fetchall()
    codes = sorted({str(code) for _, code in used}, key=lambda code: (len(code), code))
    known = [code for code in codes if code in places]
    often = Counter((year, places[str(code)]) for year, code in used if str(code) in places)
    met = {place for (_, place), count in often.items() if count > 1}
    connection.execute(f"create table codes (code {kind}, place varchar, joint boolean)")
    if known:
        rows = (f"({literal(code)}, {literal(places[code])}, {places[code] in met})" for code in known)
        connection.execute("insert into codes values " + ", ".join(rows))
    return [code for code in codes if code not in places]


def query(
    connection: duckdb.DuckDBPyConnection, files: list[DataFile], usd: float, five: Iterable[str]
) -> tuple[str, int, int]:
    """The query that yields the trade table, with how many keys it sums and from how many rows.

    Two codes for one place (a successor and what it succeeded) may meet in one key of year, exporter, importer and
    good. Such rows are summed, since a key has one figure; the mass is null unless it is known of all of them.
    """
    good = "lpad(f.k, 6, '0')" if list(five) else "f.k"
    codes = connection.execute("select code::varchar from codes where joint order by code").fetchall()
    joint = ", ".join(literal(code) for (code,) in codes)
    filled = {"good": good, "usd": usd, "file": _names(files), "placed": PLACED, "joint": joint}
    if not joint:
        return PLAIN.format(**filled), 0, 0
    connection.execute(MET.format(**filled))
    counts = connection.execute("select count(*), coalesce(sum(len(members)), 0)::integer from met").fetchall()[0]
    return (SUMMED if counts[0] else PLAIN).format(**filled), counts[0], counts[1]


def _names(files: list[DataFile]) -> str:
    """The expression that gives a row its file's name."""
    if len(files) == 1:
        return literal(files[0].path.name)
    cases = " ".join(f"when {number} then {literal(file.path.name)}" for number, file in enumerate(files))
    return f"case f.file_no {cases} end"


def counted(connection: duckdb.DuckDBPyConnection, *conditions: str) -> list[int]:
    """How many rows each condition holds of."""
    counts = ", ".join(f"count(*) filter ({condition})" for condition in conditions)
    return [int(count) for count in connection.execute(f"select {counts} from flows").fetchall()[0]]


def refused_rows(connection: duckdb.DuckDBPyConnection, unknown: list[str]) -> list[tuple[int, str, bool]]:
    """Row, code and whether exporter and importer are the same, of the rows that are not kept."""
    codes = ", ".join(literal(code) for code in unknown)
    exporter, importer = (f"{side} in ({codes})" if codes else "false" for side in "ij")
    found = connection.execute(
        f"""select row, if(i = j or {exporter}, i, j)::varchar, not ({exporter} or {importer}) from flows
        where i = j or {exporter} or {importer} order by file_no, row"""
    ).fetchall()
    return [(int(row), str(code), bool(same)) for row, code, same in found]
