"""A register of entities and stakes from the files a user has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from orepath.control.reading.bods.read import read_bods
from orepath.control.reading.csv_sheet import csv_sheet
from orepath.control.reading.entities import entities as table_entities
from orepath.control.reading.gleif.json_records import is_record, json_records
from orepath.control.reading.gleif.read import read_gleif
from orepath.control.reading.gleif.xml_records import xml_records
from orepath.control.reading.join import joined
from orepath.control.reading.json_text import json_values
from orepath.control.reading.kinds import FileKind, file_kind
from orepath.control.reading.rows import EntityRows, StakeRows
from orepath.control.reading.stakes import stakes as table_stakes
from orepath.control.reading.table import Table, named
from orepath.control.reading.words import TableName, columns
from orepath.control.reading.workbook import holds, workbook_sheet
from orepath.control.register import Register
from orepath.errors import InputError, fault
from orepath.evidence.json_file import called
from orepath.network.own.columns import Faults

Read = tuple[EntityRows | None, StakeRows | None]


def read_register(stakes: Path, entities: Path | None = None) -> Register:
    """The entities of one or two files and the stakes between them.

    Parameters
    ----------
    stakes
        Stakes as CSV or XLSX, statements of BODS 0.4 (JSON), or records of GLEIF (XML or JSON). Told by its content,
        not its name.
    entities
        Entities as CSV or XLSX, or a file of the other kinds, of which the entities alone are taken. What it says of
        an entity stands where both files speak of one. Needed for a table of stakes, unless the workbook has a sheet
        of entities too, and for GLEIF's level 2 without its level 1.

    Returns
    -------
    Register
        Entities in order of their ids and stakes in order of owned, owner and metric, whatever the order of the rows.
        Shares are exact; one that is said within bounds, or not at all, keeps its bounds.

    Raises
    ------
    InputError
        With every fault of both files, each with row and column or field: nothing is read of a file that has one.
    """
    faults = Faults()
    said = _taking(faults, lambda: _read(stakes, faults, "stakes"))
    if entities is not None:
        others = _taking(faults, lambda: _entities(entities, faults))
    else:
        others = _taking(faults, lambda: _beside(stakes, said, faults)) if said else None
    if said is None or said[1] is None or others is None:
        raise InputError(faults.all())
    found = [each for each in (others[0], said[0]) if each is not None]
    return joined(found, said[1], faults)


def _taking(faults: Faults, read: Callable[[], Read | None]) -> Read | None:
    """What was read, or None and the faults of the file as a whole."""
    try:
        return read()
    except InputError as error:
        faults.kinds.append(list(error.faults))
        return None


def _read(path: Path, faults: Faults, wanted: TableName) -> Read | None:
    kind = file_kind(path)
    if kind == "xml":
        return read_gleif(xml_records(path), path.name, faults)
    if kind == "json":
        return _json(path, faults)
    table = _table(path, kind, wanted, faults)
    if table is None:
        return None
    return (None, table_stakes(table, faults)) if wanted == "stakes" else (table_entities(table, faults), None)


def _json(path: Path, faults: Faults) -> Read:
    values = json_values(path)
    if not values:
        raise InputError(fault("control_file_empty", path.name))
    first = values[0]
    if is_record(first):
        return read_gleif(json_records(values), path.name, faults)
    if not isinstance(first, dict) or not {"statementId", "statementID", "recordType", "statementType"} & set(first):
        shown = ", ".join(list(first)[:6]) if isinstance(first, dict) else called(first)
        raise InputError(fault("control_unknown_kind", path.name, format="JSON", found=shown or "–"))
    return read_bods(values, path.name, faults)


def _table(path: Path, kind: FileKind, wanted: TableName, faults: Faults) -> Table | None:
    sheet = workbook_sheet(path, wanted) if kind == "xlsx" else csv_sheet(path)
    return named(sheet, wanted, faults)


def _entities(path: Path, faults: Faults) -> Read | None:
    """What a file says of entities; a fault where it has none."""
    before = len(faults.kinds)
    found = _read(path, faults, "entities")
    none = found is not None and (found[0] is None or not len(found[0].id))
    if none and len(faults.kinds) == before:
        return _refuse_none(path)
    return None if none else found


def _beside(stakes: Path, said: Read, faults: Faults) -> Read | None:
    """What the file of the stakes says of entities in another place than among them; a fault where they are nowhere."""
    if said[0] is not None and (len(said[0].id) or not (said[1] and len(said[1]))):
        return None, None
    if said[0] is None and file_kind(stakes) == "xlsx" and holds(stakes, "entities"):
        return _read(stakes, faults, "entities")
    return _refuse_none(stakes)


def _refuse_none(path: Path) -> NoReturn:
    needed = ", ".join(column.name for column in columns("entities") if column.needed)
    raise InputError(fault("control_entities_needed", path.name, columns=needed))
