"""Entities and stakes as the registers of a release hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from orepath.control.reading.entities import entities as entity_rows
from orepath.control.reading.join import joined
from orepath.control.reading.stakes import stakes as stake_rows
from orepath.control.reading.table import Sheet, Table, named
from orepath.control.reading.words import TableName, columns
from orepath.control.register import Numbers, Register
from orepath.errors import InputError
from orepath.evidence.record import Record, current
from orepath.evidence.store import Evidence, Statement
from orepath.network.own.columns import Faults

ENTITIES, STAKES = "entity", "ownership_stake"
"""The registers of entities and of the stakes between them."""
LOCATED = re.compile(r"(.+), row ([0-9]+)")


@dataclass(frozen=True)
class Recorded:
    """What the registers say of ownership.

    Parameters
    ----------
    statements
        By entity, the statements that speak of it: its own record, then the stakes in it.
    owners
        By entity, those who have a stake in it.
    """

    register: Register
    statements: Mapping[str, tuple[Statement, ...]]
    owners: Mapping[str, tuple[str, ...]]

    def behind(self, entities: Iterable[str]) -> tuple[Statement, ...]:
        """The statements that speak of some entities and of all above them, each once, in order."""
        found: dict[str, Statement] = {}
        waiting, seen = sorted(set(entities), reverse=True), set[str]()
        while waiting:
            entity = waiting.pop()
            if entity in seen:
                continue
            seen.add(entity)
            found |= {said.statement_id: said for said in self.statements.get(entity, ())}
            waiting += sorted(self.owners.get(entity, ()), reverse=True)
        return tuple(found.values())


def recorded(evidence: Evidence) -> Recorded | None:
    """The registers `entity` and `ownership_stake` as they stand in the evidence; None where no entity is recorded.

    Raises
    ------
    InputError
        With every fault: an owner that is no entity, shares over the whole.
    """
    entities, stakes = current(evidence, ENTITIES), current(evidence, STAKES)
    if not entities:
        return None
    faults = Faults()
    told = [_table(ENTITIES, "entities", entities, faults), _table(STAKES, "stakes", stakes, faults)]
    if told[0] is None or told[1] is None:
        raise InputError(faults.all())
    register = joined([entity_rows(told[0], faults)], stake_rows(told[1], faults), faults)
    said = {record.fields["entity_id"]: [record.statement] for record in entities}
    owners: dict[str, list[str]] = {}
    for record in stakes:
        said.setdefault(record.fields["owned"], []).append(record.statement)
        owners.setdefault(record.fields["owned"], []).append(record.fields["owner"])
    return Recorded(
        register,
        {entity: tuple(statements) for entity, statements in said.items()},
        {entity: tuple(dict.fromkeys(above)) for entity, above in owners.items()},
    )


def _table(register: str, table: TableName, records: list[Record], faults: Faults) -> Table | None:
    """The records as a table by its columns, a row a record; no row at all is none."""
    header = tuple(column.name for column in columns(table))
    cells = tuple(pa.array([_cell(record, name) for record in records], pa.string()) for name in header)
    file, rows = _places(register, records)
    if not records:
        return Table(file, dict(zip(header, cells, strict=True)), rows, rows > 0)
    return named(Sheet(file, header, cells, rows), table, faults)


def _cell(record: Record, name: str) -> str:
    return str(record.get(name, ""))


def _places(register: str, records: list[Record]) -> tuple[str, Numbers]:
    """The file and rows that records stand in where they are rows of one file; else they are counted from 1."""
    found = [LOCATED.fullmatch(record.statement.locator or "") for record in records]
    files = {match[1] for match in found if match}
    if None not in found and len(files) == 1:
        return files.pop(), np.array([int(match[2]) for match in found if match], dtype=np.int32)
    return register, np.arange(1, len(records) + 1, dtype=np.int32)
