"""The answer of a result in words, alone and beside the same without an agreement."""

from __future__ import annotations

from typing import Any

from orepath.qualification.result import Result
from orepath.qualification.rule import Rule
from orepath.review.qualification_proof.shown import LONGEST, percent_text, range_text
from orepath.review.qualification_proof.texts import say
from orepath.tabular.quantity import percent, ratio
from orepath.vocabulary.language import Lang, Text

MARKS = {"met": "met", "not_met": "not_met", "open": "undetermined", "no_threshold": "undetermined"}
"""The mark of a verdict beside its words."""


def mark(result: Result) -> str:
    """The mark that stands beside a verdict."""
    return MARKS.get(result.verdict, "not_applicable")


def sentence(result: Result, rule: Rule) -> Text:
    """The answer, in the rule's own words where it has some, and what the share is."""
    said = rule.outcome_text(result.outcome) or say(result.verdict)
    share = range_text(result)
    if share is None:
        return say("said", verdict=said)
    if result.threshold is None or not result.applies:
        return say("said_share", verdict=said, share=share)
    return say("said_needed", verdict=said, share=share, threshold=percent_text(result.threshold))


def side_by_side(result: Result, lang: Lang) -> list[dict[str, Any]]:
    """Rows of what was asked and of the same without each agreement; empty where no status rests on one."""
    if not result.without:
        return []
    named = {"": result, **result.without}
    return [
        {
            "asked": (say("without_it", agreement=agreement) if agreement else say("as_asked")).in_(lang),
            "verdict": mark(each),
            "result": say(f"short_{each.verdict}").in_(lang),
            "share": _span(each).in_(lang),
            "exactly": exactly(each).in_(lang),
            "needed": (say("none_set") if each.threshold is None else percent_text(each.threshold)).in_(lang),
        }
        for agreement, each in named.items()
    ]


def exactly(result: Result) -> Text:
    """The share as a fraction, or both bounds; a dash where there is none."""
    if result.share is not None:
        return Text(ratio(result.share), ratio(result.share))
    if result.low is None or result.high is None:
        return Text("–", "–")
    return say("between", low=ratio(result.low), high=ratio(result.high))


def _span(result: Result) -> Text:
    if result.share is not None:
        return percent_text(result.share)
    if result.low is None or result.high is None:
        return Text("–", "–")
    return say("between", low=f"{percent(result.low)} %", high=f"{percent(result.high)} %")


def too_long(result: Result) -> bool:
    """Whether the exact share is too long to stand in a sentence."""
    bounds = (result.share,) if result.share is not None else (result.low, result.high)
    return any(each is not None and len(ratio(each)) > LONGEST for each in bounds)
