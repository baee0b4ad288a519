"""Flags for attribution: nodes whose operators a rule finds controlled, or of whom a labour finding is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from orepath.control.marks import FLAGS, Marks
from orepath.control.register import Register
from orepath.errors import InputError, UnknownName
from orepath.network.own.columns import LISTED, Faults, ids, texts, written
from orepath.network.own.table import Table
from orepath.network.own.tables import needing

COLUMNS = ("node", "entity_id")
FLAG_COLUMNS = pa.schema([("node", pa.string()), ("flag", pa.string())])
POSSIBLY = "_possibly"
"""What the name of a flag ends with that nodes carry too of which it is open."""
NOBODY_KNOWS = pa.array(["", "unknown", "不明"])


@dataclass(frozen=True)
class Operated:
    """Nodes and who operates them, a line a node and operator; a null where nobody knows who."""

    node: pa.Array
    entity: pa.Array

    @property
    def entities(self) -> list[str]:
        """The operators, each once, sorted."""
        found: list[str] = pc.unique(self.entity.drop_null()).to_pylist()
        return sorted(found)


def flagged(operated: Operated, marks: Mapping[str, Marks]) -> pa.Table:
    """The table of `node` and `flag` that attribution by the labels ``touched`` takes, sorted, each pair once.

    Of each of `FLAGS` there are two: ``controlled`` on the nodes known to carry it, ``controlled_possibly`` on these
    and on those of which it is open. The share that has passed the first is the least, that of the second the most. A
    flag no node carries is not in the table: its share is 0.

    >>> operated = Operated(pa.array(["mine", "plant"]), pa.array(["A", None]))
    >>> flagged(operated, {"A": Marks(controlled=True, labour_finding=False)})["flag"].to_pylist()[:3]
    ['controlled', 'controlled_possibly', 'either']
    """
    parts = []
    for flag in FLAGS:
        carried = {entity: found.flags()[flag] for entity, found in marks.items()}
        sure = pc.is_in(operated.entity, value_set=_those(carried, {True}))
        perhaps = pc.or_(
            pc.is_null(operated.entity), pc.is_in(operated.entity, value_set=_those(carried, {True, None}))
        )
        for name, which in ((flag, sure), (flag + POSSIBLY, perhaps)):
            node = operated.node.filter(which)
            parts.append(pa.table([node, pa.repeat(name, len(node))], schema=FLAG_COLUMNS))
    found = pa.concat_tables(parts).group_by(FLAG_COLUMNS.names).aggregate([])
    return found.sort_by([(name, "ascending") for name in FLAG_COLUMNS.names])


def every_flag() -> tuple[str, ...]:
    """The names of all flags that nodes can carry."""
    return tuple(name for flag in FLAGS for name in (flag, flag + POSSIBLY))


def _those(carried: Mapping[str, bool | None], wanted: set[bool | None]) -> pa.Array:
    return pa.array([entity for entity, found in carried.items() if found in wanted], pa.string())


def read_operated(nodes: Table, register: Register) -> Operated:
    """Who operates which node: a table with the columns ``node`` and ``entity_id``, a row a node and operator.

    An empty cell, or `unknown`, says that nobody knows. A node without a row, such as a market, carries no flag.

    Raises
    ------
    InputError
        With every fault: a column that is missing, a node without an id, an entity the register has not.
    """
    faults = Faults()
    told = needing(nodes, "nodes", COLUMNS, faults, COLUMNS)
    if told is None:
        raise InputError(faults.all())
    node = written(ids(told, "node", faults)).combine_chunks()
    entity = pc.utf8_trim_whitespace(texts(told, "entity_id", faults).combine_chunks())
    entity = pc.if_else(pc.is_in(pc.utf8_lower(entity), value_set=NOBODY_KNOWS), pa.scalar(None, pa.string()), entity)
    known = pc.is_in(entity, value_set=pa.array(register.entities.ids, pa.string()))
    lines = pc.indices_nonzero(pc.and_(pc.invert(known), pc.is_valid(entity))).to_pylist()[:LISTED]
    for line, where in zip(lines, told.rows(lines), strict=True):
        found = entity[line].as_py()
        faults.add(*UnknownName("entity", found, register.entities.ids, f"{where}, entity_id").faults)
    if faults.kinds:
        raise InputError(faults.all())
    return Operated(node, entity)
