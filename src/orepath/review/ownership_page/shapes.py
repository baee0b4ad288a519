"""The shape of each role's box: told apart without colour too."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.review.charts.draw import INK, MUTED, PAPER
from orepath.review.ownership_page.graph import Role
from orepath.review.ownership_page.svg import path

OCHRE, NAVY = "#6a5413", "#17365c"
SLANT = 11.0
"""How far the sides of a covered owner's box go in."""
FILLS = {"entity": "#e3ecf6", "covered": "#f8ecce", "unknown": "#f1f3f5", "between": PAPER, "more": PAPER}
DASHES = ' stroke-dasharray="5 4"'


@dataclass(frozen=True)
class Place:
    """Where a box stands."""

    x: float
    top: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Its left side."""
        return self.x - self.width / 2

    def inset(self, by: float) -> Place:
        """The same, smaller on every side."""
        return Place(self.x, self.top + by, self.width - 2 * by, self.height - 2 * by)


def shape(role: Role, at: Place) -> str:
    """The outline of a box."""
    if role == "entity":
        inner = path(_round(at.inset(3.5), 2.0), f'fill="none" stroke="{NAVY}" stroke-width="1"')
        return path(_round(at, 4.0), f'fill="{FILLS[role]}" stroke="{NAVY}" stroke-width="2"') + inner
    if role == "covered":
        return path(_six(at), f'fill="{FILLS[role]}" stroke="{OCHRE}" stroke-width="1.8" stroke-linejoin="round"')
    if role == "unknown":
        look = f'fill="{FILLS[role]}" stroke="{INK}" stroke-width="1.4"{DASHES}'
        return path(_round(at, min(at.height / 2, 24.0)), look)
    plain = f'fill="{FILLS[role]}" stroke="{MUTED}" stroke-width="1.2"'
    if role == "more":
        behind = Place(at.x + 5, at.top - 5, at.width, at.height)
        return path(_round(behind, 0), plain) + path(_round(at, 0), plain)
    return path(_round(at, 0), plain)


def _round(at: Place, r: float) -> str:
    x0, y0, x1, y1 = at.left, at.top, at.left + at.width, at.top + at.height
    if not r:
        return f"M{x0:.1f},{y0:.1f}H{x1:.1f}V{y1:.1f}H{x0:.1f}Z"
    arc = f"a{r:.1f},{r:.1f} 0 0 1 "
    return (
        f"M{x0 + r:.1f},{y0:.1f}H{x1 - r:.1f}{arc}{r:.1f},{r:.1f}V{y1 - r:.1f}{arc}{-r:.1f},{r:.1f}"
        f"H{x0 + r:.1f}{arc}{-r:.1f},{-r:.1f}V{y0 + r:.1f}{arc}{r:.1f},{-r:.1f}Z"
    )


def _six(at: Place) -> str:
    x0, y0, x1, y1, middle = at.left, at.top, at.left + at.width, at.top + at.height, at.top + at.height / 2
    slant = min(SLANT, at.height / 2)
    return (
        f"M{x0:.1f},{middle:.1f}L{x0 + slant:.1f},{y0:.1f}H{x1 - slant:.1f}L{x1:.1f},{middle:.1f}"
        f"L{x1 - slant:.1f},{y1:.1f}H{x0 + slant:.1f}Z"
    )
