"""The picture of what moves an answer: each assumption alone at both ends of its range, the widest first."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.review.charts.draw import INK, MUTED, RULE
from orepath.review.stress_page.axes import Scale, nice
from orepath.review.stress_page.drawing import ALONE, TOGETHER, line, rect, words
from orepath.review.stress_page.figures import amount, bare
from orepath.review.stress_page.sentences import of_whom
from orepath.review.stress_page.spread import LEAST, shown
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.frame import Frame
from orepath.stress.answer import Result
from orepath.stress.spread import Bar
from orepath.vocabulary.language import Lang

BARS = 6
"""Assumptions drawn of each Party."""
STEP, STEP_NARROW, HEAD, LEFT, THICK = 24.0, 38.0, 26.0, 330.0, 11.0


def moving(result: Result) -> list[Bar]:
    """What moves a result enough to be drawn."""
    widest = result.tornado[0].swing_t if result.tornado else 0.0
    return [each for each in result.tornado[:BARS] if each.swing_t > LEAST * widest]


def tornado(results: Sequence[Result], lang: Lang, frame: Frame) -> tuple[list[str], float]:
    """The parts of the picture and their height: a block a Party, a row an assumption, in tonnes lost together."""
    drawn = [each for each in results if moving(each)]
    most = nice(max(max(bar.at_low_t, bar.at_high_t) for each in drawn for bar in moving(each)))
    scale = Scale(6.0, frame.width - 8, most) if frame.narrow else Scale(LEFT, frame.width - 30, most)
    step = STEP_NARROW if frame.narrow else STEP
    parts: list[str] = []
    top = 4.0
    for result in drawn:
        bars = moving(result)
        parts.append(words(0, top + HEAD / 2, of_whom(result).in_(lang), bold=True, size=13))
        top += HEAD
        bottom = top + step * len(bars)
        parts += [line(scale.at(part * most), top, scale.at(part * most), bottom, RULE) for part in (0.0, 0.5, 1.0)]
        for number, bar in enumerate(bars):
            parts += _row(result, bar, top + step * number, step, scale, lang, frame)
        at = scale.at(min(result.coordinated_t, most))
        parts.append(line(at, top - 2, at, bottom + 2, INK, 1.4))
        top = bottom + 12
    for part in (0.0, 0.5, 1.0):
        anchor = "middle" if not frame.narrow else {0.0: "start", 0.5: "middle", 1.0: "end"}[part]
        label = bare(part * most, amount(most), lang)
        parts.append(words(scale.at(part * most), top + 4, label, anchor, 11, MUTED))  # type: ignore[arg-type]
    parts.append(words(scale.at(most / 2), top + 21, say("tornado_axis").in_(lang), "middle", 11, MUTED))
    return parts, top + 32


def _row(result: Result, bar: Bar, top: float, step: float, scale: Scale, lang: Lang, frame: Frame) -> list[str]:
    middle = top + (step - THICK / 2 - 3 if frame.narrow else step / 2)
    name = bar.name.in_(lang)
    limit = frame.width - 4 if frame.narrow else LEFT - 14
    parts = [words(2 if frame.narrow else 0, top + 9 if frame.narrow else middle, name, limit=limit, size=12, rim=True)]
    here = scale.at(result.coordinated_t)
    told = say("tornado_told", name=bar.name, low=shown(result, bar.at_low_t), high=shown(result, bar.at_high_t))
    for end, fill in ((bar.at_low_t, ALONE), (bar.at_high_t, TOGETHER)):
        there = scale.at(end)
        parts.append(rect(min(here, there), middle - THICK / 2, abs(there - here), THICK, fill, told.in_(lang), 0.8))
    return parts
