"""`orepath trace`: on the packaged release, on a made-up network of one's own, and misused."""

import csv
import json

import pytest

from orepath.network.own.reading import read_network
from tests.cli.test_cli import orepath

CONTRACT = {
    "mineral",
    "to",
    "year",
    "border",
    "origin",
    "processor",
    "hidden",
    "routes",
    "chokepoints",
    "slack_t",
    "unknown_share",
    "statements",
}
NODES = """node,stage,place,own,label,use
mine:Aland,mine,Aland,60,Aland,0
mine:Boria,mine,Boria,30,Boria,0
gap,,unknown,10,unknown,0
plant:Boria,refine,Boria,0,,20
market:Cedar,refine-market,Cedar,0,,80
"""
EDGES = """source,target,flow,statements
mine:Aland,plant:Boria,60,made-up-1
mine:Boria,plant:Boria,30,made-up-2
gap,plant:Boria,10,
plant:Boria,market:Cedar,80,made-up-3;made-up-4
"""


@pytest.fixture
def own(tmp_path):
    """Files of a made-up network: Boria refines what Aland, itself and nobody knows who mined; Cedar gets 80."""
    (tmp_path / "nodes.csv").write_text(NODES)
    (tmp_path / "edges.csv").write_text(EDGES)
    return ["--nodes", str(tmp_path / "nodes.csv"), "--edges", str(tmp_path / "edges.csv")]


def mids(shares):
    return {share["place"]: share["mid"] for share in shares if share["mid"]}


def test_a_network_of_ones_own(own):
    done = orepath("trace", "made-up", "--to", "Cedar", *own, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) >= CONTRACT
    assert (found["kind"], found["year"]) == ("own", 0)
    assert mids(found["border"]) == {"Boria": 1.0}
    assert mids(found["origin"]) == pytest.approx({"Aland": 0.6, "Boria": 0.3, "unknown": 0.1})
    assert mids(found["processor"]) == {"Boria": 1.0}
    assert found["unknown_share"] == pytest.approx(0.1)
    assert found["statements"] == ["made-up-1", "made-up-2", "made-up-3", "made-up-4"]


def test_unknown_is_said_before_anything_else(own):
    english = orepath("trace", "made-up", "--to", "Cedar", "--year", "2030", *own).stdout
    japanese = orepath("trace", "made-up", "--to", "Cedar", *own, "--lang", "ja").stdout
    assert english.index("Unknown: of what arrived, 10.0 %") < english.index("Who shipped it last")
    assert "Aland (mine) → Boria (refining) → Cedar (refined goods)" in english
    assert "+60.0" in english
    assert japanese.index("採掘地が不明な割合は10.0％") < japanese.index("最終輸出地と採掘地（到着量")


def test_what_is_wrong_with_ones_own_network_is_said_at_once(own, tmp_path):
    (tmp_path / "edges.csv").write_text(EDGES.replace(",80,", ",-80,").replace("gap,", "nowhere,"))
    done = orepath("trace", "made-up", "--to", "Cedar", *own)
    assert done.returncode == 2
    assert "-80" in done.stderr
    assert "nowhere" in done.stderr


def test_what_does_not_balance_is_warned_of_and_solved(own, tmp_path):
    (tmp_path / "edges.csv").write_text(EDGES.replace(",80,", ",70,"))
    done = orepath("trace", "made-up", "--to", "Cedar", *own, "--json")
    assert done.returncode == 0
    assert done.stderr.startswith("note: ")
    assert json.loads(done.stdout)["arrivals_t"] == 70.0


def test_files(own, tmp_path):
    done = orepath("trace", "made-up", "--to", "Cedar", "--year", "2030", *own, "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "out" / "trace-made-up-Cedar-2030.json").read_text())
    with (tmp_path / "out" / "trace-made-up-Cedar-2030.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {(row["place"], float(row["mid"])) for row in rows if row["view"] == "origin"} == {
        (share["place"], share["mid"]) for share in found["origin"]
    }
    again, warnings = read_network(tmp_path / "out" / "nodes.parquet", tmp_path / "out" / "edges.parquet")
    assert (again.nodes.num_rows, again.flows.num_rows, warnings) == (5, 4, ())


def test_the_published_network_says_its_unknowns():
    done = orepath("trace", "cobalt", "--to", "JPN", "--published", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["kind"], found["year"], found["to"]) == ("published", 2020, "JP")
    for view in ("border", "origin", "processor"):
        assert abs(sum(share["mid"] for share in found[view]) - 1) < 1e-9
        assert "unknown" in {share["place"] for share in found[view]}
    assert "183,736 t of 306,596 t" in found["unknowns"][0]["en"]
    assert found["statements"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["coblat", "--to", "JP"], "Did you mean cobalt"),
        (["cobalt", "--to", "Jpan"], "Did you mean Japan"),
        (["cobalt", "--to", "JP", "--year", "1899"], "published in the literature (--published): 2020"),
        (["cobalt", "--to", "AQ", "--published"], "nothing of cobalt reaches AQ"),
        (["cobalt", "--to", "JP", "--lang", "fr"], "allowed: en, ja"),
        (["cobalt", "--to", "JP", "--as-of", "soon"], "allowed: YYYY-MM-DD"),
        (["cobalt", "--to", "JP", "--draws", "-1"], "--draws"),
        (["cobalt", "--to", "JP", "--nodes", "nodes.csv"], "--nodes N --edges E"),
        (["cobalt", "--to", "JP", "--nodes", "a", "--edges", "b", "--published"], "--published |"),
        (["cobalt", "--to", "JP", "--nodes", "no.csv", "--edges", "no.csv"], "no such file"),
        (["cobalt"], "--to"),
    ],
)
def test_misuse_is_told_and_exits_with_2(arguments, said):
    done = orepath("trace", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_in_japanese_too():
    done = orepath("trace", "コバルト", "--to", "日本", "--year", "1899", "--lang", "ja")
    assert "供給網のデータがありません（指定年：1899）" in done.stderr


def test_an_assembled_network_with_draws_is_the_same_every_time():
    first, second = (orepath("trace", "lithium", "--to", "JP", "--draws", "3", "--seed", "7", "--json") for _ in "ab")
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    found = json.loads(first.stdout)
    assert (found["kind"], found["draws"]) == ("assembled", 3)
    for view in ("border", "origin", "processor"):
        assert abs(sum(share["mid"] for share in found[view]) - 1) < 1e-9
        assert all(share["low"] <= share["mid"] <= share["high"] for share in found[view])
    assert found["not_seen"]
    assert all(set(missing) == {"en", "ja"} for missing in found["missing"])
