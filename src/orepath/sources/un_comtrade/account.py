"""What is to be said of a file once it is read: rows that were not kept and why, and what its figures lack."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from orepath.evidence.reading import Refused
from orepath.evidence.source import Source
from orepath.sources.un_comtrade.codes import WORLD, areas
from orepath.sources.un_comtrade.forms import HEADER, KEY, Form, Forms

LEFT_OUT = """
select fate, case fate when 'part' then flow when 'sum_of_goods' then good
    when 'bloc' then if(reporter in ({blocs}), reporter, partner)::varchar else reporter::varchar end as code, count(*)
from others where fate in ('bloc', 'part', 'sum_of_goods', 'no_reporter') group by all order by all
"""

# A table of its own shows the planner that there are few keys, or none.
UNTOLD = f"""
create table untold_keys as select {{key}} from cubes where not told;
create table untold as
select f.row, f.reporter, f.partner, f.good, f.flow, f.period, 'untold' as why
from flows f join untold_keys using ({{key}}) where f.fate = 'figure'
union all
select f.row, f.reporter, f.partner, f.good, f.flow, f.period, 'no_total'
from others f anti join cubes using ({KEY}) where f.fate = 'further'
order by 1
"""

FIGURES = f"""
select count(*) filter (f.flow = 'M'), count(*) filter (f.flow = 'X'), count(*) filter (f.flow in ('RM', 'RX')),
    count(*) filter (f.mass_t is null and f.zero is null), count(*) filter (f.mass_t is null and f.zero),
    count(*) filter (f.reporter = f.partner), count(*) filter (length(f.good) < 6),
    count(*) filter (f.nomenclature is null),
    count(*) filter (not coalesce(f.cif = f.value or f.fob = f.value, false)),
    count(*) filter (f.flow in ('M', 'RM') and f.fob = f.value and f.fob > 0 and not coalesce(f.cif = f.value, false))
from figures f where f.partner <> {WORLD}
"""

RATIOS = """
select count(*) filter (valued and value not in (coalesce(cif, 0), coalesce(fob, 0))), count(*) filter (valued),
    count(*) filter (weighed and abs(mass_t * 1000 - kilograms) > 1e-6 * kilograms), count(*) filter (weighed),
    count(*) filter (sent and cif = value and fob is distinct from value), count(*) filter (sent)
from (
    select *, cif > 0 or fob > 0 as valued, mass_t > 0 and kilograms > 0 as weighed,
        valued and flow in ('X', 'RX') as sent from figures
)
"""


@dataclass(frozen=True)
class Counts:
    """How many rows of a file became what.

    Parameters
    ----------
    further, world, left_out
        Breakdowns beside their total, totals over all partners, and rows of no pair or good.
    inferred
        Keys whose total no column names.
    merged, members
        Figures that sum several rows, and those rows.
    repeated
        Figures that another file tells as well.
    """

    further: int
    world: int
    left_out: tuple[tuple[str, str, int], ...]
    inferred: int
    merged: int
    members: int
    repeated: int


def counts(connection: duckdb.DuckDBPyConnection) -> Counts:
    """Count what became of the rows."""
    blocs = ", ".join(str(code) for code, area in areas().items() if area.kind == "bloc")
    left_out = connection.execute(LEFT_OUT.format(blocs=blocs)).fetchall()
    further, world, inferred, merged, members, repeated = connection.execute(
        f"""select (select coalesce(sum(rows - 1), 0)::bigint from cubes where told)
            + (select count(*) from others where fate = 'further')
            - (select count(*) from untold where why = 'no_total'),
        (select count(*) from figures where partner = {WORLD}), (select count(*) from cubes where told and rows > 1),
        (select count(*) from met where alike and is_first), (select count(*) from met where alike),
        (select count(*) from repeated)"""
    ).fetchall()[0]
    return Counts(further, world, tuple(left_out), inferred, merged, members, repeated)


def doubtful(connection: duckdb.DuckDBPyConnection, forms: Forms) -> tuple[int, int]:
    """How many rows have no total that can be told, and how many a code that is unknown or stands beside its like.

    Makes the table ``untold`` of the former.
    """
    connection.execute(UNTOLD.format(key=forms.key))
    return connection.execute(
        "select (select count(*) from untold), (select count(*) from others where fate = 'unknown_code') "
        "+ (select count(*) from met where not alike)"
    ).fetchall()[0]


def refused_for_codes(connection: duckdb.DuckDBPyConnection, forms: Forms, source: Source) -> list[Refused]:
    """The rows of codes that no list knows, and those whose two codes for one country meet in a figure."""
    known = areas()
    found = connection.execute(
        "select row, reporter, partner from others where fate = 'unknown_code' order by row"
    ).fetchall()
    refused = [
        _refused(forms, row, source.says("unknown_code", code=partner if reporter in known else reporter))
        for row, reporter, partner in found
    ]
    met = connection.execute(
        "select m.row, f.reporter, f.partner from met m join figures f using (row) where not m.alike order by all"
    ).fetchall()
    return refused + [
        _refused(forms, row, source.says("one_place", reporter=reporter, partner=partner))
        for row, reporter, partner in met
    ]


def refused_totals(connection: duckdb.DuckDBPyConnection, forms: Forms, source: Source) -> list[Refused]:
    """The rows of keys of which no row can be told to be the total."""
    names = ("reporter", "partner", "good", "flow", "period")
    return [
        _refused(forms, row, source.says(why, **dict(zip(names, key, strict=True))))
        for row, *key, why in connection.execute("from untold order by row").fetchall()
    ]


def _refused(forms: Forms, number: int, why: str) -> Refused:
    file, row = forms.of(number)
    return Refused(row, why if len(forms.each) == 1 else f"{file}: {why}")


def notes(connection: duckdb.DuckDBPyConnection, forms: Forms, source: Source, counted: Counts) -> list[str]:
    """What was left out, summed or counted as another place, and what the figures do not say."""
    says = source.says
    said = [says("repeated", count=counted.repeated)] if counted.repeated else []
    if counted.further:
        said.append(says("further", count=counted.further))
    if counted.inferred:
        said.append(says("inferred", count=counted.inferred))
    said.append(_world(connection, source))
    said += [says(fate, code=code, count=count) for fate, code, count in counted.left_out]
    imports, exports, again, blank, zero, own, headings, unsaid, unvalued, fob = connection.execute(FIGURES).fetchall()[
        0
    ]
    if counted.merged:
        said.append(says("summed", count=counted.merged, rows=counted.members))
    said += _areas(connection, source)
    if imports and exports:
        said.append(says("both", imports=imports, exports=exports, again=again))
    for key, count in (
        ("self", own),
        ("headings", headings),
        ("valuation_unsaid", unvalued),
        ("import_fob", fob),
        ("nomenclature_unsaid", unsaid),
        ("mass_estimated", sum(_estimated(connection, form) for form in forms.each)),
    ):
        if count:
            said.append(says(key, count=count))
    if blank or zero:
        said.append(says("mass_unknown", blank=blank, zero=zero))
    said += [says("year_of_name", file=form.file.name, year=form.year) for form in forms.each if form.year]
    return said + [says("not_utf8", file=form.file.name) for form in forms.each if not form.utf8]


def shares(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Shares that show columns exchanged for one another, or totals that are none, by assertion."""
    ratios = connection.execute(RATIOS).fetchall()[0]
    totals, *_, over = connection.execute("from sums").fetchall()[0]
    return {
        "share of rows whose primary value is neither the CIF nor the FOB value": ratios[0] / max(ratios[1], 1),
        "share of rows in kilograms whose net weight is another figure": ratios[2] / max(ratios[3], 1),
        "share of exports valued CIF alone": ratios[4] / max(ratios[5], 1),
        "share of World totals that the partners exceed": over / max(totals, 1),
    }


def _world(connection: duckdb.DuckDBPyConnection, source: Source) -> str:
    totals, alone, same, less, missing, more, excess, _ = connection.execute("from sums").fetchall()[0]
    if not totals:
        return source.says("no_world")
    gaps = {"missing": f"{missing:,.0f}", "excess": f"{excess:,.0f}"}
    return source.says("world", count=totals, same=same, less=less, more=more, alone=alone, **gaps)


def _areas(connection: duckdb.DuckDBPyConnection, source: Source) -> list[str]:
    known = areas()
    found = connection.execute(
        "select code, sum(rows)::bigint from ("
        f"select reporter as code, count(*) as rows from figures where partner <> {WORLD} group by reporter union all "
        f"select partner, count(*) from figures where partner <> {WORLD} group by partner) group by code order by code"
    ).fetchall()
    own = ", ".join(f"{code} {known[code].place} ({count})" for code, count in found if known[code].kind != "iso")
    return [source.says("areas", areas=own)] if own else []


def _estimated(connection: duckdb.DuckDBPyConnection, form: Form) -> int:
    if "mass_estimated" not in form.columns:
        return 0
    (count,) = connection.execute(
        f"select count(*) from {form.file.table} c join figures f on f.row = c.rowid + {form.before + HEADER} "
        f"where f.partner <> {WORLD} and f.mass_t is not null and lower({form.cell('mass_estimated')}) in ('true', '1')"
    ).fetchall()[0]
    return int(count)
