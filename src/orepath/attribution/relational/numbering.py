"""A user's tables read, checked, and their nodes numbered in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.attribution.relational.checking import (
    NUMBERS,
    TEXTS,
    Check,
    check,
    empty,
    gather,
    no_mass,
    number,
    of_kinds,
    text,
    with_columns,
)
from orepath.attribution.relational.relations import Relations, count, one, quoted
from orepath.attribution.relational.told import Told
from orepath.errors import InputError
from orepath.network.own.columns import Faults
from orepath.network.own.tables import EDGE_COLUMNS, NODE_COLUMNS

FLAG_COLUMNS = ("node", "flag")
LARGEST_T, SCALED = 1e307, 2.0**-64
"""Masses that might sum to more are scaled down."""
NARROW = 1 << 30
"""Nodes that 32 bits number, their transit parts too."""


@dataclass(frozen=True)
class Numbered:
    """The tables ``node`` (number, id, own, label, place, stage), ``edge`` (source, target, flow) and, where there are
    flags, ``flagged`` (number, flag).

    Parameters
    ----------
    nodes, edges
        How many there are.
    integer
        Whether ids are integers.
    whole
        The SQL type that numbers nodes.
    """

    nodes: int
    edges: int
    integer: bool
    whole: str


def numbered(relations: Relations, nodes: Told, edges: Told, flags: Told | None, needed: tuple[str, ...]) -> Numbered:
    """Read and check the tables of a network; see `Numbered` for the tables that this makes.

    Parameters
    ----------
    needed
        Columns of the nodes that the question needs besides those that every network has.

    Raises
    ------
    InputError
        With every fault of all tables.
    """
    faults = Faults()
    readable = _readable(nodes, edges, flags, needed, faults)
    if not readable:
        raise InputError(faults.all())
    integer = nodes.columns["node"] == "integer"
    _check_nodes(relations, nodes, faults)
    total = count(relations, "given_node")
    whole = "INTEGER" if total < NARROW else "BIGINT"
    key = number_key(nodes, edges, flags)
    masses = _join_edges(relations, nodes, edges, key, whole, faults)
    if flags is not None:
        _join_flags(relations, flags, nodes, key, whole, faults)
    if faults.kinds:
        raise InputError(faults.all())
    flows = count(relations, "joined")
    _scale(relations, nodes, max(masses), flows + 1, integer, whole)
    relations.drop("joined", "keyed")
    return Numbered(total, flows, integer, whole)


def number_key(nodes: Told, edges: Told, flags: Told | None) -> str:
    """The SQL type by which ids are compared: text, unless all are integers."""
    kinds = {nodes.columns["node"], edges.columns["source"], edges.columns["target"]}
    if flags is not None:
        kinds.add(flags.columns["node"])
    return "BIGINT" if kinds == {"integer"} else "VARCHAR"


def _readable(nodes: Told, edges: Told, flags: Told | None, needed: tuple[str, ...], faults: Faults) -> bool:
    names = (*NODE_COLUMNS, *needed)
    texts = dict.fromkeys(("node", "label", "place", "stage"), TEXTS)
    found = [
        with_columns(nodes, names, faults, {"label": "place"}),
        of_kinds(nodes, {**texts, "own": NUMBERS}, faults),
        with_columns(edges, EDGE_COLUMNS, faults),
        of_kinds(edges, {"source": TEXTS, "target": TEXTS, "flow": NUMBERS}, faults),
    ]
    if flags is not None:
        found += [
            with_columns(flags, FLAG_COLUMNS, faults),
            of_kinds(flags, dict.fromkeys(FLAG_COLUMNS, TEXTS), faults),
        ]
    return all(found)


def _read(relations: Relations, name: str, table: Told, columns: tuple[str, ...]) -> None:
    relations.read(name, table.path, [column for column in columns if column in table.columns])


def _check_nodes(relations: Relations, nodes: Told, faults: Faults) -> None:
    _read(relations, "given_node", nodes, (*NODE_COLUMNS, "place", "stage"))
    own, label = number(nodes, "own"), f"{text(nodes, 'label')} = '' AND {text(nodes, 'place')} = ''"
    unlabelled = Check("network_label", f"{own} > 0e0 AND {label}", {"node": quoted("node"), "own": own}, {})
    check(relations, nodes, "given_node", [empty(nodes, "node"), no_mass(nodes, "own"), unlabelled], faults)
    node = quoted("node")
    different, given = one(relations, f"SELECT count(DISTINCT {node}), count({node}) FROM given_node")
    if different < given:
        first = f"SELECT row_at, {node}, min(row_at) OVER (PARTITION BY {node}) + 1 AS first_row FROM given_node"
        again = Check("network_node_twice", f"row_at >= first_row AND {text(nodes, 'node')} <> ''", {}, {})
        again = Check(again.code, again.wrong, {"node": node, "first": "first_row"}, {})
        wrong = one(relations, f"SELECT count(*) FROM ({first}) AS seen WHERE {again.wrong}")[0]
        if wrong:
            gather(relations, nodes, f"({first}) AS seen", again, int(wrong), faults)


def _join_edges(
    relations: Relations, nodes: Told, edges: Told, key: str, whole: str, faults: Faults
) -> tuple[float, float]:
    """Make ``joined``: the edges with the numbers of their nodes; the largest masses of both tables."""
    relations.make(
        "keyed",
        f"SELECT CAST(min(row_at) AS {whole}) AS number, CAST({quoted('node')} AS {key}) AS id FROM given_node "
        f"WHERE {quoted('node')} IS NOT NULL GROUP BY 2",
    )
    _read(relations, "given_edge", edges, EDGE_COLUMNS)
    ends = {end: f"CAST({quoted(end)} AS {key})" for end in ("source", "target")}
    relations.make(
        "joined",
        f"SELECT s.number AS source, t.number AS target, {number(edges, 'flow')} AS flow FROM given_edge "
        f"LEFT JOIN keyed AS s ON s.id = {ends['source']} LEFT JOIN keyed AS t ON t.id = {ends['target']}",
    )
    wrong, largest = one(
        relations,
        "SELECT count(*) - count(source) + count(*) - count(target) + count(*) - "
        "coalesce(sum(CASE WHEN flow >= 0e0 AND flow <= 1.7976931348623157e308 THEN 1 ELSE 0 END), 0), "
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


def _join_flags(relations: Relations, flags: Told, nodes: Told, key: str, whole: str, faults: Faults) -> None:
    """Make ``flagged``: each node with each flag it carries, once."""
    _read(relations, "given_flag", flags, FLAG_COLUMNS)
    check(relations, flags, "given_flag", [empty(flags, "node"), empty(flags, "flag")], faults)
    _unknown(relations, flags, "given_flag", "node", key, faults)
    relations.make(
        "flagged",
        f"SELECT DISTINCT keyed.number AS number, {text(flags, 'flag')} AS flag FROM given_flag "
        f"JOIN keyed ON keyed.id = CAST(given_flag.{quoted('node')} AS {key})",
    )


def _scale(relations: Relations, nodes: Told, largest: float, terms: int, integer: bool, whole: str) -> None:
    """Make ``node`` and ``edge``; self-loops and flows of nothing carry nothing."""
    scale = f" * {SCALED!r}" if largest > LARGEST_T / terms else ""
    kind = "BIGINT" if integer else "VARCHAR"
    label, place, stage = (text(nodes, name) for name in ("label", "place", "stage"))
    relations.make(
        "node",
        f"SELECT CAST(row_at AS {whole}) AS number, CAST({quoted('node')} AS {kind}) AS id, "
        f"{number(nodes, 'own')}{scale} AS own, CASE WHEN {label} = '' THEN {place} ELSE {label} END AS label, "
        f"{place} AS place, {stage} AS stage FROM given_node",
    )
    relations.make(
        "edge",
        f"SELECT source, target, flow{scale} AS flow FROM joined WHERE flow{scale} > 0e0 AND source <> target",
    )
