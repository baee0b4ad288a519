"""The cheapest choice that gains enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from orepath.qualification.planning.program.item import Choice, Group, OutOfWork, Work, cost_of, gain_of, undominated
from orepath.qualification.planning.program.relaxed import improved, relax
from orepath.qualification.planning.program.scaled import open_part
from orepath.qualification.planning.program.search import Search


@dataclass(frozen=True)
class Least:
    """What was found.

    Parameters
    ----------
    choice
        The cheapest choice, or the cheapest found; None where none was found.
    bound
        What no choice costs less than; None where none gains enough within what it may cost.
    proved
        Whether the choice is proved to be the cheapest, or that there is none.
    """

    choice: Choice | None
    bound: Fraction | None
    proved: bool


def least(
    groups: Sequence[Group], needed: Fraction, work: Work, at_most: Fraction | None = None, first: bool = False
) -> Least:
    """The cheapest choice of an item a group whose gains add up to what is needed.

    Parameters
    ----------
    at_most
        What it may cost.
    first
        Whether any choice that costs no more will do.

    Examples
    --------
    >>> from orepath.qualification.planning.program.item import Item
    >>> stay = Item("", Fraction(0), Fraction(0))
    >>> groups = [[stay, Item("a", Fraction(5), Fraction(3))], [stay, Item("b", Fraction(4), Fraction(2))]]
    >>> [item.id for item in least(groups, Fraction(2), Work(100)).choice]
    ['', 'b']
    """
    every = [undominated(group) for group in groups]
    relaxed = relax(every, needed)
    if relaxed is None or (at_most is not None and relaxed.bound > at_most):
        return Least(None, None, True)
    fit = [
        choice
        for choice in (improved(every, start, needed) for start in (relaxed.enough, relaxed.short))
        if gain_of(choice) >= needed and (at_most is None or cost_of(choice) <= at_most)
    ]
    best = min(fit, key=cost_of, default=None)
    if best is not None and (first or cost_of(best) == relaxed.bound):
        return Least(best, cost_of(best), True)
    limit = cost_of(best) if best is not None else at_most
    assert limit is not None  # without a limit what the relaxation found fits
    part = open_part(every, needed, relaxed, limit, within=best is None)
    if part is None:
        return Least(best, None if best is None else cost_of(best), True)
    search = Search(part, work, first)
    try:
        found = search.run() or best
    except OutOfWork:
        return Least(search.best or best, relaxed.bound, False)
    return Least(found, None if found is None else cost_of(found), True)
