"""What many scenarios say of an answer: on average and at worst, what moves it most, and what would narrow it most."""

from __future__ import annotations

from orepath.review.stress_page.figures import amount, both, days, mass, of_case, percent
from orepath.review.stress_page.sentences import joined
from orepath.stress.answer import Result
from orepath.stress.spread import Between, Narrowing, Times
from orepath.stress.words import said
from orepath.vocabulary.language import Text

NAMED = 3
"""What moves or would narrow an answer: how many are named in a sentence."""
TOGETHER = "coordinated_t"
LEAST = 0.01
"""Of the widest swing, or of the variance: what is less is not named."""


def spread(result: Result) -> list[Text]:
    """Sentences on the average and the worst of the draws, and on what lies behind their range; none without draws."""
    if TOGETHER not in result.expected or not result.high > 0:
        return []
    mean, worst = (getattr(result, of)[TOGETHER] for of in ("expected", "tail"))
    key = "expected" if mean.low == mean.high and worst.low == worst.high else "expected_between"
    told = [said(key, mean=between(result, "expected"), worst=between(result, "tail"))]
    if moving := [each for each in result.tornado if each.swing_t > LEAST * result.tornado[0].swing_t][:NAMED]:
        parts = [said("moves_part", name=each.name, swing=shown(result, each.swing_t)) for each in moving]
        told.append(said("moves", parts=joined(parts, "; ", "、")))
    if narrowing := named(result):
        parts = [said("narrows_part", name=each.name, part=both(percent, each.share)) for each in narrowing]
        told.append(said("narrows", parts=joined(parts, "; ", "、"), told_by=narrowing[0].told_by))
    return told


def named(result: Result) -> list[Narrowing]:
    """What would narrow the answer, as far as it is worth naming."""
    return [each for each in result.narrowing if each.share >= LEAST][:NAMED]


def between(result: Result, field: str) -> Text:
    """A figure of the coordinated loss with what is of unknown origin going on, and held back."""
    found: Between = getattr(result, field)[TOGETHER]
    low, high = shown(result, found.low), shown(result, found.high)
    return low if low == high else said("between", low=low, high=high)


def shown(result: Result, mass_t: float) -> Text:
    """Tonnes, no more exact than the coordinated loss is."""
    return both(mass, amount(mass_t, coarse=of_case(result, "coordinated").step if mass_t > 0 else 0.0))


def lasting(found: Times | None) -> Text:
    """How long something takes in half of the scenarios, and in all but the slowest and the quickest twentieth."""
    if found is None or not found.scenarios:
        return said("times_none")
    if found.p50 is None:
        return said("times_never", never=both(percent, found.never_share))
    ends = [both(days, each) if each is not None else said("times_beyond") for each in (found.p5, found.p95)]
    return said(
        "times", half=both(days, found.p50), quick=ends[0], slow=ends[1], never=both(percent, found.never_share)
    )
