"""What was read so far, and the names every file shares."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.errors import UnknownName, fault
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Refused
from orepath.sources.us_dol_labour.kinds import SOURCE
from orepath.vocabulary.places import place
from orepath.vocabulary.terms import fold


@dataclass
class Tally:
    """Statements, rows and faults so far, and the editions met."""

    statements: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    editions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    entries: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)
    """The first statement of each edition, place and good."""
    columns: dict[str, list[str]] = field(default_factory=dict)
    """The columns of each sheet read."""
    read: int = 0

    def place_of(self, name: str, where: str) -> str | None:
        """The place a name stands for, or None with a fault."""
        if not name:
            self.faults.append(fault("required_cell", where, column="Country"))
            return None
        try:
            return str(SOURCE.raw["places"].get(name) or place(name, where))
        except UnknownName as error:
            self.faults.extend(error.faults)
            return None


@cache
def _minerals() -> dict[str, str]:
    text = files("orepath.sources.us_dol_labour").joinpath("goods.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {fold(row["good"]): row["mineral"] for row in rows}


def mineral_of(good: str) -> str | None:
    """The mineral a listed good is or is the ore of, or None.

    >>> mineral_of("Tin ore (cassiterite)"), mineral_of("Gems")
    ('tin', None)
    """
    return _minerals().get(fold(good))
