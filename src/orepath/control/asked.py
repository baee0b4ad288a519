"""A question put to a rule: one entity on one day, with all that its limbs need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from orepath.control.covering import Covered, covered
from orepath.control.integrated import Reached, reaching
from orepath.control.on_day import OnDay
from orepath.control.register import Metric
from orepath.control.rule import Version
from orepath.control.spreading import Spread, spread
from orepath.control.upstream import Upstream, reach, upstream


@dataclass(frozen=True)
class Asked:
    """One entity, by its number, under what a rule says on a day."""

    day: OnDay
    entity: int
    version: Version
    open_world: bool

    @cached_property
    def graphs(self) -> dict[Metric, Upstream]:
        """The graph above the entity by metric of the rule; of all metrics together where being covered spreads."""
        metrics = self.version.metrics
        if self.version.spreads is None:
            return {metric: self.above(metric) for metric in metrics}
        nodes = reach(self.day, self.entity, metrics)
        return {metric: upstream(self.day, metric, self.entity, nodes, self.open_world) for metric in metrics}

    @cached_property
    def _above(self) -> dict[Metric, Upstream]:
        return {}

    def above(self, metric: Metric) -> Upstream:
        """The graph above the entity by the stakes of one metric alone."""
        if metric not in self._above:
            nodes = reach(self.day, self.entity, [metric])
            self._above[metric] = upstream(self.day, metric, self.entity, nodes, self.open_world)
        return self._above[metric]

    @cached_property
    def covered(self) -> Covered:
        """Whom the rule covers by itself, of the entity and all above it."""
        numbers = {entity for graph in self.graphs.values() for part in graph.parts for entity in part}
        return covered(self.day.register.entities, {self.entity, *numbers}, self.version)

    @cached_property
    def spread(self) -> Spread:
        """Who is covered only because others hold it."""
        if self.version.spreads is None:
            return Spread({}, {})
        return spread(self.graphs, self.covered.sure, self.covered.possible, self.version.spreads)

    @cached_property
    def sure(self) -> frozenset[int]:
        """All that are covered, by themselves or because others hold them."""
        return frozenset({*self.covered.sure, *self.spread.sure})

    @cached_property
    def possible(self) -> frozenset[int]:
        """All that may be covered, the sure ones among them."""
        return frozenset({*self.covered.possible, *self.spread.possible})

    @cached_property
    def _integrated(self) -> dict[Metric, Reached]:
        return {}

    def integrated(self, metric: Metric) -> Reached:
        """What of the entity reaches each owner, by the stakes of one metric."""
        if metric not in self._integrated:
            self._integrated[metric] = reaching(self.above(metric), self.day, self.covered.possible)
        return self._integrated[metric]
