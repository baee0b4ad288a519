"""How wide a picture is drawn: for a desk and for a phone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """A width to draw for.

    Parameters
    ----------
    width
        Pixels of the picture without its rim.
    narrow
        Whether it is for a phone: fewer names, labels above instead of beside.
    """

    name: str
    width: float
    narrow: bool = False


WIDE, NARROW = Frame("wide", 840.0), Frame("narrow", 352.0, narrow=True)
FRAMES = (WIDE, NARROW)
