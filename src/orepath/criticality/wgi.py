"""Governance of places in a year, from the Worldwide Governance Indicators."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from orepath.criticality.concentration import governance
from orepath.criticality.scores import instability
from orepath.evidence.store import Evidence

STABILITY = "political_stability"
DIMENSIONS = (
    STABILITY,
    "voice_accountability",
    "government_effectiveness",
    "regulatory_quality",
    "rule_of_law",
    "control_of_corruption",
)


@dataclass(frozen=True)
class Scores:
    """Scores by place in one year, with the statements behind each."""

    year: int
    by_place: dict[str, float]
    statements: dict[str, tuple[str, ...]]
    dataset: str

    def behind(self, places: list[str]) -> tuple[str, ...]:
        """The statements behind the scores of some places."""
        return tuple(found for place in places for found in self.statements.get(place, ()))


def governance_scores(evidence: Evidence, year: int) -> Scores | None:
    """Mean of the six dimensions, 0 best to 10 worst, in the newest year until this with all six in one edition."""
    return _scores(evidence, year, DIMENSIONS, governance)


def instability_scores(evidence: Evidence, year: int) -> Scores | None:
    """Political instability, 0 best to 1 worst, in the newest year until this one."""
    return _scores(evidence, year, (STABILITY,), instability)


def _scores(
    evidence: Evidence, year: int, dimensions: tuple[str, ...], scale: Callable[[float], float]
) -> Scores | None:
    newest = evidence.rows(
        """select year(from_) as year, dataset, edition from statements
        where list_contains(?, property) and value is not null and from_ < make_date(? + 1, 1, 1)
        group by all having count(distinct property) = ?
        order by year desc, max(recorded) desc, edition desc limit 1""",
        [list(dimensions), year, len(dimensions)],
    )
    if not newest:
        return None
    chosen = newest[0]
    rows = evidence.rows(
        """select place, property, value, dataset, statement_id from statements
        where list_contains(?, property) and value is not null
            and year(from_) = ? and dataset = ? and edition = ?
        qualify row_number() over (partition by place, property order by row_key) = 1
        order by place, property""",
        [list(dimensions), chosen["year"], chosen["dataset"], chosen["edition"]],
    )
    found: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    for row in rows:
        found[row["place"]][row["property"]] = (row["value"], row["statement_id"])
    whole = {place: values for place, values in found.items() if len(values) == len(dimensions)}
    return Scores(
        year=chosen["year"],
        by_place={p: scale(math.fsum(v for v, _ in values.values()) / len(dimensions)) for p, values in whole.items()},
        statements={place: tuple(identifier for _, identifier in values.values()) for place, values in whole.items()},
        dataset=rows[0]["dataset"],
    )
