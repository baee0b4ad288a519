"""The peers answer what the engine answers, so that their times are times of the same work."""

from importlib import import_module

import numpy as np
import pytest

from benchmarks.attribution.made import MadeUp, made_up
from benchmarks.attribution.methods import PEERS
from orepath.attribution.memory.solve import solve

SLOW_TO_COMPILE = "numba"


@pytest.fixture(scope="module")
def made() -> MadeUp:
    return made_up(2_000)


@pytest.mark.parametrize("name", sorted(PEERS.keys() - {SLOW_TO_COMPILE}))
def test_a_peer_agrees_with_the_engine(name: str, made: MadeUp):
    if name == "networkx":
        pytest.importorskip("networkx")
    peer = import_module(f"benchmarks.attribution.peers.{PEERS[name]}")
    prepared = peer.prepare(made.system, 1)
    shares = peer.shares(prepared, peer.solve(prepared))
    expected = solve(made.system).rows(0, made.system.nodes)[:, : len(made.system.names)]
    assert shares.shape == expected.shape
    assert np.abs(shares - expected).max() < 1e-11
