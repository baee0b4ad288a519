"""Made-up networks for rationing and removals, and the plainest rationing there is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orepath.stress.rationing.state import Flowing


@dataclass(frozen=True)
class Plain:
    """What the plain rationing found, every step of it: (nodes or flows, steps), tonnes but for shares."""

    met: np.ndarray
    left: np.ndarray
    unmet_t: np.ndarray
    stock_t: np.ndarray
    departed_t: np.ndarray
    arrived_t: np.ndarray


def plain(flowing: Flowing, stock_t: np.ndarray, multipliers: np.ndarray, step_years: float) -> Plain:
    """One scenario in tonnes, step by step, as it is defined; `multipliers` of every flow, (flows, steps)."""
    source, target, flow = flowing.source, flowing.target, flowing.flow_t * step_years
    wanted, use = flowing.wanted_t * step_years, flowing.use_t * step_years
    nodes, steps = len(wanted), multipliers.shape[1]
    stock, before = stock_t.copy(), np.ones(len(flow))
    found: dict[str, list[np.ndarray]] = {name: [] for name in Plain.__annotations__}
    for t in range(steps):
        met = np.ones(nodes)
        for node in range(nodes):
            short = flowing.delivered[node] * sum(
                flow[e] * (1.0 - before[e]) for e in range(len(flow)) if target[e] == node
            )
            if short <= stock[node]:
                stock[node] -= short
            else:
                met[node], stock[node] = 1.0 - (short - stock[node]) / wanted[node], 0.0
        left = np.array([met[source[e]] * multipliers[e, t] for e in range(len(flow))])
        kept = (met, left, use * (1.0 - met), stock.copy(), flow * left, flow * before)
        for name, value in zip(found, kept, strict=True):
            found[name].append(value)
        before = left
    return Plain(*(np.array(values).T for values in found.values()))


def made_up(seed: int, nodes: int = 9, flows: int = 24) -> Flowing:
    """A balanced network with cycles, self-loops and doubled flows; some nodes lose, some only pass on."""
    random = np.random.default_rng(seed)
    source, target = random.integers(0, nodes, flows), random.integers(0, nodes, flows)
    if flows > 3:
        source[1], target[1] = source[0], target[0]
        source[2] = target[2]
    flow = np.round(random.uniform(0.0, 100.0, flows), 3) * (random.random(flows) < 0.95)
    delivered = np.where(random.random(nodes) < 0.3, random.uniform(0.3, 1.0, nodes), 1.0)
    out, into = np.bincount(source, flow, nodes), np.bincount(target, flow, nodes)
    own = np.maximum(out / delivered - into, 0.0) + np.where(
        random.random(nodes) < 0.5, random.uniform(0, 50, nodes), 0
    )
    wanted = delivered * (own + into)
    rest = np.maximum(wanted - out, 0.0)
    use = rest * np.where(random.random(nodes) < 0.3, 0.5, 1.0)
    return Flowing(source.astype(np.int32), target.astype(np.int32), flow, delivered, out + rest, use)
