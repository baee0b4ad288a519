"""The four pictures of a trace: for the page at two widths, and as files that stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orepath.attribution.labels import NOT_PROCESSED
from orepath.network.network import UNKNOWN
from orepath.review.trace_page.bundles import Mark
from orepath.review.trace_page.comparison import comparison
from orepath.review.trace_page.figures import signed, tonnes, whole
from orepath.review.trace_page.frame import FRAMES, WIDE, Frame
from orepath.review.trace_page.history import history
from orepath.review.trace_page.maps import maps
from orepath.review.trace_page.marks import drawn, headed
from orepath.review.trace_page.scene import Scene
from orepath.review.trace_page.sides import named
from orepath.review.trace_page.texts import joined, say, short
from orepath.review.trace_page.ways import ways
from orepath.tracing.answer import Share
from orepath.tracing.words import kind_text
from orepath.vocabulary.language import Lang, Text

ROWS, ROWS_NARROW = 12, 10
"""Places compared by name, at most."""
_Drawn = tuple[list[Mark], float, dict[str, Any]]


@dataclass(frozen=True)
class Drawing:
    """A picture of the page: its answer (gross or net), the frame it is drawn for, and its SVG."""

    answer: str
    frame: str
    svg: str


def kinds(scene: Scene) -> tuple[str, ...]:
    """The pictures there are of a trace; of the years only where it is of one."""
    return ("shares", "map", "sankey", *(("series",) if scene.years else ()))


def drawings(scene: Scene, kind: str, lang: Lang) -> Iterator[Drawing]:
    """A picture for the page, in every answer and frame."""
    for answer in scene.answers if kind != "series" else scene.answers[:1]:
        for frame in FRAMES:
            marks, height, more = _drawn(scene, kind, answer, lang, frame)
            yield Drawing(answer, frame.name, drawn(marks, frame.width, height, more))


def file_svg(scene: Scene, kind: str, lang: Lang) -> str:
    """A picture with its title and what must be known of it, gross."""
    marks, height, more = _drawn(scene, kind, "gross", lang, WIDE)
    title = say(f"{kind}_title", **scene.words).in_(lang)
    lead = lead_of(scene, kind).in_(lang)
    marks, height = headed(marks, WIDE.width, height, title, [lead], [note.in_(lang) for note in foot(scene)])
    return drawn(marks, WIDE.width, height, more)


def foot(scene: Scene) -> list[Text]:
    """What stands under a picture: how much of what, on which answer, from whom."""
    trace = scene.trace
    mass = Text(tonnes(trace.views.arrivals_t, "en"), tonnes(trace.views.arrivals_t, "ja"))
    notes = [say("foot", **scene.words, mass=mass, answer=say("gross"), kind=kind_text(trace.kind))]
    if trace.unknown_share is None:
        notes.append(say("foot_open", **scene.words))
    if scene.publishers:
        notes.append(say("foot_sources", sources=joined(scene.publishers, "; ", "、")))
    return notes


def _drawn(scene: Scene, kind: str, answer: str, lang: Lang, frame: Frame) -> _Drawn:
    if kind == "map":
        return maps(scene.trace, scene.views(answer), lang, frame)
    if kind == "sankey":
        return *ways(scene.legs(answer), scene.trace.to, lang, frame), {}
    if kind == "series":
        return *history(scene.years, lang, frame), {}
    rows = named(scene.sides(answer), ROWS_NARROW if frame.narrow else ROWS)
    return *comparison(rows, lang, frame), {}


def lead_of(scene: Scene, kind: str) -> Text:
    """How a picture is read."""
    if kind != "series":
        return say(f"{kind}_lead")
    parts = [say("series_lead", year=scene.trace.year)]
    for key, years in (("series_pale", scene.pale), ("series_left_out", scene.left_out)):
        if years:
            parts.append(say(key, years=joined([say("year_word", year=year) for year in years])))
    return joined(parts, " ", "")


def alt(scene: Scene, kind: str, answer: str) -> Text:
    """What a picture shows, in words."""
    views = scene.views(answer)
    unknown = scene.unknown(answer, "origin")
    words: dict[str, object] = {
        **scene.words,
        "unknown": say("alt_unknown", share=_whole(unknown)),
        "origins": _largest(views.origin),
        "exporters": _largest(views.border),
        "processors": _largest(views.processor),
    }
    if kind == "series":
        years = sorted({y for each in scene.years for view in (each.seen, each.border, each.origin) for y in view})
        words |= {"first": years[0], "last": years[-1], "places": joined([each.name for each in scene.years])}
    if kind == "shares":
        apart = [side for side in scene.sides(answer) if side.hidden and side.place != UNKNOWN]
        most = max(apart, key=lambda side: side.hidden.mid if side.hidden else 0.0, default=None)
        change = most.hidden.mid if most and most.hidden else 0.0
        shown = Text(signed(change, "en"), signed(change, "ja"))
        words["hidden"] = say("alt_hidden", place=most.name, change=shown) if most else Text("", "")
    return say(f"{kind}_alt", **words)


def _largest(shares: tuple[Share, ...]) -> Text:
    ranked = sorted(shares, key=lambda share: (-share.mid, share.place))
    top = [share for share in ranked if share.place not in (UNKNOWN, NOT_PROCESSED) and share.mid > 0][:3]
    parts = [Text(f"{short(s.place).en} {whole(s.mid, 'en')}", f"{short(s.place).ja}{whole(s.mid, 'ja')}") for s in top]
    return joined(parts) if parts else Text("–", "–")


def _whole(share: float) -> Text:
    return Text(whole(share, "en"), whole(share, "ja"))


__all__ = ["Drawing", "alt", "drawings", "file_svg", "foot", "kinds", "lead_of"]
