"""The figures of the border view, the traced view and the chokepoints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from orepath.review.chapters.networks import Reached, Supplied
from orepath.review.chapters.scene import mineral_name
from orepath.review.chapters.texts import say
from orepath.review.document import Figure, Quantity, editions_of
from orepath.tracing.answer import Chokepoint, Difference, Share
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

DIGITS = 10
"""Digits after the decimal point that shares of a balanced network are kept to: another machine's arithmetic differs in
the digits beyond."""

Metric = Literal[
    "border_share",
    "border_share_net",
    "traced_share",
    "traced_share_net",
    "processor_share",
    "hidden_dependence",
    "chokepoint_share",
]
STATUS = {"border_share": "reconciled", "border_share_net": "reconciled"}
Found = Share | Difference | Chokepoint


def kept(share: float) -> float:
    """A share to the digits that are kept.

    >>> kept(1 / 3), kept(-1e-12)
    (0.3333333333, 0.0)
    """
    return round(share, DIGITS) + 0.0


def ranged(supplied: Supplied, party: str, metric: Metric, found: Found, name: Text) -> Quantity:
    """A figure of the network with its range.

    Parameters
    ----------
    name
        The place it is of, or the word that stands where a place stands.
    """
    low, mid, high = (kept(value) for value in (found.low, found.mid, found.high))
    return _quantity(supplied, party, metric, found.place, name, mid, (low, high))


def summed(supplied: Supplied, party: str, metric: Metric, mid: float, name: Text) -> Quantity:
    """The share of all places that are not named; the range of a sum is not that of its parts, so it has none."""
    return _quantity(supplied, party, metric, "other", name, kept(mid), None)


def leg(
    supplied: Supplied, party: str, key: str, names: Mapping[str, Text], ends: tuple[str, ...], mid: float
) -> Figure:
    """The part of what arrives that takes one leg of the way."""
    reached = supplied.by_party[party]
    words = {**_words(supplied, party), **names}
    return _figure(reached, say(f"{key}_subject", **words), say("leg_how"), "traced", kept(mid), None, ends)


def _quantity(
    supplied: Supplied,
    party: str,
    metric: Metric,
    place: str,
    name: Text,
    mid: float,
    span: tuple[float, float] | None,
) -> Quantity:
    reached = supplied.by_party[party]
    words = _words(supplied, party)
    how = say(f"{metric}_how", draws=reached.trace.draws, **words)
    if span is None:
        how = say("summed_how", how=how)
    subject = say(f"{metric}_subject", place=name, **words)
    status = STATUS.get(metric, "traced")
    figure = _figure(reached, subject, how, status, mid, span, (place,), _unit(metric))
    return Quantity(metric, figure, None, party, place, *supplied.period)


def _unit(metric: Metric) -> str:
    return "share_change" if metric == "hidden_dependence" else "share"


def _figure(
    reached: Reached,
    subject: Text,
    how: Text,
    status: str,
    mid: float,
    span: tuple[float, float] | None,
    places: tuple[str, ...],
    unit: str = "share",
) -> Figure:
    """A figure that rests on all that the trace rests on, what concerns its own places first."""
    own = [said for said in reached.statements if {said.place, said.partner} & set(places)]
    rest = [said for said in reached.statements if not {said.place, said.partner} & set(places)]
    ids = tuple(said.statement_id for said in [*own, *rest])
    low, high = span or (None, None)
    return Figure(subject, mid, unit, how, ids, editions_of(reached.statements), status, low, high)


def _words(supplied: Supplied, party: str) -> dict[str, object]:
    return {"mineral": mineral_name(supplied.mineral), "party": place_text(party), "year": supplied.year}
