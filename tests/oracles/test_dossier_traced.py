"""The traced figures of the dossier beside what ``orepath trace --json`` prints; another oracle reckons that again."""

import json
import math
import re
from collections import defaultdict
from functools import cache

import pytest
from typer.testing import CliRunner

from orepath.cli.main import app
from tests.oracles.conftest import DAY
from tests.oracles.recomputing.dossier import Entry, year

VIEWS = {
    "border_share": ("border",),
    "traced_share": ("origin",),
    "processor_share": ("processor",),
    "border_share_net": ("net", "border"),
    "traced_share_net": ("net", "origin"),
    "hidden_dependence": ("hidden",),
    "chokepoint_share": ("chokepoints",),
}
SUMMED = tuple(VIEWS)[:5]
ROUNDED = 1e-10  # the dossier keeps ten digits
SUM = 1e-9


@cache
def printed(mineral: str, to: str, when: int, draws: int) -> Entry:
    """What the command prints of a mineral, Party and year."""
    options = ["--to", to, "--year", str(when), "--draws", str(draws), "--as-of", DAY.isoformat(), "--json"]
    done = CliRunner().invoke(app, ["trace", mineral, *options])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def shares(trace: Entry, metric: str) -> dict[str, Entry]:
    """The rows of a view by place; a Party's own extraction stands under its own name."""
    found = trace
    for key in VIEWS[metric]:
        found = found[key]
    return {trace["to"] if row["place"] == "domestic" else row["place"]: row for row in found}


@pytest.fixture(scope="module")
def groups(recomputed) -> dict[tuple[str, str, str], dict[str, Entry]]:
    """The traced figures by mineral, Party and metric, then by place."""
    found: dict[tuple[str, str, str], dict[str, Entry]] = defaultdict(dict)
    for metric in VIEWS:
        for mineral, figure in recomputed.of(metric):
            found[mineral, figure["place"], metric][figure["partner"]] = figure
    return found


def draws_of(recomputed, figures: dict[str, Entry]) -> int:
    """The number of draws that the figures say their ranges span."""
    said = {re.search(r"(\d+) draws", recomputed.words(figure)["how"]["en"])[1] for figure in figures.values()}
    [only] = said
    return int(only)


def test_every_mineral_and_party_is_traced(recomputed, groups):
    minerals = {mineral["mineral"] for mineral in recomputed.content["minerals"]}
    assert {(mineral, metric) for mineral, _, metric in groups} == {(m, metric) for m in minerals for metric in VIEWS}
    assert len({party for _, party, _ in groups}) == 2


def test_figures_are_what_the_command_prints(recomputed, groups, tally):
    for (mineral, party, metric), figures in groups.items():
        when = {year(figure) for figure in figures.values()}
        rows = shares(printed(mineral, party, when.pop(), draws_of(recomputed, figures)), metric)
        assert not when
        for place, figure in figures.items():
            if place == "other":
                left = math.fsum(row["mid"] for name, row in rows.items() if name not in figures)
                assert math.isclose(figure["value"], left, abs_tol=SUM), (mineral, party, metric)
                assert figure["low"] is None and figure["high"] is None
                continue
            for key, value in (("value", "mid"), ("low", "low"), ("high", "high")):
                assert math.isclose(figure[key], rows[place][value], abs_tol=ROUNDED), (mineral, party, metric, place)
            tally.agreed[metric] += 1
    assert tally.agreed.total() >= 300


def test_shares_sum_to_1_with_the_unknown(groups):
    for (mineral, party, metric), figures in groups.items():
        if metric in SUMMED:
            assert "unknown" in figures
            total = math.fsum(figure["value"] for figure in figures.values())
            assert abs(total - 1) <= SUM, (mineral, party, metric, total)


def test_places_of_weight_are_named(recomputed, groups):
    for (mineral, party, metric), figures in groups.items():
        if metric not in ("border_share", "traced_share", "processor_share"):
            continue
        rows = shares(printed(mineral, party, year(figures["unknown"]), draws_of(recomputed, figures)), metric)
        missed = [place for place, row in rows.items() if row["mid"] >= 0.03 and place not in figures]
        assert len(figures) >= 8 + 2 or not missed, (mineral, party, metric, missed)


def test_kind_and_unit_say_what_a_figure_is(recomputed, groups):
    for (_, _, metric), figures in groups.items():
        for figure in figures.values():
            assert figure["unit"] == ("share_change" if metric == "hidden_dependence" else "share")
            assert figure["status"] == ("reconciled" if metric.startswith("border") else "traced")
            how = recomputed.words(figure)["how"]["en"]
            assert "balanced network" in how or "proportional sharing" in how
            assert ("proportional sharing" in how) == (not metric.startswith("border"))


def test_an_unknown_total_is_said(recomputed, groups):
    said = json.dumps(recomputed.content["tables"], ensure_ascii=False)
    for mineral, party, metric in groups:
        if metric != "traced_share":
            continue
        figures = groups[mineral, party, metric]
        trace = printed(mineral, party, year(figures["unknown"]), draws_of(recomputed, figures))
        if trace["unknown_share"] is not None:
            assert math.isclose(figures["unknown"]["value"], trace["unknown_share"], abs_tol=ROUNDED)
        else:
            assert "the mass seen" in said
            for good in trace["not_seen"]:
                assert not good["main"] or good["code"] in json.dumps(recomputed.content["unknowns"])


def test_both_halves_of_every_way_sum_to_1(recomputed, groups):
    tables = {table["id"]: table for table in recomputed.content["tables"]}
    for mineral, party in {(mineral, party) for mineral, party, _ in groups}:
        halves: dict[str, list[float]] = defaultdict(list)
        for row in tables[f"{mineral}-{party.lower()}-way-table"]["rows"]:
            halves[row[0]["en"]].append(recomputed.figures[row[3]["figure"]]["value"])
        assert len(halves) == 2
        assert all(abs(math.fsum(half) - 1) <= SUM for half in halves.values()), (mineral, party)
