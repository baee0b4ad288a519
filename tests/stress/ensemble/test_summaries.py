"""Means, tails, times, what drives an answer and what would narrow it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from orepath.network.network import network
from orepath.stress.ensemble.narrowing import main_effect, narrowing
from orepath.stress.ensemble.running import ensemble
from orepath.stress.ensemble.tails import expected, tail
from orepath.stress.ensemble.times import recovered_days, survived_days, times
from orepath.stress.ensemble.tornado import tornado
from orepath.stress.grid import grid
from orepath.stress.run import Run
from orepath.stress.setting import Setting
from tests.stress.worlds import DAY, PARTIES, assumed, shock


def test_the_tail_counts_the_next_scenario_by_what_is_left():
    losses = np.arange(1.0, 31.0)
    assert tail(losses) == pytest.approx((30 + 0.5 * 29) / 1.5)
    assert tail(losses[:20]) == 20.0
    assert tail(np.array([3.0, 1.0]), Fraction(1)) == 2.0
    assert tail(np.zeros(0)) == 0.0 == expected(np.zeros(0))
    assert expected(losses) == 15.5


def test_times_of_scenarios():
    found = times(np.array([*range(1, 20), np.nan], dtype=float))
    assert (found.p5, found.p50, found.p95) == (1.0, 10.0, 19.0)
    assert found.never_share == 0.05
    assert times(np.array([np.nan])).p5 is None


def test_surviving_and_recovering_of_paths():
    when = grid(DAY, 12.0)
    step = when.days / when.steps
    unmet = np.zeros((when.steps, 3))
    unmet[4:30, 0] = 1.0
    unmet[4:, 1] = 1.0
    demand = np.full(3, 2.0)
    ends = replace(shock("Imposia"), lasts_months=assumed("lasts", 3.0))
    assert survived_days(unmet, demand, when)[:2] == pytest.approx([4 * step, 4 * step])
    assert np.isnan(survived_days(unmet, demand, when)[2])
    recovered = recovered_days(unmet, demand, when, [ends], [{}] * 3)
    assert recovered[0] == pytest.approx(30 * step - 3 * 365.25 / 12)
    assert np.isnan(recovered[1:]).all()


def _run() -> Run:
    """Imposia's ore is all that Aland uses, 104 t a year; it holds back half of it, and stocks are small."""
    nodes = [
        {"node": "mine:Imposia", "stage": "mine", "place": "Imposia", "own": 104.0, "label": "Imposia"},
        {"node": "mine-market:Aland", "stage": "mine-market", "place": "Aland", "use": 104.0},
    ]
    made = network(
        "made-up", 2024, "own", nodes, [{"source": "mine:Imposia", "target": "mine-market:Aland", "flow": 104.0}]
    )
    stocks = {"Aland": assumed("stock_days.Aland", 0.0, 0.0, 36.5), "Imposia": assumed("stock_days", 0.0)}
    settled = Setting(stocks, {"mine": assumed("utilisation.mine", 0.5, 0.4, 0.9)}, assumed("idle.start_months", 0.0))
    halt = replace(shock("Imposia"), cut=assumed("made-up-Imposia.share", 0.5, 0.25, 1.0), targets=("all",))
    return Run(made, [halt], grid(DAY, 12.0), settled, {"Aland": 1.0})


def test_the_tornado_of_a_case_solved_by_hand():
    """Of 52 steps 51 go short, by a half of 2 t; a stock of 36.5 days is 10.4 t. What is idle is the imposer's."""
    bars = {each.id: each for each in tornado(_run())["Aland"]}
    assert bars["made-up-Imposia.share"].at_low_t == pytest.approx(0.25 * 102)
    assert bars["made-up-Imposia.share"].at_high_t == pytest.approx(102)
    assert bars["stock_days.Aland"].at_low_t == pytest.approx(51)
    assert bars["stock_days.Aland"].at_high_t == pytest.approx(51 - 10.4)
    assert bars["utilisation.mine"].swing_t == 0.0
    assert list(bars)[:2] == ["made-up-Imposia.share", "stock_days.Aland"]


def test_what_drives_the_loss_would_narrow_it_most(tmp_path):
    run = _run()
    stored = ensemble(run, 400, 3, tmp_path / "kept")
    found = {each.id: each for each in narrowing(run, stored, "Aland")}
    assert next(iter(found)) == "made-up-Imposia.share"
    assert found["made-up-Imposia.share"].share > 0.8
    assert found["utilisation.mine"].share < 0.05
    assert all(each.left_t <= each.deviation_t for each in found.values())
    assert all(each.told_by.en and each.told_by.ja for each in found.values())


def test_a_main_effect_is_of_one_thing_alone():
    random = np.random.default_rng(1)
    one, other = random.uniform(size=4000), random.uniform(size=4000)
    loss = 3 * one + other
    assert main_effect(one, loss) / loss.var() == pytest.approx(0.9, abs=0.03)
    assert main_effect(other, loss) / loss.var() == pytest.approx(0.1, abs=0.03)
    assert main_effect(np.ones(4000), loss) == 0.0


def test_parties_are_those_of_the_run():
    assert set(tornado(replace(_run(), weights=PARTIES))) == set(PARTIES)
