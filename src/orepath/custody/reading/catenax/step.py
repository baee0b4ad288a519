"""Numbers, times and identifiers of what happened to a part, read one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from orepath.custody.reading.aspects.model import HIGHEST
from orepath.custody.reading.aspects.naming import BPN, UUID, identifier
from orepath.custody.reading.aspects.path import Path, path, walk
from orepath.custody.reading.aspects.statement import Reader

OFFSET = re.compile(r"(Z|[+-][0-9]{2}:[0-9]{2})$")


@dataclass(frozen=True)
class Thing:
    """An object of a document, and where it stands in it."""

    reader: Reader
    value: object
    at: str

    def each(self, said: str) -> list[Thing]:
        """The objects at a path; what is none is kept as unread."""
        found: list[Thing] = []
        for each in walk(self.value, path(said), self.at):
            if each.broken or not isinstance(each.value, dict):
                self.reader.refuse(each.at, each.value, each.broken or "an object", "")
            else:
                self.reader.enough(len(found))
                found.append(Thing(self.reader, each.value, each.at))
        return found

    def at_field(self, field: str) -> str:
        """Where a field of it stands."""
        return f"{self.at}.{field}" if self.at else field

    def _one(self, field: str) -> object:
        steps: Path = path(field)
        return next((found.value for found in walk(self.value, steps, self.at) if not found.broken), None)

    def refuse(self, field: str, kind: str, allowed: str = "") -> None:
        """Keep that a field was not taken in."""
        self.reader.refuse(self.at_field(field), self._one(field), kind, allowed)

    def amount(self, field: str) -> Decimal | None:
        """A number of at least 0; None, and unread where something else stands there, where it says none."""
        found = self._one(field)
        if isinstance(found, int | Decimal) and not isinstance(found, bool) and 0 <= found <= HIGHEST:
            return Decimal(found)
        if found is not None:
            self.refuse(field, "a number", f"0–{HIGHEST:f}")
        return None

    def lot(self, field: str) -> str:
        """An identifier in one form; empty, and unread, where there is none that can be read."""
        found = self._one(field)
        if isinstance(found, str) and UUID.fullmatch(found.strip()):
            return identifier(found)
        self.refuse(field, "an identifier", "urn:uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
        return ""

    def partner(self, field: str) -> str:
        """A business partner number; empty where there is none."""
        found = self._one(field)
        return identifier(found) if isinstance(found, str) and BPN.fullmatch(found.strip()) else ""

    def text(self, field: str) -> str:
        """A text on one line; empty where there is none."""
        found = self._one(field)
        return " ".join(found.split()) if isinstance(found, str) else ""

    def truth(self, field: str) -> bool:
        """Whether a field says yes; what is neither yes nor no is kept as unread."""
        found = self._one(field)
        if found is not None and not isinstance(found, bool):
            self.refuse(field, "true or false")
        return found is True

    def time(self, field: str) -> str:
        """A time with its offset from UTC; empty, and unread, where there is none that can be placed."""
        found = self._one(field)
        if isinstance(found, str) and OFFSET.search(found):
            try:
                datetime.fromisoformat(found)
            except ValueError:
                pass
            else:
                return found
        self.refuse(field, "a time with its offset from UTC", "YYYY-MM-DDThh:mm:ssZ")
        return ""


def offset(time: str) -> str:
    """The offset of a time from UTC, as EPCIS writes it.

    >>> offset("2024-01-01T14:23:00+01:00"), offset("2022-02-03T14:48:54.709Z")
    ('+01:00', '+00:00')
    """
    found = OFFSET.search(time)
    return "+00:00" if found is None or found[1] == "Z" else found[1]
