"""From checked cells to rows of reported trade: places for codes, tonnes for kilograms, one figure a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from orepath.evidence.delimited import literal
from orepath.sources.eurostat_comext.codes import coded, period, why_no_good

PLACED = """
create view placed as
select c.file_no, c.row, p.from_, p.until, r.place as reporter, q.place as partner, f.flow, f.valuation,
    p.nomenclature, c.good, c.value::double as value, nullif(c.mass::double, 0) / 1000 as mass_t, c.procedure,
    c.reporter as reporter_code, c.partner as partner_code, r.part or q.part as part,
    hash(p.from_, p.until, r.place, q.place, c.flow, c.good) as key
from cells c join places r on r.code = c.reporter join places q on q.code = c.partner
    join periods p on p.code = c.period join flows f on f.code = c.flow
where r.place is not null and q.place is not null {kept_goods}
"""

AGAIN = """
create table again as
select * from placed where key in (select key from placed group by key having count(*) > 1)
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
select {COLUMNS}, {{file}} as file, row from placed {{others}}
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


def prepare(connection: duckdb.DuckDBPyConnection, raw: Mapping[str, Any]) -> None:
    """Make the tables of codes, the view ``placed`` of the rows to keep, and ``again`` of those whose key recurs."""
    used = _distinct(connection, "select distinct reporter from cells union select distinct partner from cells")
    _table(connection, "places", "code varchar, place varchar, part boolean, why varchar", [
        (code, *coded(code, raw)) for code in used
    ])  # fmt: skip
    periods = {code: period(code) for code in _distinct(connection, "select distinct period from cells")}
    _table(connection, "periods", "code varchar, from_ date, until date, nomenclature varchar", [
        (code, of.from_.isoformat(), of.until.isoformat(), f"CN{of.from_.year}") for code, of in periods.items() if of
    ])  # fmt: skip
    _table(connection, "flows", "code varchar, flow varchar, valuation varchar", [
        (code, flow["flow"], flow["valuation"]) for code, flow in raw["flows"].items()
    ])  # fmt: skip
    goods = {code: why_no_good(code) for code in _distinct(connection, "select distinct good from cells")}
    _table(connection, "no_goods", "code varchar, why varchar", [(code, why) for code, why in goods.items() if why])
    kept = "and c.good not in (select code from no_goods)" if any(goods.values()) else ""
    connection.execute(PLACED.format(kept_goods=kept))
    connection.execute(AGAIN)


def query(connection: duckdb.DuckDBPyConnection, names: str, total: str) -> str:
    """The query that yields the table of reported trade, and the table ``whole`` of the rows that were summed."""
    if not counted(connection, "again"):
        return SINGLE.format(file=names, others="")
    connection.execute(WHOLE.format(total=literal(total)))
    single = SINGLE.format(file=names, others="where key not in (select key from again)")
    return f"{single} union all {SUMMED.format(file=names)}"


def counted(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    """How many rows a table, or a condition on one, has."""
    return int(connection.execute(f"select count(*) from {rows}").fetchall()[0][0])


def refused_rows(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str]]:
    """Row, code and why, of the rows that are not kept, in the order of the files."""
    found = connection.execute(
        """select c.row, coalesce(r.code, q.code, g.code), coalesce(r.why, q.why, g.why)
        from cells c left join places r on r.code = c.reporter and r.place is null
            left join places q on q.code = c.partner and q.place is null left join no_goods g on g.code = c.good
        where r.code is not null or q.code is not null or g.code is not null order by c.file_no, c.row"""
    ).fetchall()
    return [(int(row), str(code), str(why)) for row, code, why in found]


def _distinct(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return sorted(code for (code,) in connection.execute(query).fetchall())


def _table(connection: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    connection.execute(f"create table {table} ({columns})")
    given = list(rows)
    if given:
        connection.executemany(f"insert into {table} values ({', '.join('?' * len(given[0]))})", given)
