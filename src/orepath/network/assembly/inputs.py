"""Everything a network is assembled from: production, totals and trade of one mineral and year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orepath.evidence.store import Evidence
from orepath.network.assembly.estimate import Estimate
from orepath.network.assembly.production import Production, production
from orepath.network.assembly.rules import Basis, bases
from orepath.network.assembly.totals import Totals, totals
from orepath.network.trade.contained import ContainedTrade, contained_trade

MINE, REFINE = "mine", "refine"


@dataclass(frozen=True)
class Inputs:
    """What statements say of one mineral and year, in tonnes of contained metal.

    Parameters
    ----------
    mined, refined
        Production by place.
    trade
        Flows between places by stage.
    """

    mineral: str
    year: int
    basis: Basis
    mined: Production
    refined: Production
    totals: Totals
    trade: ContainedTrade

    @cached_property
    def ore_seen(self) -> bool:
        """Whether every main good of the mine stage is in the evidence, so that what plants are fed can be seen."""
        unseen = zip(self.trade.not_seen["stage"].to_pylist(), self.trade.not_seen["main"].to_pylist(), strict=True)
        return not any(main and stage == MINE for stage, main in unseen)

    @cached_property
    def refines(self) -> bool:
        """Whether anything after the mine is in the evidence."""
        traded = REFINE in self.trade.table["stage"].to_pylist()
        return self.refined.known or traded or bool(self.totals.arrivals)

    @cached_property
    def scale(self) -> float:
        """The size of the whole (t): what is mined in the world, or what is traded."""
        mined = sum(figure.mid for figure in self.mined.places.values())
        return max(mined, float(np.nansum(self.trade.table["high_t"].to_numpy(zero_copy_only=False))), 1.0)

    def trading(self, stage: str) -> list[str]:
        """The places that trade goods of a stage, in order."""
        table = self.trade.table
        stages, exporters, importers = (table[name].to_pylist() for name in ("stage", "exporter", "importer"))
        ends = zip(stages, exporters, importers, strict=True)
        return sorted({place for at, *pair in ends if at == stage for place in pair})

    @cached_property
    def hidden(self) -> dict[str, str]:
        """Places whose production a publisher lists without a figure, with the statement's id."""
        return {**self.mined.hidden, **self.refined.hidden}


def gather(evidence: Evidence, mineral: str, year: int) -> Inputs:
    """What the evidence says of a mineral and year."""
    mined = production(evidence, mineral, MINE, year)
    return Inputs(
        mineral,
        year,
        bases()[mineral],
        mined,
        production(evidence, mineral, REFINE, year),
        totals(evidence, mineral, year),
        contained_trade(evidence, mineral, year, {place: one.high for place, one in mined.places.items()}),
    )


def likely(figures: dict[str, Estimate]) -> dict[str, Estimate]:
    """The figures above 0."""
    return {place: figure for place, figure in figures.items() if figure.mid > 0}
