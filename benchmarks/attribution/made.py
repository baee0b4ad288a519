"""A supply network made up in any size: six layers, one of them cyclic, whose mass is conserved.

Mass is put in at the first layer (and a little at the second), goes down layer by layer and leaves at the last. The
second layer trades with itself: every node of it re-exports 30 % of what stands there inside the layer. Whom a flow
reaches is heavy-tailed, as is its size. Nodes and flows are numbered at random, so that nothing can be read off an
order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orepath.attribution.system import System

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LAYERS = 6
CYCLIC = 1
INSIDE = 0.15
RE_EXPORTED = 0.3
LABELS = 32
NODES_PER_EDGE = 0.1
SEED = 20261124
EXACT = 1e-15


@dataclass(frozen=True)
class MadeUp:
    """A made-up network.

    Parameters
    ----------
    system
        What an engine is asked.
    layer
        The layer of each node, (nodes,).
    """

    system: System
    layer: NDArray[np.int8]

    @property
    def inside(self) -> int:
        """How many flows stay in the cyclic layer."""
        return int(np.count_nonzero(self.layer[self.system.source] == self.layer[self.system.target]))


def made_up(edges: int, seed: int = SEED) -> MadeUp:
    """A network of so many flows, a tenth as many nodes and 32 labels; the same for the same seed."""
    generator = np.random.default_rng(seed)
    nodes = int(edges * NODES_PER_EDGE)
    first = np.arange(LAYERS + 1) * (nodes // LAYERS)
    first[-1] = nodes
    inside = int(edges * INSIDE)
    counts = np.diff(np.linspace(0, edges - inside, LAYERS).astype(np.int64))
    parts = [_down(generator, first, layer, int(count)) for layer, count in enumerate(counts)]
    parts.insert(CYCLIC, _around(generator, first, inside))
    own = _own(generator, first)
    flow = _conserving(generator, own, parts)
    source, target = (np.concatenate([part[end] for part in parts]) for end in (0, 1))
    return _shuffled(generator, source, target, flow, own, first)


def _popular(generator: np.random.Generator, start: int, stop: int, count: int) -> Integers:
    """Nodes drawn by a heavy-tailed popularity."""
    reach = np.cumsum(np.exp(generator.standard_normal(stop - start)))
    return np.asarray(start + np.searchsorted(reach, generator.random(count) * reach[-1]), dtype=np.int64)


def _down(generator: np.random.Generator, first: Integers, layer: int, count: int) -> tuple[Integers, Integers]:
    """Flows from a layer to the next: out of every node and into every node at least one."""
    start, middle, stop = first[layer : layer + 3]
    source = np.concatenate([np.arange(start, middle), generator.integers(start, middle, count - (middle - start))])
    target = np.concatenate(
        [middle + generator.permutation(stop - middle), _popular(generator, middle, stop, count - (stop - middle))]
    )
    return source, target


def _around(generator: np.random.Generator, first: Integers, count: int) -> tuple[Integers, Integers]:
    """Flows inside the cyclic layer: one ring through all its nodes, the others anywhere; no self-loops."""
    start, stop = first[CYCLIC : CYCLIC + 2]
    ring = start + generator.permutation(stop - start)
    source = np.concatenate([ring, generator.integers(start, stop, count - len(ring))])
    target = np.concatenate([np.roll(ring, -1), _popular(generator, start, stop, count - len(ring))])
    itself = source == target
    target[itself] = start + (target[itself] - start + 1) % (stop - start)
    return source, target


def _own(generator: np.random.Generator, first: Integers) -> Floats:
    """Tonnes put in: heavy-tailed in the first layer, a little at every node of the cyclic one."""
    own = np.zeros(first[-1])
    own[: first[1]] = np.exp(generator.normal(3.0, 1.5, first[1]))
    own[first[CYCLIC] : first[CYCLIC + 1]] += 0.01
    return own


def _conserving(generator: np.random.Generator, own: Floats, parts: list[tuple[Integers, Integers]]) -> Floats:
    """Tonnes of each flow: all that stands at a node leaves it, but for the last layer."""
    stands, flows, kept = own.copy(), [], 1.0
    for position, (source, target) in enumerate(parts):
        raw = np.exp(generator.normal(0.0, 1.5, len(source)))
        part = raw / np.bincount(source, raw, len(own))[source]
        if position == CYCLIC:
            part *= RE_EXPORTED
            stands, kept = _settled(stands, source, target, part), 1.0 - RE_EXPORTED
            flows.append(part * stands[source])
        else:
            flows.append(part * stands[source] * kept)
            stands, kept = stands + np.bincount(target, flows[-1], len(own)), 1.0
    return np.concatenate(flows)


def _settled(enters: Floats, source: Integers, target: Integers, part: Floats) -> Floats:
    """What stands at each node of the cyclic layer once what goes round in it is counted."""
    stands = enters
    while True:
        again = enters + np.bincount(target, part * stands[source], len(enters))
        if np.all(np.abs(again - stands) <= EXACT * again):
            return again
        stands = again


def _shuffled(
    generator: np.random.Generator, source: Integers, target: Integers, flow: Floats, own: Floats, first: Integers
) -> MadeUp:
    """The network with its nodes and flows in any order, each own mass with one of the labels."""
    number, order = generator.permutation(len(own)), generator.permutation(len(flow))
    code = generator.integers(0, LABELS, len(own)).astype(np.int32)
    code[own == 0] = -1
    layer = np.repeat(np.arange(LAYERS, dtype=np.int8), np.diff(first))
    mass, label, layers = np.empty_like(own), np.empty_like(code), np.empty_like(layer)
    mass[number], label[number], layers[number] = own, code, layer
    source, target = (number[end][order] for end in (source, target))
    names = tuple(f"made-up {position:02}" for position in range(LABELS))
    system = System(source.astype(np.int32), target.astype(np.int32), flow[order], mass, label, names)
    return MadeUp(system, layers)
