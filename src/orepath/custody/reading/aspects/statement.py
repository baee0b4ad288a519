"""What a document says, field by field, as its map carries it over; and what it says that was not taken in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from orepath.custody.document import Unread
from orepath.custody.reading.aspects.model import Carried, Group, Model
from orepath.custody.reading.aspects.naming import UUID, identifier
from orepath.custody.reading.aspects.path import Found, Path, leaves, walk
from orepath.custody.reading.aspects.value import KINDS, LONGEST, NotAllowed, Value, checked
from orepath.errors import InputError, fault

MOST_UNREAD = 200
"""Fields that are told one by one; of the rest only the number is told."""
MOST_LEFT = 2000
"""Places of a document that are looked through for fields without a place; the sample with the most has 340."""
MOST_STATEMENTS = 100_000
"""Statements of one document; the sample with the most has 39."""
SHOWN = 12
"""Fields without a place that are named."""


class Statement(NamedTuple):
    """What a document says of one field.

    Parameters
    ----------
    field
        An id of ``passports/fields.toml``.
    unit
        Empty where it has none.
    of
        What it is said of, besides the product: material, part, stage of life.
    at
        Where in the document.
    item
        Which thing of the document it belongs to; empty for the document itself.
    kind
        The kind of its value, see `orepath.custody.reading.aspects.value`.
    """

    field: str
    value: Value
    unit: str
    of: tuple[tuple[str, str], ...]
    at: str
    item: str
    kind: str


@dataclass
class Reader:
    """One document while it is read."""

    file: str
    raw: dict[str, object]
    statements: list[Statement] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    more_unread: int = 0
    _refused: set[str] = field(default_factory=set)

    def where(self, at: str) -> str:
        """File and field."""
        return f"{self.file}, {at}" if at else self.file

    def refuse(self, at: str, found: object, kind: str, allowed: str, to: str = "") -> None:
        """Keep that a field was not taken in, once for each.

        Parameters
        ----------
        kind, allowed
            What may stand there.
        to
            The field that it would have been carried to.
        """
        if at in self._refused:
            return
        if len(self._refused) >= MOST_UNREAD:
            self.more_unread += 1
            return
        self._refused.add(at)
        limits = f" ({allowed})" if allowed else ""
        values: dict[str, object] = {"field": printable(at), "found": shown(found), "kind": kind, "limits": limits}
        values |= {"allowed": allowed, "to": to}
        self.unread.append(Unread("custody_field_unread", self.where(at), values))

    def enough(self, count: int) -> None:
        """Refuse a document with more statements, or parts, than any has.

        Raises
        ------
        InputError
            Where there are.
        """
        if count >= MOST_STATEMENTS:
            raise InputError(fault("custody_aspect_large", self.file, maximum=MOST_STATEMENTS))

    def read(self, model: Model) -> None:
        """Take in what a map carries over, and keep what it does not."""
        for group in model.groups:
            for found in walk(self.raw, group.path):
                if found.broken or (group.path and not isinstance(found.value, dict)):
                    self.refuse(found.at, found.value, found.broken or "an object", "")
                else:
                    self._group(group, found.value, found.at)
        self._left_out(model)
        if self.more_unread:
            self.unread.append(Unread("custody_fields_more", self.file, {"count": self.more_unread}))

    def _group(self, group: Group, thing: object, item: str) -> None:
        of = []
        for key, said in group.of:
            word = said if isinstance(said, str) else _first_text(thing, said)
            if word:
                of.append((key, identifier(word) if UUID.fullmatch(word) else word))
        for carried in group.fields:
            for found in walk(thing, carried.path, item):
                if not isinstance(found.value, list | dict) and not found.broken:
                    self._field(carried, found, thing, item, tuple(of))
                else:
                    self.refuse(found.at, found.value, found.broken or KINDS[carried.kind], "", carried.field)

    def _field(self, carried: Carried, found: Found, thing: object, item: str, of: tuple[tuple[str, str], ...]) -> None:
        unit = _first_text(thing, carried.unit_at) if carried.unit_at else carried.unit
        try:
            value = checked(found.value, carried, unit)
        except NotAllowed as refused:
            shown_value = unit or "—" if refused.kind == "unit" else found.value
            self.refuse(found.at, shown_value, refused.kind, refused.allowed, carried.field)
            return
        if value is not None:
            self.enough(len(self.statements))
            self.statements.append(Statement(carried.field, *value, of, found.at, item, carried.kind))

    def _left_out(self, model: Model) -> None:
        left = [said for said in leaves(self.raw, MOST_LEFT) if said.replace("[]", "") not in model.known]
        if left:
            count = len(left) if len(left) < MOST_LEFT // 2 else f"> {MOST_LEFT // 2}"
            names = ", ".join(printable(said[:LONGEST]) for said in left[:SHOWN]) + (" …" if len(left) > SHOWN else "")
            self.unread.append(Unread("custody_fields_left_out", self.file, {"count": count, "fields": names}))


def subject(raw: dict[str, object], model: Model) -> tuple[str, str]:
    """The identifier of what a document is about and where it stands; empty where it says none that can be read."""
    for steps in model.subject:
        for found in walk(raw, steps):
            said = "" if found.broken or not isinstance(found.value, str) else found.value.strip()
            if said and len(said) <= LONGEST and said.isprintable():
                return identifier(said), found.at
    return "", ""


def _first_text(thing: object, steps: Path) -> str:
    for found in walk(thing, steps):
        if not found.broken and isinstance(found.value, str):
            return " ".join(found.value.split())
    return ""


def shown(found: object) -> str:
    """A value as faults show it: short, on one line.

    >>> shown(Decimal("-1.7976931348623157E+308")), shown({"a": 1}), shown(None)
    ('-1.7976931348623157E+308', '{…}', 'null')
    """
    if isinstance(found, dict):
        return "{…}"
    if isinstance(found, list):
        return "[…]"
    if found is None or isinstance(found, bool):
        return {None: "null", True: "true", False: "false"}[found]
    text = f"{Decimal(found).normalize():E}" if isinstance(found, int) and abs(found) > 10**30 else str(found)
    text = " ".join(text.split())
    return printable(text if len(text) <= 60 else f"{text[:60]}…")


def printable(text: str) -> str:
    """A text with what cannot be printed written as an escape.

    >>> printable("a" + chr(27) + "[2J")
    'a\\\\x1b[2J'
    """
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)
