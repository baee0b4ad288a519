"""Made-up systems whose shape is hard: long rings, deep chains, wide stars, parts that hardly let go."""

from __future__ import annotations

import numpy as np

from orepath.attribution.system import System

LABELS = ("Aland", "Boria", "Carinia")


def of_flows(
    source: np.ndarray, target: np.ndarray, flow: np.ndarray, own: np.ndarray, labels: tuple[str, ...] = LABELS
) -> System:
    """A system whose labels go round among the nodes that put something in."""
    code = np.full(len(own), -1, dtype=np.int32)
    puts_in = np.flatnonzero(own > 0)
    code[puts_in] = np.arange(len(puts_in)) % len(labels)
    ends = (np.asarray(source, dtype=np.int32), np.asarray(target, dtype=np.int32))
    return System(*ends, np.asarray(flow, dtype=np.float64), np.asarray(own, dtype=np.float64), code, labels)


def ring(nodes: int, seed: int = 0, leak: float = 0.1) -> System:
    """One cycle through all nodes in shuffled order; each lets go ``leak`` of what stands there and puts as much in."""
    random = np.random.default_rng(seed)
    around = random.permutation(nodes)
    return of_flows(around, np.roll(around, -1), np.full(nodes, 1.0 - leak), np.full(nodes, leak))


def ring_fed_once(nodes: int, seed: int = 0) -> System:
    """One cycle through all nodes in shuffled order; only one of them puts something in, as much as goes round."""
    around = np.random.default_rng(seed).permutation(nodes)
    return of_flows(around, np.roll(around, -1), np.ones(nodes), np.where(np.arange(nodes) == around[0], 1.0, 0.0))


def random_part(nodes: int, seed: int = 0, per_node: int = 5, own: float = 0.3) -> System:
    """Flows between nodes at random, all on one ring besides, so that they are one cyclic part.

    Every node puts in ``own`` times its inflow.
    """
    random = np.random.default_rng(seed)
    around = random.permutation(nodes)
    source = np.concatenate([around, random.integers(0, nodes, nodes * per_node)])
    target = np.concatenate([np.roll(around, -1), random.integers(0, nodes, nodes * per_node)])
    flow = random.lognormal(0, 1.5, len(source))
    kept = source != target
    inflow = np.bincount(target[kept], flow[kept], nodes)
    return of_flows(source[kept], target[kept], flow[kept], own * inflow)


def chain(nodes: int, seed: int = 0) -> System:
    """A chain in shuffled order, each node of which adds a thousandth of what it gets."""
    along = np.random.default_rng(seed).permutation(nodes)
    own = np.full(nodes, 1e-3)
    own[along[0]] = 1.0
    return of_flows(along[:-1], along[1:], np.ones(nodes - 1), own)


def pairs(count: int, seed: int = 0) -> System:
    """Many cycles of two nodes, one of which puts in three times what comes back."""
    random = np.random.default_rng(seed)
    node = random.permutation(2 * count).reshape(count, 2)
    there, back = random.lognormal(0, 1, count), random.lognormal(0, 1, count)
    own = np.zeros(2 * count)
    own[node[:, 0]] = 3 * back
    return of_flows(
        np.concatenate([node[:, 0], node[:, 1]]),
        np.concatenate([node[:, 1], node[:, 0]]),
        np.concatenate([there, back]),
        own,
    )


def star(spokes: int, seed: int = 0) -> System:
    """As many nodes feed one, and it feeds as many others."""
    random = np.random.default_rng(seed)
    into = np.arange(1, spokes // 2 + 1)
    onward = np.arange(spokes // 2 + 1, spokes + 1)
    own = np.zeros(spokes + 1)
    own[into] = random.lognormal(0, 1, len(into))
    source = np.concatenate([into, np.zeros(len(onward))])
    target = np.concatenate([np.zeros(len(into)), onward])
    return of_flows(source, target, np.concatenate([own[into], random.random(len(onward)) + 0.1]), own)


def both_ways(nodes: int, seed: int = 0, leak: float = 1e-3) -> System:
    """A chain in shuffled order with as much back as forth; each node adds ``leak`` of a flow, both ends a flow."""
    along = np.random.default_rng(seed).permutation(nodes)
    own = np.full(nodes, leak)
    own[along[[0, -1]]] = 1.0
    source = np.concatenate([along[:-1], along[1:]])
    target = np.concatenate([along[1:], along[:-1]])
    return of_flows(source, target, np.ones(2 * nodes - 2), own)


def grid(side: int, leak: float = 1e-4) -> System:
    """A square of nodes with as much back as forth between neighbours; each adds ``leak``, two corners a flow."""
    number = np.arange(side * side).reshape(side, side)
    ends = [(number[:, :-1], number[:, 1:]), (number[:-1], number[1:])]
    source = np.concatenate([end.ravel() for one, other in ends for end in (one, other)])
    target = np.concatenate([end.ravel() for one, other in ends for end in (other, one)])
    own = np.full(side * side, leak)
    own[[0, -1]] = 1.0
    return of_flows(source, target, np.ones(len(source)), own)
