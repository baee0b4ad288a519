"""Which figures and findings of a dossier another release would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from orepath.review.document import Document, Quantity

Key = tuple[str, str, str, str, str, str, str, int]
Bounds = tuple[float | None, float | None]
"""The least and the most; None where there is no such bound."""


@dataclass(frozen=True)
class MovedFigure:
    """A figure with another value, range or status, or that stands in one dossier alone (its status is then None)."""

    mineral: str
    metric: str
    stage: str | None
    place: str | None
    partner: str | None
    from_: date | None
    until: date | None
    unit: str | None
    before: float | None
    after: float | None
    before_status: str | None
    after_status: str | None
    before_range: Bounds | None
    after_range: Bounds | None


@dataclass(frozen=True)
class MovedVerdict:
    """A commitment on which the evidence indicates something else."""

    commitment: str
    before: str
    after: str


def moved_figures(before: Document, after: Document) -> tuple[MovedFigure, ...]:
    """The figures of minerals that differ, in the order in which the second dossier has them, then those gone."""
    was, now = dict(_figures(before)), dict(_figures(after))
    found = []
    for key in [*now, *(key for key in was if key not in now)]:
        old, new = was.get(key), now.get(key)
        if old and new and _said(old) == _said(new):
            continue
        quantity = new or old
        if quantity is None:
            continue
        found.append(
            MovedFigure(
                key[0],
                quantity.metric,
                quantity.stage,
                quantity.place,
                quantity.partner,
                quantity.from_,
                quantity.until,
                quantity.figure.unit,
                old.figure.value if old else None,
                new.figure.value if new else None,
                old.figure.status if old else None,
                new.figure.status if new else None,
                _range(old),
                _range(new),
            )
        )
    return tuple(found)


def moved_verdicts(before: Document, after: Document) -> tuple[MovedVerdict, ...]:
    """The commitments whose finding differs."""
    was = {card.commitment.id: card.finding.verdict for card in before.findings}
    return tuple(
        MovedVerdict(card.commitment.id, was[card.commitment.id], card.finding.verdict)
        for card in after.findings
        if was.get(card.commitment.id, card.finding.verdict) != card.finding.verdict
    )


def _range(quantity: Quantity | None) -> Bounds | None:
    bounds = (quantity.figure.low, quantity.figure.high) if quantity else (None, None)
    return None if bounds == (None, None) else bounds


def _said(quantity: Quantity) -> tuple[object, ...]:
    figure = quantity.figure
    return (figure.value, figure.low, figure.high, figure.unit, figure.status)


def _figures(document: Document) -> Iterator[tuple[Key, Quantity]]:
    seen: Counter[tuple[str, ...]] = Counter()
    for mineral in document.minerals:
        for quantity in mineral.quantities:
            parts = (quantity.metric, quantity.stage, quantity.place, quantity.partner, quantity.from_, quantity.until)
            named = (mineral.id, *(str(part or "") for part in parts))
            seen[named] += 1
            yield (*named, seen[named]), quantity  # type: ignore[misc]
