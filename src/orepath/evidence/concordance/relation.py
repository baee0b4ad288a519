"""Which codes of one HS edition correspond to which of another: turned round, composed, of what kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["one_to_one", "several_to_one", "one_to_several", "several_to_several", "unknown"]
KINDS: tuple[Kind, ...] = get_args(Kind)
AMBIGUOUS: tuple[Kind, ...] = ("one_to_several", "several_to_several")
"""Kinds of a code whose figures cannot be divided among its targets."""

Codes = frozenset[str]


@dataclass(frozen=True)
class Relation:
    """The codes of an HS edition and those of another, many to many.

    Parameters
    ----------
    targets, sources
        By each code of ``from_`` those of ``to`` it corresponds to, and the other way round. A code without any is
        known of its edition, and not where it goes.
    open_from, open_to
        The codes of which something is missing: no correspondence is known, or one leads to a code beyond which nothing
        is known.
    """

    from_: str
    to: str
    targets: Mapping[str, Codes]
    sources: Mapping[str, Codes]
    open_from: Codes
    open_to: Codes


def relation(
    from_: str,
    to: str,
    pairs: Iterable[tuple[str, str]],
    codes: Iterable[str] = (),
    goals: Iterable[str] = (),
) -> Relation:
    """The relation of some pairs of codes.

    Parameters
    ----------
    codes, goals
        Codes known of either edition, in pairs or not.

    >>> made_up = relation("HS2017", "HS2022", [("100000", "100001"), ("100000", "100002")], ["200000"])
    >>> kind(made_up, "100000"), kind(made_up, "200000"), kind(made_up, "300000")
    ('one_to_several', 'unknown', 'unknown')
    """
    targets: dict[str, set[str]] = {code: set() for code in codes}
    sources: dict[str, set[str]] = {code: set() for code in goals}
    for code, target in pairs:
        targets.setdefault(code, set()).add(target)
        sources.setdefault(target, set()).add(code)
    return Relation(from_, to, _frozen(targets), _frozen(sources), _without(targets), _without(sources))


def identity(edition: str, codes: Iterable[str]) -> Relation:
    """Each code of an edition as itself."""
    return relation(edition, edition, ((code, code) for code in codes))


def inverse(of: Relation) -> Relation:
    """The same the other way round."""
    return Relation(of.to, of.from_, of.sources, of.targets, of.open_to, of.open_from)


def compose(first: Relation, second: Relation) -> Relation:
    """From the edition the first relation leaves to the one the second reaches, through the one they share.

    It holds every correspondence there is, and may hold more: a code that goes to one half of a code in the middle is
    taken to go wherever the whole does.
    """
    if first.to != second.from_:
        raise ValueError(f"{first.to} is not {second.from_}")
    middle = second.targets.keys() - second.open_from
    back = first.sources.keys() - first.open_to
    targets = {code: _union(second.targets, goals) for code, goals in first.targets.items()}
    sources = {code: _union(first.sources, origins) for code, origins in second.sources.items()}
    open_from = {code for code, goals in first.targets.items() if not goals <= middle}
    open_to = {code for code, origins in second.sources.items() if not origins <= back}
    return Relation(
        first.from_, second.to, targets, sources, first.open_from | open_from, second.open_to | frozenset(open_to)
    )


def kind(of: Relation, code: str) -> Kind:
    """How a code corresponds; ``unknown`` where the relation lacks it, or something of it or of its targets."""
    targets = of.targets.get(code, frozenset())
    if not targets or code in of.open_from or targets & of.open_to:
        return "unknown"
    several = any(len(of.sources[target]) > 1 for target in targets)
    if len(targets) > 1:
        return "several_to_several" if several else "one_to_several"
    return "several_to_one" if several else "one_to_one"


def _union(by: Mapping[str, Codes], codes: Iterable[str]) -> Codes:
    return frozenset().union(*(by.get(code, frozenset()) for code in codes))


def _frozen(by: Mapping[str, set[str]]) -> dict[str, Codes]:
    return {code: frozenset(codes) for code, codes in by.items()}


def _without(by: Mapping[str, set[str]]) -> Codes:
    return frozenset(code for code, codes in by.items() if not codes)
