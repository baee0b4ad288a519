"""Fields of a record, by their path, each checked for what it may hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from orepath.errors import UnknownName, fault
from orepath.evidence.json_file import called
from orepath.network.own.columns import Faults

T = TypeVar("T")
SHOWN = 60
NAMES: dict[type, str] = {dict: "object", list: "array", str: "text", bool: "true, false"}


@dataclass(frozen=True)
class Fields:
    """An object of a file with its path.

    Parameters
    ----------
    where
        File and record.
    path
        The path to the object, as a JSON pointer; empty for the record itself.
    """

    of: Mapping[str, object]
    where: str
    path: str
    faults: Faults

    def get(self, key: str, kind: type[T]) -> T | None:
        """A field, or None where it is not there or is null; a fault where it is of another kind or an empty text."""
        value = self.of.get(key)
        if value is None:
            return None
        if not isinstance(value, kind) or value == "":
            self.refuse(key, value, NAMES.get(kind, kind.__name__))
            return None
        return value

    def need(self, key: str, kind: type[T]) -> T | None:
        """A field that must be there."""
        if self.of.get(key) is None:
            self.faults.add(fault("control_field_missing", self.where, field=f"{self.path}/{key}"))
            return None
        return self.get(key, kind)

    def word(self, key: str, allowed: Collection[str], needed: bool = False) -> str | None:
        """A field that holds one of some words."""
        said = self.need(key, str) if needed else self.get(key, str)
        if said is None or said in allowed:
            return said
        self.faults.add(*UnknownName(key, said, list(allowed), f"{self.where}, {self.path}/{key}").faults)
        return None

    def at(self, key: str) -> Fields | None:
        """An object within, or None where there is none."""
        found = self.get(key, dict)
        return None if found is None else Fields(found, self.where, f"{self.path}/{key}", self.faults)

    def each(self, key: str) -> list[Fields]:
        """The objects of an array within; what is no object is a fault."""
        made = []
        for number, value in enumerate(self.get(key, list) or ()):
            if isinstance(value, dict):
                made.append(Fields(value, self.where, f"{self.path}/{key}/{number}", self.faults))
            else:
                self.refuse(f"{key}/{number}", value, NAMES[dict])
        return made

    def refuse(self, key: str, found: object, allowed: str) -> None:
        """A fault that says what a field holds and what it may hold."""
        said = called(found)
        shown = said if len(said) <= SHOWN else said[:SHOWN] + " …"
        values = {"field": f"{self.path}/{key}", "found": shown, "allowed": allowed}
        self.faults.add(fault("control_field", self.where, **values))
