"""The tables of the page, of one trace in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orepath.review.trace_page.figures import Ranged, percent, signed, span, tonnes
from orepath.review.trace_page.legs import Leg
from orepath.review.trace_page.scene import Scene
from orepath.review.trace_page.sides import NAMED, Side
from orepath.review.trace_page.tables import Cell, Grid, grid, head
from orepath.review.trace_page.texts import joined, say, short
from orepath.tracing.answer import Share
from orepath.tracing.words import label_text, route_text, stage_text
from orepath.vocabulary.language import Lang, Text

LEAST_LEG = 0.001
"""The share from which a leg of the way is listed."""
SLACKS = 12


def share(found: Ranged | None, lang: Lang) -> Cell:
    """A share and its range; a dash where the view does not have it."""
    return Cell(percent(found.mid, lang), span(found, lang), found.mid) if found else Cell("–", "", 0.0)


def compared(scene: Scene, answer: str, lang: Lang) -> Grid:
    """Border, origin and difference by place; the smallest places counted together in a note."""
    every = scene.sides(answer)
    named = [side for side in every if side.place == "unknown" or _high(side) >= NAMED]
    rows = [
        (
            Cell(side.name.in_(lang)),
            share(side.border, lang),
            share(side.origin, lang),
            Cell(signed(side.hidden.mid, lang), span(side.hidden, lang, plus=True), side.hidden.mid)
            if side.hidden
            else Cell(signed(0.0, lang), "", 0.0),
        )
        for side in named
    ]
    heads = [head("place", lang), *(head(key, lang, "percent") for key in ("border", "origin"))]
    rest = len(every) - len(named)
    more = [say("more_places", count=rest, percent=percent(NAMED, lang, 0)).in_(lang)] if rest else []
    caption = say("comparison_table", answer=say(answer)).in_(lang)
    return grid(f"compared-{answer}", caption, [*heads, head("hidden", lang, "points")], rows, *more)


def _high(side: Side) -> float:
    return max((each.high for each in (side.border, side.origin) if each), default=0.0)


def processors(scene: Scene, answer: str, lang: Lang) -> Grid:
    """Shares by last processor."""
    found = sorted(scene.views(answer).processor, key=lambda each: (each.place != "unknown", -each.mid, each.place))
    rows = [(Cell(label_text(each.place).in_(lang)), share(each, lang)) for each in found if each.high >= NAMED]
    heads = [head("refined_in", lang), head("share", lang, "percent")]
    return grid(f"processors-{answer}", say("processors_table").in_(lang), heads, rows)


def way(scene: Scene, answer: str, lang: Lang) -> Grid:
    """The legs of the way, the largest first."""
    found = scene.legs(answer)
    rows = [*_legs(found.made, "leg_made", lang), *_legs(found.shipped, "leg_shipped", lang)]
    heads = [head("leg", lang), head("from_", lang), head("to_", lang), head("share", lang, "percent")]
    return grid(f"way-{answer}", say("ways_table").in_(lang), heads, rows)


def _legs(leg: Leg, key: str, lang: Lang) -> Iterable[Sequence[Cell]]:
    for (one, other), part in sorted(leg.items(), key=lambda item: (item[0][0] != "unknown", -item[1], item[0])):
        if part >= LEAST_LEG:
            ends = (Cell(short(one).in_(lang)), Cell(short(other).in_(lang)))
            yield Cell(say(key).in_(lang)), *ends, Cell(percent(part, lang), "", part)


def both_answers(scene: Scene, lang: Lang) -> Grid:
    """Gross and net side by side, `unknown` first."""
    gross, net = scene.trace.views, scene.trace.net
    views = (gross.border, net.border, gross.origin, net.origin)
    by = [{each.place: each for each in view} for view in views]
    places = sorted(
        {place for view in by for place in view},
        key=lambda place: (place != "unknown", -max(_mid(view.get(place)) for view in by), place),
    )
    rows = [
        (Cell(label_text(place).in_(lang)), *(Cell(percent(m, lang), "", m) for m in mids))
        for place in places
        if max(mids := [_mid(view.get(place)) for view in by]) >= NAMED or place == "unknown"
    ]
    heads = [head(key, lang, "percent") for key in ("gross_border", "net_border", "gross_origin", "net_origin")]
    return grid("both-answers", say("net_table").in_(lang), [head("place", lang), *heads], rows)


def _mid(found: Share | None) -> float:
    return found.mid if found else 0.0


def routes(scene: Scene, lang: Lang) -> Grid:
    """The strongest routes."""
    rows = [
        (
            Cell(route_text(route).in_(lang)),
            Cell(percent(route.share, lang), "", route.share),
            Cell(tonnes(route.mass_t, lang), "", route.mass_t),
        )
        for route in scene.trace.routes
    ]
    heads = [head("route", lang), head("share", lang, "percent"), head("mass", lang, "tonnes")]
    return grid("routes-table", say("routes_table", count=len(rows)).in_(lang), heads, rows)


def chokepoints(scene: Scene, lang: Lang) -> Grid:
    """What would be lost with each place."""
    rows = [
        (
            Cell(label_text(each.place).in_(lang)),
            share(each, lang),
            Cell(joined([stage_text(stage) for stage in each.stages]).in_(lang)),
        )
        for each in scene.trace.chokepoints
    ]
    heads = [head("place", lang), head("lost", lang, "percent"), head("stages", lang)]
    return grid("chokepoints-table", say("chokepoints_table").in_(lang), heads, rows)


def series(scene: Scene, lang: Lang) -> Grid:
    """The figures of the picture of the years."""
    rows = []
    for place in scene.years:
        for year in sorted({*place.seen, *place.border, *place.origin}):
            seen = place.seen.get(year)
            traced = (share(place.border.get(year), lang), share(place.origin.get(year), lang))
            shown = Cell("–") if seen is None else Cell(percent(seen, lang), "", seen)
            rows.append((Cell(place.name.in_(lang)), Cell(str(year), "", float(year)), *traced, shown))
    heads = [head(key, lang, "percent") for key in ("border", "origin", "seen")]
    return grid("series-table", say("series_table").in_(lang), [head("place", lang), head("year", lang), *heads], rows)


def not_seen(scene: Scene, lang: Lang) -> Grid:
    """Goods that carry the mineral and are not in the evidence, the main ones first."""
    goods = sorted(scene.trace.limits.not_seen, key=lambda good: (not good.main, good.stage, good.code))
    rows = [
        (
            Cell(good.code),
            Cell(good.name.in_(lang)),
            Cell(stage_text(good.stage).in_(lang)),
            Cell(say("yes" if good.main else "no").in_(lang)),
        )
        for good in goods
    ]
    heads = [head(key, lang) for key in ("code", "good", "stage", "main")]
    return grid("not-seen-table", say("not_seen_table").in_(lang), heads, rows)


def strained(scene: Scene, lang: Lang) -> Grid:
    """Figures the balance could not keep."""
    rows = [
        (
            Cell(each.name.in_(lang)),
            Cell(tonnes(each.found, lang), "", each.found),
            Cell(say("span", low=tonnes(each.low, lang), high=tonnes(each.high, lang)).in_(lang), "", each.low),
            Cell(say("of_computed" if each.computed else "of_published").in_(lang)),
        )
        for each in scene.trace.limits.strained
    ]
    heads = [
        head("figure", lang),
        *(head(key, lang, "tonnes") for key in ("found", "uncertainty")),
        head("range_of", lang),
    ]
    return grid("strained-table", say("strained_table").in_(lang), heads, rows)


def slack(scene: Scene, lang: Lang) -> Grid:
    """The largest masses put in from, or let out to, nobody knows where."""
    largest = sorted(scene.trace.limits.slack, key=lambda each: (-each.mass_t, each.node))[:SLACKS]
    rows = [
        (
            Cell(_node(each.node).in_(lang)),
            Cell(say(f"way_{each.way}").in_(lang)),
            Cell(tonnes(each.mass_t, lang), "", each.mass_t),
        )
        for each in largest
    ]
    heads = [head("place", lang), head("direction", lang), head("mass", lang, "tonnes")]
    return grid("slack-table", say("slack_table").in_(lang), heads, rows)


def _node(node: str) -> Text:
    """The stage and place of a node of an assembled network; another node stands for itself."""
    stage, colon, place = node.partition(":")
    if not colon:
        return Text(node, node)
    where, what = label_text(place), stage_text(stage)
    return Text(f"{where.en} ({what.en})", f"{where.ja}（{what.ja}）")
