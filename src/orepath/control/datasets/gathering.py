"""Entities and stakes on their way into a release: gathered in DuckDB, so that their number does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from orepath.control.datasets.merging import merge_stakes

BATCH = 20_000
ENTITIES = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("country", pa.string()),
        ("headquarters", pa.string()),
        ("listed", pa.string()),
        ("number", pa.int64()),
    ]
)
STAKES = pa.schema(
    [
        ("owner", pa.string()),
        ("owned", pa.string()),
        ("metric", pa.string()),
        ("numerator", pa.int64()),
        ("most", pa.int64()),
        ("denominator", pa.int64()),
        ("from_", pa.int32()),
        ("until", pa.int32()),
        ("number", pa.int64()),
        ("nth", pa.int32()),
    ]
)
"""As `orepath.control.reading.rows.StakeRows`: an owner nobody knows is empty; `nth` tells several of them apart."""
DDL = """
create table entities (id text, name text, kind text, country text, headquarters text, listed text, number bigint);
create table stakes (owner text, owned text, metric text, numerator bigint, most bigint, denominator bigint,
    from_ integer, until integer, number bigint, nth integer);
create table files (first bigint, place text, start bigint, source text);
"""


class Gathering:
    """The tables `entities` and `stakes` of a DuckDB.

    Parameters
    ----------
    connection
        A workspace of the release: what does not fit into memory it writes beside it.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        connection.execute(DDL)

    def begins(self, first: int, place: str, source: str, start: int = 1) -> None:
        """From a number on, records stand in another file: `place` is its name and what it counts."""
        self.connection.execute("insert into files values (?, ?, ?, ?)", [first, place, start, source])

    def add(self, table: str, schema: pa.Schema, rows: Iterable[Sequence[object]]) -> None:
        """Add rows, batch by batch."""
        batch: list[Sequence[object]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                self._write(table, schema, batch)
                batch = []
        if batch:
            self._write(table, schema, batch)

    def _write(self, table: str, schema: pa.Schema, rows: list[Sequence[object]]) -> None:
        columns = [pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), schema.types, strict=True)]
        self.connection.register("batch", pa.Table.from_arrays(columns, schema=schema))
        self.connection.execute(f"insert into {table} select * from batch")
        self.connection.unregister("batch")

    def merge(self) -> int:
        """Give each known owner one share of an entity and metric on each day, as the register wants it.

        Returns
        -------
        int
            How many stakes were added up into others.
        """
        before = self.count("stakes")
        query = """
            with marked as (
                select owner, owned, metric, from_, max(until) over (
                    partition by owner, owned, metric order by from_, until
                    rows between unbounded preceding and 1 preceding
                ) as ended from stakes where owner <> ''
            )
            select distinct owner, owned, metric from marked where from_ < ended
        """
        self.connection.execute(f"create temp table overlapping as {query}")
        of = "(owner, owned, metric) in (select (owner, owned, metric) from overlapping)"
        found = self.connection.execute(
            f"select * from stakes where {of} order by owner, owned, metric, from_, until, number"
        ).fetchall()
        self.connection.execute(f"delete from stakes where {of}; drop table overlapping")
        self.add("stakes", STAKES, merge_stakes(found))
        return before - self.count("stakes")

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.connection.execute(f"select count(*) from {table}").fetchall()[0][0])
