"""The picture of the time path if nobody adapts: demand and what goes unmet step by step, and stocks running down."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.review.charts.draw import INK, MUTED
from orepath.review.stress_page.axes import Days, Scale, along, legend, nice, up
from orepath.review.stress_page.drawing import NONE, STOCK, area, circle, line, lines, moved, words
from orepath.review.stress_page.figures import amount, both, mass
from orepath.review.stress_page.said_result import first_unmet
from orepath.review.stress_page.sentences import day
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.frame import Frame
from orepath.stress.answer import Result, Step, Stressed
from orepath.vocabulary.language import Lang
from orepath.vocabulary.places import place_text

HIGH, LOW, GAP, LEFT = 130.0, 70.0, 30.0, 52.0
"""Heights of the upper and the lower panel, the room between them, and that for numbers on the left."""


def timepath(results: Sequence[Result], found: Stressed, lang: Lang, frame: Frame) -> tuple[list[str], float]:
    """The parts of the picture and their height: a pair of panels a Party."""
    entries = [(MUTED, "demand_line"), (NONE, "unmet_area"), (STOCK, "stock_area")]
    parts, top = legend([(fill, say(key).in_(lang)) for fill, key in entries], frame.width)
    across = 1 if frame.narrow else 2
    width = frame.width / across - LEFT - (0 if frame.narrow else 12)
    tall = HIGH + GAP + LOW + 62
    shown = [each for each in results if each.path]
    for number, result in enumerate(shown):
        x, y = (frame.width / across) * (number % across) + LEFT, top + 30 + tall * (number // across)
        parts.append(moved(_party(result, found, width, lang), x, y))
    return parts, top + tall * -(-len(shown) // across)


def _party(result: Result, found: Stressed, width: float, lang: Lang) -> list[str]:
    days = Days(found.horizon_from, found.horizon_until, width)
    most = nice(max(max(step.demand_t, step.unmet_t) for step in result.path))
    upper = Scale(HIGH, 0.0, most)
    heading = say("path_heading", party=place_text(result.party), unit=say(f"per_step_{_steps(found)}")).in_(lang)
    parts = [words(-LEFT, -16, heading, size=13, bold=True, fill=INK, limit=width + LEFT), *up(upper, width, lang)]
    unmet = [(days.at(step.day), upper.at(step.unmet_t)) for step in result.path]
    parts.append(area(_stairs(unmet, width), HIGH, NONE, _told(result, lang)))
    demand = [(days.at(step.day), upper.at(step.demand_t)) for step in result.path]
    parts.append(lines(_stairs(demand, width), MUTED, 1.4, "5 3"))
    parts += _first(result, found, days, lang)
    most = max(step.stock_t for step in result.path)
    lower = Scale(LOW, 0.0, nice(most))
    low = [words(-LEFT, -14, say("stock_heading").in_(lang), size=12, fill=MUTED), *up(lower, width, lang)]
    stock = [(days.at(step.day), lower.at(step.stock_t)) for step in result.path]
    low += [area(_stairs(stock, width), LOW, STOCK, _stock_told(result.path, lang)), *along(days, LOW, lang)]
    return [*parts, moved(low, 0, HIGH + GAP)]


def _steps(found: Stressed) -> str:
    return {1: "day", 7: "week"}.get(round(found.step_days), "other")


def _stairs(points: Sequence[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """Each value held until the next step."""
    ends = [x for x, _ in points[1:]] + [width]
    return [at for (x, y), end in zip(points, ends, strict=True) for at in ((x, y), (max(end, x), y))]


def _first(result: Result, found: Stressed, days: Days, lang: Lang) -> list[str]:
    """A mark at the first day on which use goes unmet."""
    first = first_unmet(result, found)
    if first is None or not found.horizon_from <= first[0] <= found.horizon_until:
        return []
    x = days.at(first[0])
    text = say("first_mark", day=day(first[0])).in_(lang)
    right = x > 0.6 * days.width
    label = words(x + (-6 if right else 6), 0.36 * HIGH, text, "end" if right else "start", 11, INK, rim=True)
    return [line(x, 0, x, HIGH, INK, 1, "2 2"), circle(x, HIGH, 3.2, INK, text), label]


def _told(result: Result, lang: Lang) -> str:
    worst = max(result.path, key=lambda step: step.unmet_t)
    values = {"party": place_text(result.party), "day": day(worst.day)}
    return say("unmet_told", **values, mass=both(mass, amount(worst.unmet_t))).in_(lang)


def _stock_told(path: Sequence[Step], lang: Lang) -> str:
    gone = next((step for step in path if not step.stock_t > 0), None)
    if gone is None:
        return say("stock_left", mass=both(mass, amount(path[-1].stock_t))).in_(lang)
    return say("stock_gone", day=day(gone.day)).in_(lang)
