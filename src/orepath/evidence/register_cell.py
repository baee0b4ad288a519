"""Cells of registers: from what a person wrote to a checked value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.register_definition import MANY, Column
from orepath.vocabulary.places import place, pseudo_places
from orepath.vocabulary.terms import fold, mineral, stage

ALL = "all"  # every place, where a column holds several
HS_CODE = re.compile(r"[0-9]{4}([0-9]{2}([0-9]{0,4}))?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR = re.compile(r"[12][0-9]{3}")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
LOST = re.compile(r"\?\?|\ufffd")
"""What programs write for letters that an encoding has not."""
BOOLEAN = {"true": True, "yes": True, "false": False, "no": False, "はい": True, "いいえ": False}
WORDS = {
    "date": "YYYY-MM-DD",
    "year": "YYYY",
    "number": "≥ 0 (1234.5)",
    "boolean": "true, false",
    "hs_code": "2609, 260900, … (4–10)",
    "url": "http://… or https://…",
}


def read_cell(column: Column, name: str, cell: str, where: str, faults: list[Fault]) -> object:
    """The value of a cell, or None with a fault where it is not of its kind.

    Parameters
    ----------
    name
        The column's name in the file.
    cell
        What stands there, without outer blanks and not empty.

    Returns
    -------
    object
        Text, number, truth value or, where the column holds several, a list of text; ready for JSON.
    """
    kind = MANY.get(column.kind, column.kind)
    parts = [part.strip() for part in re.split("[;；]", cell) if part.strip()] if column.kind in MANY else [cell]
    try:
        values = [_scalar(kind, column, part) for part in parts]
    except UnknownName as error:
        faults.extend(Fault(found.code, f"{where}, {name}", found.values) for found in error.faults)
        return None
    except (ValueError, KeyError):
        if kind in WORDS:
            faults.append(fault("bad_cell", where, column=name, found=cell, allowed=WORDS[kind]))
        else:
            faults.append(fault("letters_lost", where, column=name, found=cell))
        return None
    return list(dict.fromkeys(values)) if column.kind in MANY else values[0]


def _scalar(kind: str, column: Column, cell: str) -> object:
    if kind == "enum":
        return _enum(column, cell)
    if kind == "place":
        special = cell in pseudo_places() or (cell == ALL and column.kind in MANY)
        return cell if special else place(cell)
    readers: dict[str, Callable[[str], object]] = {
        "date": lambda cell: date.fromisoformat(_like(DAY, cell)).isoformat(),
        "year": lambda cell: int(_like(YEAR, cell)),
        "number": _number,
        "boolean": lambda cell: BOOLEAN[cell.casefold()],
        "mineral": mineral,
        "stage": stage,
        "hs_code": lambda cell: _like(HS_CODE, cell.replace(".", "")),
        "url": lambda cell: _like(re.compile(r"https?://\S+"), cell),
    }
    return readers.get(kind, _text)(cell)


def _text(cell: str) -> str:
    if LOST.search(cell):
        raise ValueError(cell)
    return cell


def _like(pattern: re.Pattern[str], cell: str) -> str:
    if not pattern.fullmatch(cell):
        raise ValueError(cell)
    return cell


def _number(cell: str) -> float:
    number = float(_like(NUMBER, cell))
    if number == float("inf"):
        raise ValueError(cell)
    return number


def _enum(column: Column, cell: str) -> str:
    wanted = fold(cell)
    for value in column.allowed:
        label = column.labels.get(value)
        if wanted in {fold(word) for word in ((value, label.en, label.ja) if label else (value,))}:
            return value
    raise UnknownName(column.name, cell, column.allowed)
