"""The smallest sets of codes on both sides that correspond among themselves alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orepath.evidence.concordance.relation import Relation


@dataclass(frozen=True)
class Group:
    """Codes of two HS editions that correspond to one another and to no other: their totals are the same.

    Parameters
    ----------
    closed
        Whether all correspondences of all its codes are known. The totals of a group that is not closed may differ.
    """

    codes: tuple[str, ...]
    targets: tuple[str, ...]
    closed: bool


def groups(of: Relation) -> Iterator[Group]:
    """Every group, each code of either side in one of them, in order of their first code."""
    done: set[str] = set()
    for code in sorted(of.targets):
        if code not in done:
            group = group_of(of, code)
            done.update(group.codes)
            yield group
    reached = {target for targets in of.targets.values() for target in targets}
    for target in sorted(of.sources.keys() - reached):
        yield Group((), (target,), False)


def group_of(of: Relation, code: str) -> Group:
    """The group of a code of the edition the relation leaves; one that it lacks is alone in it."""
    codes, targets = {code}, set[str]()
    ahead = [code]
    while ahead:
        for target in of.targets.get(ahead.pop(), ()):
            if target not in targets:
                targets.add(target)
                new = of.sources[target] - codes
                codes |= new
                ahead += new
    known = codes <= of.targets.keys()
    closed = known and not (codes & of.open_from or targets & of.open_to)
    return Group(tuple(sorted(codes)), tuple(sorted(targets)), closed)
