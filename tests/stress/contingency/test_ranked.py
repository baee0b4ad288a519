"""Every node and flow removed, ranked by what is lost where the Parties act together."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from orepath.stress.contingency.closed import removals
from orepath.stress.contingency.ranked import Ranked, ranked
from orepath.stress.setting import Setting
from tests.stress.worlds import PARTIES, PLACES, assumed, world

NO_STOCKS = {place: assumed(f"stock_days.{place}", 0.0) for place in PLACES}
USED = {"mine": assumed("utilisation.mine", 0.7), "refine": assumed("utilisation.refine", 0.7)}
SETTING = Setting(NO_STOCKS, USED, assumed("idle.start_months", 0.0))
SEEDS = (2, 5, 11)


@pytest.fixture(scope="module", params=SEEDS)
def found(request) -> tuple[int, Ranked]:
    return request.param, ranked(world(request.param), SETTING, PARTIES, 12.0)


def test_every_node_and_flow_stands_once(found):
    seed, rows = found[0], found[1].rows
    made = world(seed)
    assert len({row.node for row in rows if row.kind == "node"}) == made.nodes.num_rows
    assert len({(row.node, row.target) for row in rows if row.kind == "flow"}) == made.flows.num_rows
    assert len(rows) == made.nodes.num_rows + made.flows.num_rows


def test_they_are_ranked_by_what_is_lost_together_and_never_by_no_adaptation(found):
    rows = found[1].rows
    together = [sum(row.coordinated_t.values()) for row in rows]
    assert all(first >= second - 1e-6 for first, second in pairwise(together))


def test_the_two_orders_differ_somewhere():
    def size(losses) -> float:
        return -round(sum(losses.values()), 6)

    rows = [row for seed in SEEDS for row in ranked(world(seed), SETTING, PARTIES, 12.0).rows]
    by_bound = sorted(rows, key=lambda row: size(row.no_adaptation_t))
    assert [size(row.coordinated_t) for row in by_bound] != sorted(size(row.coordinated_t) for row in rows)


def test_less_is_lost_together_than_alone_and_alone_than_without_adaptation(found):
    for row in found[1].rows:
        for party in PARTIES:
            losses = (row.coordinated_t[party], row.alone_t[party], row.no_adaptation_t[party])
            assert all(first <= second + 1e-6 for first, second in pairwise(losses)), (row.node, row.target)
            assert row.value_of_coordination_t[party] == pytest.approx(losses[1] - losses[0], abs=1e-9)


def test_no_adaptation_is_the_closed_form_over_the_horizon(found):
    made = world(found[0])
    closed = removals(made, tuple(PARTIES))
    number = {node: row for row, node in enumerate(made.column("node"))}
    for row in found[1].rows:
        if row.kind == "node":
            assert np.allclose(list(row.no_adaptation_t.values()), closed.outages_t[number[row.node]])
