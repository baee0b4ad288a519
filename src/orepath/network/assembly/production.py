"""What places produce at a stage in a year: one publisher's series, with what the others say beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from orepath.evidence.precedence import prefer
from orepath.evidence.store import Evidence, Statement
from orepath.network.assembly.estimate import WORLD, Estimate, added, estimate
from orepath.network.assembly.rules import bases
from orepath.vocabulary.places import is_country

OTHER = "other"
LEFT_OUT = ("withheld", "not_available")


@dataclass(frozen=True)
class Production:
    """What places produce at a stage in a year, in tonnes of contained metal.

    Parameters
    ----------
    places
        By place.
    other
        Of places not listed, together.
    hidden
        Places the publisher lists without a figure.
    """

    places: dict[str, Estimate] = field(default_factory=dict)
    world: Estimate | None = None
    other: Estimate | None = None
    hidden: dict[str, str] = field(default_factory=dict)
    dataset: str = ""

    @property
    def known(self) -> bool:
        """Whether any figure is known."""
        return bool(self.places)


def production_years(evidence: Evidence, mineral: str, stage: str) -> list[int]:
    """The years with production of a mineral and stage by place, the newest first; projections are left out."""
    rows = evidence.rows(
        """select distinct year(from_) as year, item from statements
        where property = 'production' and mineral = ? and stage = ? and partner is null and value is not null
            and from_ <= recorded and "until" = from_ + interval 1 year and place not in ('world', 'eu', 'other')""",
        [mineral, stage],
    )
    return sorted({row["year"] for row in rows if _same_basis(mineral, row["item"])}, reverse=True)


def production(evidence: Evidence, mineral: str, stage: str, year: int) -> Production:
    """Production by place as the preferred publisher gives it, each figure within what the others say too."""
    series = _series(evidence, mineral, stage, year)
    if not series:
        return Production()
    chosen = series[prefer([group[0] for group in series.values()]).statement.statement_id]
    others: dict[str, list[Statement]] = defaultdict(list)
    for group in series.values():
        if group[0].dataset != chosen[0].dataset:
            for found in group:
                others[found.place or ""].append(found)
    figures = {
        found.place: estimate(found, others[found.place or ""], WORLD if found.place == WORLD else None)
        for found in chosen
        if found.value is not None and found.place
    }
    rest = [estimate(found) for found in chosen if found.place == OTHER and found.value is not None]
    return Production(
        {place: figure for place, figure in sorted(figures.items()) if is_country(place)},
        figures.get(WORLD),
        added(rest) if rest else None,
        {s.place: s.statement_id for s in chosen if s.place and s.status in LEFT_OUT and is_country(s.place)},
        chosen[0].dataset,
    )


def _series(evidence: Evidence, mineral: str, stage: str, year: int) -> dict[str, list[Statement]]:
    """The fullest series of each dataset's newest edition, by the id of its first statement."""
    groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for found in evidence.statements("production", mineral=mineral, stage=stage, year=year, partner=None):
        if _of_the_year(found, year) and _same_basis(mineral, found.item):
            groups[(found.dataset, found.edition, found.item or "")].append(found)
    best: dict[str, list[Statement]] = {}
    for group in groups.values():
        if sum(s.value is not None and is_country(s.place or "") for s in group) > 1:
            known = best.get(group[0].dataset)
            if known is None or _fullness(group) > _fullness(known):
                best[group[0].dataset] = group
    return {group[0].statement_id: group for group in best.values()}


def _of_the_year(found: Statement, year: int) -> bool:
    """Whether a figure is of that one year, and no projection."""
    if not found.from_ or not found.until:
        return False
    return found.until.year == year + 1 and found.from_ <= found.recorded


def _fullness(group: Sequence[Statement]) -> tuple[bool, str, int]:
    """A series with a world total, of the newest edition, of the most places."""
    return any(s.place == WORLD for s in group), str(group[0].recorded), len(group)


def _same_basis(mineral: str, item: str | None) -> bool:
    """Whether an item counts what the network's tonnes are of."""
    return not any(word in (item or "") for word in bases()[mineral].other)
