"""`orepath stress` and `orepath backtest`: on the packaged release, on made-up answers, and misused."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from orepath.cli import stress_asked, stress_text, words
from orepath.cli.backtest import show as show_backtests
from orepath.cli.stress_files import tables, write_stress
from orepath.cli.stress_json import answer
from orepath.errors import InputError
from orepath.vocabulary.language import LANGS
from tests.cli.test_cli import orepath
from tests.stress.made_up import LOSES, WINS, result, stressed

GOLDEN = Path(__file__).with_name("golden")
CONTRACT = {"shock", "assumptions", "results", "backtests"}
ROW = {
    "party",
    "mineral",
    "baseline_t",
    "no_adaptation_t",
    "alone_t",
    "coordinated_t",
    "full_adaptation_t",
    "value_of_coordination_t",
    "days_of_cover",
    "low",
    "high",
    "certificate",
}


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    """A terminal of a known width, in English until another language is chosen."""
    monkeypatch.setenv("COLUMNS", "100")
    words.choose("en")
    yield
    words.choose("en")


def printed(capsys, lang, found=None):
    words.choose(lang)
    stress_text.show(found or stressed(), lang)
    return "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines()) + "\n"


@pytest.mark.parametrize("lang", LANGS)
def test_the_answer_says_what_it_said(lang, capsys):
    """`OREPATH_RECORD=1 python -m pytest tests/cli/test_stress.py` records it anew; read the difference first."""
    said, path = printed(capsys, lang), GOLDEN / f"stress.{lang}.txt"
    if os.environ.get("OREPATH_RECORD"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")


def test_it_fits_a_screen_and_begins_with_what_is_not_known(capsys):
    said = printed(capsys, "en")
    assert said.count("\n") <= 50
    assert said.index("What is not known") < said.index("Demand over")
    assert said.index("In force as last known") < said.index("Demand over")


def test_many_combinations_are_a_table_and_the_sentences_of_few(capsys):
    many = replace(stressed(), results=tuple(result(mineral=f"Made-up Ore {n}", scale=n + 1) for n in range(6)))
    said = printed(capsys, "en", many)
    assert said.count("Demand over") == 2
    assert "and 4 more combinations" in said
    assert [f"Made-up Ore {n}" in said for n in range(6)] == [True] * 6


def test_those_told_are_never_chosen_by_what_is_lost_if_nobody_adapts(capsys):
    quiet = [replace(result(mineral=f"Made-up Ore {n}"), no_adaptation_t=900.0, coordinated_t=90.0) for n in range(5)]
    many = replace(stressed(), results=(*quiet, result(mineral="Made-up Tin")))
    assert "Aland, Made-up Tin\n  Demand" in printed(capsys, "en", many)


def test_json_has_the_contract_and_more():
    found = json.loads(json.dumps(answer(stressed())))
    assert set(found) >= CONTRACT
    assert list(found)[:4] == ["shock", "assumptions", "results", "backtests"]
    first = found["results"][0]
    assert set(first) >= ROW
    assert first["value_of_coordination_t"] == first["alone_t"] - first["coordinated_t"] == 20.0
    assert first["value_of_coordination_days"] == pytest.approx(14.6)
    assert first["low"] <= first["coordinated_t"] <= first["high"]
    assert first["certificate"]["alone"]["gap_t"] == 0.0
    assert found["shock"][0]["from_"] == "2030-01-01"
    assert found["backtests"][1]["loses"] is True
    assert found["not_answered"][0]["why"]["en"] == "no network of it."


def test_tables_have_every_number():
    made = tables(stressed())
    assert {name: len(rows) for name, (_, rows) in made.items()} == {
        "results": 2,
        "weeks": 208,
        "quarters": 16,
        "filling": 6,
        "assumptions": 2,
        "certificates": 4,
        "spread": 8,
        "drivers": 6,
        "backtests": 4,
    }
    for name, (head, rows) in made.items():
        assert all(len(row) == len(head) for row in rows), name


def test_files_repeat(tmp_path):
    first = write_stress(stressed(), None, tmp_path / "a")
    second = write_stress(stressed(), None, tmp_path / "b")
    assert [path.name for path in first] == [path.name for path in second]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(first, second, strict=True))
    with (tmp_path / "a" / "stress-made-up-measure-results.csv").open() as file:
        assert [row["alone_t"] for row in csv.DictReader(file)] == ["90.0", "90.0"]
    assert {path.suffix for path in first} == {".json", ".csv", ".html", ".svg", ".png"}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["JP US"], ("JP", "US")),
        (["JP,US", "jpn"], ("JP", "US")),
        (["United States Japan"], ("US", "JP")),
        (["日本、米国"], ("JP", "US")),
        (["United States"], ("US",)),
    ],
)
def test_parties_by_code_or_name_in_any_manner(given, found):
    assert stress_asked.parties(given) == found


def test_every_name_that_is_no_place_is_told():
    with pytest.raises(InputError, match="Did you mean Japan") as told:
        stress_asked.parties(["Jpan", "Atlantis, JP"])
    assert len(told.value.faults) == 2


@pytest.mark.parametrize(("text", "length"), [("24m", 24), ("18", 18), ("2y", 24), ("6 months", 6), ("2年", 24)])
def test_horizons(text, length):
    assert stress_asked.months(text) == length


@pytest.mark.parametrize("text", ["0", "0m", "-3", "soon", "", "1e3", "2.5y", "999y", "m"])
def test_a_horizon_that_is_none_is_one_fault(text):
    with pytest.raises(InputError, match="--horizon: ") as told:
        stress_asked.months(text)
    assert len(told.value.faults) == 1


def test_every_fault_is_told_at_once():
    options = ["--parties", "Jpan", "--horizon", "0", "--as-of", "soon", "--step", "3", "--lang", "fr"]
    done = orepath("stress", *options)
    assert (done.returncode, done.stdout) == (2, "")
    for told in ("MEASURE_OR_FILE", "Jpan", "--horizon", "--as-of", "7 | 1", "en, ja"):
        assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "MEASURE_OR_FILE"),
        (["list", "--out", "x"], "--out"),
        (["cd-2025-cobalt-qota"], "Did you mean cd-2025-cobalt-quota"),
        (["no-such-file.toml"], "no-such-file.toml"),
        (["--contingency", "coblat"], "Did you mean cobalt"),
        (["list", "--contingency", "cobalt"], "--contingency MINERAL"),
        (["list", "--draws", "-1"], "--draws"),
    ],
)
def test_misuse_is_told_and_exits_with_2(arguments, said):
    done = orepath("stress", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_the_list_has_every_measure_and_whether_it_can_be_answered():
    done = orepath("stress", "list", "--as-of", "2026-11-28", "--json")
    assert done.returncode == 0, done.stderr
    found = {row["id"]: row for row in json.loads(done.stdout)}
    assert len(found) > 30
    assert found["cd-2025-cobalt-quota"]["answered"] == ["cobalt"]
    assert set(found["cd-2025-cobalt-quota"]["applies_to"]) == {"US", "JP"}
    assert {row["status"] for row in found.values()} >= {"in_force", "announced", "ended"}
    told = orepath("stress", "list", "--as-of", "2026-11-28", "--lang", "ja").stdout
    assert all(name in told for name in found)
    assert "算定の可否" in told


def test_a_measure_is_answered_with_its_bracket_and_its_record(tmp_path):
    arguments = ["stress", "cn-2023-39-graphite", "--parties", "JP US", "--draws", "2", "--as-of", "2026-11-28"]
    done = orepath(*arguments, "--json", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) >= CONTRACT
    assert {row["party"] for row in found["results"]} == {"JP", "US"}
    for row in found["results"]:
        cases = [row[f"{case}_t"] for case in ("full_adaptation", "coordinated", "alone", "no_adaptation")]
        assert cases == sorted(cases)
        assert row["low"] <= row["coordinated_t"] <= row["high"]
        assert row["value_of_coordination_t"] == pytest.approx(row["alone_t"] - row["coordinated_t"])
    stem = "stress-cn-2023-39-graphite"
    assert {f"{stem}.{lang}.html" for lang in LANGS} <= {path.name for path in tmp_path.iterdir()}
    assert done.stdout == (tmp_path / f"{stem}.json").read_text("utf-8")


def test_ctrl_c_keeps_the_scenarios_that_are_finished_and_says_where(tmp_path):
    line = [sys.executable, "-m", "orepath.cli", "stress", "cd-2025-cobalt-quota", "--draws", "3000"]
    line += ["--as-of", "2026-11-28", "--out", str(tmp_path)]
    running = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while running.poll() is None and not list(tmp_path.glob("scenarios/*/scenarios-*.parquet")):
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    text, told = running.communicate(timeout=120)
    assert running.returncode in (130, -signal.SIGINT), told
    assert text == "" and "Traceback" not in told and str(tmp_path / "scenarios") in told
    kept = sorted(tmp_path.glob("scenarios/*/*"))
    assert kept and all(path.name.startswith("scenarios-") and path.suffix == ".parquet" for path in kept)


def test_contingency_takes_out_everything_once_and_ranks_by_what_is_lost_together():
    done = orepath("stress", "--contingency", "cobalt", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    rows = found["rows"]
    assert len({(row["kind"], row["node"], row["target"]) for row in rows}) > 1000
    together = [sum(row["coordinated_t"].values()) for row in rows]
    assert all(first >= second - 1e-6 for first, second in pairwise(together))
    for row in rows:
        for party, demand in found["demand_t"].items():
            lost = (row["coordinated_t"][party], row["alone_t"][party], demand * (1 + 1e-9))
            assert all(first <= second + 1e-6 for first, second in pairwise(lost)), row["node"]
    told = " ".join(orepath("stress", "--contingency", "cobalt", "--lang", "en").stdout.split())
    assert "Ranked by what is lost if the Parties act together" in told


def test_back_tests_are_told_whoever_wins(capsys):
    show_backtests([WINS, LOSES], "en")
    said = " ".join(capsys.readouterr().out.split())
    assert "LOSES to a baseline" in said
    assert "What it lacks: Stocks built up before the ban." in said
    show_backtests([], "en")
    assert "no back-test" in capsys.readouterr().out


def test_back_tests_as_json_have_the_contract():
    done = orepath("backtest", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert rows
    for row in rows:
        assert set(row) == {"case", "party", "method", "error", "baseline_errors"}
        assert len(row["baseline_errors"]) == 2
    assert len({(row["case"], row["party"]) for row in rows}) == len(rows)
