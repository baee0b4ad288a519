"""Gathered entities and stakes as statements of the registers `entity` and `ownership_stake`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import duckdb
import pyarrow as pa

from orepath.control.datasets.gathering import Gathering
from orepath.control.register import ALWAYS, FOREVER
from orepath.evidence.schema import STATEMENTS

BATCH = 50_000
UNKNOWN = "unknown"
SHARES = pa.schema(
    [("numerator", pa.int64()), ("most", pa.int64()), ("denominator", pa.int64()), ("said", pa.string())]
)
ENTITY = """
select nullif(id, '') as entity_id, if(kind = 'person' and listed = '', null, nullif(name, id)) as name, kind,
    nullif(country, '') as country, nullif(headquarters, '') as headquarters, nullif(listed, '') as listed,
    source || ', ' || stands as source, nullif(country, '') as place, null::date as begins, null::date as ends, stands
"""
STAKE = f"""
select if(owner = '', '{UNKNOWN}', owner) as owner, owned, metric, said as share,
    if(from_ = {ALWAYS}, null, date '1970-01-01' + from_) as begins,
    if(until = {FOREVER}, null, date '1970-01-01' + until) as ends,
    begins::text as from_, ends::text as until, source || ', ' || stands as source, null::text as place, stands,
    concat_ws('|', if(owner = '', '{UNKNOWN}', owner), owned, metric, begins::text, if(nth > 0, nth, null)) as stake_id
"""
PLACED = """
select {table}.*, files.source, place || ' ' || (number - first + start) as stands{said}
from {table} asof join files on {table}.number >= files.first {shares} order by {order}
"""
STATEMENT = """
select {key} as row_key, '{register}' as property, place, begins as from_, ends as until, 'reported' as status,
    '{{' || concat_ws(', ', {cells}) || '}}' as fields, {original} as original, stands as locator
from ({said} from ({placed}))
"""
"""What is ordered is narrow; the statements are made of it as they are written."""


def statements(gathering: Gathering) -> Iterator[pa.Table]:
    """The statements, batch by batch: entities, then stakes, each in the order of its file."""
    connection = gathering.connection
    _say_shares(gathering)
    entity = ("country", "entity_id", "headquarters", "kind", "listed", "name", "source")
    yield from _batches(connection, _query("entity", "entity_id", entity, ENTITY, "entities"))
    stake = ("from_", "metric", "owned", "owner", "share", "source", "stake_id", "until")
    yield from _batches(connection, _query("ownership_stake", "stake_id", stake, STAKE, "stakes"))


def share_text(low: Fraction, high: Fraction) -> str:
    """A share as the register has it: in percent where that is exact, else as a fraction; open ones are `unknown`.

    >>> share_text(Fraction(1, 4), Fraction(1, 2)), share_text(Fraction(1, 3), Fraction(1, 3))
    ('25..50 %', '1/3')
    >>> share_text(Fraction(0), Fraction(1)), share_text(Fraction(1), Fraction(1))
    ('unknown', '100 %')
    """
    if low == 0 and high == 1:
        return UNKNOWN
    exact = [_percent(end) for end in (low, high)]
    ends = [f"{end.numerator}/{end.denominator}" for end in (low, high)] if None in exact else exact
    sign = "" if None in exact else " %"
    return (f"{ends[0]}" if low == high else f"{ends[0]}..{ends[1]}") + sign


def _percent(share: Fraction) -> str | None:
    """A share in percent as a decimal number; None where it is no decimal one."""
    percent = share * 100
    for digits in range(19):
        scaled = percent * 10**digits
        if scaled.denominator == 1:
            text = f"{scaled.numerator:0{digits + 1}d}"
            return f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return None


def _say_shares(gathering: Gathering) -> None:
    found = gathering.connection.execute("select distinct numerator, most, denominator from stakes").fetchall()
    gathering.connection.execute("create table shares (numerator bigint, most bigint, denominator bigint, said text)")
    said = ((low, most, below, share_text(Fraction(low, below), Fraction(most, below))) for low, most, below in found)
    gathering.add("shares", SHARES, said)


def _query(register: str, key: str, cells: tuple[str, ...], said: str, table: str) -> str:
    shown = ", ".join(f"""'"{name}": ' || to_json({name})""" for name in cells)
    shared = table == "stakes"
    placed = PLACED.format(
        table=table,
        said=", said" if shared else "",
        shares="join shares using (numerator, most, denominator)" if shared else "",
        order="number, metric, from_, owner, owned, nth" if shared else "number, id",
    )
    return STATEMENT.format(
        key=key, register=register, cells=shown, original="share" if shared else "name", said=said, placed=placed
    )


def _batches(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pa.Table]:
    reader = connection.sql(query).to_arrow_reader(BATCH)
    for batch in reader:
        found = pa.Table.from_batches([batch])
        empty = {name: pa.nulls(len(found), STATEMENTS.field(name).type) for name in STATEMENTS.names}
        columns = [found[name] if name in found.column_names else empty[name] for name in STATEMENTS.names]
        yield pa.Table.from_arrays(columns, names=STATEMENTS.names)
