"""What was read of the study so far, and what every statement of it shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from orepath.errors import fault
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Refused
from orepath.evidence.source import source
from orepath.sources.ec_crm_2023.cells import score
from orepath.vocabulary.periods import Period

SOURCE = source("orepath.sources.ec_crm_2023")
FILES = SOURCE.raw["files"]

Row = tuple[int, dict[str, str]]
"""The number of a row, and its cells by column."""


@dataclass
class Tally:
    """What was read so far."""

    statements: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    sums: dict[str, dict[tuple[str, str], float]] = field(default_factory=dict)

    def wrong(self, where: str, column: str, found: str, allowed: str) -> None:
        """Add the fault of a cell."""
        self.faults.append(fault("bad_cell", where, column=column, found=found, allowed=allowed))


def base(where: str, key: str, material: str, mineral: str | None) -> dict[str, Any]:
    """The part that every statement has."""
    return {"row_key": key, "mineral": mineral, "locator": where, "text": material}


def during(period: Period) -> dict[str, Any]:
    """The two columns of a period."""
    return {"from_": period.from_, "until": period.until}


def add_scores(statement: dict[str, Any], cells: dict[str, tuple[str, str]], where: str, tally: Tally) -> None:
    """Add a statement of each score; by its property, the column and the cell."""
    for name, (column, cell) in cells.items():
        figure = score(cell)
        if figure is None:
            tally.wrong(where, column, cell, "1.1, -")
        else:
            tally.statements.append({**statement, **figure, "property": name, "unit": "index", "original": cell})
