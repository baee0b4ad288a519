"""What a run assumes of a network beyond its shocks: stocks and idle capacity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from orepath.evidence.store import Evidence
from orepath.network.network import UNKNOWN, Floats, Network
from orepath.stress.amounts import Amounts
from orepath.stress.assuming import idle_start_months, stock_days, utilisation
from orepath.stress.base import Base, base_of, idle_of
from orepath.stress.effects import Values
from orepath.stress.shock import Assumption


@dataclass(frozen=True)
class Setting:
    """The assumptions of a network.

    Parameters
    ----------
    stock
        Days of stock, by place.
    used
        The share of capacity that base output uses, by stage.
    start
        Months until idle capacity starts.
    """

    stock: Mapping[str, Assumption]
    used: Mapping[str, Assumption]
    start: Assumption

    def assumptions(self) -> tuple[Assumption, ...]:
        """All of them, each once, in order."""
        every = [*self.stock.values(), *self.used.values(), self.start]
        return tuple({each.id: each for each in every}.values())

    def base(self, network: Network, values: Values, drawn_too: bool = False) -> Base:
        """The base of a network under these assumptions.

        Parameters
        ----------
        values
            Values of assumptions other than their own, by id.
        drawn_too
            Whether flows and nodes that only draws have belong to it.
        """
        days = {place: values.get(each.id, each.value) for place, each in self.stock.items()}
        used = {stage: values.get(each.id, each.value) for stage, each in self.used.items()}
        figures = replace(network, draws=None) if drawn_too else network.at_figures()
        return base_of(figures, lambda place: days.get(place, 0.0), used.get)


def setting(network: Network, parties: Sequence[str], evidence: Evidence | None) -> Setting:
    """The assumptions of a network, with what statements say of the Parties' stocks."""
    use = np.asarray(network.nodes["use"].to_numpy(), dtype=np.float64)
    place = np.array(network.column("place"), dtype=object)
    stock = {}
    for each in sorted(set(place) - {"", UNKNOWN}):
        used_t = float(use[place == each].sum())
        stock[each] = stock_days(each, network.mineral, evidence if each in parties else None, used_t, network.year)
    stages = sorted({stage for stage in network.column("stage") if stage})
    found = {stage: known for stage in stages if (known := utilisation(stage)) is not None}
    return Setting(stock, found, idle_start_months())


def drawn(base: Base, made: Setting, flow_t: Floats, own_t: Floats, values: Sequence[Values]) -> Amounts:
    """The masses of a base network at several draws of its flows and of the assumptions.

    What a node uses is what is left over at it; at plants nothing is, and what they deliver stays as in the base.

    Parameters
    ----------
    flow_t, own_t
        The network at each draw (t a year), (flows, draws) and (nodes, draws).
    values
        Values of assumptions by id, one for each draw.
    """
    lanes = flow_t.shape[1]
    inflow, outflow = np.zeros((len(base.use_t), lanes)), np.zeros((len(base.use_t), lanes))
    np.add.at(inflow, base.target, flow_t)
    np.add.at(outflow, base.source, flow_t)
    intake = own_t + inflow + (base.intake_t - base.network.own - base.network.inflow)[:, None]
    over = np.maximum(base.delivered[:, None] * intake - outflow, 0.0)
    aside = np.minimum(base.put_t[:, None], over)
    uses = (base.use_t > 0) | base.pooled | (base.network.outflow <= 0)
    use = np.where(uses[:, None], over - aside, 0.0)
    days = {place: _each(each, values) for place, each in made.stock.items()}
    used = {stage: _each(each, values) for stage, each in made.used.items()}
    nothing = np.zeros(lanes)
    stock = np.stack([days.get(place, nothing) for place in base.place]) * use / 365.0
    return Amounts(flow_t, use, over - use, stock, idle_of(base, intake, used))


def _each(assumption: Assumption, values: Sequence[Values]) -> Floats:
    return np.array([each.get(assumption.id, assumption.value) for each in values])
