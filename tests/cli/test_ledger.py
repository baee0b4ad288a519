"""`orepath ledger` from end to end: tables and the public sample chain in, a ledger, an origin and a proof out."""

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.test_cli import orepath
from tests.custody.declarations.made_up import workbook

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs" / "how-to"
SAMPLES = ROOT.parent / "shared" / "data" / "trace" / "untp-crm"
PASSPORT = ROOT.parent / "shared" / "data" / "trace" / "batterypass"
TABLE = HOW_TO / "from-spreadsheet-to-proof" / "lots.csv"
BATTERY = "https://id.gs1.org/01/09359502000058/21/10001"
CONTRACT = {"lots", "balances", "violations", "event_ids"}
FILES = {
    *("balances.csv", "chains.csv", "edges.parquet", "ledger.en.html", "ledger.ja.html", "ledger.json", "lots.csv"),
    *("lots.en.svg", "lots.ja.svg", "nodes.parquet", "violations.csv"),
}


def composed(path, node):
    """The shares of a node, by label, without those that are nothing."""
    rows = {row["node"]: row for row in pq.read_table(path).to_pylist()}
    return {label: share for label, share in rows[node].items() if label != "node" and share > 1e-12}


def changed(tmp_path, **cells):
    """The made-up table with one cell changed: of the row of an event, a role and a lot."""
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if (row["event"], row["role"], row["lot"]) == ("E07", "out", "SUL-1"):
            row.update(cells)
    path = tmp_path / "changed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_table_without_fault_has_nothing_that_cannot_be_true_and_the_contract():
    done = orepath("ledger", str(TABLE), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) >= CONTRACT
    assert found["violations"] == []
    assert len(found["event_ids"]) == len(set(found["event_ids"])) == 21
    assert all(each.startswith("ni:///sha-256;") and each.endswith("?ver=CBV2.0") for each in found["event_ids"])
    assert all(balance["left"] >= 0 for balance in found["balances"]) and found["balances"]


def test_one_tonne_too_many_is_told_with_the_events_that_prove_it(tmp_path):
    done = orepath("ledger", str(changed(tmp_path, claimed_quantity="9")), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    kinds = {each["kind"] for each in found["violations"]}
    assert kinds == {"overclaiming"}
    first = found["violations"][0]
    assert set(first) >= {"kind", "events", "explanation"} and set(first["events"]) <= set(found["event_ids"])
    assert any("9,000 kg" in each["explanation"] and "8,000 kg" in each["explanation"] for each in found["violations"])


def test_the_answer_is_told_in_both_languages(tmp_path):
    path = str(changed(tmp_path, claimed_quantity="9"))
    told = {lang: orepath("ledger", path, "--lang", lang).stdout for lang in ("en", "ja")}
    assert "What cannot be true" in told["en"] and "Balances" in told["en"]
    assert "不整合" in told["ja"] and "マスバランス" in told["ja"]


def test_a_smelter_declaration_is_counted(tmp_path):
    row = ["CID900001", "Cobalt", "Aland Cobalt", "Aland Cobalt Works", "FINLAND", "CID900001", "RMI", "Maarianhamina"]
    path = str(workbook(tmp_path / "made-up.xlsx", [row]))
    for lang, said in (("en", "Entries of declarations"), ("ja", "申告書等の記載")):
        assert said in orepath("ledger", path, "--lang", lang).stdout
    assert orepath("ledger", path, "--out", str(tmp_path / "out")).returncode == 0
    assert "Aland Cobalt Works" in (tmp_path / "out" / "declarations.csv").read_text("utf-8")


def test_every_file_is_written_and_the_same_again(tmp_path):
    for name in ("one", "two"):
        done = orepath("ledger", str(TABLE), "--out", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert set(one) >= FILES
    assert one == two


def test_tables_have_every_digit(tmp_path):
    assert orepath("ledger", str(TABLE), "--out", str(tmp_path)).returncode == 0
    with (tmp_path / "balances.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert Decimal(row["went_in"]) == Decimal(row["claimed"]) + Decimal(row["left"])
    assert any(len(row["went_in"].partition(".")[2]) > 10 for row in rows)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared sample chain is not here")
def test_the_sample_chain_from_mine_to_battery_in_three_commands(tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "untp-crm", copy_function=shutil.copyfile)
    steps, out = str(HOW_TO / "from-mine-to-battery" / "steps.csv"), tmp_path / "chain"
    kept = orepath("ledger", str(tmp_path / "untp-crm"), steps, "--out", str(out), "--lot", BATTERY)
    assert kept.returncode == 0, kept.stderr
    told = json.loads((out / "ledger.json").read_text("utf-8"))
    assert {each["kind"] for each in told["violations"]} == {"contents_exceed", "documents_differ"}
    granted = {each["lot"]: (each["model"], each["amount"], each["declared"]) for each in told["granted"]}
    assert granted["CATHODE-1"] == ("segregated", 280, False)
    nodes, edges, origin = (str(out / name) for name in ("nodes.parquet", "edges.parquet", "origin.parquet"))
    asked = orepath("attribute", "--nodes", nodes, "--edges", edges, "--out", origin)
    assert asked.returncode == 0, asked.stderr
    assert composed(origin, BATTERY) == pytest.approx({"CA": 0.2, "AU": 0.2, "unknown": 0.6})
    rule = ["--rule", "clean-vehicle-critical-minerals", "--test", "traced", "--on", "2025-06-01", "--json"]
    proved = orepath("qualify", str(out / "chains.csv"), *rule)
    assert proved.returncode == 0, proved.stderr
    answer = json.loads(proved.stdout)
    assert answer["passes"] is True and answer["share"] == "1/1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "PATH"),
        (["no-such-folder"], "no-such-folder"),
        ([str(TABLE), "--model", "book-and-claim"], "mass-balance"),
        ([str(TABLE), "--lot", "CEL-1"], "--out"),
        ([str(TABLE), "--lang", "fr"], "en, ja"),
        ([str(TABLE), "--out", "{tmp}", "--lot", "CEL-9"], "CEL-"),
        ([str(ROOT / "tests" / "cli")], ".csv"),
    ],
)
def test_misuse_is_one_message(arguments, said, tmp_path):
    done = orepath("ledger", *(each.replace("{tmp}", str(tmp_path / "out")) for each in arguments))
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_faults_of_all_files_are_told_at_once_and_nothing_is_written(tmp_path):
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "one.json").write_text('{"made": "up"}')
    (tmp_path / "given" / "two.csv").write_text("lot,activity\n,start\n")
    (tmp_path / "given" / "three.xml").write_text('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    done = orepath("ledger", str(tmp_path / "given"), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert all(name in done.stderr for name in ("one.json", "two.csv", "three.xml"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_templates_are_written_and_read(tmp_path, lang, ending):
    path = tmp_path / f"lots{ending}"
    assert orepath("ledger", "--template", str(path), "--lang", lang).returncode == 0
    done = orepath("ledger", str(path))
    assert done.returncode == 2 and path.name in done.stderr


@pytest.mark.skipif(not PASSPORT.is_dir(), reason="the shared battery passports are not here")
@pytest.mark.parametrize(("options", "count"), [([], 11), (["--one-product"], 1)])
def test_aspects_of_one_battery_make_one_draft_where_that_is_said(tmp_path, options, count):
    done = orepath("ledger", str(PASSPORT), "--out", str(tmp_path), *options)
    assert done.returncode == 0, done.stderr
    drafts = json.loads((tmp_path / "passports.json").read_text("utf-8"))
    assert len(drafts) == count
    if options:
        told = {field["id"] for field in drafts[0]["fields"]}
        assert len(drafts[0]["joined"]) == 10 and len(told) > 20
