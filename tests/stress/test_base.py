"""A network as the base of a stress test."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import orepath
from orepath.errors import InputError
from orepath.network.network import network
from orepath.stress.base import base_of
from orepath.stress.setting import drawn, setting
from tests.stress.worlds import base, world

BATTERY = ("cobalt", "graphite", "lithium", "manganese", "nickel", "rare-earths")


def test_what_is_wanted_of_a_node_is_what_it_delivers():
    made = base(world(3), 3)
    assert np.allclose(made.wanted_t, made.delivered * made.intake_t)
    plants = np.array([stage == "refine" for stage in made.stage])
    assert np.allclose(made.delivered[plants], 0.95)
    assert (made.delivered[~plants] == 1.0).all()


def test_stocks_are_days_of_use_and_idle_capacity_follows_from_its_use():
    made = base_of(world(3), lambda place: 73.0 if place == "Aland" else 0.0, {"mine": 0.8}.get)
    at = made.at("Aland")
    assert np.allclose(made.stock_t[at], 0.2 * made.use_t[at])
    assert (made.stock_t[~at] == 0.0).all()
    mines = np.array([stage == "mine" for stage in made.stage])
    assert np.allclose(made.idle_t[mines], 0.25 * made.network.own[mines])
    assert (made.idle_t[~mines] == 0.0).all()


def test_scrap_and_mass_from_nobody_have_no_idle_capacity():
    nodes = [
        {"node": "mine:Aland", "stage": "mine", "place": "Aland", "own": 10.0, "label": "unknown"},
        {"node": "recycled:Aland", "stage": "mine", "place": "Aland", "own": 10.0, "label": "recycled"},
        {"node": "mine-market:Aland", "stage": "mine-market", "place": "Aland", "use": 20.0},
    ]
    flows = [{"source": each["node"], "target": "mine-market:Aland", "flow": 10.0} for each in nodes[:2]]
    made = base_of(network("made-up", 2024, "own", nodes, flows), lambda place: 0.0, {"mine": 0.5}.get)
    assert (made.idle_t == 0.0).all()


def test_a_base_that_does_not_balance_is_refused_with_every_node():
    made = world(1)
    use = made.nodes["use"].to_numpy() + 5.0 * (np.arange(made.nodes.num_rows) < 2)
    position = made.nodes.schema.get_field_index("use")
    broken = replace(made, nodes=made.nodes.set_column(position, "use", [use]))
    with pytest.raises(InputError) as caught:
        base_of(broken, lambda place: 0.0, lambda stage: None)
    assert [each.code for each in caught.value.faults] == ["stress_unbalanced"] * 2


@pytest.mark.parametrize("mineral", BATTERY)
def test_draws_at_the_figures_give_the_base(mineral: str):
    """The packaged networks: what is left over at a node is what is used there."""
    made = orepath.network(mineral)
    settled = setting(made, (), None)
    whole = settled.base(made, {}, drawn_too=True)
    got = drawn(whole, settled, whole.flow_t[:, None], whole.network.own[:, None], [{}])
    size = max(whole.use_t.max(), 1.0)
    for name in ("use_t", "put_t", "stock_t", "idle_t"):
        assert np.abs(getattr(got, name)[:, 0] - getattr(whole, name)).max() <= 1e-9 * size, name
