"""Entities and stakes as the registers of a release hold them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from orepath.control.reading.entities import entities as entity_rows
from orepath.control.reading.join import joined
from orepath.control.reading.rows import EntityRows, StakeRows
from orepath.control.reading.stakes import stakes as stake_rows
from orepath.control.reading.table import Sheet, Table, named
from orepath.control.reading.words import TableName, columns
from orepath.control.register import Numbers, Register
from orepath.control.register_records import ENTITIES, STAKES, by_dataset, first_told, records_of
from orepath.errors import InputError
from orepath.evidence.record import Record
from orepath.evidence.store import Evidence, Statement
from orepath.network.own.columns import Faults

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


def recorded(evidence: Evidence, above: Collection[str] | None = None) -> Recorded | None:
    """The registers `entity` and `ownership_stake` as they stand in the evidence; None where no entity is recorded.

    Where several datasets speak of one entity, or of what one owner has of an entity in one metric, those that people
    keep themselves stand before a publisher's.

    Parameters
    ----------
    above
        Only what is said of some entities and of all above them: of a publisher's register the rest may be millions.

    Raises
    ------
    InputError
        With every fault: an owner that is no entity, shares over the whole.
    """
    entities, stakes = records_of(evidence, above)
    if not entities:
        return None
    faults = Faults()
    stakes = first_told(stakes)
    named_by = [(_table(ENTITIES, "entities", records, faults), records) for records in by_dataset(entities)]
    held = [_table(STAKES, "stakes", records, faults) for records in by_dataset(stakes) or [[]]]
    if None in held or any(table is None for table, _ in named_by):
        raise InputError(faults.all())
    rows = [_entities(table, records, faults) for table, records in named_by if table is not None]
    register = joined(rows, _together([stake_rows(table, faults) for table in held if table is not None]), faults)
    said: dict[str, list[Statement]] = {}
    for record in entities:
        said.setdefault(record.fields["entity_id"], []).append(record.statement)
    owners: dict[str, list[str]] = {}
    for record in stakes:
        said.setdefault(record.fields["owned"], []).append(record.statement)
        owners.setdefault(record.fields["owned"], []).append(record.fields["owner"])
    return Recorded(
        register,
        {entity: tuple(statements) for entity, statements in said.items()},
        {entity: tuple(dict.fromkeys(above_)) for entity, above_ in owners.items()},
    )


def _entities(table: Table, records: list[Record], faults: Faults) -> EntityRows:
    """The entities of a table, with their headquarters where a publisher has them elsewhere than the seat."""
    rows = entity_rows(table, faults)
    places = {record.fields["entity_id"]: record.get("headquarters") for record in records}
    found = {line: places[id_] for line, id_ in enumerate(rows.id.to_pylist()) if places.get(id_)}
    return replace(rows, headquarters=found)


def _together(tables: list[StakeRows]) -> StakeRows:
    """The stakes of all tables; where there are several, counted on from one to the next."""
    if len(tables) == 1:
        return tables[0]

    def column(name: str) -> Any:  # noqa: ANN401 - arrays of several kinds
        return np.concatenate([getattr(table, name) for table in tables])

    owner, owned = (pa.concat_arrays([_array(getattr(table, name)) for table in tables]) for name in ("owner", "owned"))
    return StakeRows(
        STAKES,
        "row",
        owner,
        owned,
        column("metric"),
        column("numerator"),
        column("most"),
        column("denominator"),
        column("from_"),
        column("until"),
        np.arange(1, len(owner) + 1, dtype=np.int32),
        column("bad"),
    )


def _array(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


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
