"""What was read so far of one or several files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from orepath.errors import Fault, fault
from orepath.evidence.candidates.names import KnownPlaces
from orepath.evidence.reading import Refused
from orepath.evidence.source import source

SOURCE = source("orepath.sources.global_trade_alert")


MOST_DIGITS = 12
MOST_NAMES = 2_000
"""Names of places or minerals that differ; those at hand are some 250."""
MOST_CODES = 50_000
"""Codes of products that differ; those at hand are 5,612."""


@dataclass
class Tally:
    """Faults, counts and columns so far."""

    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    nowhere: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    known_places: KnownPlaces = field(default_factory=lambda: KnownPlaces(SOURCE.raw["places"]))
    columns: dict[str, list[str]] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    read: int = 0
    kept: int = 0
    newest: str = ""
    """The last day of announcement so far."""


def digits(said: str, where: str, column: str, faults: list[Fault]) -> str:
    """An id of digits; none, with a fault, where there is none: nothing else tells one intervention from another."""
    found = said.strip()
    if found.isascii() and found.isdigit() and len(found) <= MOST_DIGITS:
        return found
    faults.append(fault("bad_cell", where, column=column, found=said[:60], allowed="12345"))
    return ""
