"""The picture that leads: for each Party and mineral the four answers on one scale, and what acting together averts."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.review.charts.draw import INK, MUTED, RULE
from orepath.review.stress_page.axes import Scale, legend, nice
from orepath.review.stress_page.drawing import CASE_FILLS, TOGETHER, circle, line, rect, words
from orepath.review.stress_page.figures import Amount, averted, both, mass, of_case, percent
from orepath.review.stress_page.sentences import of_whom
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.frame import Frame
from orepath.stress.answer import CASES, Case, Result
from orepath.stress.words import word
from orepath.vocabulary.language import Lang

DRAWN: tuple[Case, ...] = ("no_adaptation", "full_adaptation", "alone", "coordinated")
"""The order in which the answers are drawn: the two that matter most lie on top."""
STEP, STEP_NARROW, LEFT, RIGHT = 36.0, 50.0, 226.0, 104.0


def coordination(results: Sequence[Result], lang: Lang, frame: Frame) -> tuple[list[str], float]:
    """The parts of the picture and their height: a row a Party and mineral, in shares of demand."""
    entries = [(CASE_FILLS[case], word("case", case).in_(lang)) for case in CASES]
    parts, top = legend(entries, frame.width)
    most = nice(max((of_case(each, case).high / each.baseline_t for each in results for case in CASES), default=1.0))
    scale = Scale(6.0, frame.width - 8, most) if frame.narrow else Scale(LEFT, frame.width - RIGHT, most)
    step = STEP_NARROW if frame.narrow else STEP
    top += 26
    bottom = top + step * len(results)
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = scale.at(part * most)
        parts.append(line(x, top - 4, x, bottom, MUTED if part == 0 else RULE))
        if part in (0.0, 0.5, 1.0):
            anchor = "start" if part == 0 and frame.narrow else "end" if part == 1 and frame.narrow else "middle"
            parts.append(words(x, bottom + 12, percent(part * most, lang), anchor, 11, MUTED))  # type: ignore[arg-type]
    heading = say("averted_short").in_(lang)
    parts.append(words(frame.width, top - 14, heading, "end", 11, MUTED))
    for number, result in enumerate(results):
        parts += _row(result, top + step * number, step, scale, lang, frame)
    parts.append(words(scale.at(most / 2), bottom + 29, say("share_axis").in_(lang), "middle", 11, MUTED))
    return parts, bottom + 36


def _row(result: Result, top: float, step: float, scale: Scale, lang: Lang, frame: Frame) -> list[str]:
    middle = top + (step / 2 + 9 if frame.narrow else step / 2)
    name = of_whom(result).in_(lang)
    parts = []
    if frame.narrow:
        parts.append(words(2, top + 10, name, limit=frame.width - 96, size=12, rim=True))
    else:
        parts.append(words(0, middle, name, limit=LEFT - 14, size=13))
    at = {case: scale.at(of_case(result, case).value / result.baseline_t) for case in CASES}
    parts.append(line(at["full_adaptation"], middle, at["no_adaptation"], middle, MUTED, 1.2))
    won = averted(result)
    told = say("averted_told", who=of_whom(result), mass=both(mass, won)).in_(lang)
    parts.append(rect(at["coordinated"], middle - 5, at["alone"] - at["coordinated"], 10, TOGETHER, told, 0.35))
    for rank, case in enumerate(DRAWN):
        found = of_case(result, case)
        low, high = (scale.at(min(end / result.baseline_t, scale.most)) for end in (found.low, found.high))
        if high - low > 1:
            y = middle + 7.5 + 2.2 * rank
            parts.append(line(low, y, high, y, CASE_FILLS[case], 1.6))
        values = {"who": of_whom(result), "case": word("case", case), "mass": both(mass, found)}
        radius = 5.5 if case in ("alone", "coordinated") else 4.5
        parts.append(circle(at[case], middle, radius, CASE_FILLS[case], say("case_told", **values).in_(lang)))
    shown = mass(Amount(won.value, won.value, won.value, won.step), lang)
    y = top + 10 if frame.narrow else middle
    parts.append(words(frame.width, y, shown, "end", 12, INK if won.value > 0 else MUTED, won.value > 0, rim=True))
    return parts
