"""What verdicts are called, and how the verdicts on parts make one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from orepath.commitments.finding import Verdict
from orepath.vocabulary.language import Text, text


@cache
def _words() -> dict[str, Text]:
    raw = tomllib.loads(files("orepath.commitments").joinpath("verdicts.toml").read_text("utf-8"))
    return {key: text(entry) for key, entry in raw.items()}


def verdict_name(verdict: Verdict) -> Text:
    """What people read for a verdict.

    >>> verdict_name("undetermined").en
    'insufficient'
    """
    return _words()[verdict]


def verdict_sentence(verdict: Verdict) -> Text:
    """The verdict as a sentence that says what it rests on.

    >>> verdict_sentence("met").en
    'evidence indicates: kept'
    """
    return _words()["sentence"].format(verdict=verdict_name(verdict))


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on a whole whose parts must all be kept: one broken part breaks it, one open part leaves it open.

    >>> overall(["met", "undetermined"]), overall(["undetermined", "not_met"]), overall([])
    ('undetermined', 'not_met', 'undetermined')
    """
    counted = [verdict for verdict in verdicts if verdict != "not_applicable"]
    if "not_met" in counted:
        return "not_met"
    return "met" if counted and set(counted) == {"met"} else "undetermined"
