"""From checked cells to rows of reported trade: places for codes, tonnes for kilograms, one figure a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from orepath.evidence.delimited import literal
from orepath.sources.eurostat_comext.coding import one_code

PLACED = """
select c.file_no, c.row, p.from_, p.until, r.place as reporter, q.place as partner, f.flow, f.valuation,
    p.nomenclature, c.good, abs(c.value) as value, nullif(c.mass, 0) / 1000 as mass_t, c.procedure,
    c.reporter as reporter_code, c.partner as partner_code, r.part or q.part as part
from {rows} c join places r on r.code = c.reporter join places q on q.code = c.partner
    join periods p on p.code = c.period join flows f on f.code = c.flow
where r.place is not null and q.place is not null {kept_goods}
"""

# Rows of one key, or of one hash: the latter do no harm, they are told apart later.
RECURRING = """
create table recurring as
select * from coded where {key} in (select {key} from coded group by all having count(*) > 1)
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

BATCH = 10_000
"""Rows fetched at a time."""

COLUMNS = """
from_, until, reporter, partner, flow, nomenclature, good, value, 'EUR'::currency_name as currency, valuation, mass_t
"""

SINGLE = f"""
select {COLUMNS}, ({{file}})::file_name as file, row, file_no from ({{placed}})
"""

# A name with row numbers is of no kind, so that where there are any, texts are written.
SUMMED = f"""
select {COLUMNS}, file, first.row as row, first.file_no as file_no from (
    select from_, until, reporter, partner, flow, good, any_value(nomenclature) as nomenclature,
        any_value(valuation) as valuation, sum(value order by file_no, row) as value,
        if(count(mass_t) = count(*), sum(mass_t order by file_no, row), null) as mass_t,
        arg_min({{file}}, (file_no, row)) || if(count(*) = 1, '',
            ' (rows ' || string_agg(row, ', ' order by file_no, row) || ' summed)') as file,
        min(struct_pack(file_no, row)) as first
    from whole group by from_, until, reporter, partner, flow, good
)
"""

# One thread joins small tables to rows and leaves these in order (a test sees to it); a union is not in order.
IN_ORDER = "select * exclude (file_no) from ({rows})"
ORDERED = f"{IN_ORDER} order by file_no, row"


def place(connection: duckdb.DuckDBPyConnection, used: Mapping[str, Iterable[str]], raw: Mapping[str, Any]) -> None:
    """Make the view ``placed`` of the rows to keep, and the table ``again`` of those whose key recurs."""
    parts = ", ".join(one_code(column, used[column], raw) for column in ("reporter", "partner", "period"))
    connection.execute(RECURRING.format(key=f"hash({parts}, flow, good)"))
    connection.execute(f"create view placed as {_placed(connection, 'coded')}")
    connection.execute(f"create table again as {_placed(connection, 'recurring')}")


def _placed(connection: duckdb.DuckDBPyConnection, rows: str) -> str:
    kept = "and c.good not in (select code from no_goods)" if counted(connection, "no_goods") else ""
    return PLACED.format(rows=rows, kept_goods=kept)


def query(connection: duckdb.DuckDBPyConnection, names: str, total: str) -> str:
    """The query that yields the table of reported trade, and the table ``whole`` of the rows that were summed."""
    if not counted(connection, "recurring"):
        return IN_ORDER.format(rows=SINGLE.format(file=names, placed=_placed(connection, "coded")))
    connection.execute(WHOLE.format(total=literal(total)))
    others = _placed(connection, "(select * from coded anti join recurring using (file_no, row))")
    single, summed = SINGLE.format(file=names, placed=others), SUMMED.format(file=names)
    return ORDERED.format(rows=f"{single} union all {summed}")


def counted(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    """How many rows a table, or a condition on one, has."""
    return int(connection.execute(f"select count(*) from {rows}").fetchall()[0][0])


def refused_rows(connection: duckdb.DuckDBPyConnection, most: int) -> tuple[int, list[tuple[int, str, str]]]:
    """How many rows are not kept; of these, unless they are too many, row, code and why, in the order of the files."""
    why = dict(connection.execute("select code, why from places where place is null").fetchall())
    goods = dict(connection.execute("from no_goods").fetchall())
    among = [
        f"{column} in ({', '.join(map(literal, codes))})"
        for column, codes in (("reporter", why), ("partner", why), ("good", goods))
        if codes
    ]
    rows = f"coded where {' or '.join(among) or 'false'}"
    count = counted(connection, rows)
    if count > most:
        return count, []
    codes = {code: code for code in (*why, *goods)}
    result = connection.execute(f"select row, reporter, partner, good from {rows} order by file_no, row")
    found: list[tuple[int, str, str]] = []
    while batch := result.fetchmany(BATCH):
        for row, *said in batch:
            code = next(codes[each] for each in said if each in codes)
            found.append((row, code, why.get(code) or goods[code]))
    return count, found
