"""The measures of the register as a list of what can be stressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from orepath.evidence.measures import MeasureStatus, measures, status
from orepath.evidence.store import Evidence
from orepath.stress.answer import NotAnswered
from orepath.stress.shock import ALL
from orepath.stress.templates.asked import Asked
from orepath.stress.templates.notes_of import first_day
from orepath.stress.templates.template import of_measure
from orepath.vocabulary.language import Text

ORDER: tuple[MeasureStatus, ...] = (
    "in_force",
    "suspended",
    "suspension_end_passed_unverified",
    "announced",
    "unknown",
    "not_yet",
    "ended",
)
"""Which measures come first."""
APPLYING = ORDER[:3]
"""How a measure stands that is recorded as applying."""


@dataclass(frozen=True)
class Listed:
    """A measure in the list.

    Parameters
    ----------
    instrument
        The register's word.
    targets
        Places, or ``("all",)``.
    applies_to
        By Party, whether it is among the destinations concerned.
    answered
        The minerals that losses in tonnes can be given for.
    not_answered
        The others, and why.
    """

    id: str
    name: Text
    imposer: str
    instrument: str
    minerals: tuple[str, ...]
    targets: tuple[str, ...]
    status: MeasureStatus
    from_: date | None
    applies_to: Mapping[str, bool]
    answered: tuple[str, ...]
    not_answered: tuple[NotAnswered, ...]

    @property
    def applying(self) -> bool:
        """Whether it is recorded as applying: in force, suspended, or unverified since a suspension's end."""
        return self.status in APPLYING

    def json(self) -> dict[str, Any]:
        """As an object."""
        missing = [{"mineral": each.mineral, "why": each.why.en} for each in self.not_answered]
        return {
            "id": self.id,
            "name": self.name.en,
            "name_ja": self.name.ja,
            "imposer": self.imposer,
            "instrument": self.instrument,
            "minerals": list(self.minerals),
            "targets": list(self.targets),
            "status": self.status,
            "from_": self.from_.isoformat() if self.from_ else None,
            "applies_to": dict(self.applies_to),
            "answered": list(self.answered),
            "not_answered": missing,
        }


def listed(evidence: Evidence, as_of: date, parties: Sequence[str], asked: Asked | None = None) -> tuple[Listed, ...]:
    """Every measure of the register: first those in force, then suspended, unverified, announced and ended ones.

    Of those that stand alike the latest comes first.

    Parameters
    ----------
    asked
        What templates are asked of, where it is at hand: of the same evidence, day and Parties.
    """
    asked = asked or Asked(evidence, as_of, parties)
    found = []
    for measure in measures(evidence, as_of):
        made, targets = of_measure(asked, measure), tuple(sorted(measure.record.many("targets")))
        found.append(
            Listed(
                id=measure.id,
                name=made.name,
                imposer=str(measure.record.get("imposer")),
                instrument=str(measure.record.get("instrument")),
                minerals=made.minerals,
                targets=targets,
                status=status(measure, as_of),
                from_=first_day(measure),
                applies_to={party: ALL in targets or party in targets for party in parties},
                answered=tuple(dict.fromkeys(shock.mineral for shock in made.shocks)),
                not_answered=made.not_answered,
            )
        )
    return tuple(sorted(found, key=_order))


def _order(each: Listed) -> tuple[int, int, str]:
    return ORDER.index(each.status), -(each.from_ or date.min).toordinal(), each.id
