"""The same bytes every run, whatever the threads. Networks are made up."""

import hashlib
import os
import subprocess
import sys
from functools import cache

import numba
import numpy as np
import pytest

from orepath.attribution.asking import system
from orepath.attribution.memory.solve import solve
from orepath.attribution.memory.sweeping import SHARED
from orepath.attribution.system import Held, System
from orepath.network.columnar import Columnar
from tests.attribution import hard_shapes
from tests.attribution.engines import NETWORKS

LAYER, LAYERS, FLOWS = 6_000, 5, 55_000
LABELS = tuple(f"L{number:02d}" for number in range(40))
THREADS = pytest.mark.skipif(numba.config.NUMBA_NUM_THREADS < 2, reason="one processor: nothing is shared out")


@cache
def layered(seed: int = 0) -> System:
    """Five layers; flows at random from each to the next, across the second (one large cyclic part), and cycles of
    three nodes all over the fourth."""
    random = np.random.default_rng(seed)
    nodes = LAYER * LAYERS
    number = random.permutation(nodes)
    onward = [LAYER * np.array([at, at + 1]) for at in range(LAYERS - 1)]
    ends = [random.integers(0, LAYER, (FLOWS, 2)) + both for both in onward]
    ends.append(random.integers(0, LAYER, (FLOWS, 2)) + LAYER)
    threes = np.arange(LAYER).reshape(-1, 3) + 3 * LAYER
    ends.append(np.column_stack([threes.ravel(), np.roll(threes, -1, axis=1).ravel()]))
    source, target = number[np.concatenate(ends)].T
    flow = random.lognormal(0, 1, len(source))
    own = random.lognormal(0, 1, nodes) * (random.random(nodes) < 0.2)
    return hard_shapes.of_flows(source, target, flow, own, LABELS)


@cache
def flagged() -> System:
    """The same, asked about ten flags that overlap."""
    given, random = layered(), np.random.default_rng(1)
    carries = np.argwhere(random.random((given.nodes, 10)) < 0.02).astype(np.int32)
    held = Held(np.ascontiguousarray(carries[:, 0]), np.ascontiguousarray(carries[:, 1]))
    none = np.full(given.nodes, -1, dtype=np.int32)
    return System(given.source, given.target, given.flow, given.own, none, LABELS[:10], held)


SYSTEMS = {
    "layers": layered,
    "layers with flags": flagged,
    "a cyclic part of 400": lambda: system(Columnar.of(NETWORKS["a cyclic part of 400"])),
    "70 labels": lambda: system(Columnar.of(NETWORKS["70 labels"])),
    "a large cyclic part": lambda: hard_shapes.random_part(40_000),
    "a wide star": lambda: hard_shapes.star(220_000),
}


def bytes_of(given: System) -> str:
    found = solve(given)
    text = found.rows(0, given.nodes).tobytes() + repr((found.names, found.certificate, found.norm)).encode()
    return hashlib.sha256(text).hexdigest()


def test_there_are_systems_above_and_below_the_size_from_which_threads_share():
    assert len(layered().flow) >= SHARED <= len(flagged().flow) and len(layered().flow) < 300_000
    assert len(SYSTEMS["70 labels"]().flow) < SHARED


@pytest.mark.parametrize("name", SYSTEMS)
def test_again_the_same_bytes(name):
    given = SYSTEMS[name]()
    assert bytes_of(given) == bytes_of(given)


@THREADS
@pytest.mark.parametrize("name", SYSTEMS)
def test_one_thread_or_two_the_same_bytes(name):
    given, before = SYSTEMS[name](), numba.get_num_threads()
    try:
        found = []
        for threads in (1, 2):
            numba.set_num_threads(threads)
            found.append(bytes_of(given))
    finally:
        numba.set_num_threads(before)
    assert found[0] == found[1]


def test_shared_out_or_not_what_is_found_is_the_same(monkeypatch):
    """Threads share only what they cannot change."""
    given = layered()
    shared = bytes_of(given)
    monkeypatch.setattr("orepath.attribution.memory.solve.SHARED", 10**9)
    assert bytes_of(given) == shared


ALONE = """
import hashlib, sys, numba, numpy
from orepath.attribution.memory.solve import solve
from orepath.attribution.system import System
given = dict(numpy.load(sys.argv[1]))
found = solve(System(**given | {"names": tuple(given["names"].tolist())}))
print(numba.get_num_threads(), hashlib.sha256(found.rows(0, len(given["own"])).tobytes()).hexdigest())
"""


def test_another_process_with_one_thread_has_the_same_bytes(tmp_path):
    given = layered()
    columns = {name: getattr(given, name) for name in ("source", "target", "flow", "own", "code", "names")}
    np.savez(tmp_path / "system.npz", **columns)
    command = [sys.executable, "-c", ALONE, str(tmp_path / "system.npz")]
    environment = {**os.environ, "NUMBA_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    here = hashlib.sha256(solve(given).rows(0, given.nodes).tobytes()).hexdigest()
    assert done.stdout.split() == ["1", here]


def test_other_networks_have_other_bytes():
    assert bytes_of(hard_shapes.ring(100, 0)) != bytes_of(hard_shapes.ring(100, 1))
