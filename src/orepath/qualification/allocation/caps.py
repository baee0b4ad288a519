"""What the lots of a line allow: which materials limit it, the cap, and how far it covers what is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from orepath.qualification.allocation.lots import Material, materials_of
from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds

ALL = Fraction(1)


@dataclass(frozen=True)
class Allocation:
    """What a line's lots allow.

    Parameters
    ----------
    limiting
        The materials that limit the number of batteries.
    left_out
        Those that may be left out because a transition plan is filed.
    open
        Those that may be left out if one is; nobody says whether it is.
    batteries
        How many are to be allocated; None where that is not asked.
    """

    limiting: tuple[Material, ...]
    left_out: tuple[Material, ...]
    open: tuple[Material, ...]
    batteries: Fraction | None

    @property
    def scarcest(self) -> Material | None:
        """The material of which the compliant mass makes the fewest batteries."""
        every = (*self.limiting, *self.open)
        return min(every, key=lambda each: each.compliant_kg.low / each.need_kg, default=None)

    @property
    def cap_low(self) -> Fraction | None:
        """How many batteries may be counted for sure; None where nothing limits them."""
        return min((each.batteries.low for each in (*self.limiting, *self.open)), default=None)

    @property
    def cap_high(self) -> Fraction | None:
        """How many batteries may be counted at most; None where perhaps nothing limits them."""
        return min((each.batteries.high for each in self.limiting), default=None)

    @property
    def materials(self) -> tuple[Material, ...]:
        """All materials: what limits first, what is left out last."""
        return (*self.limiting, *self.open, *self.left_out)

    @property
    def share(self) -> Bounds | None:
        """What complies of what the batteries to allocate need, of the material with the least of it."""
        if self.batteries is None:
            return None
        low = _least((each.compliant_kg.low / each.need_kg for each in (*self.limiting, *self.open)), self.batteries)
        return Bounds(low, max(low, _least((m.compliant_kg.high / m.need_kg for m in self.limiting), self.batteries)))


def _least(makes: Iterable[Fraction], batteries: Fraction) -> Fraction:
    """The least number of batteries over those asked for; all of them where nothing limits them."""
    least = min(makes, default=None)
    return ALL if least is None else least / batteries


def allocation_of(asked: Asked) -> Allocation:
    """What the lots of a table allow.

    Raises
    ------
    InputError
        For rows at odds with each other.
    """
    materials = materials_of(asked)
    first = asked.table.rows[0]
    plan, may = first.truth("transition_plan"), asked.members("impracticable")
    apart = tuple(each for each in materials if each.used_in in may and plan is not False)
    limiting = tuple(each for each in materials if each not in apart)
    left_out, open_ = (apart, ()) if plan else ((), apart)
    return Allocation(limiting, left_out, open_, first.number("allocated_batteries"))
