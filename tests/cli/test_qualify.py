"""`orepath qualify` as people type it. All chains are made up."""

import json
import shutil

import pytest
import xlsxwriter
from typer.testing import CliRunner

from orepath.cli import words
from orepath.cli.main import app
from orepath.errors import OrepathError
from tests.cli.test_cli import orepath
from tests.docs.pages import DOCS

SAMPLE = DOCS / "how-to" / "qualify-a-battery" / "chains.csv"
RULE = ("--rule", "clean-vehicle-critical-minerals")
WITHOUT = ("--without-agreement", "us-japan-2023")
ASKED = (*RULE, "--test", "traced", "--on", "2025-06-01")


@pytest.fixture
def said(monkeypatch):
    """What a command says in this very process: exit code, stdout, stderr."""
    monkeypatch.setattr(words, "_chosen", [])
    monkeypatch.setenv("OREPATH_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments):
        done = CliRunner().invoke(app, ["qualify", *map(str, arguments)])
        if isinstance(done.exception, OrepathError):
            return done.exception.exit_code, done.stdout, done.stderr + done.exception.message(words.lang())
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def test_the_contract():
    done = orepath("qualify", str(SAMPLE), *ASKED, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["share"], told["percent"], told["threshold"]) == ("61/100", "61.0", "3/5")
    assert (told["applies"], told["passes"], told["acquired"]) == (True, True, "2025-06-01")
    assert [(chain["chain_id"], chain["counts"]) for chain in told["chains"]][1] == ("Ni-A", "2400")
    assert told["missing"] == [] and len(told["steps"]) == 5 * 4 - 1 + 4
    other = told["without"]["us-japan-2023"]
    assert (other["share"], other["percent"], other["passes"]) == ("37/100", "37.0", False)
    assert told["references"] and told["not_examined"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--test", "traced", "--on", "2026-06-01", "--acquired", "2025-09-30"), ("61/100", "7/10", True, False)),
        (("--test", "half", "--on", "2026-06-01", "--acquired", "2025-09-30"), ("3/4", "7/10", True, True)),
        (("--test", "half", "--on", "2027-06-01", "--acquired", "2025-09-30"), ("3/4", "4/5", True, False)),
        (
            ("--test", "half", "--on", "2025-06-01", "--without-agreement", "us-japan-2023"),
            ("7/20", "3/5", True, False),
        ),
        (("--test", "traced", "--on", "2025-10-01"), ("61/100", "3/5", False, None)),
        (("--test", "traced", "--on", "2023-04-17"), ("61/100", None, False, None)),
    ],
)
def test_json(said, options, expected):
    code, out, err = said(SAMPLE, *RULE, *options, "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert (told["share"], told["threshold"], told["applies"], told["passes"]) == expected


def test_text_has_the_answer_first_and_both_sides(said):
    code, out, _ = said(SAMPLE, *ASKED)
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "Met: 61.0 % (61/100); at least 60.0 % is needed."
    assert "placed in service 2025-06-01, acquired 2025-06-01" in lines
    assert any(line.split() == ["result", "Met", "Not", "met"] for line in lines)
    assert any(line.startswith("share") and "61.0 %" in line and "37.0 %" in line for line in lines)
    assert any(line.startswith("Ni-A") and "2,400 (60.0 %)" in line and "0 (0.0 %)" in line for line in lines)
    assert "K-hi; not yet compared with the official text" in out
    assert lines[-1] == "An analytical aid, not a legal determination."


def test_text_where_it_does_not_apply_says_why(said):
    _, out, _ = said(SAMPLE, *RULE, "--test", "traced", "--on", "2025-10-01")
    assert out.startswith("Does not apply. The share would be 61.0 % (61/100).")
    assert "ended for vehicles acquired after 30 September 2025" in out


def test_text_in_japanese(said):
    code, out, _ = said(SAMPLE, *ASKED, "--lang", "ja")
    lines = out.splitlines()
    assert code == 0 and lines[0] == "充足：割合は61.0 % (61/100)（基準：60.0 %以上）。"
    assert "供用開始日：2025-06-01、取得日：2025-06-01" in lines
    assert lines[-1] == "分析の補助であり、法的判断ではありません。"
    assert "調達連鎖Ni-A" in out and "原文照合未了" in out


def test_missing_evidence_is_told(said, tmp_path):
    text = SAMPLE.read_text("utf-8").replace("JP,made-up-refinery-2,1200", "unknown,made-up-refinery-2,1200")
    (tmp_path / "chains.csv").write_text(text, "utf-8")
    code, out, _ = said(tmp_path / "chains.csv", *ASKED)
    assert code == 0 and out.startswith(
        "Undetermined: evidence is missing that could decide either way: between 37.0 % and 61.0 %"
    )
    assert "chains.csv, row 5: Where the processing of chain Ni-A was done is not known." in out
    assert "leaves 24.0 percentage points of the share open, and with that the result" in out
    told = json.loads(said(tmp_path / "chains.csv", *ASKED, "--json")[1])
    assert (told["share"], told["low"], told["high"], told["passes"]) == (None, "37/100", "61/100", None)
    assert [missing["where"] for missing in told["missing"]] == ["chains.csv, row 5"]


def test_a_value_that_nobody_knows(said, tmp_path):
    text = SAMPLE.read_text("utf-8").replace("Gr,graphite,500,", "Gr,graphite,unknown,")
    (tmp_path / "chains.csv").write_text(text, "utf-8")
    code, out, _ = said(tmp_path / "chains.csv", *ASKED)
    assert code == 0 and out.startswith("Met: between 60.0 % and 80.0 %; at least 60.0 % is needed.")
    assert any(line.split()[:5] == ["Gr", "graphite", "unknown", "80.0", "%"] for line in out.splitlines())
    assert "Chain Gr: its value is not known, so neither is the amount that counts; 80.0 % of it counts." in out
    assert "Value of the chain: unknown (chains.csv, row 12)" in out
    assert (
        "The value of chain Gr is not known. What is missing of this chain leaves up to 20.0 percentage points" in out
    )
    japanese = said(tmp_path / "chains.csv", *ASKED, "--lang", "ja")[1]
    assert any(line.split()[:3] == ["Gr", "黒鉛", "不明"] for line in japanese.splitlines())
    assert "調達連鎖の価額: 不明 (chains.csv, row 12)" in japanese and "調達連鎖Grの価額が不明である。" in japanese
    told = json.loads(said(tmp_path / "chains.csv", *ASKED, "--json")[1])
    assert (told["share"], told["low"], told["high"], told["passes"]) == (None, "3/5", "4/5", True)
    assert told["chains"][-1]["value_usd"] is None


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ([], ["--rule", "CHAINS", "--on"]),
        ([SAMPLE, *RULE], ["--on"]),
        ([SAMPLE, *RULE, "--on", "2025-06-01"], ["traced, half"]),
        (
            [SAMPLE, "--rule", "clean-vehicle-minerals", "--on", "2025-06-01"],
            ["mean clean-vehicle-critical-minerals"],
        ),
        ([SAMPLE, *RULE, "--test", "full", "--on", "soon"], ["test 'full'", "--on: 'soon'"]),
        ([SAMPLE, *ASKED, "--without-agreement", "us-japan-2032"], ["Did you mean us-japan-2023"]),
        ([SAMPLE, *ASKED, "--acquired", "2025-07-01"], ["lies after the day placed in service"]),
        ([SAMPLE, *ASKED, "--beside", "list"], ["name=FILE"]),
        ([SAMPLE, *ASKED, "--out", "x.csv"], ["this is for fleets"]),
        ([SAMPLE, *ASKED, "--lang", "fr"], ["allowed: en, ja"]),
        (["none.csv", *ASKED], ["no such file"]),
        ([*RULE, "--template", "x.ods"], ["*.csv, *.xlsx"]),
    ],
)
def test_misuse(said, arguments, parts):
    code, out, err = said(*arguments)
    assert (code, out) == (2, "")
    assert all(part in err for part in parts), err


@pytest.mark.parametrize(("name", "language"), [("t.csv", "en"), ("t.csv", "ja"), ("t.xlsx", "en"), ("t.xlsx", "ja")])
def test_a_template_is_written_once_and_can_be_read(said, tmp_path, name, language):
    path = tmp_path / name
    assert said(*RULE, "--template", path, "--lang", language) == (0, f"{path}\n", "")
    assert "no row below the headings" in said(path, *ASKED, "--lang", "en")[2]
    code, _, err = said(*RULE, "--template", path)
    assert code == 2 and "already" in err


def test_a_workbook_of_the_sample_gives_the_same(said, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "chains.xlsx")
    sheet = book.add_worksheet()
    for number, line in enumerate(SAMPLE.read_text("utf-8").splitlines()):
        for position, cell in enumerate(line.split(",")):
            sheet.write(number, position, float(cell) if cell.isdigit() else cell)
    book.close()
    one, other = (json.loads(said(path, *ASKED, "--json")[1]) for path in (SAMPLE, tmp_path / "chains.xlsx"))
    assert one["share"] == other["share"] and one["without"].keys() == other["without"].keys()
    assert one == json.loads(json.dumps(other).replace("chains.xlsx", "chains.csv"))


def test_the_same_question_prints_the_same_bytes(tmp_path):
    shutil.copy(SAMPLE, tmp_path / "chains.csv")
    asked = ("qualify", "chains.csv", *ASKED, "--json")
    runs = {orepath(*asked, cwd=tmp_path, env={"PYTHONHASHSEED": str(seed)}).stdout for seed in (1, 2)}
    assert len(runs) == 1 and runs.pop().startswith("{")
