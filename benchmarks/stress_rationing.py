"""Rationing 1,000 scenarios over a year of days, on a made-up network of 100 places, 5 stages and 4,500 flows.

Prints ratios within one run and asserts nothing. One thread: medians of processor time over that of a pass through the
memory that must be touched, a loop that reads and writes and reckons nothing, run in turn. Such a pass goes through

- for every step and block of 16 scenarios: the number of each flow's row and the row itself, 128 bytes (read);
- for every step and block: each node's row (written);
- the multiplier of every touched flow, step and scenario (read once, straight through).

A wider pass also reads and writes each node's stock and sum in every step, which no answer by period can do without.
All is as active as it can be: every touched flow is cut otherwise in every step and scenario, and nearly every node
lacks something in all of them. Then, over the first: with two threads, with multipliers that all scenarios share, with
flows drawn for each, and with a shock that begins in the middle of the year (steps before it are passed over). Last,
the same recursion in numpy.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
from numba import njit

from orepath.stress.rationing.arranging import arranged, room
from orepath.stress.rationing.kernel import LANES
from orepath.stress.rationing.run import ration
from orepath.stress.rationing.state import Flowing

PLACES, STAGES, FLOWS = 100, 5, 4500
SCENARIOS, STEPS, PERIODS = 1000, 365, (91, 91, 91, 92)
CUT = 90
"""Touched flows: all that leave a few mines, so that everything downstream lacks something."""
FEWER = 96
"""Scenarios that numpy is given, and we against it."""
RUNS = 7
SEED = 20260101


def made_up(random: np.random.Generator) -> Flowing:
    """A chain of stages at every place, trade inside stages and onward to the next; balanced, a twentieth lost."""
    nodes = PLACES * STAGES
    chance = np.exp(1.5 * random.standard_normal(PLACES))
    chance /= chance.sum()
    home = np.arange(nodes - PLACES)
    trades = FLOWS - len(home)
    stage = random.integers(0, STAGES, trades)
    onward = np.minimum(stage + random.integers(0, 2, trades), STAGES - 1)
    source = np.concatenate([home, stage * PLACES + random.choice(PLACES, trades, p=chance)])
    target = np.concatenate([home + PLACES, onward * PLACES + random.permuted(np.arange(trades) % PLACES)])
    flow = np.exp(1.5 * random.standard_normal(FLOWS))
    out, into = np.bincount(source, flow, nodes), np.bincount(target, flow, nodes)
    own = np.maximum(out / 0.95 - into, 0.0)
    wanted = 0.95 * (own + into)
    return Flowing(
        source.astype(np.int32),
        target.astype(np.int32),
        flow,
        np.full(nodes, 0.95),
        wanted,
        np.maximum(wanted - out, 0),
    )


def asked(random: np.random.Generator, flowing: Flowing) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Stocks of a day or less, touched flows, and their multipliers, each different in every step and scenario."""
    largest = np.argsort(-np.bincount(flowing.source, minlength=flowing.nodes)[:PLACES], kind="stable")
    cut = np.flatnonzero(np.isin(flowing.source, largest[:40]))
    cut = np.sort(random.choice(cut, CUT, replace=False))
    stock = random.uniform(0, 0.02 / STEPS, (flowing.nodes, SCENARIOS)) * flowing.wanted_t[:, None]
    multipliers = random.uniform(0, 1, (CUT, STEPS, SCENARIOS))
    return stock, cut, multipliers


@njit(nogil=True)
def touched(row: np.ndarray, start: np.ndarray, table: np.ndarray, state: np.ndarray, wide: bool) -> int:
    """One block through all steps, one word of every cache line read and all of a row written; nothing reckoned."""
    first = second = 0
    for step in range(STEPS):
        old, new = table[step % 2], table[1 - step % 2]
        for j in range(start.size - 1):
            for e in range(start[j], start[j + 1]):
                first ^= old[row[e], 0]
                second ^= old[row[e], 8]
            for k in range(LANES):
                new[j, k] = step
            if wide:
                for k in range(LANES):
                    state[0, j, k] += 1
                    state[1, j, k] += 1
    return first ^ second


@njit(nogil=True)
def read(multipliers: np.ndarray) -> int:
    """Every cache line once, from the first to the last."""
    found = 0
    for n in range(np.uint64(0), np.uint64(multipliers.size), np.uint64(8)):
        found ^= multipliers[n]
    return found


def passing(flowing: Flowing, cut: np.ndarray, multipliers: np.ndarray, wide: bool) -> int:
    """A pass through the memory of all blocks."""
    rows = arranged(flowing, cut).rows
    table, state = room(2, flowing.nodes + len(cut)).view(np.int64), room(2, flowing.nodes).view(np.int64)
    row, start = (
        rows.row.astype(np.uint32),
        rows.start.astype(np.uint64),
    )  # unsigned: no index is looked at for its sign
    found = read(multipliers.reshape(-1).view(np.int64))
    for _ in range(0, SCENARIOS, LANES):
        found ^= touched(row, start, table, state, wide)
    return found


def by_numpy(flowing: Flowing, stock_t: np.ndarray, cut: np.ndarray, multipliers: np.ndarray) -> np.ndarray:
    """The same recursion, all scenarios of a step at once; unmet use by node and scenario (t)."""
    order = np.argsort(flowing.target, kind="stable")
    source, weight = flowing.source[order], (flowing.flow_t / flowing.wanted_t[flowing.target])[order]
    weight *= flowing.delivered[flowing.target][order]
    entered, first = np.unique(flowing.target[order], return_index=True)
    place = np.argsort(order)[cut]
    left = stock_t / (flowing.wanted_t / STEPS)[:, None]
    held, sums = np.zeros_like(left), np.zeros_like(left)
    lack = np.zeros((len(source), left.shape[1]))
    for step in range(STEPS):
        short = np.zeros_like(left)
        short[entered] = np.add.reduceat(weight[:, None] * lack, first, axis=0)
        held = np.clip(short - left, 0.0, 1.0)
        left = np.maximum(left - short, 0.0)
        sums += held
        lack = held[source]
        lack[place] = 1.0 - multipliers[:, step] * (1.0 - lack[place])
    return flowing.use_t[:, None] / STEPS * sums


def spent(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    began = clock()
    work()
    return clock() - began


def ratio(ours: Callable[[], object], theirs: Callable[[], object], clock=time.process_time) -> float:
    """Median of ours over median of theirs, run in turn behind a first run of each."""
    ours(), theirs()
    pairs = [(spent(ours, clock), spent(theirs, clock)) for _ in range(RUNS)]
    mine, other = zip(*pairs, strict=True)
    return statistics.median(mine) / statistics.median(other)


def main() -> None:
    """Print one line a measurement."""
    random = np.random.default_rng(SEED)
    flowing = made_up(random)
    stock, cut, multipliers = asked(random, flowing)
    late = np.ones_like(multipliers)
    late[:, STEPS // 2 :] = multipliers[:, STEPS // 2 :]
    shared = multipliers[:, :, 0].copy()
    factor = random.uniform(0.9, 1.1, (FLOWS, SCENARIOS))
    drawn = Flowing(
        flowing.source,
        flowing.target,
        flowing.flow_t[:, None] * factor,
        flowing.delivered,
        flowing.wanted_t * 1.1,
        flowing.use_t,
    )

    def ours(network=flowing, cuts=multipliers, threads=1):
        return ration(network, stock, cut, cuts, PERIODS, 1 / STEPS, threads=threads)

    found = ours()
    rows = arranged(flowing, cut).rows
    print(f"{flowing.nodes} nodes, {FLOWS} flows, {len(cut)} of them touched, {SCENARIOS} scenarios, {STEPS} steps")
    print(
        f"  {rows.node.size} nodes and {rows.row.size} flows can be reached; "
        f"from the second quarter on {np.mean(found.held_back[rows.node][:, 1:] > 0):.0%} of these nodes lack something"
    )
    strict = lambda: passing(flowing, cut, multipliers, False)  # noqa: E731
    print(f"  one thread, over a pass (rows read, rows written, multipliers): {ratio(ours, strict):.2f}")
    wider = lambda: passing(flowing, cut, multipliers, True)  # noqa: E731
    print(f"  one thread, over a pass with stocks and sums:                   {ratio(ours, wider):.2f}")
    for name, work in (
        ("two threads, time on the clock", lambda: ours(threads=2)),
        ("multipliers shared by all scenarios", lambda: ours(cuts=shared)),
        ("flows drawn for each scenario", lambda: ours(network=drawn)),
        ("shock from the middle of the year on", lambda: ours(cuts=late)),
    ):
        clock = time.perf_counter if "clock" in name else time.process_time
        print(f"  {name}, over the first: {ratio(work, ours, clock):.2f}")
    few = multipliers[:, :, :FEWER].copy()
    part = lambda: ration(flowing, stock[:, :FEWER], cut, few, PERIODS, 1 / STEPS, threads=1)  # noqa: E731
    plain = lambda: by_numpy(flowing, stock[:, :FEWER], cut, few)  # noqa: E731
    off = np.abs(part().unmet_t.sum(axis=1) - plain()).max() / flowing.use_t.max()
    print(
        f"  numpy over ours, {FEWER} scenarios: {1 / ratio(part, plain):.1f}, largest difference {off:.1e} of the use"
    )


if __name__ == "__main__":
    main()
