"""All N-1 removals of networks in closed form, over one sparse factorisation of the same matrix.

Prints ratios within one run and asserts nothing: medians of processor time, run in turn. The factorisation is scipy's
SuperLU of I - W, as it comes; for reference also LAPACK's dense LU, on one thread. Ours is every node and every flow
for two places, searching for cyclic parts included; `differs` is the largest difference of any node's loss from that by
the dense inverse, of all use. The networks are those of the newest year that the release holds, and one made up of 100
places, 5 stages and 4,500 flows.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when numpy is loaded

import statistics
import time
from collections.abc import Callable

import numpy as np
from scipy import sparse
from scipy.linalg import lu_factor
from scipy.sparse.linalg import splu
from stress_rationing import FLOWS, PLACES, SEED, STAGES
from stress_rationing import made_up as made_up_chain

from orepath.network.asked import network
from orepath.network.assembly.assemble import assembled_years
from orepath.network.assembly.rules import bases
from orepath.reference.in_use import open_evidence
from orepath.stress.base import base_of
from orepath.stress.contingency.closed import removed
from orepath.stress.rationing.state import Flowing

RUNS = 21


def matrix(flowing: Flowing) -> sparse.csc_array:
    """I - W of a network."""
    mass, wanted = flowing.delivered[flowing.target] * flowing.flow_t, flowing.wanted_t[flowing.target]
    part = np.divide(mass, wanted, out=np.zeros(len(mass)), where=wanted > 0)
    shape = (flowing.nodes, flowing.nodes)
    return sparse.csc_array(
        sparse.eye_array(flowing.nodes) - sparse.coo_array((part, (flowing.target, flowing.source)), shape=shape)
    )


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def told(name: str, flowing: Flowing, use: dict[str, np.ndarray]) -> None:
    """Print the line of one network."""
    left = matrix(flowing)
    dense = left.toarray()
    works = (lambda: removed(flowing, use), lambda: splu(left), lambda: lu_factor(dense))
    for work in works:
        work()
    times = zip(*[[spent(work) for work in works] for _ in range(RUNS)], strict=True)
    ours, sparse_lu, dense_lu = (statistics.median(each) for each in times)
    inverse = np.linalg.inv(dense)
    table = np.array(list(use.values()))
    expected = (table @ inverse / np.diag(inverse)).T
    off = np.abs(removed(flowing, use).nodes_t - expected).max() / table.sum()

    print(
        f"{name:18} {flowing.nodes:5} {len(flowing.source):6} {ours / sparse_lu:14.2f} {ours / dense_lu:13.2f}"
        f"  {off:.1e}"
    )


def main() -> None:
    """Print one line a network."""
    print(f"{'network':18} {'nodes':>5} {'flows':>6} {'over sparse LU':>14} {'over dense LU':>13}  differs")
    random = np.random.default_rng(SEED)
    flowing = made_up_chain(random)
    place = np.arange(flowing.nodes) % PLACES
    told(f"made up, {PLACES} x {STAGES}", flowing, {str(one): flowing.use_t * (place == one) for one in (3, 7)})
    assert len(flowing.source) == FLOWS
    evidence = open_evidence()
    for mineral in sorted(bases()):
        years = assembled_years(evidence, mineral)
        if not years:
            continue
        base = base_of(network(mineral, years[0], evidence=evidence), lambda place: 0.0, lambda stage: None)
        ends = base.source.astype(np.int32), base.target.astype(np.int32)
        flowing = Flowing(*ends, base.flow_t, base.delivered, base.wanted_t, base.use_t)
        largest = sorted(set(base.place) - {""}, key=lambda place: -base.use_t[base.at(place)].sum())[:2]
        told(f"{mineral} {years[0]}", flowing, {place: base.use_t * base.at(place) for place in largest})


if __name__ == "__main__":
    main()
