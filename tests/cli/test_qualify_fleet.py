"""`orepath qualify` of a fleet. All batteries are made up."""

import json
import os
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from tests.cli.test_cli import orepath
from tests.docs.pages import DOCS

SAMPLE = DOCS / "how-to" / "qualify-a-battery" / "chains.csv"
ASKED = ("--rule", "clean-vehicle-critical-minerals", "--test", "traced", "--on", "2025-06-01")


def fleet(path, batteries):
    """The sample's chains for many batteries."""
    header, *rows = SAMPLE.read_text("utf-8").splitlines()
    with path.open("w", encoding="utf-8") as file:
        file.write(f"battery_id,{header}\n")
        for number in range(batteries):
            file.writelines(f"B-{number},{row}\n" for row in rows)
    return path


def test_the_contract(tmp_path):
    path, out = fleet(tmp_path / "fleet.csv", 50), tmp_path / "out.parquet"
    done = orepath("qualify", str(path), *ASKED, "--out", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{out}: 50 batteries: 50 met, 0 not met, 0 undetermined, 0 where the rule does not apply.",
        "Without us-japan-2023: 0 met, 50 not met, 0 undetermined, 0 where the rule does not apply.",
    ]
    table = pq.read_table(out)
    assert table.schema.names[:7] == ["battery_id", "share", "percent", "low", "high", "passes", "missing"]
    row = table.to_pylist()[7]
    assert (row["battery_id"], row["share"], str(row["percent"]), row["passes"]) == ("B-7", "61/100", "61.0", True)
    assert (row["share_without_us-japan-2023"], row["passes_without_us-japan-2023"]) == ("37/100", False)
    told = json.loads(orepath("qualify", str(path), *ASKED, "--out", str(out), "--json").stdout)
    assert (told["batteries"], told["met"], told["without"]["us-japan-2023"]["not_met"]) == (50, 50, 50)


def test_a_fleet_needs_a_file_to_write(tmp_path):
    done = orepath("qualify", str(fleet(tmp_path / "fleet.csv", 1)), *ASKED)
    assert (done.returncode, done.stdout) == (2, "") and "--out" in done.stderr


def test_faults_are_counted_past_the_first_twenty(tmp_path):
    path = fleet(tmp_path / "fleet.csv", 40)
    path.write_text(path.read_text("utf-8").replace(",KR,", ",Nowhere,"), "utf-8")
    done = orepath("qualify", str(path), *ASKED, "--out", str(tmp_path / "out.csv"))
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (2, "", 21)
    assert lines[0].startswith("fleet.csv, battery_id B-0, row 8, country: place 'Nowhere' is not known.")
    assert lines[-1] == "… and 20 more."
    assert not (tmp_path / "out.csv").exists()


def test_progress_is_shown_to_those_who_watch(tmp_path):
    pty = pytest.importorskip("pty")
    path = fleet(tmp_path / "fleet.csv", 20)
    watching, stderr = pty.openpty()
    line = [sys.executable, "-m", "orepath.cli", "qualify", str(path), *ASKED, "--out", str(tmp_path / "o.csv")]
    done = subprocess.run(line, stdout=subprocess.PIPE, stderr=stderr, env={**os.environ, "TERM": "xterm"})
    os.close(stderr)
    shown = os.read(watching, 1 << 16).decode(errors="replace")
    assert done.returncode == 0 and "qualifying" in shown


def test_ctrl_c_leaves_nothing(tmp_path):
    path, out = fleet(tmp_path / "fleet.csv", 60_000), tmp_path / "out"
    out.mkdir()
    line = [sys.executable, "-m", "orepath.cli", "qualify", str(path), *ASKED, "--out", str(out / "x.parquet")]
    running = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})
    while running.poll() is None and not list(out.glob(".orepath-*/x.parquet")):
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=120)
    assert "Traceback" not in stderr
    if running.returncode == 0:  # on a busy machine: it was through before the signal came
        assert [path.name for path in out.iterdir()] == ["x.parquet"]
        return
    assert running.returncode == 130 and stdout == ""
    assert "Interrupted. Nothing was left half-written." in stderr
    assert list(out.iterdir()) == []
