"""Registers: tables of records that people keep, checked against their definitions.

A definition (``registers/<id>.toml``) names the columns, their kinds and which of them fill the statement's subject and
period. A register's file is CSV (UTF-8) with those columns, or TOML with ``[[record]]`` tables; each row becomes one
statement whose ``fields`` is a JSON object. The same definitions document the registers.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from orepath.errors import Fault, fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.register_cell import ALL, read_cell
from orepath.evidence.register_definition import Column, Register, parse, registers

__all__ = ["Column", "Register", "parse", "records", "registers", "toml_records"]


def records(register: Register, content: str, file: str, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    """The statements of a register's CSV file; what is wrong is added to `faults`, each with its row and column.

    Parameters
    ----------
    content
        The file's text. A blank row is skipped; a byte-order mark is allowed.
    file
        Its name, for locators and messages.
    """
    rows = table_rows(content, file, register.names(), register.id, faults)
    return _statements(register, ((f"{file}, row {line}", line, row) for line, row in rows), faults)


def toml_records(register: Register, content: str, file: str, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    """The statements of a register's TOML file, a ``[[record]]`` table each, as `records` gives them from CSV.

    A list stands for a cell of several values; ``title = {en = …, ja = …}`` stands for the two columns of a bilingual
    one. A table of another name, or a key that is no column, is a fault.
    """
    try:
        raw = tomllib.loads(content.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        faults.append(fault("malformed", file, format="TOML", detail=error))
        return iter(())
    tables = raw.pop("record", [])
    if raw or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        extra = ", ".join(raw) or "record"
        faults.append(fault("wrong_columns", file, dataset=register.id, missing="[[record]]", extra=extra))
        return iter(())
    return _statements(register, _toml_rows(register, tables, file, faults), faults)


def _toml_rows(
    register: Register, tables: list[dict[str, Any]], file: str, faults: list[Fault]
) -> Iterator[tuple[str, int, dict[str, str]]]:
    for number, table in enumerate(tables, start=1):
        where = f"{file}, record {number}"
        row: dict[str, str] = {}
        for key, value in table.items():
            if isinstance(value, dict):
                row.update({f"{key}_{lang}": _cell_text(said) for lang, said in value.items()})
            else:
                row[key] = _cell_text(value)
        extra = [name for name in row if name not in register.names()]
        if extra:
            faults.append(fault("wrong_columns", where, dataset=register.id, missing="-", extra=", ".join(extra)))
        yield where, number, row


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(_cell_text(part) for part in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _statements(
    register: Register, rows: Iterable[tuple[str, int, dict[str, str]]], faults: list[Fault]
) -> Iterator[dict[str, Any]]:
    first: dict[str, int] = {}
    for where, number, row in rows:
        cells = _cells(register, row, where, faults)
        key = str(cells.get(register.key, ""))
        if key and first.setdefault(key, number) != number:
            faults.append(fault("duplicate_key", where, key=key, first=first[key]))
        subject = _subject(register, cells)
        if subject["from_"] and subject["until"] and subject["until"] <= subject["from_"]:
            faults.append(fault("period_reversed", where, begins=subject["from_"], ends=subject["until"]))
        fields = json.dumps(cells, ensure_ascii=False, sort_keys=True)
        lacks_value = register.value_expected and subject["value"] is None
        yield {
            **subject,
            "row_key": key,
            "property": register.id,
            "status": "not_available" if lacks_value else "reported",
            "fields": fields,
            "original": fields,
            "locator": where,
        }


def _cells(register: Register, row: dict[str, str], where: str, faults: list[Fault]) -> dict[str, object]:
    found: dict[str, object] = {}
    for column in register.columns:
        for name in column.names():
            cell = (row.get(name) or "").strip()
            if cell:
                value = read_cell(column, name, cell, where, faults)
                if value is not None:
                    found[name] = value
            elif column.required:
                faults.append(fault("required_cell", where, column=name))
    for column in register.columns:
        if any(found.get(other) in values for other, values in column.required_where.items()):
            empty = [name for name in column.names() if not (row.get(name) or "").strip()]
            faults += [fault("required_cell", where, column=name) for name in empty]
    return found


def _subject(register: Register, cells: dict[str, object]) -> dict[str, Any]:
    def cell(role: str) -> Any:  # noqa: ANN401 - a cell may be text, number or list
        value = cells.get(register.subject.get(role, ""))
        if isinstance(value, list):
            value = value[0] if len(value) == 1 else None
        return None if value == ALL else value

    def day(role: str) -> date | None:
        value = cell(role)
        if isinstance(value, int):
            return date(value, 1, 1) if role != "until" else date(value + 1, 1, 1)
        return date.fromisoformat(str(value)) if value else None

    value = cell("value")
    unit = register.column(register.subject["value"]).unit if value is not None else None
    named = {role: cell(role) for role in ("place", "partner", "mineral", "stage", "good", "text")}
    days = {"from_": day("from"), "until": day("until"), "recorded": day("recorded")}
    return {**named, **days, "value": value, "unit": unit}
