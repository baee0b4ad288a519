"""Border and origin of a trace, place by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orepath.network.network import RECYCLED, UNKNOWN
from orepath.review.trace_page.texts import short
from orepath.tracing.answer import DOMESTIC, Difference, Share, Trace, Views
from orepath.tracing.words import label_text, said
from orepath.vocabulary.language import Text

NAMED = 0.01
"""The share from which a place is named, in its range."""


@dataclass(frozen=True)
class Side:
    """A place's share at the border and at the origin, and the difference; None where a view does not have it."""

    place: str
    name: Text
    border: Share | None
    origin: Share | None
    hidden: Difference | None
    processor: Share | None = None

    @property
    def short(self) -> Text:
        """The name as a picture needs it."""
        return short(self.place) if self.place in (UNKNOWN, RECYCLED) else self.name

    @property
    def most(self) -> float:
        """The larger of the two shares."""
        return max((each.mid for each in (self.border, self.origin) if each), default=0.0)


def sides(trace: Trace, views: Views | None = None) -> list[Side]:
    """Every place of either view: `unknown` first, then the largest share first, what is recycled last.

    Parameters
    ----------
    views
        The second answer of the trace; where given, the differences are of its figures and have no range.
    """
    given = views or trace.views
    border = {trace.to if share.place == DOMESTIC else share.place: share for share in given.border}
    origin = {share.place: share for share in given.origin}
    refined = {share.place: share for share in given.processor}
    hidden = {each.place: each for each in trace.hidden} if views is None else _differences(border, origin)
    found = [
        Side(place, _name(place, trace.to), border.get(place), origin.get(place), hidden.get(place), refined.get(place))
        for place in {*border, *origin, UNKNOWN}
    ]
    last = {UNKNOWN: 0, RECYCLED: 2}
    return sorted(found, key=lambda side: (last.get(side.place, 1), -side.most, side.place))


def _name(place: str, to: str) -> Text:
    return said("mined_there", place=label_text(place)) if place == to else label_text(place)


def _differences(border: Mapping[str, Share], origin: Mapping[str, Share]) -> dict[str, Difference]:
    def mid(view: Mapping[str, Share], place: str) -> float:
        return view[place].mid if place in view else 0.0

    found = {place: mid(origin, place) - mid(border, place) for place in {*border, *origin}}
    return {place: Difference(place, change, change, change) for place, change in found.items()}


def named(found: list[Side], most: int) -> list[Side]:
    """The sides drawn by name: `unknown`, and the largest of at least `NAMED`."""
    rest = [side for side in found if side.place != UNKNOWN and side.most >= NAMED]
    chosen = {side.place for side in sorted(rest, key=lambda side: (-side.most, side.place))[:most]}
    return [side for side in found if side.place == UNKNOWN or side.place in chosen]
