"""A measure of the register as shocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orepath.errors import UnknownName
from orepath.evidence.measures import Measure, measures
from orepath.evidence.store import Evidence
from orepath.stress.answer import NotAnswered
from orepath.stress.shock import Shock
from orepath.stress.templates.asked import Asked
from orepath.stress.templates.making import named_measure, shocks_of
from orepath.stress.templates.said import told_minerals, told_none, why
from orepath.vocabulary.language import Text


@dataclass(frozen=True)
class Templated:
    """A measure as shocks.

    Parameters
    ----------
    minerals
        Those its record names, or those taken of an act that names none.
    not_answered
        The minerals no figure can be given for; one without a mineral where there is none at all.
    """

    measure: Measure
    name: Text
    minerals: tuple[str, ...]
    shocks: tuple[Shock, ...]
    not_answered: tuple[NotAnswered, ...]


def template(
    evidence: Evidence,
    measure_id: str,
    as_of: date,
    parties: Sequence[str],
    base_years: Mapping[str, int] | None = None,
) -> tuple[Shock, ...]:
    """The shocks of a measure; none where no figure can be given for any of its minerals (see `templated`)."""
    return templated(evidence, measure_id, as_of, parties, base_years).shocks


def templated(
    evidence: Evidence,
    measure_id: str,
    as_of: date,
    parties: Sequence[str],
    base_years: Mapping[str, int] | None = None,
    *,
    unseen: bool = False,
) -> Templated:
    """The shocks of a measure, and the minerals no figure can be given for.

    A measure that is suspended, has ended or is only announced is taken as if it applied from its own day on.

    Parameters
    ----------
    as_of
        The day on which it is asked how the measure stands.
    base_years
        The year of the base network by mineral; the newest of those not given.
    unseen
        Whether shocks are wanted too of goods whose trade the evidence does not see. They take away too little then,
        and their notes say so; else their minerals are not answered.

    Raises
    ------
    UnknownName
        For a measure that is not in the register, with the nearest.
    """
    return of_measure_named(Asked(evidence, as_of, parties, base_years, unseen=unseen), measure_id)


def of_measure_named(asked: Asked, measure_id: str) -> Templated:
    """A measure by its id, as `templated`."""
    known = {each.id: each for each in measures(asked.evidence, asked.as_of)}
    if measure_id not in known:
        raise UnknownName("measure", measure_id, list(known), "MEASURE")
    return of_measure(asked, known[measure_id])


def of_measure(asked: Asked, measure: Measure) -> Templated:
    """A measure as shocks, as it is asked."""
    found = asked.made.get(measure.id)
    if not isinstance(found, Templated):
        found = asked.made[measure.id] = _made(asked, measure)
    return found


def _made(asked: Asked, measure: Measure) -> Templated:
    minerals = tuple(measure.record.many("minerals")) or told_minerals(measure.id)
    found = {mineral: shocks_of(asked, measure, mineral) for mineral in minerals}
    missing = [NotAnswered(mineral, "", each) for mineral, each in found.items() if isinstance(each, Text)]
    if not minerals:
        missing.append(NotAnswered("", "", told_none(measure.id) or why("no_mineral")))
    shocks = tuple(shock for each in found.values() if not isinstance(each, Text) for shock in each)
    return Templated(measure, named_measure(measure), minerals, shocks, tuple(missing))
