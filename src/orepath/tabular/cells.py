"""Cells of tables: from what a person wrote to a checked, exact value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.workbook.failed_cells import UNVALUED
from orepath.tabular.column import Column
from orepath.tabular.quantity import DECIMAL, quantity
from orepath.vocabulary.places import meanings, place, place_name
from orepath.vocabulary.terms import fold, mineral

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
NEGATIVE = re.compile(r"[-−△▲(] ?[$¥]?[0-9.]")
SPREADSHEET_ERROR = re.compile(r"#(N/?A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)?")
TRUTH = {"yes": True, "true": True, "はい": True, "no": False, "false": False, "いいえ": False}
UNKNOWN_SAID = ("unknown", "不明")


@dataclass(frozen=True)
class Word:
    """A word that stands in place of a value."""

    key: str


UNKNOWN = Word("unknown")
"""Nobody knows."""

Value: TypeAlias = "Fraction | int | str | bool | date | tuple[str, ...] | Word | None"
"""What a cell holds; None where it is empty."""


def read_cell(column: Column, cell: str, where: str, faults: list[Fault]) -> Value:
    """The value of a cell, or None with a fault where it is not of its kind.

    Parameters
    ----------
    cell
        What stands there as text, without outer blanks.
    """
    if not cell:
        if column.required and not column.empty:
            faults.append(fault("required_cell", where, column=column.name))
        return None
    said = unicodedata.normalize("NFKC", cell)
    if SPREADSHEET_ERROR.fullmatch(said) or cell == UNVALUED:
        faults.append(fault("table_error_cell", where, column=column.name, found=cell))
        return None
    word = _word(column, said)
    if word is not None:
        return word
    try:
        return READERS[column.kind](column, said)
    except UnknownName as error:
        faults.extend(Fault(found.code, f"{where}, {column.name}", found.values) for found in error.faults)
    except _Refused as refused:
        faults.append(refused.fault(column, cell, where))
    return None


class _Refused(Exception):
    """A cell that is not of its kind, and the text that says so."""

    def __init__(self, code: str = "bad_cell", allowed: str = "") -> None:
        self.code, self.allowed = code, allowed

    def fault(self, column: Column, cell: str, where: str) -> Fault:
        return Fault(self.code, where, {"column": column.name, "found": cell[:60], "allowed": self.allowed})


def _word(column: Column, said: str) -> Word | None:
    folded = fold(said)
    if column.unknown and folded in UNKNOWN_SAID:
        return UNKNOWN
    for key, text in column.words.items():
        if folded in {fold(key), fold(text.en), fold(text.ja)}:
            return Word(key)
    return None


def _number(column: Column, said: str) -> Fraction:
    """A decimal number of at least 0; commas only where they cannot be a decimal mark."""
    plain = said
    if GROUPED.fullmatch(said) and (said.count(",") > 1 or "." in said):
        plain = said.replace(",", "")
    if DECIMAL.fullmatch(plain):
        return Fraction(plain)
    if NEGATIVE.match(said):
        raise _Refused("table_negative")
    if GROUPED.fullmatch(said) or re.fullmatch(r"[0-9]+,[0-9]+", said):
        raise _Refused("table_comma")
    if said.endswith("%"):
        raise _Refused("table_percent")
    raise _Refused(allowed="≥ 0 (1234.5)")


def _share(column: Column, said: str) -> Fraction:
    """A share of 0 to 1 as decimal, percent or n/d."""
    if NEGATIVE.match(said):
        raise _Refused("table_negative")
    found = quantity(said)
    if found is None or found > 1:
        raise _Refused(allowed="0–1 (0.25), 0–100 % (25 %), n/d (1/4)")
    return found


def _integer(column: Column, said: str) -> int:
    found = _number(column, said)
    if found.denominator != 1:
        raise _Refused(allowed="0, 1, 2, …")
    return int(found)


def _date(column: Column, said: str) -> date:
    try:
        if DAY.fullmatch(said):
            return date.fromisoformat(said)
    except ValueError as error:
        raise _Refused(allowed="YYYY-MM-DD") from error
    raise _Refused(allowed="YYYY-MM-DD")


def _minerals(column: Column, said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mineral(part.strip()) for part in re.split("[;、]", said) if part.strip()))


def _place(column: Column, said: str) -> str:
    """A place; a name that may be several is refused: nobody but who wrote it knows which."""
    if several := meanings(said):
        raise _Refused("place_ambiguous", ", ".join(f"{place_name(each, 'en')} ({each})" for each in several))
    return place(said)


def _choice(column: Column, said: str) -> str:
    wanted = fold(said)
    for key, text in column.values.items():
        if wanted in {fold(key), fold(text.en), fold(text.ja)}:
            return key
    raise UnknownName(column.name, said, list(column.values))


def _truth(column: Column, said: str) -> bool:
    found = TRUTH.get(fold(said))
    if found is None:
        raise _Refused(allowed="yes, no")
    return found


READERS: dict[str, Callable[[Column, str], Value]] = {
    "text": lambda column, said: said,
    "number": _number,
    "share": _share,
    "integer": _integer,
    "date": _date,
    "place": _place,
    "mineral": lambda column, said: mineral(said),
    "minerals": _minerals,
    "choice": _choice,
    "truth": _truth,
}
