"""The network that the benchmarks are made on is what its page says it is."""

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from benchmarks.attribution.made import CYCLIC, INSIDE, LABELS, LAYERS, RE_EXPORTED, MadeUp, made_up

EDGES = 20_000


@pytest.fixture(scope="module")
def made() -> MadeUp:
    return made_up(EDGES)


def test_sizes(made):
    system = made.system
    assert (len(system.flow), system.nodes) == (EDGES, EDGES // 10)
    assert len(system.names) == LABELS
    assert made.inside == EDGES * INSIDE
    assert np.unique(made.layer).tolist() == list(range(LAYERS))
    assert np.all(system.flow > 0)


def test_flows_go_to_the_next_layer_or_round_in_the_cyclic_one(made):
    source, target = made.layer[made.system.source], made.layer[made.system.target]
    assert np.all((target == source + 1) | ((source == CYCLIC) & (target == CYCLIC)))
    assert not np.any(made.system.source == made.system.target)


def test_mass_is_conserved(made):
    system = made.system
    enters, leaves = system.throughput_t, np.bincount(system.source, system.flow, system.nodes)
    last = made.layer == LAYERS - 1
    assert np.allclose(leaves[~last], enters[~last], rtol=1e-13, atol=0)
    assert np.all(leaves[last] == 0)
    assert np.isclose(system.own.sum(), enters[last].sum(), rtol=1e-13)


def test_every_node_of_the_cyclic_layer_re_exports_the_same_part(made):
    system = made.system
    around = made.layer[system.source] == made.layer[system.target]
    part = np.bincount(system.source[around], system.flow[around], system.nodes) / system.throughput_t
    assert np.allclose(part[made.layer == CYCLIC], RE_EXPORTED, rtol=1e-13)


def test_the_cyclic_layer_is_one_component_and_nothing_else_is(made):
    system = made.system
    joins = sparse.csr_array((system.flow, (system.source, system.target)), shape=(system.nodes,) * 2)
    _, part = connected_components(joins, connection="strong")
    size = np.bincount(part)[part]
    assert np.all(size[made.layer == CYCLIC] == np.count_nonzero(made.layer == CYCLIC))
    assert np.all(size[made.layer != CYCLIC] == 1)


def test_degrees_are_heavy_tailed(made):
    inflows = np.bincount(made.system.target, minlength=made.system.nodes)[made.layer > CYCLIC]
    assert inflows.max() > 8 * inflows.mean()


def test_numbers_say_nothing_of_layers(made):
    number = np.arange(made.system.nodes)
    assert abs(np.corrcoef(number, made.layer)[0, 1]) < 0.1
    assert abs(np.corrcoef(np.arange(EDGES), made.layer[made.system.source])[0, 1]) < 0.05


def test_the_same_seed_makes_the_same_network(made):
    again, other = made_up(EDGES), made_up(EDGES, seed=1)
    assert np.array_equal(again.system.flow, made.system.flow)
    assert np.array_equal(again.system.source, made.system.source)
    assert not np.array_equal(other.system.flow, made.system.flow)
