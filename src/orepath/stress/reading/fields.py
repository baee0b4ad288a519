"""The fields of one shock of a file, each checked for what it may hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from orepath.errors import Fault, UnknownName, fault
from orepath.stress.shock import ALL
from orepath.vocabulary.places import place
from orepath.vocabulary.terms import fold

DAY, TEXT, TEXTS, NUMBER, FLAG = "YYYY-MM-DD", '"…"', '"…", ["…", "…"]', "0, 0.5, 12 …", "true, false"
EVERY = (ALL, "全て", "全部", "全世界")
"""Words for every place."""


@dataclass
class Fields:
    """A table of a file with where it stands; what is wrong with a field is a fault."""

    of: Mapping[str, Any]
    where: str
    faults: list[Fault] = field(default_factory=list)

    def at(self, key: str) -> str:
        """Where a field stands."""
        return f"{self.where}, {key}"

    def has(self, key: str) -> bool:
        """Whether a field is given."""
        return key in self.of

    def tell(self, code: str, key: str, /, **values: object) -> None:
        """Add a fault of a field."""
        self.faults.append(fault(code, self.at(key), **values))

    def lack(self, key: str) -> None:
        """Add the fault that a field is not given and must be."""
        self.faults.append(fault("required_cell", self.where, column=key))

    def text(self, key: str) -> str:
        """A text; empty where it is not given or no text."""
        value = self.of.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self._refuse(key, TEXT)
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or several, without repeats; empty where none is given, or where one is no text."""
        value = self.of.get(key, [])
        many = [value] if isinstance(value, str) else value
        said = isinstance(many, list) and all(isinstance(each, str) and each.strip() for each in many)
        if said and (many or key not in self.of):
            return tuple(dict.fromkeys(each.strip() for each in many))
        self._refuse(key, TEXTS)
        return ()

    def named(self, key: str, find: Callable[[str, str], str]) -> tuple[str, ...]:
        """Several names as their ids, sorted; one that is not known is a fault."""
        found = [self._found(key, name, find) for name in self.texts(key)]
        return tuple(sorted({name for name in found if name}))

    def places(self, key: str) -> tuple[str, ...]:
        """Places as codes, or every place."""
        if any(fold(name) in EVERY for name in self.texts(key)):
            return (ALL,)
        return self.named(key, place)

    def number(self, key: str) -> float | None:
        """A number, 0 or more; None where it is not given or is none."""
        value = self.of.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
            self._refuse(key, NUMBER)
            return None
        return float(value)

    def share(self, key: str) -> float | None:
        """A number from 0 to 1."""
        value = self.number(key)
        if value is not None and value > 1:
            self.tell("stress_share", key, key=key, found=f"{value:g}", percent=f"{value / 100:g}")
            return None
        return value

    def day(self, key: str) -> date | None:
        """A day; None where it is not given or is none."""
        value = self.of.get(key)
        if isinstance(value, str) and len(value) == len(DAY):
            with suppress(ValueError):
                return date.fromisoformat(value)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self._refuse(key, DAY)
        return None

    def flag(self, key: str) -> bool:
        """True or false; false where it is not given."""
        value = self.of.get(key, False)
        if isinstance(value, bool):
            return value
        self._refuse(key, FLAG)
        return False

    def only(self, allowed: Sequence[str]) -> None:
        """A fault for each key that is not one of some."""
        for key in self.of:
            if key not in allowed:
                self.faults += UnknownName("key", key, allowed, self.where).faults

    def _found(self, key: str, name: str, find: Callable[[str, str], str]) -> str:
        try:
            return find(name, self.at(key))
        except UnknownName as error:
            self.faults += error.faults
            return ""

    def _refuse(self, key: str, allowed: str) -> None:
        found = str(self.of.get(key))
        self.faults.append(fault("bad_cell", self.where, column=key, found=found[:60], allowed=allowed))
