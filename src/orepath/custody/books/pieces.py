"""The pieces of events, by event."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from orepath.custody.books.columns import MADE
from orepath.custody.books.sifting import Sifted


class Pieces:
    """Finds the pieces of events; what disputed events make is left out."""

    def __init__(self, sifted: Sifted) -> None:
        columns = sifted.columns
        self._disputed = sifted.disputed.tolist()
        self._start = np.searchsorted(columns.event, np.arange(columns.events + 1)).tolist()
        self._role, self._lot = columns.role.tolist(), columns.lot.tolist()

    def rows(self, events: Sequence[int], role: int) -> list[int]:
        """The pieces of some events with a role, in their order."""
        counted = [event for event in events if role != MADE or not self._disputed[event]]
        every = (row for event in counted for row in range(self._start[event], self._start[event + 1]))
        return [row for row in every if self._role[row] == role]

    def last(self, events: Sequence[int]) -> int:
        """The last of some events that is not disputed; the last of all where all are."""
        return next((event for event in reversed(events) if not self._disputed[event]), events[-1])

    def lots(self, events: Sequence[int], role: int) -> list[int]:
        """Their lots."""
        return [self._lot[row] for row in self.rows(events, role)]
