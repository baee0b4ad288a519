"""The figures of pairs of places, and what the totals over all partners say of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb

from orepath.evidence.delimited import literal
from orepath.sources.un_comtrade.checks import codes_of
from orepath.sources.un_comtrade.codes import WORLD, areas
from orepath.sources.un_comtrade.forms import Forms
from orepath.vocabulary.places import is_country

PLACED = f"figures f join places a on a.code = f.reporter join places b on b.code = f.partner and f.partner <> {WORLD}"

# Codes that stand for one place may meet in one key. Areas that are no country lie beside each other and are summed; of
# countries one may hold the other.
MET = """
create table met as
select row, is_first, alike, if(is_first, value_sum, null) as value, if(is_first, mass_sum, null) as mass_t,
    if({first} = {last}, numbers, numbers_of) as numbers
from (
    select f.row, f.row = min(f.row) over same as is_first,
        count(distinct f.reporter) over same = 1 and not b.country as alike,
        sum(f.value) over same as value_sum,
        if(count(f.mass_t) over same = count(*) over same, sum(f.mass_t) over same, null) as mass_sum,
        count(*) over same as members, string_agg({number}, ', ') over same as numbers,
        string_agg({number} || ' of ' || {file}, ', ') over same as numbers_of,
        min(f.row) over same as first_row, max(f.row) over same as last_row
    from {placed} where a.shared or b.shared
    window same as (
        partition by f.period, a.place, b.place, f.flow, f.good order by f.row
        rows between unbounded preceding and unbounded following
    )
) where members > 1
"""

QUERY = """
select make_date(if(f.period > 9999, f.period // 100, f.period), if(f.period > 9999, f.period % 100, 1), 1) as from_,
    (from_ + if(f.period > 9999, interval 1 month, interval 1 year))::date as until,
    a.place as reporter, b.place as partner, (case f.flow {flows} end)::flow_name as flow,
    f.nomenclature::nomenclature_name as nomenclature, f.good::good_code as good,
    coalesce(m.value, f.value) as value, 'USD'::currency_name as currency,
    (case when f.flow in ('X', 'RX') and f.fob = f.value and f.fob > 0 then 'fob'
        when f.cif = f.value and f.cif > 0 then 'cif'
        when f.fob = f.value and f.fob > 0 then 'fob' end)::valuation_name as valuation,
    if(m.row is null, f.mass_t, m.mass_t) as mass_t,
    {file} as file, {row}::integer as row
from {placed} left join met m on m.row = f.row
where m.row is null or (m.alike and m.is_first) order by f.row
"""

# Texts of few kinds are enumerated: they are ordered and written twice as fast.
KINDS = """
create type place_name as enum ({places});
create type good_code as enum ({goods});
create type file_name as enum ({files});
create type flow_name as enum ({flows});
create type nomenclature_name as enum ({nomenclatures});
create type valuation_name as enum ('cif', 'fob');
create type currency_name as enum ('USD');
create table places (code smallint, place place_name, shared boolean, country boolean);
"""

SUMS = f"""
create table sums as
select count(world), count(*) filter (world is not null and partners is null),
    count(*) filter (abs(world - partners) <= near), count(*) filter (world - partners > near),
    coalesce(sum(world - partners order by key) filter (world - partners > near), 0),
    count(*) filter (partners - world > near),
    coalesce(sum(partners - world order by key) filter (partners - world > near), 0),
    count(*) filter (partners > 1.01 * world + 1)
from (
    select *, greatest(1, 1e-6 * world) as near from (
        select (period, reporter, flow, good) as key, max(value) filter (partner = {WORLD}) as world,
            round(sum(value) filter (partner <> {WORLD}), {{decimals}}) as partners
        from figures group by period, reporter, flow, good
    )
)
"""


def make_places(connection: duckdb.DuckDBPyConnection, forms: Forms, raw: dict[str, Any]) -> None:
    """Make the tables ``places`` of the codes in use, ``met`` of the rows whose codes stand for one place, ``sums``."""
    used = connection.execute("select reporter from figures union select partner from figures").fetchall()
    known = [areas()[code] for (code,) in used]
    shared = Counter(area.place for area in known)
    kinds = {
        "places": sorted(shared),
        "goods": sorted({good for form in forms.each for good in codes_of(connection, form, "good")}),
        "files": [form.file.name for form in forms.each],
        "flows": raw["flows"].values(),
        "nomenclatures": raw["nomenclatures"].values(),
    }
    connection.execute(KINDS.format(**{kind: ", ".join(map(literal, names)) for kind, names in kinds.items()}))
    rows = (
        f"({area.code}, {literal(area.place)}, {shared[area.place] > 1}, {is_country(area.place)})" for area in known
    )
    connection.execute(f"insert into places values {', '.join(rows) or '(null, null, null, null)'}")
    met = {
        "placed": PLACED,
        "number": f"{forms.row('f.row')}::varchar",
        "file": forms.file("f.row"),
        "first": forms.file("first_row"),
        "last": forms.file("last_row"),
    }
    connection.execute(MET.format(**met))
    connection.execute(SUMS.format(decimals=raw["options"]["decimals"]))


def query(connection: duckdb.DuckDBPyConnection, forms: Forms, flows: dict[str, str]) -> str:
    """The query that yields the table of reported trade."""
    cases = " ".join(f"when {literal(code)} then {literal(flow)}" for code, flow in flows.items())
    file = forms.file("f.row")
    summed = connection.execute("select 1 from met where alike limit 1").fetchall()
    shown = (
        f"{file} || if(m.row is null, '', ' (rows ' || m.numbers || ' summed)')" if summed else f"({file})::file_name"
    )
    return QUERY.format(flows=cases, file=shown, row=forms.row("f.row"), placed=PLACED)
