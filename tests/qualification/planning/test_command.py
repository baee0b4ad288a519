"""`orepath qualify --plan` and `--pdf` as people type them."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from orepath.cli import words
from orepath.cli.main import app
from orepath.errors import InputError
from tests.qualification.planning.made_up_options import RULE, options, vector

DOCS = Path(__file__).resolve().parents[3] / "docs" / "how-to"
CO = ["Co-australia", "Co", 380, [["Co", 1500, {"extraction": [["AU", 1]], "processing": [["CN", 1]]}]]]


@pytest.fixture
def said(monkeypatch):
    """What a command says in this very process; a fault of its user is raised."""
    monkeypatch.setattr(words, "_chosen", [])

    def run(*arguments):
        done = CliRunner().invoke(app, ["qualify", *map(str, arguments)])
        if isinstance(done.exception, InputError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


@pytest.fixture
def asked(tmp_path):
    return [vector(tmp_path), "--rule", RULE, "--test", "traced", "--on", "2026-06-01", "--acquired", "2025-09-15"]


def test_a_plan_is_printed_after_the_answer(said, asked, tmp_path):
    told = said(*asked, "--plan", options(tmp_path, CO))
    assert told.index("Not met") < told.index("Least-cost plan")
    assert "The cheapest change that passes costs 380 USD: Co-australia." in told
    assert "After Co-australia in place of chain Co, for 380 USD: 76.0 % (19/25)." in told
    assert "No set of these options passes. The best, Co-australia, reaches 52.0 %" in told.replace("\n", " ")


def test_a_plan_in_japanese(said, asked, tmp_path):
    told = said(*asked, "--plan", options(tmp_path, CO), "--lang", "ja")
    assert "最も費用の低いものは「Co-australia」であり、費用は380米ドルである" in told


def test_a_plan_as_json(said, asked, tmp_path):
    found = json.loads(said(*asked, "--plan", options(tmp_path, CO), "--json"))
    assert (found["share"], found["passes"]) == ("61/100", False)
    plan = found["plan"]
    assert (plan["outcome"], plan["cost_usd"], plan["after"], plan["proved"]) == ("found", "380", "19/25", True)
    (change,) = plan["changes"]
    assert change["option_id"] == "Co-australia" and change["where"].endswith("options.csv, row 2")
    assert plan["without"]["us-japan-2023"]["outcome"] == "none_passes"
    assert "plan" not in json.loads(said(*asked, "--json"))


def test_pdfs_in_one_language_or_both(said, asked, tmp_path):
    told = said(*asked, "--pdf", tmp_path / "proof.pdf")
    assert told.startswith("Not met: 61.0 % (61/100)") and "proof.pdf" in told
    said(*asked, "--pdf", tmp_path / "proof.{lang}.pdf")
    made = {name: (tmp_path / name).read_bytes() for name in ("proof.pdf", "proof.en.pdf", "proof.ja.pdf")}
    assert made["proof.pdf"] == made["proof.en.pdf"] != made["proof.ja.pdf"]
    assert all(content.startswith(b"%PDF") for content in made.values())
    said(*asked, "--pdf", tmp_path / "proof.pdf", "--lang", "ja")
    assert (tmp_path / "proof.pdf").read_bytes() == made["proof.ja.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chains.csv", *sorted(made)]


def test_json_and_pdf_together(said, asked, tmp_path):
    assert json.loads(said(*asked, "--json", "--pdf", tmp_path / "p.pdf"))["share"] == "61/100"
    assert (tmp_path / "p.pdf").exists()


@pytest.mark.parametrize("name", ["proof.txt", "chains.csv", "proof"])
def test_a_name_that_is_no_pdf_is_refused(said, asked, tmp_path, name):
    with pytest.raises(InputError, match=r"\.pdf"):
        said(*asked, "--pdf", tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["chains.csv"]


def test_an_input_is_not_overwritten(said, asked, tmp_path):
    renamed = (tmp_path / "chains.csv").rename(tmp_path / "chains.pdf")
    with pytest.raises(InputError, match="CHAINS"):
        said(renamed, *asked[1:], "--pdf", renamed)
    assert renamed.read_text("utf-8").startswith("chain_id")


def test_a_folder_that_cannot_be_written_leaves_nothing(said, asked, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        said(*asked, "--pdf", tmp_path / "file" / "proof.pdf")
    (tmp_path / "taken.pdf").mkdir()
    with pytest.raises(InputError, match="cannot write"):
        said(*asked, "--pdf", tmp_path / "taken.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chains.csv", "file", "taken.pdf"]


def test_a_fleet_has_no_plan_and_no_pdf(said, asked, tmp_path):
    fleet = tmp_path / "fleet.csv"
    lines = (tmp_path / "chains.csv").read_text("utf-8").splitlines()
    fleet.write_text("\n".join([f"battery_id,{lines[0]}", *(f"b1,{line}" for line in lines[1:])]), "utf-8")
    more = ["--out", tmp_path / "o.csv", "--plan", options(tmp_path, CO), "--pdf", tmp_path / "p.pdf"]
    with pytest.raises(InputError) as raised:
        said(fleet, *asked[1:], *more)
    assert [(each.code, each.where) for each in raised.value.faults] == [
        ("qualify_not_of_fleet", "--plan"),
        ("qualify_not_of_fleet", "--pdf"),
    ]


def test_a_template_of_options(said, tmp_path):
    said("--rule", RULE, "--template", tmp_path / "c.xlsx", "--plan", tmp_path / "o.xlsx", "--lang", "ja")
    header, *_ = CalamineWorkbook.from_path(str(tmp_path / "o.xlsx")).get_sheet_by_index(0).to_python()
    assert header[:4] == ["代替案ID", "置き換える調達連鎖ID", "変更費用（米ドル）", "変更内容"]
    with pytest.raises(InputError, match="no plan"):
        said("--rule", "material-assistance", "--template", tmp_path / "d.csv", "--plan", tmp_path / "e.csv")


def test_the_example_of_the_how_to(said, tmp_path):
    place = DOCS / "plan-a-change"
    for end in ("", ".ja"):
        asked = ["--rule", RULE, "--test", "traced", "--on", "2026-03-01", "--acquired", "2025-09-15"]
        plan = json.loads(said(place / f"chains{end}.csv", *asked, "--plan", place / f"options{end}.csv", "--json"))[
            "plan"
        ]
        assert (plan["cost_usd"], plan["after"], plan["nearest"]["share"]) == ("210", "73/100", "17/25")
        assert [change["option_id"] for change in plan["changes"]] == ["Ni-B-korea", "Co-recycled"]
        assert plan["without"]["us-japan-2023"]["nearest"]["share"] == "60/101"
