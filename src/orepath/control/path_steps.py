"""The steps a path of the proof can take upward from an entity: to its owners, as the rule counts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from orepath.control.answer import UNKNOWN_OWNER, Link
from orepath.control.asked import Asked
from orepath.control.counting import NONE, WHOLE
from orepath.control.held import Holding
from orepath.control.register import Metric
from orepath.control.rule import Through
from orepath.control.upstream import Stake, Upstream


@dataclass(frozen=True)
class At:
    """Where a path has come to: an entity, and the metric whose stakes in it count."""

    entity: int
    metric: Metric


@dataclass(frozen=True)
class Upward:
    """A step upward.

    Parameters
    ----------
    low, high
        What the stake counts as, at least and at most.
    to
        Where the path goes on; None where it ends, with a covered owner or one nobody knows.
    """

    link: Link
    low: Fraction
    high: Fraction
    to: At | None


@dataclass(frozen=True)
class Proof:
    """What paths to an entity are looked for: of one metric, as one limb counts it.

    Parameters
    ----------
    holding
        What covered owners hold of the entities above, where the limb looks at chains.
    """

    asked: Asked
    metric: Metric
    through: Through
    holding: Holding | None

    @property
    def start(self) -> At:
        """Where every path ends and the search begins."""
        return At(self.asked.entity, self.metric)

    def steps(self, at: At) -> Iterator[Upward]:
        """Every step upward that counts for something."""
        graph = self.asked.graphs[at.metric]
        deemed = at.entity != self.asked.entity and at.entity in self.asked.spread.possible
        for stake in graph.stakes.get(at.entity, ()):
            step = self._deeming(at, stake) if deemed else self._counting(at, stake, graph)
            if step is not None and step.high:
                yield step
        if at.entity in graph.pool:
            yield self._unknown(at, graph, deemed)

    def _counting(self, at: At, stake: Stake, graph: Upstream) -> Upward | None:
        """A stake on a chain on which every stake counts as the rule says."""
        asked, counting = self.asked, self.asked.version.counting
        if stake.owner == at.entity:
            return None
        pool = graph.pool.get(at.entity, NONE)
        least, most = counting.link(stake.low), counting.link(min(stake.high + pool, graph.room(at.entity) + stake.low))
        if stake.owner in asked.covered.possible:
            return self._step(at, stake, least * (stake.owner in asked.covered.sure), most, None)
        if stake.owner in asked.spread.possible:
            low = least * (stake.owner in asked.spread.sure)
            return self._step(at, stake, low, most, self._deemed(stake.owner))
        if self.through == "direct":
            return None
        held = self.holding
        if held is not None and stake.owner in held.low:
            least *= bool(counting.passes(held.low[stake.owner]))
            most *= bool(counting.passes(held.high[stake.owner]))
        return self._step(at, stake, least, most, At(stake.owner, at.metric))

    def _deeming(self, at: At, stake: Stake) -> Upward | None:
        """A stake that makes its entity covered: it counts as the whole, for the entity then does."""
        asked = self.asked
        if stake.owner not in asked.possible or stake.owner == at.entity:
            return None
        sure = stake.owner in asked.sure and at.entity in asked.spread.sure and stake.low > 0
        ends = stake.owner in asked.covered.possible
        return self._step(at, stake, WHOLE if sure else NONE, WHOLE, None if ends else self._deemed(stake.owner))

    def _deemed(self, entity: int) -> At:
        """Where a path goes on above an entity covered because others hold it: the first metric that does it."""
        spread = self.asked.spread
        return At(entity, (spread.sure.get(entity) or spread.possible[entity])[0])

    def _unknown(self, at: At, graph: Upstream, deemed: bool) -> Upward:
        pool = graph.pool[at.entity]
        rows = self.asked.day.unnamed[at.metric]
        told = tuple(rows.row[rows.of(at.entity)].tolist())
        where = self.asked.day.where(told) if told else ""
        ids = self.asked.day.register.entities.ids
        link = Link(UNKNOWN_OWNER, ids[at.entity], at.metric, NONE, pool, NONE, where)
        return Upward(link, NONE, WHOLE if deemed else self.asked.version.counting.link(pool), None)

    def _step(self, at: At, stake: Stake, low: Fraction, high: Fraction, to: At | None) -> Upward:
        day = self.asked.day
        owner, owned = (day.register.entities.ids[number] for number in (stake.owner, at.entity))
        link = Link(owner, owned, at.metric, stake.low, stake.high, low, day.where(stake.rows))
        return Upward(link, low, high, to)
