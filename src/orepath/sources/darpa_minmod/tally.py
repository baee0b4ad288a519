"""What was read so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from orepath.errors import Fault
from orepath.evidence.reading import Refused
from orepath.sources.darpa_minmod.dataset import MOST_FAULTS, MOST_JUDGEMENTS, MOST_SITES

MOST_NAMES = 10_000
"""Different names counted for a note."""


@dataclass
class Tally:
    """Rows, faults and what a person should know of them.

    Parameters
    ----------
    said
        Counts by the key of a note in ``source.toml``.
    details
        Names that a note lists, by the same key.
    sites
        Every site met and how often.
    """

    faults: list[Fault] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    details: dict[str, Counter[str]] = field(default_factory=dict)
    sites: Counter[str] = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)
    records: int = 0
    judgements: int = 0
    judged: set[str] = field(default_factory=set)
    statements: int = 0

    @property
    def full(self) -> bool:
        """Whether there are so many faults, or so many rows, that the reading ends."""
        return len(self.faults) >= MOST_FAULTS or self.records > MOST_SITES or self.judgements > MOST_JUDGEMENTS

    def note(self, key: str, detail: str = "") -> None:
        """Count one more of a kind of thing that a note says."""
        self.said[key] += 1
        names = self.details.setdefault(key, Counter())
        if detail and (detail in names or len(names) < MOST_NAMES):
            names[detail] += 1

    def listed(self, key: str, most: int = 10) -> str:
        """The names of a note, the most frequent first."""
        found = self.details.get(key, Counter())
        shown = ", ".join(f"{name[:60]} ({count})" for name, count in found.most_common(most))
        return shown + (", …" if len(found) > most else "")
