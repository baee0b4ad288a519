"""Trade as places report it, from an import through the view of it to the explanation of a figure. Trade is made up."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from orepath.errors import InputError
from orepath.evidence.store import Evidence
from orepath.sources.importing import import_dataset

HEADER = "period,reporterCode,partnerCode,flowCode,cmdCode,primaryValue,netWgt,cifvalue,fobvalue,classificationCode"
MADE_UP = f"""{HEADER}
2020,392,156,M,260500,100.5,2000,100.5,,H6
2020,156,392,X,260500,90,,,90,H6
2020,392,0,M,260500,100.5,2000,100.5,,H6
"""


@pytest.fixture
def imported(home: Path, tmp_path: Path) -> Path:
    """A made-up file, imported; its path."""
    path = tmp_path / "made-up.csv"
    path.write_text(MADE_UP)
    import_dataset("comtrade", path, date(2030, 1, 1))
    return path


def evidence(path: Path, known_on: date | None = None) -> Evidence:
    """The evidence of the releases that importing a file anew, on another day, gives."""
    first, _ = import_dataset("comtrade", path, date(2030, 1, 1))
    path.write_text(path.read_text().replace("100.5", "101.5"))
    second, _ = import_dataset("comtrade", path, date(2030, 6, 1))
    return Evidence([first, second], known_on)


def test_the_view_gives_both_reports_and_no_world(imported):
    release, _ = import_dataset("comtrade", imported, date(2030, 1, 1))
    rows = Evidence([release]).rows(
        "select dataset, edition, reporter, partner, flow, value, mass_t, valuation, nomenclature, row "
        "from reported_trade order by row"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("comtrade", "annual-HS2022", "JP", "CN", "import", 100.5, 2.0, "cif", "HS2022", 2),
        ("comtrade", "annual-HS2022", "CN", "JP", "export", 90.0, None, "fob", "HS2022", 3),
    ]


def test_a_row_is_two_statements_and_an_unknown_mass_is_not_available(imported):
    release, _ = import_dataset("comtrade", imported, date(2030, 1, 1))
    rows = Evidence([release]).rows(
        "select property, place, partner, value, unit, status, note, locator from reported_statements order by all"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("reported_trade_mass", "CN", "JP", None, "t", "not_available", "export; fob; HS2022", "made-up.csv, row 3"),
        ("reported_trade_mass", "JP", "CN", 2.0, "t", "reported", "import; cif; HS2022", "made-up.csv, row 2"),
        ("reported_trade_value", "CN", "JP", 90.0, "usd", "reported", "export; fob; HS2022", "made-up.csv, row 3"),
        ("reported_trade_value", "JP", "CN", 100.5, "usd", "reported", "import; cif; HS2022", "made-up.csv, row 2"),
    ]


@pytest.mark.parametrize(("known_on", "value"), [(None, 101.5), (date(2030, 3, 1), 100.5)])
def test_of_two_files_of_one_edition_the_last_known_counts(imported, known_on, value):
    rows = evidence(imported, known_on).rows("select value from reported_trade where reporter = 'JP'")
    assert rows == [{"value": value}]


def test_a_statement_is_found_by_its_id(imported):
    release, _ = import_dataset("comtrade", imported, date(2030, 1, 1))
    held = Evidence([release])
    for row in held.rows("select statement_id, property, place, value from reported_statements"):
        found = held.statement(row["statement_id"])
        assert (found.property, found.place, found.value) == (row["property"], row["place"], row["value"])
        assert (found.from_, found.until, found.good) == (date(2020, 1, 1), date(2021, 1, 1), "260500")
    with pytest.raises(InputError):
        held.statement("st-0000000000000000")


def test_explain_shows_where_a_figure_comes_from(imported, home):
    release, _ = import_dataset("comtrade", imported, date(2030, 1, 1))
    (row,) = Evidence([release]).rows(
        "select statement_id from reported_statements where place = 'JP' and property = 'reported_trade_value'"
    )

    def explain(*options: str) -> str:
        command = [sys.executable, "-m", "orepath.cli", "explain", row["statement_id"], *options]
        environment = {**os.environ, "OREPATH_HOME": str(home)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=home)
        assert done.returncode == 0, done.stderr
        return done.stdout

    text = explain()
    for said in (row["statement_id"], "made-up.csv, row 2", "100.5", "UN Comtrade"):
        assert said in text
    assert "made-up.csv, row 2" in json.dumps(json.loads(explain("--json")))
