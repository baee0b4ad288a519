"""Two sets of tables compared, in DuckDB, subject by subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orepath.evidence.comparing.compared import Columns, Compared, Count, Restated, Total
from orepath.evidence.database import opened
from orepath.evidence.delimited import literal
from orepath.evidence.reading import Sink
from orepath.evidence.release import TableFile

SUBJECT = ("property", "mineral", "stage", "item", "place", "partner", "good", "from_", "until", "unit", "nth")
"""What two statements must agree in to be about the same; ``nth`` tells apart several about one subject, by value."""

_STATEMENTS = """select property, mineral, stage, item, place, partner, good, from_, until, unit, value, status,
    text, fields from read_parquet({files})"""
_TRADE = """select property, null as mineral, null as stage, null as item, exporter as place, importer as partner, good,
    make_date(year, 1, 1) as from_, make_date(year + 1, 1, 1) as until, unit, value,
    if(value is null, 'not_available', 'reported') as status, null as text, null as fields
from (select *, unnest(['trade_value', 'trade_mass']) as property, unnest([value_usd, mass_t]) as value,
    unnest(['usd', 't']) as unit from read_parquet({files}))"""
_REPORTED = """select property, null as mineral, null as stage, flow as item, reporter as place, partner, good,
    from_, until, unit, said as value, if(said is null, 'not_available', 'reported') as status, null as text,
    null as fields
from (select *, unnest(['reported_trade_value', 'reported_trade_mass']) as property, unnest([value, mass_t]) as said,
    unnest([lower(currency), 't']) as unit from read_parquet({files}))"""
_NONE = """select null::varchar as property, null::varchar as mineral, null::varchar as stage, null::varchar as item,
    null::varchar as place, null::varchar as partner, null::varchar as good, null::date as from_, null::date as until,
    null::varchar as unit, null::double as value, null::varchar as status, null::varchar as text,
    null::varchar as fields where false"""
QUERIES = {"statements": _STATEMENTS, "trade": _TRADE, "reported_trade": _REPORTED}

_NTH = """create table {side} as select *, row_number() over (
    partition by property, mineral, stage, item, place, partner, good, from_, until, unit
    order by value, status, text, fields) as nth from ({rows})"""
_SAME = " and ".join(f"before.{column} is not distinct from after.{column}" for column in SUBJECT)
_BOTH = f"""create table both_ as select {", ".join(f"after.{column}" for column in SUBJECT)},
    before.value as was, after.value as is_, before.status as was_status, after.status as is_status,
    before.value is distinct from after.value or before.status <> after.status
        or before.text is distinct from after.text or before.fields is distinct from after.fields as moved
from before join after on {_SAME}"""
_COUNTS = """select property, coalesce(b, 0), coalesce(a, 0), coalesce(same, 0), coalesce(moved, 0)
from (select property, count(*) as b from before group by property)
full join (select property, count(*) as a from after group by property) using (property)
left join (select property, count(*) as same, count_if(moved) as moved from both_ group by property) using (property)
order by property"""
_KEY = ("property", "mineral", "stage", "year", "unit")
_SUM = """select property, mineral, stage, year(from_) as year, unit, sum(value order by value) as total
    from {side} where value is not null group by all"""
_TOTALS = f"""select * from (
    select {", ".join(f"a.{key}" for key in _KEY)}, b.total as was, a.total as is_
    from ({_SUM.format(side="before")}) as b join ({_SUM.format(side="after")}) as a
    on {" and ".join(f"b.{key} is not distinct from a.{key}" for key in _KEY)}
) where was <> is_ and (was = 0 or abs(is_ - was) > ? * abs(was))
order by if(was = 0, 'inf'::double, abs(is_ - was) / abs(was)) desc, property, mineral, stage, year, unit"""
_RESTATED = """from both_ where (was is null) <> (is_ is null)
    or (was <> is_ and (was = 0 or abs(is_ - was) > {over} * abs(was)))"""
_LISTED = f"""select property, mineral, stage, item, place, partner, good, from_, until, unit, was, is_,
    was_status, is_status {{restated}}
order by coalesce(if(was = 0, 'inf'::double, abs(is_ - was) / abs(was)), 0) desc,
    {", ".join(SUBJECT)} limit {{most}}"""


@dataclass(frozen=True)
class Tables:
    """The Parquet files of an edition, by table, and the columns of the publisher's files where they were recorded."""

    files: Mapping[str, Sequence[Path]]
    columns: Mapping[str, Sequence[str]]


def of_files(files: Iterable[TableFile], columns: Mapping[str, Sequence[str]]) -> Tables:
    """The tables of some files of a release."""
    named: dict[str, list[Path]] = {}
    for file in files:
        named.setdefault(file.table, []).append(file.path)
    return Tables(named, columns)


def of_sink(sink: Sink) -> Tables:
    """The tables that a reader has just written."""
    return Tables({name: [path] for name, path in sink.tables.items()}, sink.columns)


def compare(before: Tables, after: Tables, over: float = 0.05, most: int = 20) -> Compared:
    """What an edition says otherwise than the one before.

    Parameters
    ----------
    over
        A share: values and totals that changed by more are told.
    most
        How many restated values are listed.
    """
    with opened() as connection:
        connection.execute("set threads = 2; set timezone = 'UTC'")
        for side, tables in (("before", before), ("after", after)):
            connection.execute(_NTH.format(side=side, rows=_rows(tables)))
        connection.execute(_BOTH)
        counts = connection.execute(_COUNTS).fetchall()
        totals = connection.execute(_TOTALS, [over]).fetchall()
        restated = _RESTATED.format(over=over)
        (number,) = connection.execute(f"select count(*) {restated}").fetchall()[0]
        listed = connection.execute(_LISTED.format(restated=restated, most=most)).fetchall()
    return Compared(
        over,
        _columns(before, after),
        bool(before.columns and after.columns),
        tuple(Count(*row) for row in counts),
        tuple(Total(*row) for row in totals),
        tuple(Restated(*row) for row in listed),
        number,
    )


def _rows(tables: Tables) -> str:
    parts = [
        QUERIES[name].format(files=f"[{', '.join(literal(str(path)) for path in paths)}]")
        for name, paths in sorted(tables.files.items())
    ]
    return " union all by name ".join([_NONE, *parts])


def _columns(before: Tables, after: Tables) -> tuple[Columns, ...]:
    """Parts that both have and whose columns differ; a part that only one has is a file given or not, no change."""
    found = []
    for part in sorted(set(before.columns) & set(after.columns)):
        was, now = before.columns[part], after.columns[part]
        added = tuple(name for name in now if name not in was)
        gone = tuple(name for name in was if name not in now)
        if added or gone:
            found.append(Columns(part, added, gone))
    return tuple(found)
