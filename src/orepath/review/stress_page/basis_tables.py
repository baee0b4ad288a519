"""The tables of what an answer rests on: shocks, assumptions, back-tests, certificates."""

from __future__ import annotations

from orepath.review.numbers import number_text
from orepath.review.stress_page.scene import Scene
from orepath.review.stress_page.sentences import capital, case_name, day, errors, joined, of_whom, quantity, told_apart
from orepath.review.stress_page.tables import column, none
from orepath.review.stress_page.texts import say
from orepath.review.trace_page.tables import Cell, Grid, Head, grid
from orepath.stress.answer import BackTest, Certificate
from orepath.stress.shock import ALL, Shock
from orepath.stress.words import word
from orepath.tracing.words import mineral_text, stage_text
from orepath.vocabulary.language import Lang, Text
from orepath.vocabulary.places import place_text


def shocks(scene: Scene, lang: Lang) -> Grid:
    """What is cut, by whom, to whom, from when until when."""
    keys = ("act", "imposer", "mineral", "instrument", "stages", "targets", "from_day", "until_day", "cut")
    rows = [_shock(each, lang) for each in scene.found.shocks]
    caption = say("shocks_table").in_(lang)
    return grid("shocks-table", caption, [column(key, lang) for key in keys], rows, sorts=False)


def _shock(found: Shock, lang: Lang) -> list[Cell]:
    stages = joined([stage_text(each) for each in found.stages]) if found.stages else say("every_stage")
    imposer = _places((found.imposer,) if found.imposer else found.origins)
    cut = (
        word("unit", "t", number=f"{found.quota_t:,.0f}")
        if found.quota_t is not None
        else quantity(found.cut, found.cut.value)
    )
    told = (
        found.name,
        imposer,
        mineral_text(found.mineral),
        word("instrument", found.instrument),
        stages,
        _places(found.targets),
        day(found.from_),
        day(found.until) if found.until else say("no_end"),
        cut,
    )
    return [Cell(each.in_(lang)) for each in told]


def _places(found: tuple[str, ...]) -> Text:
    return joined([say("every_place") if each == ALL else place_text(each) for each in found])


def assumptions(scene: Scene, lang: Lang) -> Grid:
    """Every assumption with its range, how sure it is, and its source."""
    rows = []
    for each in told_apart(scene.found.assumptions):
        low, high = (quantity(each, end).in_(lang) for end in (each.low, each.high))
        span = say("none").in_(lang) if each.low == each.high else f"{low} – {high}"
        told = (word("sure", each.how_sure), each.source)
        value = quantity(each, each.value).in_(lang)
        rows.append(
            [Cell(capital(each.name).in_(lang)), Cell(value), Cell(span), *(Cell(text.in_(lang)) for text in told)]
        )
    heads = [column(key, lang) for key in ("assumption", "value", "range", "sure", "source_head")]
    return grid("assumptions-table", say("assumptions_table").in_(lang), heads, rows, sorts=False)


def backtests(scene: Scene, lang: Lang) -> Grid:
    """The record: error of the method and of each baseline, and which is less."""
    names = list(dict.fromkeys(name for test in scene.found.backtests for name in test.baseline_errors))
    rows = [_backtest(test, names, lang) for test in scene.found.backtests]
    unit = say("unit_tonnes").in_(lang)
    heads = [*(column(key, lang) for key in ("past_case", "party", "method")), column("error", lang, "tonnes")]
    heads += [*(Head(word("baseline", name).in_(lang), unit) for name in names), column("verdict", lang)]
    notes = [
        f"{case_name(test).in_(lang)}: {test.missing_effect.in_(lang)}"
        for test in scene.found.backtests
        if test.loses and test.missing_effect
    ]
    return grid("backtests-table", say("backtests_table").in_(lang), heads, rows, *notes)


def _backtest(test: BackTest, names: list[str], lang: Lang) -> list[Cell]:
    given = (test.baseline_errors.get(name) for name in names)
    numbers = [none(lang) if each is None else Cell(errors(each).in_(lang), "", each) for each in given]
    verdict = say("loses" if test.loses else "nearer").in_(lang)
    method = (
        Text(test.method, test.method) if test.method not in ("alone", "coordinated") else word("case", test.method)
    )
    first = (case_name(test), place_text(test.party), method)
    return [
        *(Cell(each.in_(lang)) for each in first),
        Cell(errors(test.error).in_(lang), "", test.error),
        *numbers,
        Cell(verdict),
    ]


def certificates(scene: Scene, lang: Lang) -> Grid:
    """What proves each solution."""
    rows = [
        _certificate(of_whom(each), case, proof, lang)
        for each in scene.found.results
        for case, proof in sorted(each.certificate.items())
    ]
    heads = [column("whom", lang), column("case", lang)]
    heads += [column(key, lang, "tonnes") for key in ("loss", "bound", "gap", "infeasibility")]
    return grid("certificates-table", say("certificates_table").in_(lang), [*heads, column("cold", lang)], rows)


def _certificate(whom: Text, case: str, proof: Certificate, lang: Lang) -> list[Cell]:
    numbers = (proof.loss_t, proof.bound_t)
    small = (proof.gap_t, proof.infeasibility_t)
    return [
        *(Cell(whom.in_(lang)), Cell(word("case", case).in_(lang))),
        *(Cell(number_text(each, lang, 1), "", each) for each in numbers),
        *(Cell("0" if each == 0 else f"{each:.1e}", "", each) for each in small),
        Cell(say("yes" if proof.cold else "no").in_(lang)),
    ]
