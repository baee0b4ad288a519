"""DuckDB as one writes it first: in memory, flows joined with the shares of the nodes they leave, level by level."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks.attribution.made import Floats
from benchmarks.attribution.peers.levelled import CLOSE, levelled
from orepath.attribution.system import System

THREADS = 2


@dataclass(frozen=True)
class Tables:
    """A database with own mass by node and label, and flows by level."""

    database: duckdb.DuckDBPyConnection
    labels: list[str]
    cyclic: list[bool]
    nodes: int

    def columns(self, form: str) -> str:
        """A list of columns, one a label."""
        return ", ".join(form.format(label) for label in self.labels)


def prepare(system: System, threads: int) -> Tables:
    found = levelled(system)
    labels = [f"l{number}" for number in range(len(system.names))]
    database = duckdb.connect(config={"threads": threads})
    given = {
        "node": np.arange(system.nodes),
        "level": found.level,
        "code": system.code,
        "put": found.put,
    }
    nodes = pa.table(given)
    edges = pa.table(
        {
            "source": system.source,
            "target": system.target,
            "share": found.share,
            "level": found.level[system.target],
            "around": found.around,
        }
    )
    put = ", ".join(f"CASE code WHEN {number} THEN put ELSE 0 END AS {label}" for number, label in enumerate(labels))
    database.register("nodes", nodes)
    database.register("edges", edges)
    database.execute(f"CREATE TABLE put_in AS SELECT node, level, {put} FROM nodes WHERE code >= 0")
    database.execute("CREATE TABLE flows AS SELECT * FROM edges ORDER BY level, around")
    cyclic = np.zeros(len(found.levels), dtype=bool)
    cyclic[found.level[system.target[found.around]]] = True
    return Tables(database, labels, cyclic.tolist(), system.nodes)


def solve(tables: Tables) -> duckdb.DuckDBPyConnection:
    columns = tables.columns("{} DOUBLE")
    tables.database.execute(f"CREATE OR REPLACE TABLE known (node BIGINT, {columns})")
    for level, cyclic in enumerate(tables.cyclic):
        put_in = f"SELECT node, {tables.columns('{}')} FROM put_in WHERE level = {level}"
        tables.database.execute("CREATE OR REPLACE TABLE shares AS " + _mixed(tables, put_in, level, "known", False))
        if cyclic:
            _settle(tables, level)
        tables.database.execute("INSERT INTO known FROM shares")
    return tables.database


def _mixed(tables: Tables, put_in: str, level: int, known: str, around: bool) -> str:
    """What is put in at the nodes of a level and what they get from known shares."""
    return f"""
        SELECT node, {tables.columns("sum({0}) AS {0}")} FROM (
            {put_in}
            UNION ALL
            SELECT target, {tables.columns("sum({0} * share)")}
            FROM flows JOIN {known} ON source = node WHERE level = {level} AND around = {around} GROUP BY target
        ) GROUP BY node"""


def _settle(tables: Tables, level: int) -> None:
    """Sweeps until no row gains any more; no share ever falls."""
    run, total = tables.database.execute, " + ".join("{0}." + label for label in tables.labels)
    run("CREATE OR REPLACE TABLE enters AS FROM shares")
    gain = 1.0
    while gain > CLOSE:
        run("CREATE OR REPLACE TABLE later AS " + _mixed(tables, "FROM enters", level, "shares", True))
        new, old = total.format("later"), total.format("shares")
        asked = run(f"SELECT max(abs(({new}) - ({old}))) FROM later JOIN shares USING (node)").fetchone()
        gain = asked[0] if asked else 0.0
        run("CREATE OR REPLACE TABLE shares AS FROM later")


def shares(tables: Tables, solved: duckdb.DuckDBPyConnection) -> Floats:
    columns = solved.execute("FROM known").fetchnumpy()
    found = np.zeros((tables.nodes, len(tables.labels)))
    for number, label in enumerate(tables.labels):
        found[columns["node"], number] = columns[label]
    return found
