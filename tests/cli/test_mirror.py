"""`orepath mirror`: on made-up trade of Alandia (XA), Boria (XB), Cobria (XC), on the packaged release, and misused."""

import json
import os

import pytest

from tests.cli.test_cli import orepath
from tests.evidence.mirror.made import ORE, reported, row

ASKED = ("mirror", ORE, "--from", "XA", "--to", "XB")


@pytest.fixture
def made_up(home):
    """Imports of made-up trade in the home of this test."""
    reported(
        home / "releases",
        row("XB", "XA", "import", 1500.0, 2.0),
        row("XA", "XB", "export", 1000.0, 2.5),
        row("XA", "XB", "re_export", 10.0),
        row("XC", "XA", "import", 300.0),
    )
    reported(
        home / "releases",
        row("XB", "XA", "import", 1300.0, 2.1, good=f"{ORE}00", currency="EUR", nomenclature="CN2030"),
        dataset="eurostat-comext",
    )
    return home


def squeezed(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def test_a_pair(made_up):
    done = orepath(*ASKED, env={"COLUMNS": "160"})
    assert (done.returncode, done.stderr) == (0, "")
    lines = squeezed(done.stdout)
    assert lines[0] == f"{ORE} from Alandia (made up) to Boria (made up), 2030"
    assert "Importer (Boria (made up)), imports 1,500 USD (cif) 2.0 t 750 USD 260500 HS2022 comtrade 1" in lines
    assert (
        "Importer (Boria (made up)), imports 1,300 EUR (cif) 2.1 t 619 EUR 26050000 CN2030 eurostat-comext 1" in lines
    )
    assert "Exporter (Alandia (made up)), re-exports 10 USD (fob) unknown unknown 260500 HS2022 comtrade 1" in lines
    assert "Reconciled unknown" in lines
    told = " ".join(lines)
    assert "260500: +500 USD (+40.0 %), comtrade 1 against comtrade 1, more than freight" in told
    assert "260500: -0.4 t (-17.4 %), eurostat-comext 1 against comtrade 1" in told
    assert "Preferred: Importer (Boria (made up)), comtrade 1. Customs check" in told and "(how sure: K-hi)" in told


def test_an_import_below_the_export_is_not_called_freight(home):
    reported(home / "releases", row("XB", "XA", "import", 900.0), row("XA", "XB", "export", 1000.0))
    assert "which freight and insurance cannot explain" in " ".join(squeezed(orepath(*ASKED).stdout))


def test_a_side_that_says_nothing(made_up):
    lines = squeezed(orepath("mirror", ORE, "--from", "XA", "--to", "XC").stdout)
    assert "Exporter (Alandia (made up)) unknown" in lines
    assert any(line.startswith("No gap can be told") for line in lines)
    assert not any(" 0 USD" in line for line in lines)


def test_a_pair_as_json(made_up):
    found = json.loads(orepath(*ASKED, "--json").stdout)
    [period] = found["periods"]
    assert (found["good"], found["exporter"], found["importer"], found["year"]) == (ORE, "XA", "XB", 2030)
    assert period["reconciled"] == "unknown"
    assert [each["value"] for each in period["importer"]] == [1500.0, 1300.0]
    assert (period["gaps"][0]["unit"], period["gaps"][0]["absolute"]) == ("USD", 500.0)
    assert period["preferred"]["dataset"] == "comtrade" and period["reason"]["ja"]
    explained = orepath("explain", period["importer"][0]["statements"][0])
    assert explained.returncode == 0 and "1500" in explained.stdout.replace(",", "")


def test_pairs(made_up):
    done = orepath("mirror", ORE)
    lines = squeezed(done.stdout)
    assert lines[0] == f"{ORE}, 2030: the largest gaps in USD within comtrade 1"
    assert "Alandia (made up) Boria (made up) 1,500 1,000 +500 +40.0 % 260500" in lines
    assert any(line.startswith("Both sides report: 1 pairs. The importer alone: 1") for line in lines)
    listed = json.loads(orepath("mirror", ORE, "--to", "XC", "--json").stdout)
    assert [(each["both"], each["importer_alone"]) for each in listed] == [(0, 1)]
    assert "Nobody reports such a pair" in orepath("mirror", ORE, "--from", "XC").stdout


def test_in_japanese(made_up):
    told = orepath(*ASKED, "--lang", "ja").stdout
    assert told == orepath(*ASKED, "--language", "ja").stdout == orepath(*ASKED, env={"OREPATH_LANG": "ja"}).stdout
    title = "アランディア（架空）からボリア（架空）へ（2030）"
    for words in (title, "輸入側（ボリア（架空））", "調整済みの値", "不明", "優先する報告"):
        assert words in told
    assert "輸出国・地域" in orepath("mirror", ORE, "--lang", "ja").stdout


def test_the_packaged_release_has_reconciled_flows_alone(home):
    found = json.loads(
        orepath("mirror", "283691", "--from", "Chile", "--to", "日本", "--year", "2022", "--json").stdout
    )
    [period] = found["periods"]
    assert (period["importer"], period["exporter"], period["preferred"]) == ("unknown", "unknown", None)
    assert sum(each["in_use"] for each in period["reconciled"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mirror"], "GOOD"),
        (["mirror", "cobalt"], "260500, 26050000"),
        (["mirror", ORE, "--from", "XA", "--to", "Atlantis"], "Atlantis"),
        (["mirror", ORE, "--from", "XA", "--to", "XA"], "--from XA"),
        (["mirror", ORE, "--year", "1899"], "Available: 2030"),
        (["mirror", "010121"], "Available:"),
        (["mirror", ORE, "--lang", "fr"], "allowed: en, ja"),
        (["mirror", ORE, "--most", "0"], "--most"),
        (["mirror", ORE, "--release", "nowhere"], "nowhere"),
    ],
)
def test_misuse_is_one_message_and_exit_code_2(made_up, arguments, said):
    done = orepath(*arguments, env={**os.environ})
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and "Traceback" not in done.stderr
