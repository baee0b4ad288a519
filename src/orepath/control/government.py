"""Control by governments other than those of some places: a rule of majority, for questions no law words."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.control.counting import Counting
from orepath.control.rule import Criterion, Limb, Reference, Rule, Spreads, Threshold, Version
from orepath.vocabulary.language import text
from orepath.vocabulary.places import places as every_place


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads(files("orepath.control").joinpath("government.toml").read_text("utf-8"))


def governments_but(places: Collection[str]) -> Rule:
    """The rule that covers the governments of every country but some, such as the Parties of an agreement.

    Covered is whom they, together, have more than half of in votes, equity or seats, and so on down. A government
    whose place is not known may be any.

    Parameters
    ----------
    places
        Codes of the places whose governments are not covered.
    """
    raw = _settings()
    reference = Reference(raw["source"], raw["how_sure"])
    threshold = Threshold(Fraction(raw["threshold"]), raw["comparison"])
    metrics = tuple(raw["metrics"])
    version = Version(
        from_=date.min,
        until=None,
        nations=tuple(sorted(set(every_place()) - set(places))),
        criteria=(Criterion("government", text(raw["government"]), ("government",), True, "", (), "open", reference),),
        spreads=Spreads(metrics, threshold, "all", text(raw["spreads"]), reference),
        counting=Counting(),
        limbs=(
            Limb("itself", "covered", text(raw["itself"]), (), None, "all", "chains", reference),
            Limb("held", "held", text(raw["held"]), metrics, threshold, "all", "direct", reference),
        ),
        reference=reference,
        nations_reference=reference,
        counting_reference=reference,
    )
    examined = tuple(text(entry) for entry in raw["not_examined"])
    return Rule(raw["id"], text(raw["title"]), text(raw["about"]), (version,), examined)
