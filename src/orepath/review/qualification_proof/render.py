"""A result as PDF."""

from __future__ import annotations

import json
from importlib.resources import files

from orepath.qualification.planning.plan import Plan
from orepath.qualification.result import Result
from orepath.qualification.rule import Rule
from orepath.review.icons import icons
from orepath.review.pdf.letters import with_letters
from orepath.review.pdf.typesetting import typeset
from orepath.review.qualification_proof.content import content
from orepath.review.qualification_proof.lines import for_lines
from orepath.vocabulary.language import Lang


def render_proof(result: Result, rule: Rule, lang: Lang, plan: Plan | None = None) -> bytes:
    """The proof of a result in one language; the same bytes for the same result.

    Parameters
    ----------
    rule
        The rule of the result: its titles and words.
    plan
        The plan to print with it.

    Raises
    ------
    TypesettingFault
        Where typst cannot set it or has something to warn of.
    """
    said = for_lines(with_letters(content(result, rule, lang, plan)), lang)
    template = files("orepath.review.qualification_proof").joinpath("proof.typ").read_bytes()
    return typeset(template, {"doc": json.dumps(said, ensure_ascii=False), "icons": json.dumps(icons())}, result.on)
