"""From checked cells to rows of reported trade: places for codes, tonnes for kilograms, one figure a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from orepath.evidence.delimited import literal
from orepath.sources.eurostat_comext.codes import coded, period, why_no_good
from orepath.vocabulary.periods import Period

PLACED = """
select c.file_no, c.row, p.from_, p.until, r.place as reporter, q.place as partner, f.flow, f.valuation,
    p.nomenclature, c.good::good_code as good, abs(c.value::double) as value,
    nullif(c.mass::double, 0) / 1000 as mass_t, c.procedure, c.reporter as reporter_code,
    c.partner as partner_code, r.part or q.part as part
from {cells} c join places r on r.code = c.reporter join places q on q.code = c.partner
    join periods p on p.code = c.period join flows f on f.code = c.flow
where r.place is not null and q.place is not null {kept_goods}
"""

# Rows of one key, or of one hash: the latter do no harm, they are told apart later.
RECURRING = """
create table recurring as
select * from cells where {key} in (select {key} from cells group by all having count(*) > 1)
"""

# A procedure that holds all of them stands for its parts, and a whole place for its parts.
WHOLE = """
create table whole as
select * from (
    select * from again
    qualify rank() over (
        partition by from_, until, reporter, partner, flow, good, reporter_code, partner_code
        order by procedure is distinct from {total}
    ) = 1
)
qualify rank() over (partition by from_, until, reporter, partner, flow, good order by part) = 1
"""

COLUMNS = "from_, until, reporter, partner, flow, nomenclature, good, value, 'EUR' as currency, valuation, mass_t"

SINGLE = f"""
select {COLUMNS}, {{file}} as file, row from ({{placed}})
"""

SUMMED = f"""
select {COLUMNS}, file, first.row as row from (
    select from_, until, reporter, partner, flow, good, any_value(nomenclature) as nomenclature,
        any_value(valuation) as valuation, sum(value order by file_no, row) as value,
        if(count(mass_t) = count(*), sum(mass_t order by file_no, row), null) as mass_t,
        arg_min({{file}}, (file_no, row)) || if(count(*) = 1, '',
            ' (rows ' || string_agg(row, ', ' order by file_no, row) || ' summed)') as file,
        min(struct_pack(file_no, row)) as first
    from whole group by from_, until, reporter, partner, flow, good order by first
)
"""


def prepare(connection: duckdb.DuckDBPyConnection, used: Mapping[str, Iterable[str]], raw: Mapping[str, Any]) -> None:
    """Make the tables of codes, the view ``placed`` of the rows to keep, and ``again`` of those whose key recurs.

    Texts of few kinds are enumerated: their numbers are compared and written several times faster than texts.
    """
    places = {code: coded(code, raw) for code in sorted({*used["reporter"], *used["partner"]})}
    periods = {code: period(code) for code in used["period"]}
    goods = {code: why_no_good(code) for code in used["good"]}
    flows = raw["flows"]
    _enumerate(connection, "place_name", (place.place for place in places.values() if place.place))
    _enumerate(connection, "nomenclature_name", (_nomenclature(of) for of in periods.values() if of))
    _enumerate(connection, "flow_name", (flow["flow"] for flow in flows.values()))
    _enumerate(connection, "valuation_name", (flow["valuation"] for flow in flows.values()))
    _enumerate(connection, "good_code", (code for code, why in goods.items() if not why))
    _table(connection, "places", "code varchar, place place_name, part boolean, why varchar", [
        (code, *place) for code, place in places.items()
    ])  # fmt: skip
    _table(connection, "periods", "code varchar, from_ date, until date, nomenclature nomenclature_name", [
        (code, of.from_.isoformat(), of.until.isoformat(), _nomenclature(of)) for code, of in periods.items() if of
    ])  # fmt: skip
    _table(connection, "flows", "code varchar, flow flow_name, valuation valuation_name", [
        (code, flow["flow"], flow["valuation"]) for code, flow in flows.items()
    ])  # fmt: skip
    _table(connection, "no_goods", "code varchar, why varchar", [(code, why) for code, why in goods.items() if why])
    same_places = {code: place.place for code, place in places.items()}
    parts = (_one_code("reporter", same_places), _one_code("partner", same_places), _one_code("period", periods))
    connection.execute(RECURRING.format(key=f"hash({', '.join(parts)}, flow, good)"))
    connection.execute(f"create view placed as {_placed(connection, 'cells')}")
    connection.execute(f"create table again as {_placed(connection, 'recurring')}")


def _placed(connection: duckdb.DuckDBPyConnection, cells: str) -> str:
    kept = "and c.good not in (select code from no_goods)" if counted(connection, "no_goods") else ""
    return PLACED.format(cells=cells, kept_goods=kept)


def _nomenclature(of: Period) -> str:
    return f"CN{of.from_.year}"


def _one_code(column: str, meanings: Mapping[str, object]) -> str:
    """The expression that gives a column's codes of one meaning as one code."""
    first: dict[object, str] = {}
    other = {
        code: first[means]
        for code, means in sorted(meanings.items())
        if means is not None and first.setdefault(means, code) != code
    }
    cases = " ".join(f"when {literal(code)} then {literal(one)}" for code, one in other.items())
    return f"case {column} {cases} else {column} end" if cases else column


def query(connection: duckdb.DuckDBPyConnection, names: str, total: str) -> str:
    """The query that yields the table of reported trade, and the table ``whole`` of the rows that were summed."""
    if not counted(connection, "recurring"):
        return SINGLE.format(file=names, placed=_placed(connection, "cells"))
    connection.execute(WHOLE.format(total=literal(total)))
    others = _placed(connection, "(select * from cells anti join recurring using (file_no, row))")
    return f"{SINGLE.format(file=names, placed=others)} union all {SUMMED.format(file=names)}"


def counted(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    """How many rows a table, or a condition on one, has."""
    return int(connection.execute(f"select count(*) from {rows}").fetchall()[0][0])


def refused_rows(connection: duckdb.DuckDBPyConnection, most: int) -> list[tuple[int, str, str]]:
    """Row, code and why, of the rows that are not kept, in the order of the files, of so many at most."""
    found = connection.execute(
        f"""select c.row, coalesce(r.code, q.code, g.code), coalesce(r.why, q.why, g.why)
        from cells c left join places r on r.code = c.reporter and r.place is null
            left join places q on q.code = c.partner and q.place is null left join no_goods g on g.code = c.good
        where r.code is not null or q.code is not null or g.code is not null
        order by c.file_no, c.row limit {most}"""
    ).fetchall()
    return [(int(row), str(code), str(why)) for row, code, why in found]


def _enumerate(connection: duckdb.DuckDBPyConnection, kind: str, names: Iterable[str]) -> None:
    shown = ", ".join(map(literal, sorted(set(names))))
    connection.execute(f"create type {kind} as enum ({shown})")


def _table(connection: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    connection.execute(f"create table {table} ({columns})")
    given = list(rows)
    if given:
        connection.executemany(f"insert into {table} values ({', '.join('?' * len(given[0]))})", given)
