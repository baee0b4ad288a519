"""The four answers on made-up economies: their order, their proofs, and what may never happen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from orepath.network.network import Network
from orepath.stress.amounts import amounts
from orepath.stress.effects import effects
from orepath.stress.held import hold
from tests.stress.answered import answered, four
from tests.stress.worlds import PARTIES, PLACES, base, horizon, scaled, shocks, world

CASES = 150
"""As many as are quick; six hundred have been seen."""
ROUNDING = 1e-6
THIRD = PLACES[2:]


@pytest.mark.parametrize("seed", range(CASES))
def test_less_is_lost_from_no_adaptation_to_full_adaptation(seed: int):
    found = answered(base(world(seed), seed), shocks(seed), horizon(seed), PARTIES, 3.0 * (seed % 2))
    losses = four(found)
    assert (np.diff(losses, axis=0) <= ROUNDING).all(), losses
    for name, solved in found.solved.items():
        assert solved.proof.infeasibility[0] <= ROUNDING, name
        assert solved.proof.loss[0] - solved.proof.bound[0] <= ROUNDING, name


def test_acting_together_helps_in_some_of_them():
    losses = [four(answered(base(world(seed), seed), shocks(seed), horizon(seed), PARTIES)) for seed in range(40)]
    assert sum((each[1] - each[2]).sum() > 1.0 for each in losses) >= 3


@pytest.mark.parametrize("seed", range(8))
def test_without_a_shock_everything_stays_as_it_is(seed: int):
    found = answered(base(world(seed), seed), [], horizon(seed), PARTIES)
    assert (four(found) == 0.0).all()
    for name in ("coordinated", *(f"alone {party}" for party in PARTIES)):
        shape = found.solved[name].values
        assert shape.min() >= 0.0
    unmet = found.scene.held.rationed
    assert (unmet.held_back == 0.0).all()
    assert (unmet.stock_t == found.scene.amounts.stock_t[:, None]).all()


@pytest.mark.parametrize("seed", range(30))
def test_a_bigger_shock_of_a_third_place_never_lowers_the_bounds(seed: int):
    caused = shocks(seed, by=THIRD)
    made, when = base(world(seed), seed), horizon(seed)
    smaller = four(answered(made, [scaled(each, 0.6) for each in caused], when, PARTIES))
    bigger = four(answered(made, caused, when, PARTIES))
    assert (bigger[0] >= smaller[0] - ROUNDING).all()
    assert (bigger[3] >= smaller[3] - ROUNDING).all()


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("what", ["stock_t", "idle_t"])
def test_more_stock_or_idle_capacity_never_raises_the_bounds(seed: int, what: str):
    made, when = base(world(seed), seed), horizon(seed)
    more = replace(made, **{what: 1.5 * getattr(made, what) + (made.use_t > 0) * (what == "stock_t")})
    less, after = (four(answered(each, shocks(seed), when, PARTIES)) for each in (made, more))
    assert (after[0] <= less[0] + ROUNDING).all()
    assert (after[3] <= less[3] + ROUNDING).all()


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_places_and_flows_changes_nothing(seed: int):
    network = world(seed)
    when, caused = horizon(seed), shocks(seed)
    one = four(answered(base(network, seed), caused, when, PARTIES))
    other = four(answered(base(_shuffled(network, seed), seed), caused, when, PARTIES))
    assert np.allclose(one, other, rtol=1e-9, atol=1e-7)


def _shuffled(network: Network, seed: int) -> Network:
    random = np.random.default_rng(seed)
    order = [pa.array(random.permutation(table.num_rows)) for table in (network.nodes, network.flows)]
    return replace(network, nodes=network.nodes.take(order[0]), flows=network.flows.take(order[1]))


@pytest.mark.parametrize("seed", range(6))
def test_answers_do_not_depend_on_what_was_solved_before(seed: int):
    """Every scenario begins at the base network's basis."""
    made, when = base(world(seed), seed), horizon(seed)
    first = answered(made, shocks(seed), when, PARTIES)
    again = answered(made, shocks(seed), when, PARTIES)
    for name in first.solved:
        assert (first.solved[name].values == again.solved[name].values).all(), name


@pytest.mark.parametrize("seed", range(10))
def test_what_nobody_changes_is_a_feasible_point(seed: int):
    """No adaptation, summed to the periods, costs what the program says it costs: its upper end is never cut off."""
    made, when = base(world(seed), seed), horizon(seed)
    none = replace(made, idle_t=np.zeros_like(made.idle_t))
    caused = effects(none, shocks(seed), when)
    held = hold(none, amounts(none), [caused], when)
    losses = four(answered(none, shocks(seed), when, PARTIES))
    lost = [held.rationed.unmet_t[none.at(party)].sum() for party in PARTIES]
    assert np.allclose(losses[0], lost)
    assert (losses[1] <= losses[0] + ROUNDING).all()
