"""A trace as a person reads it in a terminal: what is unknown first, then both views side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from orepath.cli.lines import item
from orepath.cli.trace_numbers import difference, percent, ranged, tonnes
from orepath.network.network import UNKNOWN
from orepath.tracing.answer import DOMESTIC
from orepath.tracing.words import kind_text, label_text, mineral_text, route_text, said, stage_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from orepath.tracing.answer import Share, Trace
    from orepath.vocabulary.language import Lang

LEAST = 0.01  # a place is named from this share on
ROUTES, CHOKEPOINTS, UNSEEN, UNKNOWNS = 8, 8, 12, 3  # how many are told; --json has all
SAME = 0.001  # gross and net are told apart from this difference on


def show(trace: Trace, lang: Lang) -> None:
    """Print a trace."""
    console = Console()
    for part in (_head, _unknown, _side_by_side, _processors, _net, _routes, _chokepoints, _limits):
        for shown in part(trace, lang):
            console.print(shown, highlight=False, markup=False, soft_wrap=False)
    console.print()
    console.print(said("caution").in_(lang), highlight=False, markup=False)


def _head(trace: Trace, lang: Lang) -> Iterator[RenderableType]:
    words = {"mineral": mineral_text(trace.mineral), "to": place_text(trace.to)}
    yield said("title" if trace.year else "title_no_year", year=trace.year, **words).in_(lang)
    yield said("kind", kind=kind_text(trace.kind)).in_(lang)
    basis = trace.limits.basis or said("contained")
    yield said("arrivals", mass=tonnes(trace.views.arrivals_t, lang), basis=basis).in_(lang)


def _unknown(trace: Trace, lang: Lang) -> Iterator[RenderableType]:
    share = next(each for each in trace.views.origin if each.place == "unknown")
    shown = ranged(share, lang, unit=" %" if lang == "en" else "％")
    yield ""
    if trace.unknown_share is None:
        yield said("unknown_open", to=place_text(trace.to)).in_(lang)
        yield said("unknown_seen", share=shown).in_(lang)
    else:
        yield said("unknown_share", share=shown).in_(lang)
    yield from (item(unknown.in_(lang)) for unknown in trace.limits.unknowns[:UNKNOWNS])
    if trace.limits.missing:
        yield said("missing").in_(lang)
        yield from (item(missing.in_(lang)) for missing in trace.limits.missing)


def _side_by_side(trace: Trace, lang: Lang) -> Iterator[RenderableType]:
    border = {trace.to if share.place == DOMESTIC else share.place: share for share in trace.views.border}
    origin = {share.place: share for share in trace.views.origin}
    hidden = {each.place: each for each in trace.hidden}
    every = sorted(
        {*border, *origin}, key=lambda place: (place == UNKNOWN, -_most("mid", place, border, origin), place)
    )
    named = [place for place in every if place == UNKNOWN or _most("high", place, border, origin) >= LEAST]
    yield ""
    yield said("views" if trace.draws else "views_no_draws", draws=trace.draws).in_(lang)
    table = _table([("place", False), ("border", True), ("origin", True), ("hidden", True)], lang)
    for place in named:
        name = said("mined_there", place=label_text(place)) if place == trace.to else label_text(place)
        cells = [ranged(border.get(place), lang), ranged(origin.get(place), lang)]
        table.add_row(name.in_(lang), *cells, difference(hidden.get(place), lang))
    yield table
    if len(every) > len(named):
        yield item(said("rest", count=len(every) - len(named), percent=percent(LEAST, lang)).in_(lang))
    yield said("hidden_note").in_(lang)


def _processors(trace: Trace, lang: Lang) -> Iterator[RenderableType]:
    named = [share for share in trace.views.processor if share.high >= LEAST]
    table = _table([("processor", False), ("share", True)], lang)
    for share in sorted(named, key=lambda share: share.place == "unknown"):
        table.add_row(label_text(share.place).in_(lang), ranged(share, lang))
    yield ""
    yield table


def _net(trace: Trace, lang: Lang) -> Iterator[RenderableType]:
    found = [
        _mids(views)
        for pair in ("border", "origin")
        for views in (getattr(trace.views, pair), getattr(trace.net, pair))
    ]
    places = sorted({place for each in found for place in each})
    apart = {
        place: max(abs(found[i].get(place, 0.0) - found[i + 1].get(place, 0.0)) for i in (0, 2)) for place in places
    }
    largest = sorted((place for place in places if apart[place] >= SAME), key=lambda place: -apart[place])[:ROUTES]
    yield ""
    if not largest:
        yield said("net_same", percent=percent(SAME, lang)).in_(lang)
        return
    yield said("net").in_(lang)
    heads = ["gross_border", "net_border", "gross_origin", "net_origin"]
    table = _table([("place", False), *((head, True) for head in heads)], lang)
    for place in largest:
        table.add_row(label_text(place).in_(lang), *(percent(each.get(place, 0.0), lang) for each in found))
    yield table


def _routes(trace: Trace, lang: Lang) -> Iterator[RenderableType]:
    table = _table([("share", True), ("mass", True), ("route", False)], lang)
    for route in trace.routes[:ROUTES]:
        table.add_row(f"{percent(route.share, lang)} %", tonnes(route.mass_t, lang), route_text(route).in_(lang))
    yield ""
    yield said("routes").in_(lang)
    yield table


def _chokepoints(trace: Trace, lang: Lang) -> Iterator[RenderableType]:
    table = _table([("place", False), ("lost", True), ("stages", False)], lang)
    comma = ", " if lang == "en" else "、"
    for each in trace.chokepoints[:CHOKEPOINTS]:
        if each.high >= LEAST:
            stages = comma.join(stage_text(stage).in_(lang) for stage in each.stages)
            table.add_row(label_text(each.place).in_(lang), ranged(each, lang), stages)
    if table.row_count:
        yield ""
        yield said("chokepoints").in_(lang)
        yield table


def _limits(trace: Trace, lang: Lang) -> Iterator[RenderableType]:
    limits = trace.limits
    if limits.not_seen:
        yield ""
        yield said("not_seen", mineral=mineral_text(trace.mineral)).in_(lang)
        for good in sorted(limits.not_seen, key=lambda good: not good.main)[:UNSEEN]:
            named = Text(f"{good.code} {good.name.en}", f"{good.code} {good.name.ja}")
            yield item((said("main_good", good=named) if good.main else named).in_(lang))
    if limits.strained:
        yield ""
        yield said("strained").in_(lang)
        for row in limits.strained:
            shown = {key: tonnes(getattr(row, key), lang) for key in ("found", "low", "high")}
            yield item(said("computed_row" if row.computed else "strained_row", name=row.name, **shown).in_(lang))
    if trace.slack_t > 0:
        yield ""
        yield said("slack", mass=tonnes(trace.slack_t, lang)).in_(lang)
        for slack in limits.slack:
            stage, _, place = slack.node.partition(":")
            if place == trace.to and slack.why:
                words = {"place": label_text(place), "stage": stage_text(stage), "why": slack.why}
                yield item(said(f"slack_{slack.way}", mass=tonnes(slack.mass_t, lang), **words).in_(lang))
    if limits.notes:
        yield ""
        yield from (item(note.in_(lang)) for note in limits.notes)


def _table(columns: Sequence[tuple[str, bool]], lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for key, right in columns:
        table.add_column(said(key).in_(lang), justify="right" if right else "left", overflow="fold")
    return table


def _mids(shares: Iterable[Share]) -> dict[str, float]:
    return {share.place: share.mid for share in shares}


def _most(key: str, place: str, *views: Mapping[str, Share]) -> float:
    return max(float(getattr(view[place], key)) for view in views if place in view)
