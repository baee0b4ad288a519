"""Whose the mass is that each node puts in, as tables.

The meaning is that of `orepath.attribution.labels.labelling`. Self-loops are gone by then: they carry nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from orepath.attribution.labels import NOT_PROCESSED
from orepath.attribution.relational.numbering import Numbered
from orepath.attribution.relational.relations import Relations, said, union
from orepath.attribution.system import UNATTRIBUTED
from orepath.errors import InputError, UnknownName, fault
from orepath.network.network import UNKNOWN


@dataclass(frozen=True)
class Labelled:
    """The labels of the table ``mass``: number, own, through (own and inflow), code (of own's label) and cut (whether
    nothing is looked for behind it), of every part of every node.

    Parameters
    ----------
    names
        The labels, sorted; what has none of them has the code after the last.
    """

    names: tuple[str, ...]

    @property
    def rest(self) -> int:
        """The code of what has no label: what is unattributed; own mass where flags are asked about."""
        return len(self.names)


def by_source(relations: Relations, given: Numbered, net: bool) -> Labelled:
    """Own mass by its own label."""
    _parts(relations, given, net, f"CASE WHEN label = '' THEN {said(UNKNOWN)} ELSE label END", "FALSE")
    return _coded(relations, ())


def by_stage(relations: Relations, given: Numbered, net: bool, stage: str | None) -> Labelled:
    """What passed a node of the stage by the place of the last; the rest is `not_processed`, or `unknown`.

    Raises
    ------
    UnknownName
        If the network has no such stage.
    """
    stages = sorted(row[0] for row in relations.rows("SELECT DISTINCT stage FROM node WHERE stage <> ''"))
    if stage is None or stage not in stages:
        raise UnknownName("stage", stage or "", stages)
    of_stage = f"stage = {said(stage)}"
    label = (
        f"CASE WHEN {of_stage} THEN CASE WHEN place = '' THEN {said(UNKNOWN)} ELSE place END "
        f"WHEN label = {said(UNKNOWN)} OR label = '' THEN {said(UNKNOWN)} ELSE {said(NOT_PROCESSED)} END"
    )
    _parts(relations, given, net, label, of_stage)
    return _coded(relations, (NOT_PROCESSED,))


def by_flag(relations: Relations, given: Numbered, net: bool) -> Labelled:
    """What passed a node that carries a flag; own mass has no label.

    Raises
    ------
    InputError
        If there is no flag.
    """
    names = tuple(sorted(row[0] for row in relations.rows("SELECT DISTINCT flag FROM flagged")))
    if not names:
        raise InputError(fault("bad_option", "flags", found="", allowed="flag, node ids"))
    _parts(relations, given, net, "''", "FALSE")
    relations.make("mass", f"SELECT number, own, through, {len(names)} AS code, cut FROM part")
    coded = "SELECT flag, CAST(row_number() OVER (ORDER BY flag) - 1 AS INTEGER) AS code FROM "
    relations.make(
        "held",
        "SELECT f.number, f.flag, n.code FROM flagged AS f JOIN part AS p ON p.number = f.number "
        f"JOIN ({coded}(SELECT DISTINCT flag FROM flagged) AS flags) AS n ON n.flag = f.flag",
    )
    return Labelled(names)


def only_flag(relations: Relations, name: str) -> Labelled:
    """What passed a node that carries one flag: whatever stands at such a node is its own.

    The tables of `by_flag` must be there.
    """
    relations.make(
        "mass",
        "SELECT p.number, CASE WHEN h.number IS NULL THEN p.own ELSE 1e0 END AS own, "
        "CASE WHEN h.number IS NULL THEN p.through ELSE 1e0 END AS through, "
        "CASE WHEN h.number IS NULL THEN 1 ELSE 0 END AS code, h.number IS NOT NULL AS cut FROM part AS p "
        f"LEFT JOIN (SELECT number FROM held WHERE flag = {said(name)}) AS h ON h.number = p.number",
    )
    return Labelled((name,))


def _parts(relations: Relations, given: Numbered, net: bool, label: str, cut: str) -> None:
    """Make ``part`` (number, own, through, label, cut): every node, and transit parts, which put nothing in."""
    relations.make("entering", "SELECT target AS number, sum(flow) AS inflow FROM edge GROUP BY target")
    transit = f"number + CAST({given.nodes} AS {given.whole}) AS number, 0e0 AS own, '' AS label, FALSE AS cut"
    behind = f" UNION ALL SELECT {transit} FROM transit" if net else ""
    relations.make(
        "part",
        "SELECT p.number, CASE WHEN p.cut THEN p.own + coalesce(e.inflow, 0e0) ELSE p.own END AS own, "
        "p.own + coalesce(e.inflow, 0e0) AS through, p.label, p.cut FROM ("
        f"SELECT number, own, {label} AS label, {cut} AS cut FROM node{behind}) AS p "
        "LEFT JOIN entering AS e ON e.number = p.number",
    )
    relations.drop("entering")


def _coded(relations: Relations, always: tuple[str, ...]) -> Labelled:
    """Number the labels, and make ``mass`` of the parts."""
    found = "SELECT label AS name FROM part WHERE own > 0e0 OR cut"
    both = union([found, *(f"SELECT {said(name)} AS name" for name in always)])
    coded = "SELECT name, CAST(row_number() OVER (ORDER BY name) - 1 AS INTEGER) AS code FROM "
    distinct = f"(SELECT DISTINCT name FROM ({both}) AS every_name WHERE name <> {said(UNATTRIBUTED)}) AS names"
    relations.make("label", coded + distinct)
    names = tuple(name for (name,) in relations.rows("SELECT name FROM label ORDER BY code"))
    code = f"coalesce(l.code, {len(names)})"
    relations.make(
        "mass",
        f"SELECT p.number, p.own, p.through, {code} AS code, p.cut FROM part AS p LEFT JOIN label AS l "
        "ON l.name = p.label",
    )
    relations.drop("part", "label")
    return Labelled(names)
