"""What reaches a place in all, what it recycles, uses and puts aside, as its statistical office says it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from orepath.evidence.store import Evidence, Statement
from orepath.network.assembly.estimate import Estimate, added, estimate
from orepath.network.assembly.rules import total_rules


@dataclass(frozen=True)
class Totals:
    """Totals of places in a year, in tonnes of contained metal, by place.

    Parameters
    ----------
    arrivals, exports
        What comes from abroad, and goes there, in every form.
    recycled
        What comes from scrap at home.
    stock
        What is put aside over the year; negative where stocks were drawn.
    """

    arrivals: dict[str, Estimate] = field(default_factory=dict)
    exports: dict[str, Estimate] = field(default_factory=dict)
    recycled: dict[str, Estimate] = field(default_factory=dict)
    consumption: dict[str, Estimate] = field(default_factory=dict)
    stock: dict[str, Estimate] = field(default_factory=dict)


def totals(evidence: Evidence, mineral: str, year: int) -> Totals:
    """The totals the rules name, where every item of one is known for a place."""
    found = Totals()
    for rule in total_rules():
        if rule.mineral != mineral:
            continue
        for kind, items in rule.items.items():
            sums = _sums(evidence, rule.dataset, mineral, items, year)
            if kind == "stock":
                before = _sums(evidence, rule.dataset, mineral, items, year - 1)
                sums = {place: _change(end, before[place]) for place, end in sums.items() if place in before}
            getattr(found, kind).update(sums)
    return found


def _change(end: Estimate, start: Estimate) -> Estimate:
    mid = end.mid - start.mid
    return Estimate(mid, end.low - start.high, end.high - start.low, end.statements + start.statements)


def _sums(
    evidence: Evidence, dataset: str, mineral: str, items: tuple[tuple[str, str], ...], year: int
) -> dict[str, Estimate]:
    parts: dict[str, dict[tuple[str, str], Statement]] = defaultdict(dict)
    for property_, item in items:
        for said in evidence.statements(property_, mineral=mineral, dataset=dataset, item=item, year=year):
            if said.value is not None and said.place and said.unit == "t":
                parts[said.place][(property_, item)] = said
    return {
        place: added([estimate(said, kind="total") for said in found.values()])
        for place, found in sorted(parts.items())
        if len(found) == len(items)
    }
