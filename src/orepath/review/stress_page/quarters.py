"""The picture of the four answers by period: what each Party lacks, quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orepath.review.charts.draw import INK, MUTED
from orepath.review.stress_page.axes import Scale, legend, nice, up
from orepath.review.stress_page.drawing import CASE_FILLS, moved, rect, words
from orepath.review.stress_page.figures import Amount, alike, both, mass, of_case
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.frame import Frame
from orepath.stress.answer import CASES, Period, Result
from orepath.stress.words import word
from orepath.vocabulary.language import Lang, Text
from orepath.vocabulary.places import place_text

HIGH, LEFT = 150.0, 52.0


def quarters(results: Sequence[Result], lang: Lang, frame: Frame) -> tuple[list[str], float]:
    """The parts of the picture and their height: a panel a Party, all on one scale each."""
    parts, top = legend([(CASE_FILLS[case], word("case", case).in_(lang)) for case in CASES], frame.width)
    across = 1 if frame.narrow else 2
    width = frame.width / across - LEFT - (0 if frame.narrow else 12)
    shown = [each for each in results if each.periods]
    for number, result in enumerate(shown):
        x, y = (frame.width / across) * (number % across) + LEFT, top + 30 + (HIGH + 62) * (number // across)
        parts.append(moved(_party(result, width, lang), x, y))
    return parts, top + (HIGH + 62) * -(-len(shown) // across)


def _party(result: Result, width: float, lang: Lang) -> list[str]:
    most = max((period.unmet_t.get(case, 0.0) for period in result.periods for case in CASES), default=0.0)
    scale = Scale(HIGH, 0.0, nice(most))
    heading = say("quarters_heading", party=place_text(result.party)).in_(lang)
    parts = [words(-LEFT, -16, heading, size=13, bold=True, fill=INK, limit=width + LEFT), *up(scale, width, lang)]
    step = width / len(result.periods)
    bar = min(0.8 * step / len(CASES), 16.0)
    every = 1 if step >= 46 else 2 if step >= 23 else 4
    for number, period in enumerate(result.periods):
        left = step * (number + 0.5) - bar * len(CASES) / 2
        for rank, case in enumerate(CASES):
            value = period.unmet_t.get(case, 0.0)
            y = scale.at(value)
            told = _told(result, period, case, value).in_(lang)
            parts.append(rect(left + rank * bar, y, bar - 1, max(HIGH - y, 0.6), CASE_FILLS[case], told))
        if number % every == 0:
            x = step * (number + 0.5)
            parts.append(words(x, HIGH + 13, period_name(period.from_, period.until).in_(lang), "middle", 11, MUTED))
    return parts


def period_name(from_: date, until: date) -> Text:
    """A period: a quarter by its number, another by its first month."""
    months = (until.year - from_.year) * 12 + until.month - from_.month
    if months == 3 and from_.day == until.day == 1 and from_.month % 3 == 1:
        return say("quarter", year=from_.year, number=from_.month // 3 + 1)
    return say("period", year=from_.year, month=f"{from_.month:02}")


def _told(result: Result, period: Period, case: str, value: float) -> Text:
    found = of_case(result, case)  # type: ignore[arg-type]
    shown = both(mass, Amount(value, value, value, alike(value, found)))
    values = {"party": place_text(result.party), "case": word("case", case), "mass": shown}
    return say("quarter_told", period=period_name(period.from_, period.until), **values)
