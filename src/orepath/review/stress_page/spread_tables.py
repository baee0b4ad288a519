"""The tables of what many scenarios say: averages and tails, times, what moves an answer and what would narrow it."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.review.stress_page.figures import amount, bare, of_case, percent
from orepath.review.stress_page.scene import Scene, slug
from orepath.review.stress_page.sentences import capital, of_whom, quantity
from orepath.review.stress_page.spread import between, lasting
from orepath.review.stress_page.tables import column, none
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.tables import Cell, Grid, grid
from orepath.stress.answer import Result
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Lang


def spread(scene: Scene, lang: Lang) -> Grid:
    """On average and in the worst twentieth of the draws; how long until use goes unmet, and until it is met again."""
    rows = [
        [
            Cell(of_whom(each).in_(lang)),
            Cell(between(each, "expected").in_(lang)),
            Cell(between(each, "tail").in_(lang)),
            Cell(lasting(each.survive).in_(lang)),
            Cell(lasting(each.recover).in_(lang)),
        ]
        for each in scene.found.results
        if each.expected
    ]
    keys = ("whom", "spread_mean", "spread_worst", "spread_survive", "spread_recover")
    return grid("spread-table", say("spread_table").in_(lang), [column(key, lang) for key in keys], rows, sorts=False)


def tornado(scene: Scene, mineral: str, lang: Lang) -> Grid:
    """Each assumption at both ends of its range, and how much of the range goes if it is known."""
    results = [each for each in scene.found.results if each.mineral == mineral]
    rows = [row for each in results for row in _rows(scene, each, lang)]
    heads = [
        column("whom", lang),
        column("what", lang),
        column("at_low", lang, "tonnes"),
        column("at_high", lang, "tonnes"),
        column("of_variance", lang, number=True),
        column("told_by", lang),
    ]
    caption = say("tornado_table", mineral=capital(mineral_text(mineral))).in_(lang)
    return grid(f"tornado-{slug(mineral)}-table", caption, heads, rows)


def _rows(scene: Scene, result: Result, lang: Lang) -> Iterator[list[Cell]]:
    """A row an assumption of the tornado, with what would narrow it beside; then what only the variance tells of."""
    told = {each.id: each for each in result.narrowing}
    known = {each.id: each for each in scene.found.assumptions}
    step = of_case(result, "coordinated").step
    bars = {each.id: each for each in result.tornado}
    for id_ in [*bars, *(each for each in told if each not in bars)]:
        bar, one = bars.get(id_), told.get(id_)
        name = (bar or one).name.in_(lang)  # type: ignore[union-attr]
        ends: list[Cell] = [none(lang), none(lang)]
        if bar is not None:
            spans = ["", ""]
            if id_ in known:
                spans = [quantity(known[id_], end).in_(lang) for end in (known[id_].low, known[id_].high)]
            masses = (bar.at_low_t, bar.at_high_t)
            ends = [
                Cell(bare(mass, amount(mass, coarse=step if mass > 0 else 0.0), lang), span, mass)
                for mass, span in zip(masses, spans, strict=True)
            ]
        part = Cell(percent(one.share, lang), "", one.share) if one else none(lang)
        yield [Cell(of_whom(result).in_(lang)), Cell(name), *ends, part, Cell(one.told_by.in_(lang) if one else "–")]
