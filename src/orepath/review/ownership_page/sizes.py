"""How large the parts of the picture are, for a desk and for a phone."""

from __future__ import annotations

from dataclasses import dataclass

ROOM_BESIDE = 60.0
"""Pixels of a row kept for lines that pass it."""


@dataclass(frozen=True)
class Sizes:
    """Pixels of the picture and its parts.

    Parameters
    ----------
    width
        Of the picture without its rim, at least.
    box, gap
        Of a box, at least, and between two boxes.
    label
        What a label beside a box takes.
    most
        How many boxes are drawn by name.
    """

    name: str
    width: float
    box: float
    gap: float
    label: float
    most: int

    @property
    def labels(self) -> int:
        """How many labels stand side by side at most."""
        return int((self.width - ROOM_BESIDE) // self.label)


WIDE = Sizes("wide", 920.0, 170.0, 18.0, 112.0, 32)
NARROW = Sizes("narrow", 352.0, 108.0, 8.0, 108.0, 12)
SIZES = (WIDE, NARROW)

NAME, ABOUT, LABEL = 13.0, 11.0, 11.5
"""Sizes of type: names, what is said of them, and shares."""
LEADING = 1.32
"""Height of a line in parts of its size."""
PAD = 9.0
"""Between the rim of a box and its text."""
LINES = 10
"""Lines of a name, at most."""
BEND = 46.0
"""Between two rows, where lines bend."""
HEAD = 7.0
"""Length of an arrow's head."""
