"""The two sides of the EU method: global supply, and where the EU's own supply comes from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from orepath.criticality.metric import Asked
from orepath.criticality.series import words
from orepath.criticality.sources import completed
from orepath.evidence.store import Statement
from orepath.vocabulary.terms import stages


@dataclass(frozen=True)
class Sides:
    """Shares of global supply and of the EU's supply at one stage, and the trade parameter t of each place in both."""

    mineral: str
    stage: str
    from_: Any
    until: Any
    dataset: str
    world: dict[str, float]
    sourcing: dict[str, float]
    world_t: dict[str, float]
    sourcing_t: dict[str, float]
    statements: tuple[str, ...]

    @property
    def year(self) -> int:
        """The last year the shares are of."""
        return int(self.until.year) - 1

    def about(self, metric: str) -> dict[str, Any]:
        """The fields of a metric made from these."""
        several = self.until.year - self.from_.year > 1
        return {
            "mineral": self.mineral,
            "stage": self.stage,
            "year": None if several else self.from_.year,
            "from_": self.from_.isoformat() if several else None,
            "until": self.until.isoformat() if several else None,
            "metric": metric,
            "dataset": self.dataset,
            "statements": self.statements,
        }


def eu_sides(asked: Asked) -> list[Sides]:
    """Both sides at each stage that has them, with trade parameters, in one dataset."""
    found = []
    for stage in [asked.stage] if asked.stage else list(stages()):
        subject: dict[str, Any] = {"mineral": asked.mineral, "stage": stage}
        subject |= {"dataset": asked.dataset} if asked.dataset else {}
        shares = asked.evidence.statements("supply_share", **subject)
        factors = asked.evidence.statements("trade_parameter", **subject)
        groups: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
        for statement in shares:
            if statement.from_ and statement.until and _covers(statement, asked.year):
                key = (statement.from_, statement.until, statement.dataset, statement.edition)
                groups[key].append(statement)
        if groups:
            key = max(groups, key=lambda k: (k[1], k[0], k[2], k[3]))
            sides = _sides(asked.mineral, stage, key, groups[key], [f for f in factors if _key(f) == key])
            found += [sides] if sides else []
    return found


def _covers(statement: Statement, year: int | None) -> bool:
    return not year or bool(statement.from_ and statement.until and statement.from_.year <= year < statement.until.year)


def _key(statement: Statement) -> tuple[Any, ...]:
    return (statement.from_, statement.until, statement.dataset, statement.edition)


def _sides(
    mineral: str, stage: str, key: tuple[Any, ...], shares: list[Statement], factors: list[Statement]
) -> Sides | None:
    names = words()["shares"]
    world = [s for s in shares if s.item in names["world"]]
    sourcing = [s for s in shares if s.item in names["sourcing"]]
    if not world or not sourcing or not factors:
        return None
    return Sides(
        mineral=mineral,
        stage=stage,
        from_=key[0],
        until=key[1],
        dataset=key[2],
        world=completed(world),
        sourcing=completed(sourcing),
        world_t=_by_place(factors, names["world"]),
        sourcing_t=_by_place(factors, names["sourcing"]),
        statements=tuple(s.statement_id for s in (*world, *sourcing, *factors)),
    )


def _by_place(factors: list[Statement], items: list[str]) -> dict[str, float]:
    return {f.place: f.value for f in factors if f.place and f.value is not None and f.item in items}
