"""What was read of the study so far, and what every statement of it shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from orepath.errors import fault
from orepath.evidence.faults import Faults
from orepath.evidence.source import source
from orepath.vocabulary.periods import year

SOURCE = source("orepath.sources.cheng_2024")
NUMBER = "a number, 0 or more"


@dataclass
class Tally:
    """What was read so far; ``counts`` by what was counted, ``columns`` by the part of a file."""

    statements: list[dict[str, Any]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    counts: dict[str, float] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    negative_zeros: int = 0

    def wrong(self, where: str, column: str, found: object, allowed: str) -> None:
        """Add the fault of a cell."""
        self.faults.append(fault("bad_cell", where, column=column, found=found, allowed=allowed))

    def add(self, key: str, where: str, **parts: object) -> None:
        """Add a statement about the year of the study."""
        period = year(SOURCE.raw["year"])
        base = {"row_key": key, "from_": period.from_, "until": period.until, "status": "reported", "locator": where}
        self.statements.append({**base, **parts})
