"""What an answer says of one Party and mineral, in sentences one can read out."""

from __future__ import annotations

from datetime import date, timedelta

from orepath.review.stress_page.figures import (
    Amount,
    alike,
    amount,
    averted,
    both,
    days,
    dollars,
    mass,
    of_case,
    percent,
)
from orepath.review.stress_page.sentences import day, joined
from orepath.stress.answer import Case, Filling, Result, Stressed
from orepath.stress.words import said, word
from orepath.tracing.words import stage_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

NAMED = 4
"""Who fills a gap: how many are named."""
FULL: Case = "full_adaptation"
NONE_ALONE_TOGETHER: tuple[tuple[str, Case], ...] = (
    ("none", "no_adaptation"),
    ("alone", "alone"),
    ("together", "coordinated"),
)


def sentences(result: Result, found: Stressed) -> list[Text]:
    """Demand and losses, by when, how long stocks last, who fills the gap, and what acting together averts."""
    if not result.baseline_t > 0:
        return [said("no_demand")]
    demand = [said("demand", days=f"{result.days:.0f}", demand=both(mass, amount(result.baseline_t)))]
    if not result.no_adaptation_t > 0:
        return [*demand, untouched(result), cover(result)]
    return [*demand, bracket(result), unmet_from(result, found), cover(result), *filling(result), value(result)]


def untouched(result: Result) -> Text:
    """That nothing goes unmet, and what might within what is uncertain."""
    found = {key: of_case(result, case) for key, case in (*NONE_ALONE_TOGETHER, ("full", FULL))}
    if not found["none"].high > 0:
        return said("untouched")
    return said(
        "untouched_range", **{key: both(mass, amount(each.ends[1], coarse=each.step)) for key, each in found.items()}
    )


def bracket(result: Result) -> Text:
    """The four answers, from the least to the most, with their ranges."""
    none = of_case(result, "no_adaptation")
    part = none.value / result.baseline_t
    share = both(percent, part, alike(part, none))
    amounts = {key: both(mass, of_case(result, case)) for key, case in NONE_ALONE_TOGETHER}
    return said("bracket", **amounts, full=both(mass, of_case(result, FULL)), none_share=share)


def first_unmet(result: Result, found: Stressed) -> tuple[date, float] | None:
    """The first day on which use goes unmet if nobody adapts, and the days until then; None where none does."""
    if result.time_to_survive_days is not None:
        after = result.time_to_survive_days
        return found.horizon_from + timedelta(days=round(after)), after
    first = next((step.day for step in result.path if step.unmet_t > 0), None)
    return (first, float((first - found.horizon_from).days)) if first else None


def unmet_from(result: Result, found: Stressed) -> Text:
    """From when on use goes unmet if nobody adapts."""
    first = first_unmet(result, found)
    if first is None:
        return said("never_unmet")
    if first[1] < found.step_days:
        return said("first_unmet_at_once", day=day(first[0]))
    return said("first_unmet", day=day(first[0]), days=both(days, first[1]))


def cover(result: Result) -> Text:
    """How long stocks last."""
    if result.days_of_cover is None:
        return said("cover_unknown")
    return said("cover", days=both(days, result.days_of_cover)) if result.days_of_cover > 0 else said("cover_none")


def filling(result: Result) -> list[Text]:
    """Who fills the gap together and alone; nothing where nobody had to."""
    if not result.filled:
        return [said("filled_nobody")] if result.coordinated_t > 0 else []
    together, alone = (_parts(result, case) for case in ("coordinated", "alone"))
    if together == alone and together:
        return [said("filled_both", parts=together)]
    told = (("filled_together", together), ("filled_alone", alone))
    return [said(key, parts=parts) for key, parts in told if parts]


def _parts(result: Result, case: Case) -> Text | None:
    parts = merged(result, case)
    return joined(_named(parts, of_case(result, case)), "; ", "；") if parts else None


def goods_text(stage: str) -> Text:
    """What the goods of a stage are called; the stage itself where they have no name of their own."""
    goods = stage_text(f"{stage}-market")
    return goods if goods.en != f"{stage}-market" else stage_text(stage)


def merged(result: Result, case: str) -> list[Filling]:
    """Who fills the gap in a case, one entry a place, kind and stage, the largest first."""
    sums: dict[tuple[str, str, str], list[Filling]] = {}
    for part in result.filled:
        if part.case == case and part.mass_t > 0:
            sums.setdefault((part.place, part.kind, part.stage), []).append(part)
    found = [
        Filling(
            parts[0].case,
            kind,
            place,
            stage,
            sum(part.mass_t for part in parts),
            tuple(sorted({each for part in parts for each in part.statements})),
        )
        for (place, kind, stage), parts in sums.items()
    ]
    return sorted(found, key=lambda part: (-part.mass_t, part.place, part.kind, part.stage))


def _named(parts: list[Filling], whole: Amount) -> list[Text]:
    """The largest parts by name; none is more exact than what they fill is."""

    def shown(mass_t: float) -> Text:
        return both(mass, amount(mass_t, coarse=whole.step))

    named = [
        said(
            "part",
            place=place_text(part.place),
            mass=shown(part.mass_t),
            kind=word("kind", part.kind),
            stage=goods_text(part.stage),
        )
        for part in parts[:NAMED]
    ]
    rest = parts[NAMED:]
    more = [said("part_more", count=len(rest), mass=shown(sum(part.mass_t for part in rest)))] if rest else []
    return [*named, *more]


def value(result: Result) -> Text:
    """What acting together averts beyond acting alone: tonnes, days of supply, US dollars."""
    found, in_days = averted(result), result.value_of_coordination_days
    if not found.value > 0 or in_days is None:
        return said("averted_nothing")
    words = {"mass": both(mass, found), "days": both(days, in_days, alike(in_days, found))}
    if result.value_usd is None or result.price_usd_per_t is None:
        return said("averted_no_price", **words)
    money = both(dollars, result.value_usd, alike(result.value_usd, found))
    return said("averted", **words, value=money, price=both(dollars, result.price_usd_per_t))


def case_text(result: Result, case: Case) -> Text:
    """One of the four answers with its range."""
    return both(mass, of_case(result, case))
