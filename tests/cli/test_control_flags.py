"""``orepath control --nodes`` and ``orepath review --acquirer``: every fault of what is asked is told at once."""

import pytest

from orepath.cli.chain import lines
from tests.cli.test_cli import orepath
from tests.docs.pages import DOCS

EXAMPLE = DOCS / "how-to" / "tell-who-operates"
STAKES, ENTITIES, NODES = (str(EXAMPLE / f"{name}.csv") for name in ("stakes", "entities", "operators"))
AGREEMENT = str(DOCS / "how-to" / "model-your-own-agreement" / "boria-alandia-2030.toml")


def control(*options):
    return orepath("control", STAKES, "--entities", ENTITIES, *options)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--flags", "f.csv", "--rule", "feoc"], ["--nodes: "]),
        (["--nodes", NODES, "--rule", "feoc"], ["--flags: "]),
        (["--nodes", NODES, "--flags", "f.csv"], ["--rule: "]),
        (["--nodes", NODES, "--flags", "f.csv", "--rule", "feoc", "--agreement", AGREEMENT], ["--agreement: "]),
        (["--nodes", NODES, "--flags", "f.txt", "--rule", "feoc", "--json"], ["--flags: ", "--json: "]),
        (["--nodes", NODES, "--flags", "f.csv", "--rule", "foec", "--entity", "works"], ["foec", "--entity: "]),
    ],
)
def test_every_fault_of_the_question_is_told_and_nothing_written(options, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = control(*options)
    assert done.returncode == 2
    assert all(words in done.stderr for words in told), done.stderr
    assert "Traceback" not in done.stderr and list(tmp_path.iterdir()) == []


def test_an_operator_the_register_has_not_is_refused_with_its_row(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nodes.csv").write_text("node,entity_id\nmine-1,state-minning\n", "utf-8")
    done = control("--nodes", "nodes.csv", "--flags", "f.csv", "--agreement", AGREEMENT)
    assert done.returncode == 2
    assert "nodes.csv, row 2, entity_id" in done.stderr and "state-mining" in done.stderr
    assert not (tmp_path / "f.csv").exists()


def test_parquet_holds_what_csv_holds(tmp_path, monkeypatch):
    import pyarrow.csv as pacsv
    import pyarrow.parquet as pq

    monkeypatch.chdir(tmp_path)
    for name in ("f.csv", "f.parquet"):
        assert control("--nodes", NODES, "--flags", name, "--agreement", AGREEMENT).returncode == 0
    assert pacsv.read_csv("f.csv").equals(pq.read_table("f.parquet"))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--acquirer", "holding"], "--stakes: "),
        (["--stakes", STAKES], "--stakes: "),
        (["--acquirer", "holdin", "--stakes", STAKES, "--entities", ENTITIES], "holding"),
        (["--agreement", AGREEMENT, "--acquirer", "holding", "--stakes", STAKES, "--entities", ENTITIES], "boria-"),
    ],
    ids=["without stakes", "without acquirer", "not there", "agreement without investment review"],
)
def test_a_screening_that_cannot_be_made_is_refused_before_anything_is_written(options, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = orepath("review", *options)
    assert done.returncode == 2 and told in done.stderr, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_figure_that_is_a_range_is_explained_with_its_bounds():
    text = {"en": "made up", "ja": "架空"}
    figure = {"id": "fg-1", "subject": text, "how": text, "unit": "share", "status": "range", "value": None}
    [shown, _] = lines({"figure": figure | {"low": 0.1, "high": 0.4}, "statements": []}, "en")
    assert shown == "fg-1: made up = low 0.1, high 0.4 share (range)"
    [shown, _] = lines({"figure": figure | {"low": None, "high": None}, "statements": []}, "ja")
    assert shown == "fg-1: 架空 = – share (range)"
