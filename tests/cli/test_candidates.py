"""The command that lists candidates: options, JSON, drafts that are refused until they are read, and faults."""

import csv
import json
from datetime import date

import pytest
from typer.testing import CliRunner

from orepath.cli.candidates import STANDINGS
from orepath.cli.main import app
from orepath.errors import CheckFailed, InputError, OrepathError
from orepath.evidence.candidates.candidate import Candidate
from orepath.evidence.candidates.listing import STANDINGS as OF_EVIDENCE
from orepath.sources.importing import import_dataset
from orepath.vocabulary.language import LANGS
from tests.made_up import release

RUN = CliRunner()
TODAY = date(2032, 1, 1)
NOTICE = {
    "notice_title": "Act 1 (made up)",
    "notice_url": "https://example.org/act",
    "read_on": "2031-07-01",
    "decided_by": "made-up office",
    "source": "made-up file",
}
READ = {
    "date_precision": "day",
    "product_en": "tin ore",
    "product_ja": "すず鉱（架空）",
    "instrument": "export_ban",
    "targets": "all",
    "act_url": "https://example.org/act",
    "status_as_of": "2031-07-01",
    "how_sure": "F",
    "source": "Act 1 (made up)",
}


@pytest.fixture(autouse=True)
def no_language_chosen(monkeypatch):
    monkeypatch.setattr("orepath.cli.words._chosen", [])


@pytest.fixture
def index(home):
    """An index with two candidates in use, as an import would leave it."""
    ban = Candidate(
        "1",
        "Chile: ban on tin ores",
        ("Export ban",),
        ("export_ban",),
        ("Chile",),
        ("CL",),
        announced="2031-05-02",
        implemented="2031-06-01",
        link="https://example.org/index/1",
    )
    plan = Candidate("2", "Peru: plan", ("Plan",), (), ("Peru",), ("PE",), announced="2030", implemented="2030")
    rows = [one.statement(f"made-up.csv, row {number}", one.title) for number, one in enumerate((ban, plan), 2)]
    return release(home / "releases", rows, dataset="index")


def orepath(*arguments):
    done = RUN.invoke(app, ["candidates", *map(str, arguments)])
    if done.exception and not isinstance(done.exception, OrepathError | SystemExit):
        raise done.exception
    return done


def listed(*arguments) -> dict[str, str]:
    return {one["candidate"]: one["standing"] for one in json.loads(orepath("--json", *arguments).stdout)}


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path, found) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows(found)


def fill(folder, measure=(), decision=()) -> None:
    """Fill the drafts, as a person would who has read the notice."""
    write(folder / "measure.csv", [row | dict(measure) for row in rows(folder / "measure.csv")])
    write(folder / "candidate_decision.csv", [row | dict(decision) for row in rows(folder / "candidate_decision.csv")])


def test_the_words_are_those_of_the_evidence():
    assert STANDINGS == OF_EVIDENCE


def test_nothing_imported_is_said(home):
    assert "No candidate." in orepath().stdout
    assert json.loads(orepath("--json").stdout) == []


def test_the_list_in_both_languages(index):
    english = orepath().stdout
    assert "2 of 2 candidates · waiting 2" in english
    assert "index:1  Chile: ban on tin ores" in english
    assert "instrument suggested: export ban" in english
    assert "未処理 2" in orepath("--lang", "ja").stdout


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ((), {"index:1", "index:2"}),
        (("--place", "チリ"), {"index:1"}),
        (("--mineral", "スズ"), {"index:1"}),
        (("--since", "2031-01-01"), {"index:1"}),
        (("--status", "accepted"), set()),
        (("--place", "eu"), set()),
        (("index:2",), {"index:2"}),
    ],
)
def test_choosing(arguments, ids, index):
    assert listed(*arguments).keys() == ids


def test_json_tells_dates_with_their_precision(index):
    (plan,) = json.loads(orepath("index:2", "--json").stdout)
    assert plan["announced"] == {"date": "2030", "precision": "year"}
    assert plan["removed"] is None
    assert plan["statement"].startswith("st-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--status", "perhaps"), "perhaps"),
        (("--place", "Atlantis"), "Atlantis"),
        (("--mineral", "unobtainium"), "unobtainium"),
        (("--since", "yesterday"), "yesterday"),
        (("--lang", "fr"), "fr"),
        (("index:l",), "index:1"),
        (("--registers", "no-such-folder"), "no-such-folder"),
        (("--status", "accepted", "--out", "nowhere"), "none of the candidates chosen is waiting"),
    ],
)
def test_misuse(arguments, said, index, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = orepath(*arguments)
    assert isinstance(done.exception, InputError)
    assert said in done.exception.message()
    assert not (tmp_path / "nowhere").exists()


def test_every_fault_of_the_options_is_told_at_once(index):
    done = orepath("--place", "Atlantis", "--since", "yesterday")
    assert len(done.exception.faults) == 2


def test_a_draft_is_refused_unread_and_counts_once_read(index, tmp_path):
    out = tmp_path / "draft"
    assert orepath("index:1", "--out", out).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["candidate_decision.csv", "candidates.md", "measure.csv"]
    refused = orepath("--registers", out).exception
    assert isinstance(refused, InputError)
    assert {fault.code for fault in refused.faults} == {"required_cell"}
    for cell in ("date_precision", "instrument", "targets", "how_sure", "decision", "decided_by"):
        assert cell in refused.message()
    accepted = {"decision": "accepted", "measure_id": "index-1", **NOTICE}
    fill(out, READ, accepted)
    assert listed("--registers", out) == {"index:1": "accepted", "index:2": "waiting"}
    import_dataset("ministry-registers", out, TODAY)
    assert listed("--status", "accepted") == {"index:1": "accepted"}


def test_what_was_accepted_unread_is_refused(index, tmp_path):
    orepath("index:1", "--out", tmp_path)
    fill(tmp_path, READ, {"decision": "accepted", "decided_by": "made up", "source": "made up"})
    refused = orepath("--registers", tmp_path).exception
    needed = {fault.values["column"] for fault in refused.faults}
    assert needed == {"measure_id", "notice_title", "notice_url", "read_on"}


def test_a_measure_that_is_nowhere_is_refused_beside_its_register_and_told_without(index, tmp_path):
    orepath("index:1", "--out", tmp_path)
    fill(tmp_path, READ, {"decision": "accepted", "measure_id": "nowhere", **NOTICE})
    assert "nowhere" in orepath("--registers", tmp_path).exception.message()
    (tmp_path / "measure.csv").unlink()
    import_dataset("ministry-registers", tmp_path, TODAY)  # alone, nothing there says which measures there are
    done = orepath("--json")
    assert {one["candidate"]: one["standing"] for one in json.loads(done.stdout)}["index:1"] == "measure_missing"
    assert isinstance(done.exception, CheckFailed)
    assert "index:1" in done.exception.message()


def test_a_draft_never_overwrites(index, tmp_path):
    orepath("index:1", "--out", tmp_path)
    before = (tmp_path / "measure.csv").read_bytes()
    done = orepath("index:2", "--out", tmp_path)
    assert {fault.code for fault in done.exception.faults} == {"file_exists"}
    assert (tmp_path / "measure.csv").read_bytes() == before


@pytest.mark.parametrize("lang", LANGS)
def test_notes_are_in_the_language_asked_for(lang, index, tmp_path):
    orepath("--lang", lang, "--out", tmp_path)
    notes = (tmp_path / "candidates.md").read_text("utf-8")
    assert ("告示" in notes) == (lang == "ja")


def test_decisions_on_what_is_not_in_use_are_told(index, tmp_path):
    orepath("index:1", "--out", tmp_path)
    (tmp_path / "measure.csv").unlink()
    fields = {"candidate": "index:77", "decision": "rejected", "decided_by": "made up", "source": "made up"}
    write(tmp_path / "candidate_decision.csv", [rows(tmp_path / "candidate_decision.csv")[0] | fields])
    assert "such as index:77" in orepath("--registers", tmp_path).stderr
