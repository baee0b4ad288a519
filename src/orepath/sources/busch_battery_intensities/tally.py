"""What was read so far, and what every statement of the dataset shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from orepath.errors import SourceError, UnknownName, fault
from orepath.evidence.faults import Faults
from orepath.evidence.source import source
from orepath.vocabulary.periods import year as calendar_year
from orepath.vocabulary.places import find_place, place

SOURCE = source("orepath.sources.busch_battery_intensities")
GROUPS = SOURCE.raw["groups"]
MOST = SOURCE.raw["most"]
WORLD = "world"


@dataclass
class Tally:
    """Statements, faults, notes and editions so far, each edition with the file it is of.

    ``columns`` are those of each kind of table and each sheet.
    """

    statements: list[dict[str, Any]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    notes: list[str] = field(default_factory=list)
    editions: dict[str, str] = field(default_factory=dict)
    counts: dict[str, float] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    read: int = 0

    def begin(self, edition: str, file: str) -> None:
        """Note the edition of a file.

        Raises
        ------
        SourceError
            Where another file was of it.
        """
        if self.editions.setdefault(edition, file) != file:
            raise SourceError(fault("given_twice", file, what=edition, first=self.editions[edition]))

    def wrong(self, where: str, column: str, found: object, allowed: str) -> None:
        """Add the fault of a cell."""
        self.faults.append(fault("bad_cell", where, column=column, found=found, allowed=allowed))

    def once(self, key: str, where: str) -> None:
        """Add a fault where a key was met before."""
        if self.first.setdefault(key, where) != where:
            self.faults.append(fault("duplicate_key", where, key=key, first=self.first[key].rpartition(" ")[2]))

    def add(self, key: str, where: str, **more: object) -> None:
        """Add a statement."""
        self.statements.append({"row_key": key, "status": "reported", "locator": where, **more})

    def place_of(self, name: str, where: str) -> None:
        """Add the faults of a name that is neither a country nor a known group of countries."""
        if name != WORLD and name not in GROUPS["names"] and not find_place(name):
            try:
                place(name, where)
            except UnknownName as error:
                self.faults.extend(error.faults)


def of_place(name: str, item: str, note: str) -> dict[str, Any]:
    """Place, item and note of a row; a group of countries stands in the item."""
    if name in GROUPS["names"]:
        return {"place": None, "item": f"{item}, {name}", "note": f"{note} {GROUPS['note']}", "text": name}
    return {"place": name if name == WORLD else find_place(name), "item": item, "note": note, "text": name}


def during(year: str) -> Mapping[str, Any]:
    """The two columns of a calendar year."""
    period = calendar_year(int(year))
    return {"from_": period.from_, "until": period.until}
