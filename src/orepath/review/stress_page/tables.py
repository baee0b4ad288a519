"""The tables of the page: every number of the answer."""

from __future__ import annotations

from orepath.review.stress_page.figures import (
    Amount,
    alike,
    amount,
    averted,
    bare,
    days,
    digits,
    dollars,
    of_case,
    percent,
)
from orepath.review.stress_page.quarters import period_name
from orepath.review.stress_page.said_result import first_unmet, goods_text, merged
from orepath.review.stress_page.scene import Scene, slug
from orepath.review.stress_page.sentences import capital, day, of_whom
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.tables import Cell, Grid, Head, grid
from orepath.stress.answer import CASES, Result
from orepath.stress.words import word
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Lang
from orepath.vocabulary.places import place_text


def column(key: str, lang: Lang, unit: str = "", number: bool = False) -> Head:
    """A heading; one with a unit holds numbers."""
    return Head(say(key).in_(lang), say(f"unit_{unit}").in_(lang) if unit else "", bool(unit) or number)


def cases(lang: Lang) -> list[Head]:
    """The four answers as headings."""
    return [Head(word("case", case).in_(lang), say("unit_tonnes").in_(lang)) for case in CASES]


def tonnes(found: Amount, lang: Lang) -> Cell:
    """A mass with its range below it."""
    low, high = found.ends
    span = "–".join(digits(end, lang, found.step) for end in (low, high)) if found.ranged else ""
    return Cell(bare(found.value, found, lang), span.replace("–", "～") if lang == "ja" else span, found.value)


def none(lang: Lang) -> Cell:
    """A cell of what there is not."""
    return Cell(say("none").in_(lang), "", -1.0)


def answers(scene: Scene, lang: Lang) -> Grid:
    """The four answers of every Party and mineral with their ranges."""
    rows = [
        (
            Cell(of_whom(each).in_(lang)),
            tonnes(amount(each.baseline_t), lang),
            *(tonnes(of_case(each, case), lang) for case in CASES),
        )
        for each in scene.found.results
    ]
    heads = [column("whom", lang), column("demand", lang, "tonnes"), *cases(lang)]
    return grid("answers-table", say("results_table").in_(lang), heads, rows)


def value(scene: Scene, lang: Lang) -> Grid:
    """What acting together averts: tonnes, days of supply, US dollars."""
    rows = []
    for each in scene.found.results:
        won, in_days = averted(each), each.value_of_coordination_days
        cells = [none(lang), none(lang), none(lang)]
        if in_days is not None:
            cells[0] = Cell(days(in_days, lang, alike(in_days, won)), "", in_days)
        if each.value_usd is not None and each.price_usd_per_t is not None:
            cells[1] = Cell(dollars(each.value_usd, lang, alike(each.value_usd, won)), "", each.value_usd)
            cells[2] = Cell(dollars(each.price_usd_per_t, lang), "", each.price_usd_per_t)
        rows.append((Cell(of_whom(each).in_(lang)), tonnes(won, lang), *cells))
    heads = [
        column("averted", lang, "tonnes"),
        *(column(key, lang, number=True) for key in ("in_days", "in_usd", "price")),
    ]
    return grid("value-table", say("value_table").in_(lang), [column("whom", lang), *heads], rows)


def when(scene: Scene, lang: Lang) -> Grid:
    """First unmet day, stocks, recovery and how much is of unknown origin."""
    rows = []
    for each in scene.found.results:
        first = first_unmet(each, scene.found)
        start = Cell(day(first[0]).in_(lang), "", first[1]) if first else none(lang)
        lengths = [_length(found, lang) for found in (each.days_of_cover, each.time_to_recover_days)]
        share = each.unknown_share
        unknown = none(lang) if share is None else Cell(percent(share, lang), "", share)
        rows.append((Cell(of_whom(each).in_(lang)), start, *lengths, unknown))
    heads = [column(key, lang, number=True) for key in ("first", "cover", "recovery", "unknown")]
    return grid("when-table", say("when_table").in_(lang), [column("whom", lang), *heads], rows)


def _length(found: float | None, lang: Lang) -> Cell:
    return none(lang) if found is None else Cell(days(found, lang), "", found)


def quarters(scene: Scene, mineral: str, lang: Lang) -> Grid:
    """What goes unmet and which stocks are left, by Party and period."""
    rows = []
    for each in scene.results(mineral):
        for period in each.periods:
            unmet = [_part(each, period.unmet_t.get(case), case, lang) for case in CASES]
            stock = _stock(each, period.stock_t.get("coordinated"), lang)
            name = Cell(period_name(period.from_, period.until).in_(lang), "", float(period.from_.toordinal()))
            rows.append((Cell(place_text(each.party).in_(lang)), name, *unmet, stock))
    stocks = Head(say("stock_of", case=word("case", "coordinated")).in_(lang), say("unit_tonnes").in_(lang))
    heads = [column("party", lang), column("period_head", lang, number=True), *cases(lang), stocks]
    caption = say("quarters_table", mineral=capital(mineral_text(mineral))).in_(lang)
    return grid(f"quarters-{slug(mineral)}-table", caption, heads, rows)


def _part(result: Result, found: float | None, case: str, lang: Lang) -> Cell:
    """A part of one of the four answers, as exact as the whole."""
    if found is None:
        return none(lang)
    step = alike(found, of_case(result, case))  # type: ignore[arg-type]
    return Cell(bare(found, Amount(found, found, found, step), lang), "", found)


def _stock(result: Result, found: float | None, lang: Lang) -> Cell:
    return none(lang) if found is None else Cell(bare(found, amount(found), lang), "", found)


def filling(scene: Scene, mineral: str, lang: Lang) -> Grid:
    """Who fills the gap of each Party, alone and together, the largest first."""
    rows = []
    for each in scene.results(mineral):
        for case in ("coordinated", "alone"):
            for part in merged(each, case):
                coarse = of_case(each, case).step
                rows.append(
                    (
                        Cell(place_text(each.party).in_(lang)),
                        Cell(word("case", case).in_(lang)),
                        Cell(place_text(part.place).in_(lang)),
                        Cell(word("kind", part.kind).in_(lang)),
                        Cell(goods_text(part.stage).in_(lang)),
                        tonnes(amount(part.mass_t, coarse=coarse), lang),
                    )
                )
    heads = [
        *(column(key, lang) for key in ("party", "case", "from_whom", "kind", "stage")),
        column("mass", lang, "tonnes"),
    ]
    caption = say("filling_table", mineral=capital(mineral_text(mineral))).in_(lang)
    return grid(f"filling-{slug(mineral)}-table", caption, heads, rows)
