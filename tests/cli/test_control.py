"""`orepath control`: the answer, its proof and its picture, on made-up tables; and everything that can be misused."""

import csv
import json
import re
import subprocess

import pytest

from orepath.cli import words
from orepath.cli.main import app
from orepath.errors import OrepathError
from tests.cli.test_cli import orepath

KEYS = {"metrics", "integrated", "controlled", "by", "paths"}
BESIDE = {"entity", "rule", "as_of", "open_world", "triggers", "majority", "not_examined", "references", "left_out"}
ENTITIES = """entity_id,name,kind,country,listed
gov,Made-up Government,government,IR,
fund,Made-up Fund,person,XB,ofac-sdn
holding,Made-up Holding,company,XA,
works,Made-up Nickel Works,company,XB,
seated,Made-up Seated Works,company,IR,
"""
STAKES = """owner,owned,metric,share,from_,until
gov,holding,equity,50 %,2020-01-01,
holding,works,equity,25 %,2020-01-01,2027-01-01
fund,works,equity,49 %,2020-01-01,
"""
DAY = ["--as-of", "2026-07-01"]


def tables(place, stakes=STAKES, entities=ENTITIES):
    (place / "stakes.csv").write_text(stakes, "utf-8")
    (place / "entities.csv").write_text(entities, "utf-8")
    return [str(place / "stakes.csv"), "--entities", str(place / "entities.csv")]


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    """Ask about made-up tables, in this process; ``stakes`` are rows that stand below them."""

    def asked(*arguments, stakes="", env=None):
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        try:
            app(["control", *tables(tmp_path, STAKES + stakes), *arguments], standalone_mode=False)
            code, fault = 0, ""
        except OrepathError as error:
            code, fault = error.exit_code, error.message()
        finally:
            words._chosen.clear()
        told = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, told.out, told.err + fault)

    return asked


@pytest.fixture
def typed(tmp_path):
    """The same, as a person types it."""
    return lambda *arguments, env=None: orepath("control", *tables(tmp_path), *arguments, env=env)


def answer(done):
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_contract(typed):
    found = answer(typed("--entity", "works", "--rule", "feoc", *DAY, "--json"))
    assert set(found) >= KEYS | BESIDE
    assert found["metrics"]["equity"] == {"low": "1/4", "high": "1/4"}
    assert found["metrics"]["votes"] == {"low": "0/1", "high": "0/1"}
    assert found["integrated"]["equity"] == {"fund": "49/100", "gov": "1/8", "holding": "1/4"}
    assert (found["controlled"], found["by"], found["left_out"]) == (True, ["gov"], 0)
    (path,) = found["paths"]
    assert path["adds"] == {"low": "1/4", "high": "1/4"}
    assert [(each["owner"], each["owned"], each["low"], each["counted"]) for each in path["links"]] == [
        ("gov", "holding", "1/2", "1/1"),
        ("holding", "works", "1/4", "1/4"),
    ]
    assert [each["where"] for each in path["links"]] == ["stakes.csv, row 2", "stakes.csv, row 3"]
    met = [each for each in found["triggers"] if each["met"] is True]
    assert [(each["metric"], each["comparison"], each["threshold"]) for each in met] == [("equity", ">=", "1/4")]
    assert all({"en", "ja"} == set(each) for each in found["not_examined"])
    assert all(each["source"] and each["how_sure"] for each in found["references"])


@pytest.mark.parametrize(
    ("entity", "rule", "more", "controlled"),
    [
        ("works", "feoc", [], True),
        ("holding", "feoc", [], True),
        ("seated", "feoc", [], True),
        ("works", "pfe", [], True),
        ("works", "sanctions-50", [], False),
        ("works", "sanctions-50", ["--open-world"], "undetermined"),
        ("works", "feoc", ["--as-of", "2027-01-01"], False),
        ("works", "feoc", ["--as-of", "2027-01-01", "--open-world"], "undetermined"),
        ("works", "feoc", ["--as-of", "2024-05-05"], False),
    ],
)
def test_what_is_answered(ask, entity, rule, more, controlled):
    given = more if "--as-of" in more else [*more, *DAY]
    found = answer(ask("--entity", entity, "--rule", rule, *given, "--json"))
    assert found["controlled"] == controlled
    assert found["open_world"] == ("--open-world" in more)
    assert found["applies"] == (found["as_of"] != "2024-05-05")


def test_any_answer_is_answered(ask):
    for rule in ("feoc", "pfe", "sanctions-50"):
        for entity in ("gov", "fund", "holding", "works", "seated"):
            assert ask("--entity", entity, "--rule", rule, *DAY).returncode == 0


def test_the_answer_stands_first_and_the_proof_below(ask):
    said = ask("--entity", "works", "--rule", "feoc", *DAY, env={"COLUMNS": "200"}).stdout
    assert said.startswith(
        "Under the rule “Foreign entity of concern (FEOC)” on July 1, 2026, by the stakes in the file"
    )
    lines = [
        "meets the definition, through Made-up Government.",
        "not a legal determination",
        "equity: 1/4 (25.0%)",
        "threshold at least 1/4 (25.0%), found 1/4 (25.0%): met",
        "equity 1/2 (50.0%), counts as 1/1 (100.0%), of Made-up Holding (stakes.csv, row 2)",
        "adds 1/1 × 1/4 = 1/4 (25.0%)",
        "Owned, through all chains and cycles",
        "Control by majority of votes",
        "What the answer rests on",
        "Not examined",
        "References, and how sure",
    ]
    places = [said.index(line) for line in lines]
    assert places == sorted(places)


def test_it_speaks_japanese(ask):
    said = ask("--entity", "works", "--rule", "feoc", *DAY, "--lang", "ja", env={"COLUMNS": "200"}).stdout
    assert said.startswith("2026年7月1日時点の規則「懸念される外国の事業体（FEOC）」の下で、")
    assert "法的判断ではない" in said and "基準 1/4（25.0%）以上、算出 1/4（25.0%）：該当" in said
    assert not re.search(r"\b(threshold|found|met|adds|Owned)\b", said)


def test_a_day_before_the_rule_has_no_tables(ask):
    said = ask("--entity", "works", "--rule", "feoc", "--as-of", "2024-05-05").stdout
    assert "has no words for May 5, 2024" in said and "Triggers" not in said and "Proof" not in said


def test_what_is_not_known_is_told_as_bounds(ask):
    more = "unknown,works,equity,10 %,2020-01-01,\n"
    found = answer(ask("--entity", "works", "--rule", "feoc", "--as-of", "2027-01-01", "--json", stakes=more))
    assert (found["controlled"], found["metrics"]["equity"]) == (False, {"low": "0/1", "high": "1/10"})
    assert {link["owner"] for path in found["paths"] for link in path["links"]} == {"unknown"}
    said = ask(
        "--entity", "works", "--rule", "feoc", "--as-of", "2027-01-01", stakes=more, env={"COLUMNS": "200"}
    ).stdout
    assert "0/1 (0.0%) to 1/10 (10.0%)" in said and "owner not known" in said


def test_the_same_question_gives_the_same_bytes(typed):
    first, second = (
        typed("--entity", "works", "--rule", "feoc", *DAY, "--json", env={"PYTHONHASHSEED": seed}).stdout
        for seed in "12"
    )
    assert first == second != ""


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_a_picture_is_written_beside_the_answer(ask, tmp_path, ending):
    place = tmp_path / "new folder" / f"works.{ending}"
    done = ask("--entity", "works", "--rule", "feoc", *DAY, "--json", "--picture", str(place))
    assert json.loads(done.stdout)["controlled"] is True and str(place) in done.stderr
    written = place.read_text("utf-8")
    assert "Made-up Holding" in written and "<svg" in written and "50.0%" in written
    assert written.startswith("<!doctype html>") == (ending == "html")
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_picture_follows_the_language(ask, tmp_path):
    place = tmp_path / "works.svg"
    ask("--entity", "works", "--rule", "feoc", *DAY, "--lang", "ja", "--picture", str(place))
    assert "100.0%と算入" in place.read_text("utf-8")


def test_templates_are_tables_that_it_reads(tmp_path):
    done = orepath("control", "--template", str(tmp_path / "mine"))
    names = {path.name for path in (tmp_path / "mine").iterdir()}
    assert done.returncode == 0 and names == {
        f"{n}.{lang}.csv" for n in ("stakes", "entities") for lang in ("en", "ja")
    }
    for lang in ("en", "ja"):
        files = [tmp_path / "mine" / f"{name}.{lang}.csv" for name in ("stakes", "entities")]
        with files[1].open(encoding="utf-8-sig", newline="") as file:
            entity = list(csv.reader(file))[-1][0]
        asked = ["--entity", entity, "--rule", "feoc", *DAY, "--json"]
        assert answer(orepath("control", str(files[0]), "--entities", str(files[1]), *asked))["applies"]
    again = orepath("control", "--template", str(tmp_path / "mine"))
    assert (again.returncode, again.stdout) == (2, "") and "not overwritten" in again.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--entity", "works"], ["--rule feoc|pfe|sanctions-50: this is needed"]),
        (["--rule", "feoc"], ["--entity"]),
        (["--entity", "works", "--rule", "foec"], ["Did you mean feoc"]),
        (["--entity", "work", "--rule", "feoc"], ["Did you mean works"]),
        (["--entity", "work", "--rule", "foec", "--as-of", "soon"], ["works", "feoc", "YYYY-MM-DD"]),
        (["--entity", "works", "--rule", "feoc", "--lang", "fr"], ["fr", "en, ja"]),
        (["--entity", "works", "--rule", "feoc", "--picture", "works.png"], ["*.svg, *.html"]),
        (["--entity", "works", "--rule", "feoc", "--as-of", "2026-13-01"], ["2026-13-01"]),
    ],
)
def test_misuse_is_one_message_with_every_fault(ask, more, said):
    done = ask(*more)
    assert (done.returncode, done.stdout) == (2, "")
    assert all(part in done.stderr for part in said) and "Traceback" not in done.stderr


def test_a_fault_is_no_traceback_and_exit_code_2(typed):
    done = typed("--entity", "work", "--rule", "feoc")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "--entity: entity 'work' is not known. Did you mean works?"


def test_faults_of_the_files_and_of_the_question_are_told_together(ask, tmp_path):
    done = ask("--entity", "works", "--rule", "foec", "--picture", "x.png", stakes="gov,works,equity,#N/A,,\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert all(part in done.stderr for part in ("feoc", "*.svg", "#N/A", "row 5"))
    assert not (tmp_path / "x.png").exists()


def test_nothing_given_says_what_is_needed():
    done = orepath("control")
    assert (done.returncode, done.stdout) == (2, "")
    assert all(name in done.stderr for name in ("STAKES", "--entity", "--rule"))


def test_an_input_is_not_drawn_over(ask, tmp_path):
    (tmp_path / "same.svg").write_text(STAKES)
    tables(tmp_path)
    given = [str(tmp_path / "same.svg"), "--entities", str(tmp_path / "entities.csv"), "--entity", "works"]
    done = orepath("control", *given, "--rule", "feoc", "--picture", str(tmp_path / "same.svg"))
    assert done.returncode == 2 and (tmp_path / "same.svg").read_text() == STAKES


def test_a_fault_leaves_no_picture(ask, tmp_path):
    done = ask(
        "--entity",
        "works",
        "--rule",
        "feoc",
        *DAY,
        "--picture",
        str(tmp_path / "x.svg"),
        stakes="gov,works,equity,80 %,,\n",
    )
    assert done.returncode == 2 and not (tmp_path / "x.svg").exists()
