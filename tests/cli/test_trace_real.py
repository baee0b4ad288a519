"""`orepath trace` from end to end: a process of its own on the packaged release, as a trade analyst runs it.

Pandas, which no user needs, is out of reach here: duckdb loads it where it can, which takes longer than a trace.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from functools import cache

import pytest

from tests.cli.test_cli import orepath as command
from tests.cli.test_trace import CONTRACT, EDGES, NODES

FEW = ("--draws", "5")
PLAIN: dict[str, str] = {}
INTERRUPTED = (130, -signal.SIGINT)  # a shell says 130 of both


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory):
    """What the processes here run in."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "pandas").mkdir()
    (folder / "pandas" / "__init__.py").write_text("raise ImportError('out of reach')\n")
    PLAIN.update(PYTHONPATH=str(folder))


def orepath(*arguments, env=None):
    return command(*arguments, env={**PLAIN, **(env or {})})


def started(*arguments):
    """The same, running; errors and output piped."""
    line = [sys.executable, "-m", "orepath.cli", *arguments]
    return subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "LANG": "C.UTF-8", **PLAIN}
    )


@pytest.fixture(scope="session")
def told():
    """What the command prints, as JSON, once a set of arguments."""

    @cache
    def run(*arguments: str):
        done = orepath("trace", *arguments, *FEW, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize(
    ("mineral", "to", "open_total"),
    [("cobalt", "JP", False), ("cobalt", "US", False), ("lithium", "US", False), ("nickel", "JPN", True)],
)
def test_the_contract(told, mineral, to, open_total):
    found = told(mineral, "--to", to)
    assert set(found) >= CONTRACT
    assert (found["mineral"], found["to"], found["year"], found["draws"]) == (mineral, to[:2].upper(), 2024, 5)
    for view in ("border", "origin", "processor"):
        assert all(set(share) == {"place", "low", "mid", "high"} for share in found[view])
        assert all(0 <= share["low"] <= share["mid"] <= share["high"] <= 1 + 1e-9 for share in found[view])
        assert sum(share["mid"] for share in found[view]) == pytest.approx(1.0, abs=1e-9)
        assert [share["place"] for share in found[view]].count("unknown") == 1
    unknown = next(share["mid"] for share in found["origin"] if share["place"] == "unknown")
    assert found["unknown_share"] == (None if open_total else unknown)
    assert unknown > 0.01 and found["missing"] and found["not_seen"]
    assert found["hidden"] and found["routes"] and found["chokepoints"] and found["statements"]
    assert found["slack_t"] == pytest.approx(sum(one["mass_t"] for one in found["slack"]))
    assert sum(route["share"] for route in found["routes"]) <= 1 + 1e-9


def test_the_trace_says_what_the_border_does_not(told):
    found = told("cobalt", "--to", "JP")
    border, origin = ({share["place"]: share["mid"] for share in found[view]} for view in ("border", "origin"))
    assert border.get("CD", 0.0) < 0.001 < 0.02 < origin["CD"]  # no ship from the Congo, but its cobalt
    assert border["FI"] > 0.05 and origin.get("FI", 0.0) < 0.01  # Finland refines what others mined
    hidden = {each["place"]: each["mid"] for each in found["hidden"]}
    assert hidden["CD"] > 0 > hidden["FI"]


def test_in_japanese(told):
    done = orepath("trace", "リチウム", "--to", "米国", *FEW, "--lang", "ja")
    assert (done.returncode, done.stderr) == (0, "")
    unknown = next(s for s in told("lithium", "--to", "US")["origin"] if s["place"] == "unknown")["mid"]
    assert f"採掘地が不明な割合は{100 * unknown:.1f}％" in done.stdout
    assert "リチウム" in done.stdout and "チリ" in done.stdout and "Unknown" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lithum", "--to", "JP"], "Did you mean lithium"),
        (["cobalt", "--to", "JP", "--year", "2019"], "2023, 2024"),
        (["gallium", "--to", "JP"], "gallium"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(arguments, said):
    done = orepath("trace", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split()) and "Traceback" not in done.stderr


def test_ten_faults_of_a_network_of_ones_own_are_listed_at_once(tmp_path):
    nodes = [*NODES.splitlines(), "mine:Aland,mine,Aland,1,Aland,0", "bad,mine,Boria,-7.25,Boria,0", "worse,mine,,x,,0"]
    edges = [
        *EDGES.splitlines(),
        "mine:Aland,plant:Boria,-3.5,",
        "mine:Boria,plant:Boria,nan,",
        "mine:Aland,nowhere-1,5,",
        "nowhere-2,plant:Boria,5,",
        "mine:Aland,plant:Boria,much,",
        "mine:Aland,plant:Boria,inf,",
        "nowhere-3,nowhere-4,5,",
    ]
    (tmp_path / "nodes.csv").write_text("\n".join(nodes) + "\n")
    (tmp_path / "edges.csv").write_text("\n".join(edges) + "\n")
    files = ["--nodes", str(tmp_path / "nodes.csv"), "--edges", str(tmp_path / "edges.csv")]
    done = orepath("trace", "made-up", "--to", "Cedar", *files)
    assert (done.returncode, done.stdout) == (2, "")
    told = [line for line in done.stderr.splitlines() if line.strip()]
    for wrong in ("-7.25", "-3.5", "nan", "much", "inf", *(f"nowhere-{n}" for n in range(1, 5)), "mine:Aland"):
        assert any(wrong in line for line in told), (wrong, done.stderr)
    assert len(told) >= 10 and "Traceback" not in done.stderr


def digest(seed: str, threads: str) -> str:
    environment = {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    done = orepath("trace", "lithium", "--to", "JP", *FEW, "--seed", "7", "--json", env=environment)
    assert done.returncode == 0, done.stderr
    return hashlib.sha256(done.stdout.encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_in_any_process():
    assert digest("0", "2") == digest("4711", "1")


def test_ctrl_c_exits_with_130_and_leaves_nothing_half_written(tmp_path):
    out = tmp_path / "out"
    running = started("trace", "cobalt", "--to", "JP", "--draws", "400", "--out", str(out))
    time.sleep(2.0)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    text, told = running.communicate(timeout=60)
    assert running.returncode in INTERRUPTED and text == ""
    assert "Traceback" not in told and told.strip()
    assert not out.exists() or not list(out.iterdir())


def test_ctrl_c_while_files_are_written_leaves_nothing_half_written(tmp_path):
    out = tmp_path / "out"
    running = started("trace", "lithium", "--to", "JP", *FEW, "--out", str(out))
    while running.poll() is None and not (out.exists() and list(out.glob(".orepath-*"))):
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert "Traceback" not in told
    left = sorted(path.name for path in out.iterdir())
    if running.returncode in INTERRUPTED:
        assert left == []
    else:  # every file was already in its place
        assert running.returncode == 0 and "trace-lithium-JP-2024.json" in left
    assert not [name for name in left if name.startswith(".")]


@pytest.mark.parametrize(
    ("lang", "computed", "published"), [("en", "computed from", "published"), ("ja", "算出した", "公表値")]
)
def test_ranges_that_nobody_published_are_not_called_published(lang, computed, published):
    text = orepath("trace", "cobalt", "--to", "US", *FEW, "--lang", lang, env={"COLUMNS": "200"}).stdout
    exports, output = (
        next(line for line in text.splitlines() if name in line and "–" in line.replace("～", "–"))
        for name in (("exports (mine)", "refinery production,") if lang == "en" else ("輸出量（採掘", "製錬・精製量（"))
    )
    assert computed in exports and published not in exports
    assert published in output and computed not in output


@pytest.fixture
def swallowing(tmp_path):
    """A pandas in whose loading an interrupt falls and is lost, as duckdb loses it."""
    (tmp_path / "pandas").mkdir()
    lines = (
        "import os, pathlib, signal",
        "try:",
        "    os.kill(os.getpid(), signal.SIGINT)",
        "    sum(range(10**6))",
        "except KeyboardInterrupt:",
        f"    pathlib.Path({str(tmp_path / 'swallowed')!r}).touch()",
        "raise ImportError('made up')",
    )
    (tmp_path / "pandas" / "__init__.py").write_text("\n".join(lines) + "\n")
    return {"PYTHONPATH": str(tmp_path)}


def test_ctrl_c_that_a_library_swallows_places_no_file(swallowing, tmp_path):
    out = tmp_path / "out"
    done = orepath("trace", "lithium", "--to", "JP", "--draws", "0", "--out", str(out), env=swallowing)
    assert (tmp_path / "swallowed").exists()
    assert done.returncode == 130 and done.stdout == ""
    assert "Interrupted" in done.stderr and "Traceback" not in done.stderr
    assert not out.exists() or not list(out.iterdir())


def test_ctrl_c_that_a_library_swallows_is_no_success(swallowing, tmp_path):
    done = orepath("trace", "lithium", "--to", "JP", "--draws", "0", "--json", env=swallowing)
    assert (tmp_path / "swallowed").exists()
    assert done.returncode == 130 and "Interrupted" in done.stderr
