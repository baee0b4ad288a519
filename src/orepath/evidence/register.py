"""Registers: tables of records that people keep, checked against their definitions.

A definition (``registers/<id>.toml``) names the columns, their kinds and which of them fill the statement's subject and
period. A register's file is CSV (UTF-8) with those columns; each row becomes one statement whose ``fields`` is a JSON
object. The same definitions document the registers.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.errors import Fault, UnknownName, fault
from orepath.vocabulary.language import Text, text
from orepath.vocabulary.places import is_country, place, pseudo_places
from orepath.vocabulary.terms import minerals, stages

MANY = {"places": "place", "minerals": "mineral", "stages": "stage", "hs": "hs_code"}
HS_CODE = re.compile(r"\d{4}(\d{2}(\d{0,4}))?$")
BOOLEAN = {"true": True, "yes": True, "false": False, "no": False, "はい": True, "いいえ": False}


@dataclass(frozen=True)
class Column:
    """A column of a register: its name in the file, what kind of cell it holds and what is allowed."""

    name: str
    kind: str
    required: bool
    allowed: tuple[str, ...]
    unit: str
    describe: Text


@dataclass(frozen=True)
class Register:
    """The definition of a register."""

    id: str
    title: Text
    key: str
    columns: tuple[Column, ...]
    subject: dict[str, str]

    def names(self) -> list[str]:
        """The column names of the file, a bilingual column being two."""
        return [name for column in self.columns for name in _spread(column)]


def _spread(column: Column) -> list[str]:
    return [f"{column.name}_en", f"{column.name}_ja"] if column.kind == "bilingual" else [column.name]


@cache
def registers() -> dict[str, Register]:
    """All registers, by id."""
    folder = files("orepath.evidence").joinpath("registers")
    found = [parse(tomllib.loads(path.read_text("utf-8"))) for path in folder.iterdir() if path.name.endswith(".toml")]
    return {register.id: register for register in sorted(found, key=lambda register: register.id)}


def parse(raw: dict[str, Any]) -> Register:
    """A register from the tables of its definition file."""
    columns = tuple(
        Column(
            entry["name"],
            entry["kind"],
            entry.get("required", False),
            tuple(entry.get("allowed", ())),
            entry.get("unit", ""),
            text(entry.get("describe", entry["name"])),
        )
        for entry in raw["column"]
    )
    roles = ("from", "until", "place", "partner", "mineral", "stage", "recorded", "value", "unit", "text")
    return Register(raw["id"], text(raw["title"]), raw["key"], columns, {r: raw[r] for r in roles if r in raw})


def _scalar(kind: str, column: Column, cell: str) -> object:
    """The value of a cell; ValueError where it is not of its kind."""
    if kind == "date":
        return date.fromisoformat(cell).isoformat()
    if kind == "year":
        return int(cell) if re.fullmatch(r"[12]\d{3}", cell) else _not_allowed()
    if kind == "number":
        number = float(cell)
        return number if abs(number) < float("inf") else _not_allowed()
    if kind == "boolean":
        return BOOLEAN[cell.casefold()]
    if kind == "enum":
        return cell if cell in column.allowed else _not_allowed()
    if kind == "place":
        return cell if cell in pseudo_places() or cell in ("all", "") or is_country(cell) else place(cell)
    if kind in ("mineral", "stage"):
        return cell if cell in (minerals() if kind == "mineral" else stages()) else _not_allowed()
    if kind == "hs_code":
        return cell if HS_CODE.match(cell) else _not_allowed()
    return cell


def _not_allowed() -> object:
    raise ValueError


def _allowed(kind: str, column: Column) -> str:
    words = {
        "date": "YYYY-MM-DD",
        "year": "YYYY",
        "number": "a number",
        "boolean": "true, false",
        "enum": ", ".join(column.allowed),
        "place": "ISO 3166-1 alpha-2, a name, all",
        "mineral": ", ".join(minerals()),
        "stage": ", ".join(stages()),
        "hs_code": "4 to 10 digits",
    }
    return words.get(kind, "text")


def _cells(register: Register, row: dict[str, str], where: str, faults: list[Fault]) -> dict[str, object]:
    found: dict[str, object] = {}
    for column in register.columns:
        for name in _spread(column):
            cell = (row.get(name) or "").strip()
            kind = MANY.get(column.kind, column.kind)
            if not cell:
                if column.required:
                    faults.append(fault("required_cell", where, column=name))
                continue
            parts = [part.strip() for part in cell.split(";") if part.strip()] if column.kind in MANY else [cell]
            try:
                values = [_scalar(kind, column, part) for part in parts]
            except (ValueError, KeyError, UnknownName):
                faults.append(fault("bad_cell", where, column=name, found=cell, allowed=_allowed(kind, column)))
                continue
            found[name] = values if column.kind in MANY else values[0]
    return found


def _subject(register: Register, cells: dict[str, object]) -> dict[str, Any]:
    def cell(role: str) -> object:
        value = cells.get(register.subject.get(role, ""))
        if isinstance(value, list):
            return value[0] if len(value) == 1 else None
        return value

    def day(role: str) -> date | None:
        value = cell(role)
        if isinstance(value, int):
            return date(value, 1, 1) if role != "until" else date(value + 1, 1, 1)
        return date.fromisoformat(str(value)) if value else None

    return {
        "place": cell("place"),
        "partner": cell("partner"),
        "mineral": cell("mineral"),
        "stage": cell("stage"),
        "from_": day("from"),
        "until": day("until"),
        "recorded": day("recorded"),
        "value": cell("value"),
        "unit": register.subject.get("unit"),
        "text": cell("text"),
    }


def records(register: Register, content: str, file: str, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    """The statements of a register's file; what is wrong is added to `faults`, each with its row and column.

    Parameters
    ----------
    content
        The file's text. A blank line is skipped; a byte-order mark is allowed.
    file
        Its name, for locators and messages.
    """
    reader = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    header = [name.strip() for name in next(reader, [])]
    missing = [name for name in register.names() if name not in header]
    extra = [name for name in header if name not in register.names()]
    if missing or extra:
        missing_text, extra_text = ", ".join(missing) or "-", ", ".join(extra) or "-"
        faults.append(fault("wrong_columns", file, dataset=register.id, missing=missing_text, extra=extra_text))
        return
    first: dict[str, int] = {}
    for number, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{file}, row {number}"
        if len(cells) != len(header):
            faults.append(fault("ragged_row", where, found=len(cells), expected=len(header)))
            continue
        row = _cells(register, dict(zip(header, cells, strict=True)), where, faults)
        key = str(row.get(register.key, ""))
        if key and first.setdefault(key, number) != number:
            faults.append(fault("duplicate_key", where, key=key, first=first[key]))
        fields = json.dumps(row, ensure_ascii=False, sort_keys=True)
        yield {
            **_subject(register, row),
            "row_key": key,
            "property": register.id,
            "status": "reported",
            "fields": fields,
            "original": fields,
            "locator": where,
        }
