"""A field of a document about lots: its value in the kind that is asked for, or why it could not be taken in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from orepath.custody.document import Unread
from orepath.custody.units import unit
from orepath.errors import UnknownName
from orepath.vocabulary.places import is_country

EXACT = Context(prec=2000)
"""Digits enough for the longest product of a number of a document and the factor of a unit."""
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.]+(Z|[+-][0-9]{2}:?[0-9]{2})?)?")
HUNDRED = 100
SHOWN = 60
"""Letters of a value that a message shows."""
MOST = 200
"""Fields that are told one by one where they could not be read."""


class Notes:
    """What could not be read of a document: each once, in its order; past `MOST` the rest are counted."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Unread] = {}
        self._more = 0

    def add(self, code: str, where: str, **values: object) -> None:
        """Put down that a field was not taken in, and why."""
        if len(self._found) < MOST:
            self._found.setdefault((code, where), Unread(code, where, values))
        elif (code, where) not in self._found:
            self._more += 1

    def all(self, file: str) -> tuple[Unread, ...]:
        """Everything put down so far."""
        more = (Unread("custody_fields_more", file, {"count": self._more}),) if self._more else ()
        return (*self._found.values(), *more)


@dataclass(frozen=True)
class Part:
    """A value inside a document, and where it stands.

    Parameters
    ----------
    value
        What JSON gives; None where nothing is said.
    path
        As people write it: ``credentialSubject.product.name``.
    notes
        Take what could not be read.
    """

    value: object
    path: str
    file: str
    notes: Notes

    @property
    def where(self) -> str:
        """File and field."""
        return f"{self.file}, {self.path}" if self.path else self.file

    @property
    def said(self) -> bool:
        """Whether there is anything."""
        return self.value is not None and self.value not in ("", [], {})

    def note(self, code: str, **values: object) -> None:
        """Put down that the field was not taken in, once."""
        self.notes.add(code, self.where, **values)

    def at(self, names: str | Sequence[str]) -> Part:
        """The part under one of several names, each a path of keys with points.

        The empty name is the part itself, where none of the others is used. Two names that are both used and say
        different things are put down as unread, and neither is taken.
        """
        asked = (names,) if isinstance(names, str) else names
        found = [self._down(name) for name in asked if name]
        given = [part for part in found if part.said]
        if not given:
            return self if "" in asked else found[0]
        if any(part.value != given[0].value for part in given[1:]):
            given[1].note("custody_field_twice", found=shown(given[1].value), other=shown(given[0].value))
            return Part(None, given[0].path, self.file, self.notes)
        return given[0]

    def _down(self, name: str) -> Part:
        part = self
        for key in name.split(".") if name else ():
            part = part.at_key(key)
        return part

    def at_key(self, key: str) -> Part:
        """The part under a key as it stands, points and all."""
        return self._with(self.keys().get(key), key)

    def _with(self, value: object, key: str) -> Part:
        return Part(value, f"{self.path}.{key}" if self.path else key, self.file, self.notes)

    def keys(self) -> dict[str, object]:
        """The fields of an object; none where nothing is said, or where something else stands there."""
        if isinstance(self.value, dict):
            return self.value
        if self.value is not None:
            self.note("custody_field_kind", found=shown(self.value), kind="an object")
        return {}

    def each(self, names: str | Sequence[str]) -> list[Part]:
        """The members of a list; a single object counts as a list of one."""
        part = self.at(names)
        if isinstance(part.value, list):
            return [Part(value, f"{part.path}[{at}]", self.file, self.notes) for at, value in enumerate(part.value)]
        if isinstance(part.value, dict):
            return [part] if part.value else []
        if part.said:
            part.note("custody_field_kind", found=shown(part.value), kind="a list")
        return []

    def text(self, names: str | Sequence[str] = "") -> str:
        """A text without blanks around it; a whole number counts, as identifiers are often written so."""
        part = self.at(names)
        if isinstance(part.value, str):
            return part.value.strip()
        if isinstance(part.value, int) and not isinstance(part.value, bool):
            return str(part.value)
        if part.value is not None:
            part.note("custody_field_kind", found=shown(part.value), kind="a text")
        return ""

    def flag(self, names: str | Sequence[str] = "") -> bool | None:
        """True or false; None where it is not said."""
        part = self.at(names)
        if isinstance(part.value, bool) or part.value is None:
            return part.value
        part.note("custody_field_kind", found=shown(part.value), kind="true or false")
        return None

    def number(self, names: str | Sequence[str] = "", at_least: int | None = None) -> Decimal | None:
        """A number, exactly; None where it is not said or less than the least that can be."""
        part = self.at(names)
        if isinstance(part.value, bool) or not isinstance(part.value, int | Decimal):
            if part.value is not None:
                part.note("custody_field_kind", found=shown(part.value), kind="a number")
            return None
        if at_least is not None and part.value < at_least:
            part.note("custody_field_least", found=shown(part.value), least=at_least)
            return None
        return Decimal(part.value)

    def share(self, names: str | Sequence[str] = "") -> Fraction | None:
        """A share from 0 to 1."""
        part = self.at(names)
        found = part.number()
        if found is None or 0 <= found <= 1:
            return None if found is None else Fraction(found)
        part.note("custody_field_share", found=shown(part.value))
        return None

    def percent(self, names: str | Sequence[str] = "") -> Decimal | None:
        """A percentage from 0 to 100, as it is said."""
        part = self.at(names)
        found = part.number(at_least=0)
        if found is not None and found > HUNDRED:
            part.note("custody_field_most", found=shown(part.value), most=HUNDRED)
            return None
        return found

    def measured(self, dimension: str, value: Part, said: Part) -> Decimal | None:
        """A quantity in the base unit of its dimension, from the part with its value and the part with its unit."""
        found = value.number(at_least=0)
        if found is None:
            return None
        name = said.text()
        try:
            known = unit(name)
        except UnknownName:
            known = None
        if known is None or known.dimension != dimension:
            said.note("custody_field_unit", found=name, kind=dimension)
            return None
        with localcontext(EXACT):
            return found * known.factor

    def place(self, names: str | Sequence[str] = "") -> str:
        """A country or territory by its alpha-2 code."""
        part = self.at(names)
        found = part.text()
        if found and not is_country(found):
            part.note("custody_field_place", found=shown(found))
            return ""
        return found

    def day(self, names: str | Sequence[str] = "") -> str:
        """A day as ISO 8601 writes it; a time after it is left out."""
        part = self.at(names)
        said = part.text()
        found = DAY.fullmatch(said)
        try:
            return date.fromisoformat(found[1]).isoformat() if found else self._no_day(part, said)
        except ValueError:
            return self._no_day(part, said)

    @staticmethod
    def _no_day(part: Part, said: str) -> str:
        if said:
            part.note("custody_field_kind", found=shown(said), kind="a day (YYYY-MM-DD)")
        return ""


def shown(value: object) -> str:
    """A value as a message shows it: short, and by its kind alone where it is an object or a list.

    >>> shown({"a": 1}), shown("x"), shown(None)
    ('{…}', 'x', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    said = str(value)
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
