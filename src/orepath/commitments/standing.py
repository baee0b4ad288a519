"""Whether an agreement applied on a day: before its entry into force and after its end no promise is assessed."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from orepath.commitments.finding import Finding, Missing, Question, Reason
from orepath.commitments.wording import day
from orepath.vocabulary.language import Text, text

Assess = Callable[[Question], Finding]


@cache
def _texts() -> dict[str, Text]:
    raw = tomllib.loads(files("orepath.commitments").joinpath("standing.toml").read_text("utf-8"))
    return {key: text(entry) for key, entry in raw.items()}


def not_in_force(question: Question) -> Finding | None:
    """The finding ``not_applicable`` for a day on which the agreement did not apply, else None."""
    agreement, as_of = question.agreement, question.as_of
    if as_of < agreement.in_force_from:
        said = _texts()["before"].format(from_=day(agreement.in_force_from), as_of=day(as_of))
    elif agreement.until and as_of >= agreement.until:
        said = _texts()["after"].format(until=day(agreement.until), as_of=day(as_of))
    else:
        return None
    return Finding(question.commitment.id, "not_applicable", (Reason(said),))


def while_in_force(assess: Assess) -> Assess:
    """An assessment that is asked only for days on which the agreement applied."""

    @functools.wraps(assess)
    def asked(question: Question) -> Finding:
        return not_in_force(question) or assess(question)

    return asked


@while_in_force
def no_room(question: Question) -> Finding:
    """The finding on a commitment that no room assesses."""
    texts = _texts()
    missing = Missing(texts["no_room_what"].format(evidence=question.commitment.evidence), texts["no_room_who"])
    return Finding(question.commitment.id, "undetermined", (Reason(texts["no_room"]),), (missing,))
