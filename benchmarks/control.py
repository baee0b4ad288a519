"""Integrated shares and control by majority in made-up registers of a hundred thousand and a million entities.

Prints ratios within one run and asserts nothing: time a stake against the smaller register, and scipy's sparse LU over
ours, which is stopped after a while.
"""

from __future__ import annotations

import multiprocessing as mp
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from orepath.control.integrated import Integrated, integrated
from orepath.control.majority_everywhere import NOBODY, Majority, majority
from orepath.control.on_day import on_day
from orepath.control.register import ALWAYS, FOREVER, KINDS, METRICS, Entities, Register, Stakes

SIZES = (100_000, 1_000_000)
PER_COMPANY = 2.5
"""Stakes a company has owners of, on average."""
OUTSIDE = 0.15
"""Entities that nobody owns: governments and persons."""
CROSS = 0.10
"""Companies in groups of two to fifty that own each other; and one of a hundredth of all entities."""
LARGEST = 0.01
OWNERS = (1, 32)
UNIT = 10_000
"""Shares are in hundredths of a percent."""
LIMIT_S = 120
DAY = date(2026, 1, 1)
RUNS = 3
SEED = 20260101


def made_up(entities: int, seed: int = SEED) -> Register:
    """A register in which companies are owned by what stands before them, and by others of their group.

    Entities are then numbered at random, so that nothing can be read off an order.
    """
    random = np.random.default_rng(seed)
    outside = int(entities * OUTSIDE)
    owned = np.concatenate([np.arange(outside, entities), random.integers(outside, entities, int(1.5 * entities))])
    owned = owned[: int(PER_COMPANY * (entities - outside))]
    above = (owned * random.random(len(owned)) ** 2).astype(np.int64)  # heavy-tailed: the first have most
    crossing = [_around(random, group) for group in _groups(random, outside, entities)]
    owner = np.concatenate([above, *(pair[0] for pair in crossing)])
    owned = np.concatenate([owned, *(pair[1] for pair in crossing)])
    pairs = np.unique(owner * entities + owned)
    owner, owned = (pairs // entities).astype(np.int32), (pairs % entities).astype(np.int32)
    order, number = random.permutation(len(owner)), random.permutation(entities).astype(np.int32)
    kind = np.full(entities, KINDS.index("company"), np.int8)
    kind[number[:outside]] = KINDS.index("person")
    return _register(number[owner[order]], number[owned[order]], _shares(random, owned[order], entities), kind)


def _groups(random: np.random.Generator, first: int, entities: int) -> list[np.ndarray]:
    """Groups of companies that own each other, each of companies that stand together: one large, many small."""
    large = int(entities * LARGEST)
    start = int(random.integers(first, entities - large))
    found = [np.arange(start, start + large)]
    ends = np.cumsum(random.integers(2, 51, entities // 25)) + first
    for begin, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        apart = end <= start or begin >= start + large
        if end <= entities and apart and random.random() < CROSS:
            found.append(np.arange(begin, end))
    return found


def _around(random: np.random.Generator, group: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A ring through a group, and as many stakes across it."""
    across = random.choice(group, (len(group), 2))
    across = across[across[:, 0] != across[:, 1]]
    return np.concatenate([group, across[:, 0]]), np.concatenate([np.roll(group, -1), across[:, 1]])


def _shares(random: np.random.Generator, owned: np.ndarray, entities: int) -> np.ndarray:
    """Shares that leave a tenth or more to outsiders; four in ten companies have an owner with most of it."""
    weight = np.exp(1.5 * random.standard_normal(len(owned)))
    total = np.bincount(owned, weight, entities)[owned]
    return np.maximum(1, (weight / total * random.uniform(0.5, 0.9, entities)[owned] * UNIT).astype(np.int64))


def _register(owner: np.ndarray, owned: np.ndarray, share: np.ndarray, kind: np.ndarray) -> Register:
    entities = len(kind)
    ids = tuple(f"e{number:07}" for number in range(entities))
    columns = (share, share, np.full(len(share), UNIT, np.int64))
    days = (np.full(len(share), ALWAYS, np.int64).astype(np.int32), np.full(len(share), FOREVER, np.int32))
    metric = np.full(len(share), METRICS.index("votes"), np.int8)
    stakes = Stakes(owner, owned, metric, *columns, *days, np.arange(len(share), dtype=np.int32))
    return Register(Entities(ids, ids, kind, ("",) * entities, {}), stakes, "made-up")


def seconds(work: Callable[[], object]) -> tuple[float, object]:
    """Median time on the clock, and what was found."""
    spent, found = [], None
    for _ in range(RUNS):
        began = time.perf_counter()
        found = work()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent), found


def by_lu(entities: int, owners: list[int], sent: mp.Queue) -> None:
    """The same shares by factoring the sparse matrix, each owner's row held; sends time and shares of some entities."""
    stakes = on_day(made_up(entities), DAY).named["votes"]
    weight = sparse.csc_array(
        (stakes.numerator / stakes.denominator, (stakes.owned, stakes.owner)), shape=(entities, entities)
    )
    began = time.perf_counter()
    factors = splu(sparse.eye_array(entities, format="csc") - weight)
    columns = np.zeros((entities, len(owners)))
    columns[owners, np.arange(len(owners))] = 1.0
    found = factors.solve(columns)
    shares = found / found[owners, np.arange(len(owners))]
    sent.put((time.perf_counter() - began, shares[:: max(1, entities // 1000)]))


def limited(entities: int, owners: list[int]) -> tuple[float, np.ndarray] | None:
    """The same in a process of its own; None where it is not done within the time."""
    context = mp.get_context("spawn")
    sent: mp.Queue = context.Queue()
    process = context.Process(target=by_lu, args=(entities, owners, sent))
    process.start()
    try:
        return sent.get(timeout=LIMIT_S)
    except Exception:
        return None
    finally:
        process.kill()
        process.join()


def told(entities: int, before: dict[str, float]) -> None:
    """Measure one size and print its lines; times a stake of the size before are given and kept."""
    register = made_up(entities)
    stakes = len(register.stakes.owner)
    spent, found = seconds(lambda: majority(register, DAY))
    assert isinstance(found, Majority)
    controlled = np.count_nonzero(found.controller != NOBODY) / entities
    print(f"{entities:,} entities, {stakes:,} stakes, {controlled:.0%} controlled by somebody")
    print(f"  majority: {ratio('majority', spent / stakes, before)}")
    for count in OWNERS:
        persons = np.flatnonzero(register.entities.kind == KINDS.index("person"))
        owners = np.random.default_rng(count).choice(persons, count, replace=False).tolist()
        names = [register.entities.ids[owner] for owner in sorted(owners)]
        spent, shares = seconds(lambda names=names: integrated(register, names, "votes", DAY))
        assert isinstance(shares, Integrated)
        key = f"integrated, {count} owners"
        print(f"  {key}: {ratio(key, spent / stakes, before)}, certificate {shares.certificate:.1e}")
        other = limited(entities, sorted(owners))
        if other is None:
            print(f"    sparse LU: not done within {LIMIT_S} s, {LIMIT_S / spent:.0f} times ours")
            continue
        mine = shares.of(np.arange(0, entities, max(1, entities // 1000)))
        off = float(np.abs(mine - other[1]).max())
        print(f"    sparse LU: {other[0] / spent:.1f} times ours, largest difference {off:.1e}")


def ratio(key: str, now: float, before: dict[str, float]) -> str:
    """The time a stake against that of the size before."""
    first = before.setdefault(key, now)
    return f"time a stake {now / first:.2f} of the smallest register's"


def main(sizes: tuple[int, ...]) -> None:
    """Print what is measured, on the sizes given or on `SIZES`."""
    register = made_up(2000)
    majority(register, DAY)
    integrated(register, [register.entities.ids[0]], "votes", DAY)
    integrated(made_up(60_000), [register.entities.ids[0]], "votes", DAY)
    before: dict[str, float] = {}
    for size in sizes:
        told(size, before)


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or SIZES)
