"""The picture of the years: border shares where they are known, traced shares where there is a network."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orepath.network.network import RECYCLED, UNKNOWN
from orepath.review.charts.draw import INK, MUTED, PAPER, RULE
from orepath.review.charts.measuring import length
from orepath.review.trace_page.bundles import Mark
from orepath.review.trace_page.figures import percent, ranged, whole
from orepath.review.trace_page.frame import Frame
from orepath.review.trace_page.marks import BORDER, ORIGIN, mark, moved, rule, words
from orepath.review.trace_page.sides import sides
from orepath.review.trace_page.texts import say, short
from orepath.tracing.answer import Share, Trace
from orepath.vocabulary.language import Lang, Text

PANELS = 6
"""Places drawn, at most; `unknown` is one of them."""
SEEN = "#98a2ad"
PALE = {BORDER: "#9db3cb", ORIGIN: "#e6b48c"}
"""Fills of points from another kind of network."""
HEIGHT, GAP = 120.0, 56.0


@dataclass(frozen=True)
class Place:
    """One place over the years: the share in imports seen, at the border and at the origin, where known."""

    place: str
    seen: Mapping[int, float] = field(default_factory=dict)
    border: Mapping[int, Share] = field(default_factory=dict)
    origin: Mapping[int, Share] = field(default_factory=dict)
    pale: frozenset[int] = frozenset()
    """Years whose network is of another kind."""

    @property
    def name(self) -> Text:
        """The place in words."""
        return short(self.place)

    @property
    def most(self) -> float:
        """The largest figure drawn."""
        traced = [each.high for view in (self.border, self.origin) for each in view.values()]
        return max([*traced, *self.seen.values()], default=0.0)


def years_of(
    traces: Sequence[Trace], seen: Mapping[int, Mapping[str, float]], pale: frozenset[int] = frozenset()
) -> list[Place]:
    """The places of the largest shares over the years, `unknown` first."""
    border: dict[str, dict[int, Share]] = {UNKNOWN: {}}
    origin: dict[str, dict[int, Share]] = {UNKNOWN: {}}
    for trace in traces:
        for side in sides(trace):
            for view, share in ((border, side.border), (origin, side.origin)):
                if share:
                    view.setdefault(side.place, {})[trace.year] = share
    every = sorted({*border, *origin, *(place for year in seen.values() for place in year)} - {RECYCLED})
    ever = {place for year in seen.values() for place, share in year.items() if share > 0}
    found = [
        Place(
            place,
            {year: shares.get(place, 0.0) for year, shares in sorted(seen.items())} if place in ever else {},
            border.get(place, {}),
            origin.get(place, {}),
            pale,
        )
        for place in every
    ]
    order = sorted(found, key=lambda each: (each.place != UNKNOWN, -_weight(each), each.place))
    return [each for each in order if each.place == UNKNOWN or _weight(each) >= 0.02][:PANELS]


def _weight(found: Place) -> float:
    """The largest share of any year with a network; without any, of imports seen."""
    traced = [each.mid for view in (found.border, found.origin) for each in view.values()]
    return max(traced) if traced else max(found.seen.values(), default=0.0) / 10


def history(found: Sequence[Place], lang: Lang, frame: Frame) -> tuple[list[Mark], float]:
    """The marks of the picture and their height: a small chart a place. A gap stays a gap.

    All places are on one scale; what is unknown is on a scale to 100 %.
    """
    across = 1 if frame.narrow else 3
    width = (frame.width - 46 * across) / across
    every = sorted({year for each in found for view in (each.seen, each.border, each.origin) for year in view})
    first, last = (every[0], every[-1]) if every else (0, 1)
    known = max((each.most for each in found if each.place != UNKNOWN), default=1.0)
    most = min(1.0, math.ceil(known * 10) / 10) or 1.0
    marks, bottom = _legend(lang, frame, any(each.seen for each in found))
    for number, each in enumerate(found):
        x, y = 34 + (width + 46) * (number % across), bottom + 34 + (HEIGHT + GAP) * (number // across)
        marks.append(
            moved(
                _Panel(each, first, max(last, first + 1), 1.0 if each.place == UNKNOWN else most, width, lang).marks(),
                x,
                y,
            )
        )
    rows = math.ceil(len(found) / across)
    return marks, bottom + 16 + (HEIGHT + GAP) * rows


def _legend(lang: Lang, frame: Frame, seen: bool) -> tuple[list[Mark], float]:
    x, y, found = 4.0, 10.0, []
    for key, fill in (("border", BORDER), ("origin", ORIGIN), ("seen", SEEN)):
        if key == "seen" and not seen:
            continue
        text = say(f"{key}_series").in_(lang)
        if x > 4 and x + 26 + length(text, 12) > frame.width:
            x, y = 4.0, y + 18
        sample = rule(x - 3, y, x + 11, y, SEEN, 1.6) if key == "seen" else _dot(x + 4, y, key, fill)
        found += [sample, *words(x + 15, y, text)]
        x += 34 + length(text, 12)
    return found, y + 8


@dataclass(frozen=True)
class _Panel:
    place: Place
    first: int
    last: int
    most: float
    width: float
    lang: Lang

    def x(self, year: float) -> float:
        return self.width * (year - self.first) / (self.last - self.first)

    def y(self, share: float) -> float:
        return HEIGHT * (1 - min(share, self.most) / self.most)

    def marks(self) -> list[Mark]:
        return [
            *self._axes(),
            *self._seen(),
            *self._traced("border", BORDER, -2.5),
            *self._traced("origin", ORIGIN, 2.5),
        ]

    def _axes(self) -> list[Mark]:
        unknown = self.place.place == UNKNOWN
        found = words(-30, -17, self.place.name.in_(self.lang), size=13, bold=True, fill=INK, limit=self.width + 30)
        if unknown:
            found.append(mark("rect", x=0.0, y=0.0, width=self.width, height=HEIGHT, fill="#f4f5f7"))
        for part in (0.0, 0.5, 1.0):
            share = part * self.most
            found.append(rule(0, self.y(share), self.width, self.y(share), MUTED if part == 0 else RULE))
            found += words(-6, self.y(share), percent(share, self.lang, 0) + "%", "right", 11, MUTED)
        for year in _ticks(self.first, self.last):
            found.append(rule(self.x(year), HEIGHT, self.x(year), HEIGHT + 4, MUTED))
            found += words(self.x(year), HEIGHT + 13, str(year), "center", 11, MUTED)
        return found

    def _seen(self) -> list[Mark]:
        """A line through neighbouring years only."""
        found, shares = [], self.place.seen
        for year, share in shares.items():
            if year + 1 in shares:
                x, x2 = self.x(year), self.x(year + 1)
                found.append(rule(x, self.y(share), x2, self.y(shares[year + 1]), SEEN, 1.6))
        for year, share in shares.items():
            text = say("seen_year", place=self.place.name, year=year, share=whole(share, self.lang)).in_(self.lang)
            found.append(mark("symbol", text, x=self.x(year), y=self.y(share), shape="circle", size=9, fill=SEEN))
        return found

    def _traced(self, view: str, fill: str, aside: float) -> list[Mark]:
        found = []
        shares: Mapping[int, Share] = getattr(self.place, view)
        for year, share in sorted(shares.items()):
            x = self.x(year) + aside
            shown = PALE[fill] if year in self.place.pale else fill
            if share.high > share.low:
                found.append(rule(x, self.y(share.low), x, self.y(share.high), shown, 2))
            said = {"place": self.place.name, "year": year, "share": ranged(share, self.lang)}
            found.append(_dot(x, self.y(share.mid), view, shown, say(f"{view}_year", **said).in_(self.lang)))
        return found


def _dot(x: float, y: float, view: str, fill: str, text: str = "") -> Mark:
    if view == "border":
        return mark("symbol", text, x=x, y=y, shape="square", size=36, fill=PAPER, stroke=fill, strokeWidth=1.8)
    return mark("symbol", text, x=x, y=y, shape="circle", size=46, fill=fill, stroke=PAPER, strokeWidth=0.8)


def _ticks(first: int, last: int) -> list[int]:
    """Round years: every one of a few, else every fifth."""
    every = range(first, last + 1)
    return list(every) if len(every) <= 6 else [year for year in every if year % 5 == 0]
