"""The figures of a stressed measure: none shows a digit that its range leaves open."""

from __future__ import annotations

import math
from dataclasses import replace

from orepath.evidence.store import Statement
from orepath.review.chapters.scene import Scene, capital, day_in_words
from orepath.review.chapters.stressed_runs import Line, tested
from orepath.review.chapters.stressed_texts import said
from orepath.review.figure import Figure, editions_of
from orepath.review.numbers import display_units
from orepath.review.stress_page.figures import Amount, amount, averted, hidden, of_case, rounded
from orepath.stress.answer import Case, Result
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

CASES: tuple[Case, ...] = ("no_adaptation", "alone", "coordinated", "full_adaptation")
KEPT = 6
"""Digits after the decimal point that figures are kept to: another machine's arithmetic differs beyond."""
MONEY = "usd_million"
FINEST = 2
"""Digits after the decimal point at most."""


def averted_t(scene: Scene, line: Line) -> Figure:
    """What acting together averts beyond acting alone (t)."""
    return _ranged(scene, line, "averted", "t", averted(line.result))


def averted_days(scene: Scene, line: Line) -> Figure:
    """The same in days of supply."""
    found = _scaled(averted(line.result), line.result.days / line.result.baseline_t)
    return _ranged(scene, line, "averted_days", "days", replace(found, step=max(found.step, 1.0)))


def averted_usd(scene: Scene, line: Line) -> Figure | None:
    """The same in US dollars; None where the evidence has no price."""
    price = line.result.price_usd_per_t
    if price is None:
        return None
    found = _scaled(averted(line.result), price)
    return _ranged(scene, line, "averted_usd", "usd", found, MONEY, line.result.price_statements)


def unmet(scene: Scene, line: Line, case: Case) -> Figure:
    """One of the four answers (t)."""
    return _ranged(scene, line, case, "t", of_case(line.result, case))


def demand(scene: Scene, line: Line) -> Figure:
    """The Party's demand over the horizon (t)."""
    return _ranged(scene, line, "demand", "t", amount(line.result.baseline_t))


def cover(scene: Scene, line: Line) -> Figure:
    """How many days stocks last; unknown where that is not known."""
    return _days(scene, line, "cover", line.result.days_of_cover)


def first_unmet(scene: Scene, line: Line) -> Figure:
    """Days until use goes unmet if nobody adapts."""
    return _days(scene, line, "first_unmet", line.result.time_to_survive_days)


def price(scene: Scene, result: Result, year: int) -> Figure | None:
    """The price of a tonne contained; None where the evidence has none."""
    if result.price_usd_per_t is None:
        return None
    words = {"mineral": capital(mineral_text(result.mineral)), "year": year}
    ids, behind = _behind(scene, result.price_statements)
    found, shown = result.price_usd_per_t, amount(result.price_usd_per_t)
    value = round(found, KEPT)
    editions, places = editions_of(behind), _decimals(shown.step)
    return Figure(said("what_price", **words), value, "usd_per_t", said("how_price"), ids, editions, decimals=places)


def unknown_share(scene: Scene, result: Result, year: int) -> Figure:
    """The share of what arrives that is of unknown origin."""
    words = {"mineral": capital(mineral_text(result.mineral)), "party": place_text(result.party), "year": year}
    ids, behind = _behind(scene, result.statements)
    share = None if result.unknown_share is None else round(result.unknown_share, KEPT)
    subject, how = said("unknown_share_subject", **words), said("unknown_share_how", year=year)
    status = "unknown" if share is None else "traced"
    return Figure(subject, share, "share", how, ids, editions_of(behind), status, decimals=0)


def _days(scene: Scene, line: Line, key: str, value: float | None) -> Figure:
    if value is None:
        return replace(
            _ranged(scene, line, key, "days", amount(0.0)), value=None, low=None, high=None, status="unknown"
        )
    return _ranged(scene, line, key, "days", Amount(value, value, value, 1.0))


def _scaled(found: Amount, factor: float) -> Amount:
    return amount(found.value * factor, found.low * factor, found.high * factor)


def _ranged(
    scene: Scene, line: Line, key: str, unit: str, found: Amount, shown: str = "", further: tuple[str, ...] = ()
) -> Figure:
    """A figure with its range, both to the last digit worth showing."""
    value = found.value if hidden(found.value, found.step) else rounded(found.value, found.step)
    low, high = (round(end, KEPT) for end in found.ends) if found.ranged else (None, None)
    ids, behind = _behind(scene, (*_acts(line), *further, *line.result.statements))
    factor = display_units()[shown].factor if shown else 1.0
    return Figure(
        _subject(line, key),
        round(value, KEPT),
        unit,
        _how(line, key),
        ids,
        editions_of(behind),
        "stressed",
        low,
        high,
        _decimals(found.step * factor),
    )


def _decimals(step: float) -> int:
    return min(-math.floor(math.log10(step) + 1e-9), FINEST)


def _subject(line: Line, key: str) -> Text:
    result = line.result
    words = {"mineral": mineral_text(result.mineral), "party": place_text(result.party), "what": said(f"what_{key}")}
    return said("subject", measure=line.tested.listed.name, **words)


def _how(line: Line, key: str) -> Text:
    answer = line.tested.answer
    words = {
        "from_": day_in_words(answer.horizon_from),
        "days": f"{line.result.days:.0f}",
        "year": answer.base_year[line.result.mineral],
        "draws": answer.draws,
    }
    return said("how", how=said(f"how_{key}"), **words)


def _acts(line: Line) -> tuple[str, ...]:
    """The statements of the measure's own record."""
    mine = [shock for shock in line.tested.answer.shocks if shock.mineral == line.result.mineral]
    return tuple(one for shock in mine for one in shock.statements)


def _behind(scene: Scene, ids: tuple[str, ...]) -> tuple[tuple[str, ...], list[Statement]]:
    """The statements among these that the evidence has, each once."""
    known = _statements(scene)
    there = tuple(one for one in dict.fromkeys(ids) if one in known)
    return there, [known[one] for one in there]


def _statements(scene: Scene) -> dict[str, Statement]:
    """Every statement behind any result, looked up at once."""
    key = ("stressed-statements",)
    if key not in scene.made:
        answers = [each.answer for each in tested(scene)]
        ids = {one for answer in answers for shock in answer.shocks for one in shock.statements}
        for result in (result for answer in answers for result in answer.results):
            ids |= {*result.statements, *result.price_statements}
        found = scene.evidence.statements_with(sorted(ids))
        scene.made[key] = {statement.statement_id: statement for statement in found}
    made: dict[str, Statement] = scene.made[key]
    return made
