"""A user's tables read, checked, and their nodes numbered in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
from orepath.attribution.relational.joining import FLAG_COLUMNS, join_edges, join_flags, read
from orepath.attribution.relational.relations import Relations, count, one, quoted
from orepath.attribution.relational.told import Told
from orepath.errors import InputError, fault
from orepath.network.own.columns import Faults
from orepath.network.own.tables import EDGE_COLUMNS, NODE_COLUMNS
from orepath.network.scaling import LARGEST_T, SMALLER

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
    masses = join_edges(relations, nodes, edges, key, whole, faults)
    if flags is not None:
        join_flags(relations, flags, nodes, key, whole, faults)
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


def _check_nodes(relations: Relations, nodes: Told, faults: Faults) -> None:
    read(relations, "given_node", nodes, (*NODE_COLUMNS, "place", "stage"))
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


def _scale(relations: Relations, nodes: Told, largest: float, terms: int, integer: bool, whole: str) -> None:
    """Make ``node`` and ``edge``; self-loops and flows of nothing carry nothing."""
    scale = f" * {SMALLER!r}" if largest > LARGEST_T / terms else ""
    if scale:
        _refuse_apart(relations, nodes)
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


def _refuse_apart(relations: Relations, nodes: Told) -> None:
    """Masses that would lose digits when all are made smaller."""
    least = f"{float(np.finfo(np.float64).tiny / SMALLER)!r}"
    own, given = number(nodes, "own"), ("given_node", "joined")
    for mass, relation in zip((own, "flow"), given, strict=True):
        if one(relations, f"SELECT count(*) FROM {relation} WHERE {mass} > 0e0 AND {mass} < {least}")[0]:
            raise InputError(fault("network_masses_apart"))
