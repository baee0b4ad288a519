"""Cases solved by hand, on made-up places."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from orepath.network.network import network
from orepath.stress.base import Base, base_of
from orepath.stress.grid import grid
from tests.stress.answered import answered, four
from tests.stress.worlds import DAY, PARTIES, shock

CASES = yaml.safe_load(Path(__file__).parents[1].joinpath("cases", "two_parties.yaml").read_text("utf-8"))
HALT_DAYS = 350


def _base(case: dict[str, Any]) -> Base:
    nodes = []
    for entry in case["nodes"]:
        kind, place = entry["node"].split(":")
        label = {"label": place} if entry.get("own") else {}
        nodes.append({"stage": kind, "place": place, **label, **entry})
    flows = [{"source": source, "target": target, "flow": float(mass)} for source, target, mass in case["flows"]]
    made = base_of(network("made-up", 2024, "own", nodes, flows), lambda place: 0.0, lambda stage: None)
    ids = made.network.column("node")
    stock, idle = (np.array([float(case.get(what, {}).get(one, 0.0)) for one in ids]) for what in ("stock", "idle"))
    return replace(made, stock_t=stock, idle_t=idle)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]):
    halt = shock("Imposia", until=DAY + timedelta(days=HALT_DAYS))
    losses = four(answered(_base(case), [halt], grid(DAY, 12.0), PARTIES))
    parties = list(PARTIES)
    for row, name in ((0, "no_adaptation"), (1, "alone"), (2, "coordinated"), (3, "full_adaptation")):
        for party, expected in case.get(name, {}).items():
            assert losses[row, parties.index(party)] == pytest.approx(expected, abs=1e-7), (name, party)
    assert losses[2].sum() == pytest.approx(case["together"], abs=1e-7)
