"""Nodes parted among facilities: each part takes in the mix of its node, and ships it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from orepath.network.network import Draws, Floats, Integers, Network

PART = "#"
"""What stands between the id of a node and the number of its part."""
MASSES = ("own", "use", "stock", "loss")


@dataclass(frozen=True)
class Parted:
    """A network with some nodes parted.

    Parameters
    ----------
    parts
        By node id, the numbers of its parts in the order given; what they leave of a node keeps its id and number.
    """

    network: Network
    parts: dict[str, Integers]


def parted(network: Network, shares: Mapping[str, Floats]) -> Parted:
    """The network with nodes parted; totals are kept, and no composition anywhere changes.

    Parameters
    ----------
    shares
        By node id, the shares (0 to 1) of what stands there that its parts have, (parts, states): at the network's
        figures and behind them at each draw. Together they are 1 at most; ids the network has not are left alone.
    """
    given = {node: share for node, share in shares.items() if node in network.index and len(share)}
    whole, start = _Parts(network, given), len(network.index)
    numbers: dict[str, Integers] = {}
    for node, share in given.items():
        numbers[node] = np.arange(start, start + len(share))
        start += len(share)
    return Parted(whole.network(), numbers)


class _Parts:
    """The rows of the parted network, each a part of a row of the whole one."""

    def __init__(self, network: Network, given: Mapping[str, Floats]) -> None:
        self.whole = network
        states = 1 + (network.draws.count if network.draws else 0)
        rest = np.ones((len(network.index), states))
        self.of = list(range(len(rest)))
        self.ids = list(network.index)
        self.here: dict[int, list[int]] = {}
        every = [rest]
        for node, share in given.items():
            number = network.index[node]
            rest[number] = np.clip(1.0 - share.sum(axis=0), 0.0, 1.0)
            first = len(self.of)
            self.of += [number] * len(share)
            self.ids += [f"{node}{PART}{part}" for part in range(1, len(share) + 1)]
            self.here[number] = [number, *range(first, len(self.of))]
            every.append(share)
        self.share = np.concatenate(every)

    def network(self) -> Network:
        """The parted network."""
        of = np.array(self.of, dtype=np.int64)
        nodes = self.whole.nodes.take(pa.array(of)).set_column(0, "node", pa.array(self.ids, pa.string()))
        for name in MASSES:
            nodes = _scaled(nodes, name, self.share[:, 0])
        row, source, target = np.array(list(self._flows()), dtype=np.int64).reshape(-1, 3).T
        part = self.share[source] * self.share[target]
        flows = self.whole.flows.take(pa.array(row))
        ids = pa.array(self.ids, pa.string())
        flows = flows.set_column(0, "source", ids.take(pa.array(source)))
        flows = flows.set_column(1, "target", ids.take(pa.array(target)))
        for name in ("flow", "low", "high"):
            flows = _scaled(flows, name, part[:, 0])
        draws = self.whole.draws
        if draws is not None:
            draws = Draws(draws.flow[row] * part[:, 1:], draws.own[of] * self.share[:, 1:])
        return replace(self.whole, nodes=nodes.combine_chunks(), flows=flows.combine_chunks(), draws=draws)

    def _flows(self) -> Iterator[tuple[int, int, int]]:
        """Each flow from every part of its source to every part of its target."""
        ends = zip(self.whole.source.tolist(), self.whole.target.tolist(), strict=True)
        for row, (source, target) in enumerate(ends):
            for one in self.here.get(source, [source]):
                for other in self.here.get(target, [target]):
                    yield row, one, other


def _scaled(table: pa.Table, name: str, share: Floats) -> pa.Table:
    position = table.schema.get_field_index(name)
    found = pa.array(table[name].to_numpy() * share)
    return table.set_column(position, table.schema.field(name), found)
