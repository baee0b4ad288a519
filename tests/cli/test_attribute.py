"""`orepath attribute` as people type it. All networks are made up."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from orepath.cli import words
from orepath.cli.main import app
from orepath.errors import OrepathError
from tests.cli.test_cli import orepath

NODES = """node,own,label,place,stage
鉱山,60,Aland,AA,mine
mine of Boria,40,,BB,mine
plant,0,,CC,refine
market,0,,DD,sell
"""
EDGES = "source,target,flow\n鉱山,plant,60\nmine of Boria,plant,20\nplant,market,50\n"
FLAGS = "node,flag\nmine of Boria,seen\n鉱山,either\nmine of Boria,either\n"


@pytest.fixture
def given(tmp_path):
    """The files of a made-up network, and the options that name them."""
    for name, text in (("n", NODES), ("e", EDGES), ("f", FLAGS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return ["--nodes", str(tmp_path / "n.csv"), "--edges", str(tmp_path / "e.csv")]


@pytest.fixture
def said(monkeypatch):
    """What a command says in this very process: exit code, stdout, stderr."""
    monkeypatch.setattr(words, "_chosen", [])

    def run(*arguments):
        done = CliRunner().invoke(app, ["attribute", *map(str, arguments)])
        if isinstance(done.exception, OrepathError):
            return done.exception.exit_code, done.stdout, done.stderr + done.exception.message(words.lang())
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def left(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".csv"))


def test_the_contract(given, tmp_path):
    out = tmp_path / "x.parquet"
    done = orepath("attribute", *given, "--out", str(out))
    assert done.returncode == 0, done.stderr
    [line] = done.stdout.splitlines()
    assert line.startswith(f"{out}: 4 nodes, 3 labels, engine memory, no share off by more than ")
    assert "note: Nodes that do not balance: 2" in done.stderr and "note: engine memory: about" in done.stderr
    table = pq.read_table(out)
    assert table.schema.names == ["node", "Aland", "BB", "unattributed"]
    assert table.schema.types == [pa.string()] + [pa.float64()] * 3
    assert table.to_pylist()[3] == {"node": "market", "Aland": 0.75, "BB": 0.25, "unattributed": 0.0}
    told = pq.read_metadata(out).metadata
    assert told[b"engine"] == b"memory" and float(told[b"certificate"]) < 1e-11
    assert float(told[b"seconds"]) >= 0 and float(told[b"seconds_components"]) >= 0
    assert left(tmp_path) == ["x.parquet"]


@pytest.mark.parametrize("engine", ["auto", "memory", "duckdb"])
def test_every_engine_coupling_and_label(said, given, tmp_path, engine):
    out = tmp_path / "x.parquet"
    common = [*given, "--engine", engine, "--out", out]
    asked = {
        (): {"Aland": 0.75, "BB": 0.25, "unattributed": 0.0},
        ("--coupling", "net"): {"Aland": 0.75, "BB": 0.25, "unattributed": 0.0},
        ("--labels", "last-stage", "--stage", "refine"): {"CC": 1.0, "not_processed": 0.0, "unattributed": 0.0},
        ("--labels", "touched", "--flags", tmp_path / "f.csv"): {"either": 1.0, "seen": 0.25},
    }
    for more, expected in asked.items():
        code, stdout, stderr = said(*common, *more)
        assert code == 0 and stdout.count("\n") == 1, stderr
        assert pq.read_table(out).to_pylist()[3] == {"node": "market", **expected}
    assert said(*common, "--long")[0] == 0
    rows = pq.read_table(out).to_pylist()
    assert rows[-2:] == [
        {"node": "market", "label": "Aland", "share": 0.75},
        {"node": "market", "label": "BB", "share": 0.25},
    ]
    assert len(rows) == 6


def test_japanese(given, tmp_path):
    done = orepath("attribute", *given, "--out", str(tmp_path / "x.parquet"), "--lang", "ja")
    assert "4 ノード、3 ラベル、エンジン memory、割合の誤差の上限" in done.stdout
    assert "エンジンは memory を選択しました" in done.stderr


def test_integer_ids_stay_integers(said, tmp_path):
    pq.write_table(pa.table({"node": [7, 5], "own": [1.0, 0.0], "label": ["x", ""]}), tmp_path / "n.parquet")
    pq.write_table(pa.table({"source": [7], "target": [5], "flow": [1.0]}), tmp_path / "e.parquet")
    for engine in ("memory", "duckdb"):
        out = tmp_path / f"{engine}.parquet"
        files = ["--nodes", tmp_path / "n.parquet", "--edges", tmp_path / "e.parquet"]
        assert said(*files, "--engine", engine, "--out", out)[0] == 0
        assert pq.read_schema(out).field("node").type == pa.int64()


def test_every_option_that_is_wrong_is_told_at_once(said, given, tmp_path):
    wrong = ["--engine", "abacus", "--coupling", "wet", "--labels", "touched", "--stage", "mine", "--out", "x.csv"]
    code, stdout, stderr = said(*given, *wrong)
    assert (code, stdout) == (2, "")
    assert [line.split(":")[0] for line in stderr.splitlines()] == [
        "--engine",
        "--coupling",
        "--stage",
        "--flags",
        "--out",
    ]
    assert "auto, memory, duckdb, spark" in stderr and "*.parquet" in stderr and "--labels last-stage" in stderr
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--labels", "last-stage"], "--stage: this is needed with `--labels last-stage`"),
        (["--labels", "last-stage", "--stage", "refien"], "Did you mean refine"),
        (["--flags", "f.csv"], "--flags: this says something only with `--labels touched`"),
        (["--labels", "touched", "--flags", "none.csv"], "none.csv: there is no such file"),
        (["--labels", "origin"], "allowed: source, last-stage, touched"),
        (["--lang", "fr"], "allowed: en, ja"),
    ],
)
def test_misuse(said, given, tmp_path, more, told):
    code, stdout, stderr = said(*given, "--out", tmp_path / "x.parquet", *more)
    assert (code, stdout) == (2, "") and told in stderr
    assert left(tmp_path) == []


def test_every_fault_of_both_files_is_told_and_nothing_is_written(given, tmp_path):
    (tmp_path / "n.csv").write_text(NODES.replace(",60,", ",-60,").replace("plant,0", "鉱山,0"), "utf-8")
    (tmp_path / "e.csv").write_text(EDGES.replace(",50", ",nan"), "utf-8")
    (tmp_path / "x.parquet").write_text("what was there")
    done = orepath("attribute", *given, "--out", str(tmp_path / "x.parquet"))
    assert (done.returncode, done.stdout) == (2, "") and "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 6
    for told in (
        "'-60'",
        "'鉱山' occurs again (first in row 2)",
        "e.csv, row 4: column flow: found 'nan'",
        "no 'plant'",
    ):
        assert told in done.stderr
    assert (tmp_path / "x.parquet").read_text() == "what was there" and left(tmp_path) == ["x.parquet"]


def test_a_folder_that_is_not_there_is_made_and_a_file_in_its_place_is_an_error(said, given, tmp_path):
    assert said(*given, "--out", tmp_path / "new" / "deep" / "x.parquet")[0] == 0
    assert left(tmp_path / "new" / "deep") == ["x.parquet"]
    (tmp_path / "taken").write_text("a file")
    code, stdout, stderr = said(*given, "--out", tmp_path / "taken" / "x.parquet")
    assert (code, stdout) == (2, "") and "nothing was left half-written" in stderr


def test_what_is_read_is_not_written_over(said, given, tmp_path):
    pq.write_table(pa.table({"node": [7], "own": [1.0], "label": ["x"]}), tmp_path / "n.parquet")
    before = (tmp_path / "n.parquet").read_bytes()
    code, _, stderr = said("--nodes", tmp_path / "n.parquet", *given[2:], "--out", tmp_path / "." / "n.parquet")
    assert code == 2 and "--out" in stderr and "--nodes" in stderr
    assert (tmp_path / "n.parquet").read_bytes() == before


def test_debug_shows_the_traceback(given, tmp_path):
    done = orepath("--debug", "attribute", *given, "--out", str(tmp_path / "x.csv"))
    assert done.returncode == 2 and "Traceback" in done.stderr


def test_evidence_is_not_touched(given, tmp_path, home):
    assert orepath("attribute", *given, "--out", str(tmp_path / "x.parquet")).returncode == 0
    assert list(home.iterdir()) == []


@pytest.fixture
def large(tmp_path):
    """A network whose answer takes a while to write."""
    count, labels = 60_000, 300
    ids = np.arange(count)
    label = [f"l{number % labels}" for number in range(count)]
    pq.write_table(pa.table({"node": ids, "own": np.ones(count), "label": label}), tmp_path / "n.parquet")
    edges = pa.table({"source": ids[:-1], "target": ids[1:], "flow": np.ones(count - 1)})
    pq.write_table(edges, tmp_path / "e.parquet")
    return ["--nodes", str(tmp_path / "n.parquet"), "--edges", str(tmp_path / "e.parquet"), "--engine", "memory"]


def test_ctrl_c_while_the_answer_is_written_leaves_nothing(large, tmp_path):
    out = tmp_path / "out"
    line = [sys.executable, "-m", "orepath.cli", "attribute", *large, "--out", str(out / "x.parquet")]
    running = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})
    while running.poll() is None and not list(out.glob(".orepath-*/x.parquet")):
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=120)
    assert running.returncode == 130 and stdout == "" and "Traceback" not in stderr
    assert "Interrupted. Nothing was left half-written." in stderr
    assert left(out) == []


def test_a_full_disk_is_one_error(large, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("a small disk can only be made by root")
    try:
        done = orepath("attribute", *large, "--out", str(disk / "x.parquet"))
        assert (done.returncode, done.stdout) == (2, "")
        assert "No space left on device" in done.stderr and "Traceback" not in done.stderr
        assert left(disk) == []
    finally:
        subprocess.run(["umount", disk], check=True)
