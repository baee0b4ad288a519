"""Edges and flags with the numbers of their nodes, and what is wrong in them."""

from __future__ import annotations

from orepath.attribution.relational.checking import Check, check, empty, gather, is_mass, no_mass, number, text
from orepath.attribution.relational.relations import Relations, one, quoted
from orepath.attribution.relational.told import Told
from orepath.network.own.columns import Faults
from orepath.network.own.tables import EDGE_COLUMNS

FLAG_COLUMNS = ("node", "flag")


def read(relations: Relations, name: str, table: Told, columns: tuple[str, ...]) -> None:
    """A table of the columns that are there."""
    relations.read(name, table.path, [column for column in columns if column in table.columns])


def join_edges(
    relations: Relations, nodes: Told, edges: Told, key: str, whole: str, faults: Faults
) -> tuple[float, float]:
    """Make ``joined``: the edges with the numbers of their nodes; the largest masses of both tables."""
    relations.make(
        "keyed",
        f"SELECT CAST(min(row_at) AS {whole}) AS number, CAST({quoted('node')} AS {key}) AS id FROM given_node "
        f"WHERE {quoted('node')} IS NOT NULL GROUP BY 2",
    )
    read(relations, "given_edge", edges, EDGE_COLUMNS)
    ends = {end: f"CAST({quoted(end)} AS {key})" for end in ("source", "target")}
    relations.make(
        "joined",
        f"SELECT s.number AS source, t.number AS target, {number(edges, 'flow')} AS flow FROM given_edge "
        f"LEFT JOIN keyed AS s ON s.id = {ends['source']} LEFT JOIN keyed AS t ON t.id = {ends['target']}",
    )
    wrong, largest = one(
        relations,
        "SELECT count(*) - count(source) + count(*) - count(target) + count(*) - "
        f"coalesce(sum(CASE WHEN {is_mass('flow')} THEN 1 ELSE 0 END), 0), "
        "coalesce(max(flow), 0e0) FROM joined",
    )
    if wrong:
        check(
            relations,
            edges,
            "given_edge",
            [empty(edges, "source"), empty(edges, "target"), no_mass(edges, "flow")],
            faults,
        )
        for end in ("source", "target"):
            _unknown(relations, edges, "given_edge", end, key, faults)
    own = one(relations, f"SELECT coalesce(max({number(nodes, 'own')}), 0e0) FROM given_node")[0]
    return float(largest), float(own)


def _unknown(relations: Relations, table: Told, relation: str, end: str, key: str, faults: Faults) -> None:
    """Ids that no node has."""
    lost = f"(SELECT * FROM {relation} ANTI JOIN keyed ON keyed.id = CAST({quoted(end)} AS {key})) AS lost"
    unknown = Check("network_unknown_node", f"{text(table, end)} <> ''", {"node": quoted(end)}, {"column": end})
    wrong = one(relations, f"SELECT count(*) FROM {lost} WHERE {unknown.wrong}")[0]
    if wrong:
        gather(relations, table, lost, unknown, int(wrong), faults)


def join_flags(relations: Relations, flags: Told, nodes: Told, key: str, whole: str, faults: Faults) -> None:
    """Make ``flagged``: each node with each flag it carries, once."""
    read(relations, "given_flag", flags, FLAG_COLUMNS)
    check(relations, flags, "given_flag", [empty(flags, "node"), empty(flags, "flag")], faults)
    _unknown(relations, flags, "given_flag", "node", key, faults)
    relations.make(
        "flagged",
        f"SELECT DISTINCT keyed.number AS number, {text(flags, 'flag')} AS flag FROM given_flag "
        f"JOIN keyed ON keyed.id = CAST(given_flag.{quoted('node')} AS {key})",
    )
