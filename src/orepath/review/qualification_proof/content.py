"""What a proof holds, in one language: a tree of texts that the template sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from orepath.agreements.agreement import load as load_agreement
from orepath.qualification.planning.plan import Plan
from orepath.qualification.result import Result
from orepath.qualification.rule import Rule
from orepath.review.qualification_proof.answer import exactly, mark, sentence, side_by_side, too_long
from orepath.review.qualification_proof.parts import chains_table, plans, steps
from orepath.review.qualification_proof.shown import day_text, where_text
from orepath.review.qualification_proof.texts import labels, say
from orepath.vocabulary.language import Lang, Text

DAY = re.compile(r"`--(on|acquired|reported)`")
"""A day as the command line names it."""
SENTENCE = re.compile(r".+?(?:\. |。|$)", re.DOTALL)


def content(result: Result, rule: Rule, lang: Lang, plan: Plan | None = None) -> dict[str, Any]:
    """The tree of texts of a proof.

    Parameters
    ----------
    rule
        The rule of the result: its titles and words.
    plan
        The plan to print with it.
    """
    return {
        "lang": lang,
        "label": labels(lang),
        "title": rule.title.in_(lang),
        "about": about(rule).in_(lang),
        "meta": [{"label": label, "value": value} for label, value in _meta(result, rule, lang)],
        "day": result.on.isoformat(),
        "verdict": "" if rule.outcome_text(result.outcome) else mark(result),
        "answer": sentence(result, rule).in_(lang),
        "exactly": exactly(result).in_(lang) if too_long(result) else "",
        "why": [each.in_(lang) for each in result.why],
        "side_by_side": side_by_side(result, lang),
        "chains": chains_table(result, lang),
        "steps": steps(result, rule, lang),
        "plans": plans(plan, rule, lang),
        "missing": [
            {"where": where_text(each.where, rule).in_(lang), "said": each.said.in_(lang)} for each in result.missing
        ],
        "not_examined": [each.in_(lang) for each in result.not_examined],
        "references": [
            {
                "source": each.source,
                "sure": each.how_sure,
                "compared": say("pending" if each.citation_pending else "done").in_(lang),
            }
            for each in result.references
        ],
    }


def about(rule: Rule) -> Text:
    """What a rule is about, for readers who see neither the command line nor the JSON."""

    def said(lang: Lang) -> str:
        named = DAY.sub(lambda found: say("quoted", said=day_text(rule, found[1])).in_(lang), rule.about.in_(lang))
        return "".join(each for each in SENTENCE.findall(named) if "`" not in each).strip()

    return Text(said("en"), said("ja"))


def _meta(result: Result, rule: Rule, lang: Lang) -> Iterator[tuple[str, str]]:
    """What was asked: rule, test, days, what was left out, and what computed it."""
    yield say("rule").in_(lang), rule.id
    if result.test in rule.tests:
        yield say("test").in_(lang), rule.tests[result.test].in_(lang)
    days = {"day_on": result.on, "day_acquired": result.acquired, "day_reported": result.reported}
    for key, day in days.items():
        if day is not None:
            yield day_text(rule, key.removeprefix("day_")).in_(lang), day.isoformat()
    if result.dropped:
        yield say("dropped").in_(lang), ", ".join(result.dropped)
    for agreement in (*result.dropped, *result.without):
        yield say("agreement", agreement=agreement).in_(lang), load_agreement(agreement).title.in_(lang)
    yield say("made_by").in_(lang), f"orepath {version('orepath')}"
