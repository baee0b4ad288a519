"""Border and origin of what reaches a Party, place by place, as rows of figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orepath.attribution.labels import NOT_PROCESSED
from orepath.network.network import RECYCLED, UNKNOWN
from orepath.review.chapters.networks import Supplied
from orepath.review.chapters.texts import say
from orepath.review.chapters.traced_figures import Metric, kept, ranged, summed
from orepath.review.document import Quantity
from orepath.review.trace_page.texts import short
from orepath.tracing.answer import DOMESTIC, Share, Trace, Views
from orepath.vocabulary.language import Text

LEAST, NAMED = 0.03, 8
"""Places are named from this share on in any of the views, and so many at most."""
WORDS = (RECYCLED, NOT_PROCESSED, UNKNOWN)
"""What stands where a place stands; never counted among the other places."""
VIEWS: dict[Metric, str] = {"border_share": "border", "traced_share": "origin", "processor_share": "processor"}


@dataclass(frozen=True)
class Place:
    """A row: a place, or the word that stands where one stands, with its figures by metric."""

    place: str
    name: Text
    figures: dict[Metric, Quantity]


def places(supplied: Supplied, party: str) -> list[Place]:
    """The largest places of any view, then what is recycled or never refined, all other places, and what is unknown.

    In each view the figures sum to 1.
    """
    trace = supplied.by_party[party].trace
    seen = {metric: by_place(trace, view) for metric, view in VIEWS.items()}
    seen |= {
        "border_share_net": by_place(trace, "border", trace.net),
        "traced_share_net": by_place(trace, "origin", trace.net),
    }
    named = _named(seen[metric] for metric in VIEWS)
    hidden = {each.place: each for each in trace.hidden}
    rows = []
    for place in [*named, *WORDS]:
        name = _name(place, party)
        found = {m: ranged(supplied, party, m, view[place], name) for m, view in seen.items() if place in view}
        if place in hidden and place != NOT_PROCESSED:
            found["hidden_dependence"] = ranged(supplied, party, "hidden_dependence", hidden[place], name)
        if found or place == UNKNOWN:
            rows.append(Place(place, name, found))
    others = _others(supplied, party, seen, {row.place for row in rows})
    return [*rows[:-1], *others, rows[-1]]


def by_place(trace: Trace, view: str, views: Views | None = None) -> dict[str, Share]:
    """The shares of a view by place; at the border the Party itself stands for its own extraction."""
    found: tuple[Share, ...] = getattr(views or trace.views, view)
    return {trace.to if share.place == DOMESTIC else share.place: share for share in found}


def _named(views: Iterable[Mapping[str, Share]]) -> list[str]:
    most: dict[str, float] = {}
    for view in views:
        for place, share in view.items():
            most[place] = max(most.get(place, 0.0), share.mid)
    largest = [place for place in most if most[place] >= LEAST and place not in WORDS]
    return sorted(largest, key=lambda place: (-most[place], place))[:NAMED]


def _name(place: str, party: str) -> Text:
    return say("traced_own", place=short(place)) if place == party else short(place)


def _others(supplied: Supplied, party: str, seen: Mapping[Metric, Mapping[str, Share]], shown: set[str]) -> list[Place]:
    """One row for all places that are not shown: what the shares shown leave of 1."""
    name = say("traced_others")
    found: dict[Metric, Quantity] = {}
    for metric, view in seen.items():
        if set(view) - shown:
            left = 1.0 - math.fsum(kept(share.mid) for place, share in view.items() if place in shown)
            found[metric] = summed(supplied, party, metric, max(left, 0.0), name)
    return [Place("other", name, found)] if found else []
