"""What shocks leave of flows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from orepath.network.network import UNKNOWN, network
from orepath.stress.base import Base, base_of
from orepath.stress.effects import effects, touched
from orepath.stress.grid import grid
from tests.stress.worlds import DAY, assumed, shock

WHEN = grid(DAY, 12.0)
NODES = [
    {"node": "mine:Aland", "stage": "mine", "place": "Aland", "own": 100.0, "label": "Aland"},
    {"node": "mine-market:Aland", "stage": "mine-market", "place": "Aland"},
    {"node": "refine:Aland", "stage": "refine", "place": "Aland"},
    {"node": "refine-market:Aland", "stage": "refine-market", "place": "Aland", "use": 10.0},
    {"node": "mine-market:Boria", "stage": "mine-market", "place": "Boria", "use": 45.0},
    {"node": "refine-market:Corland", "stage": "refine-market", "place": "Corland", "use": 50.0},
    {"node": "unknown>refine-market:Corland", "stage": "", "place": UNKNOWN, "own": 5.0, "label": UNKNOWN},
]
FLOWS = [
    ("mine:Aland", "mine-market:Aland", 100.0),
    ("mine-market:Aland", "refine:Aland", 55.0),
    ("mine-market:Aland", "mine-market:Boria", 45.0),
    ("refine:Aland", "refine-market:Aland", 55.0),
    ("refine-market:Aland", "refine-market:Corland", 45.0),
    ("unknown>refine-market:Corland", "refine-market:Corland", 5.0),
]


def _base() -> Base:
    flows = [{"source": source, "target": target, "flow": mass} for source, target, mass in FLOWS]
    return base_of(network("made-up", 2024, "own", NODES, flows), lambda place: 0.0, lambda stage: None)


def _touched(unknown: bool = False, **of: object) -> list[int]:
    return np.flatnonzero(touched(_base(), shock("Aland", **of), unknown)).tolist()


def test_a_ban_touches_what_crosses_the_border():
    assert _touched() == [2, 4]
    assert _touched(stages=("mine",)) == [2]
    assert _touched(targets=("Corland",)) == [4]
    assert _touched(targets=("Dunmark",)) == []


def test_an_outage_touches_what_the_stage_puts_out_at_home_too():
    assert _touched(instrument="outage", stages=("refine",)) == [3]
    assert _touched(instrument="outage") == [0, 3]


def test_a_closed_route_touches_what_its_origins_send():
    assert _touched(instrument="transport", origins=("all",), targets=("Boria",)) == [2]


def test_mass_from_nobody_is_touched_only_where_it_may_be_the_goods():
    assert _touched(unknown=True, stages=("refine",)) == [4, 5]
    assert _touched(unknown=True, stages=("mine",)) == [2]
    assert _touched(unknown=True, stages=("refine",), targets=("Boria",)) == []


def test_the_cut_grows_over_its_ramp_and_ends():
    made = shock("Aland", 0.6, stages=("mine",), ramp_months=6.0, until=date(2026, 10, 1))
    left = effects(_base(), [made], WHEN).multipliers[0]
    assert left[0] == pytest.approx(1.0, abs=0.02)
    assert left[30] == pytest.approx(0.4)
    assert (np.diff(left[:38]) <= 0).all()
    assert (left[40:] == 1.0).all()


def test_nothing_passes_in_the_months_of_a_full_stop():
    made = shock("Aland", 0.2, "licence", stages=("mine",), full_stop_months=assumed("stop", 2.0))
    left = effects(_base(), [made], WHEN).multipliers[0]
    assert (left[:8] == 0.0).all()
    assert left[20] == pytest.approx(0.8)


def test_only_what_is_covered_is_cut():
    made = shock("Aland", 1.0, stages=("mine",), coverage=assumed("covered", 0.25))
    assert effects(_base(), [made], WHEN).multipliers[0] == pytest.approx(0.75)


def test_a_quota_leaves_its_tonnes():
    made = replace(shock("Aland", 0.0, "quota", stages=("mine",)), quota_t=9.0)
    assert effects(_base(), [made], WHEN).multipliers[0] == pytest.approx(0.2)
    wide = replace(made, quota_t=90.0)
    assert effects(_base(), [wide], WHEN).multipliers[0] == pytest.approx(1.0)


def test_two_shocks_take_of_what_the_other_leaves_whatever_their_order():
    first, second = shock("Aland", 0.5, id="a"), shock("Aland", 0.2, "duty", id="b")
    one, other = (effects(_base(), pair, WHEN).multipliers for pair in ([first, second], [second, first]))
    assert one == pytest.approx(0.4)
    assert (one == other).all()


def test_a_draw_takes_the_place_of_the_value():
    made = shock("Aland", 0.5, id="a", stages=("mine",))
    assert effects(_base(), [made], WHEN, {"a.share": 0.9}).multipliers[0] == pytest.approx(0.1)
