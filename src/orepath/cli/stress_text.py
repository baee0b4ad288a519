"""The answer to a shock as a person reads it in a terminal: what is not known first, then each Party and mineral."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from orepath.cli.lines import item
from orepath.cli.stress_words import says
from orepath.review.stress_page.figures import amount, averted, bare, of_case
from orepath.review.stress_page.said_result import first_unmet, sentences
from orepath.review.stress_page.sentences import assumption, horizon, notes, of_whom, record, told_apart, unknown
from orepath.review.stress_page.spread import spread
from orepath.stress.answer import CASES
from orepath.stress.words import said, word

if TYPE_CHECKING:
    from rich.console import RenderableType

    from orepath.stress.answer import Result, Stressed
    from orepath.vocabulary.language import Lang

IN_FULL, OF_MANY = 4, 2
"""Combinations of Party and mineral told in sentences: all of so many, else the few that acting together helps most."""
ASSUMPTIONS = 5


def show(found: Stressed, lang: Lang) -> None:
    """Print an answer."""
    console = Console()
    for part in (_head, _unknown, _table, _results, _record, _rests):
        for shown in part(found, lang):
            console.print(shown, highlight=False, markup=False, soft_wrap=False)
    console.print()
    console.print(said("caution").in_(lang), highlight=False, markup=False)


def _head(found: Stressed, lang: Lang) -> Iterator[RenderableType]:
    yield said("title", title=found.title).in_(lang)
    yield horizon(found).in_(lang)
    yield from (item(each.in_(lang)) for each in notes(found))


def _unknown(found: Stressed, lang: Lang) -> Iterator[RenderableType]:
    yield ""
    yield says("unknown_heading")
    yield from (item(each.in_(lang)) for each in unknown(found))


def _table(found: Stressed, lang: Lang) -> Iterator[RenderableType]:
    """All combinations in a table, where they are too many to tell in sentences."""
    if len(found.results) <= IN_FULL:
        return
    names = [says("head_whom"), says("head_demand"), *(word("case", case).in_(lang) for case in CASES)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, name in enumerate([*names, says("head_averted"), says("head_first")]):
        table.add_column(name, justify="right" if number else "left", no_wrap=number > 0, min_width=0 if number else 12)
    for result in found.results:
        first = first_unmet(result, found)
        demand = amount(result.baseline_t)
        table.add_row(
            of_whom(result).in_(lang),
            bare(demand.value, demand, lang),
            *(bare(of_case(result, case).value, of_case(result, case), lang) for case in CASES),
            bare(averted(result).value, averted(result), lang),
            first[0].isoformat() if first else "–",
        )
    yield ""
    yield says("many")
    yield table


def _results(found: Stressed, lang: Lang) -> Iterator[RenderableType]:
    if not found.results:
        yield ""
        yield says("nothing_answered")
    for result in _told(found.results):
        yield ""
        yield of_whom(result).in_(lang)
        gap = " " if lang == "en" else ""
        yield Padding(Line(gap.join(each.in_(lang) for each in sentences(result, found))), (0, 0, 0, 2))
        if drawn := spread(result):
            yield Padding(Line(gap.join(each.in_(lang) for each in drawn)), (0, 0, 0, 2))
    more = len(found.results) - len(_told(found.results))
    if more:
        yield ""
        yield said("more_results", count=more).in_(lang)


def _told(results: Sequence[Result]) -> Sequence[Result]:
    """Those told in sentences: never chosen by what is lost if nobody adapts."""
    if len(results) <= IN_FULL:
        return results
    return sorted(results, key=lambda each: -(each.value_of_coordination_days or 0.0))[:OF_MANY]


def _record(found: Stressed, lang: Lang) -> Iterator[RenderableType]:
    yield ""
    yield from (each.in_(lang) for each in record(found.backtests))


def _rests(found: Stressed, lang: Lang) -> Iterator[RenderableType]:
    yield ""
    if not found.assumptions:
        yield said("rests_none").in_(lang)
        return
    yield said("rests", count=len(found.assumptions)).in_(lang)
    yield from (item(assumption(each, short=True).in_(lang)) for each in told_apart(found.assumptions)[:ASSUMPTIONS])
    if len(found.assumptions) > ASSUMPTIONS:
        yield said("assumption_more", count=len(found.assumptions) - ASSUMPTIONS).in_(lang)
