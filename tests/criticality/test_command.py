"""The criticality command on a made-up world."""

import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from orepath.cli import words
from orepath.cli.criticality import criticality
from orepath.errors import InputError
from orepath.reference import in_use
from tests.criticality.conftest import ALAND, BORIA, GOOD, made


@pytest.fixture
def command(world, monkeypatch):
    evidence = world([made(ALAND, 60.0), made(BORIA, 40.0), made("world", 100.0)])
    monkeypatch.setattr(in_use, "open_evidence", lambda *_: evidence)
    monkeypatch.setattr(words, "_chosen", [])
    app = typer.Typer()
    app.command()(criticality)
    return lambda *options: CliRunner().invoke(app, [GOOD.mineral, *options])


def test_json_stands_alone_on_stdout(command):
    found = command("--metric", "hhi", "--json")
    assert found.exit_code == 0
    (figure,) = json.loads(found.stdout)
    assert figure["value"] == pytest.approx(0.52) and figure["unit"] == "index" and len(figure["statements"]) == 3


def test_text_names_the_metric_the_figure_and_the_dataset(command):
    shown = command("--metric", "hhi").stdout
    assert "concentration of supply" in shown and "0.520" in shown and "made-up" in shown


def test_text_in_japanese(command):
    shown = command("--metric", "wgi_hhi", "--lang", "ja").stdout
    assert "ガバナンス加重集中度" in shown and "不明" in shown


@pytest.mark.parametrize(
    "options", [["--lang", "fr"], ["--parameter", "si_sr=much"], ["--parameter", "x=1"], ["--metric", "no"]]
)
def test_misuse_is_refused(command, options):
    found = command(*options)
    assert isinstance(found.exception, InputError) and found.exception.exit_code == 2


def test_help_imports_no_analysis_library():
    code = "import sys, orepath.cli.criticality; print([m for m in ('duckdb', 'pyarrow', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
