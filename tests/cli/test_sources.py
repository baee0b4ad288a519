"""`orepath sources`, `sources check`, `releases diff` and `releases export`, as a person types them."""

import json
import os
import subprocess
import sys

import pytest

from orepath.cli import releases_diff
from orepath.evidence.home import imported
from tests import made_up

FILE = "ev/pmbusch_EV_Sales.csv"


@pytest.fixture
def orepath(home, tmp_path):
    """What a command prints, says on stderr, and its exit code."""

    def run(*words, lang="en"):
        environment = {**os.environ, "OREPATH_HOME": str(home), "OREPATH_LANG": lang}
        command = [sys.executable, "-m", "orepath.cli", *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path)
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout, done.stderr, done.returncode

    return run


@pytest.fixture
def restated(shared_data, tmp_path):
    """The real file with one figure doubled."""
    text = (shared_data / FILE).read_text("utf-8")
    path = tmp_path / "pmbusch_EV_Sales.csv"
    path.write_text(text.replace('"Japan",2023,92105', '"Japan",2023,184210'), "utf-8")
    return path


@pytest.mark.parametrize(("lang", "said"), [("en", "shipping with orepath"), ("ja", "orepath への同梱可")])
def test_datasets_are_listed_with_their_licence(lang, said, orepath):
    shown, _, code = orepath("sources", lang=lang)
    assert code == 0
    assert said in shown
    assert "iea-global-ev" in shown
    assert "comtrade" not in shown
    everything, _, _ = orepath("sources", "--all", lang=lang)
    assert "comtrade" in everything


def test_every_dataset_is_in_the_json(orepath):
    found = {entry["dataset"]: entry for entry in json.loads(orepath("sources", "--json")[0])}
    assert found["comtrade"]["allows"] == "own_use"
    assert found["comtrade"]["editions"] == []
    usgs = found["usgs-mcs-2026"]
    assert (usgs["allows"], usgs["rows"], usgs["editions"][0]["recorded"]) == ("shipping", 8886, "2026-02-06")
    assert usgs["editions"][0]["age_days"] >= 0


def test_a_restated_edition_is_to_be_looked_at(orepath, restated):
    shown, _, code = orepath("sources", "check", restated)
    assert code == 1
    assert "Japan · 2023 · BEV [vehicles]: 92,105 -> 184,210 (+100.0 %)" in shown
    found = json.loads(orepath("sources", "check", restated, "--json")[0])
    assert (found["dataset"], found["restated_count"], found["alike"]) == ("ev-sales", 1, False)
    assert [point["kind"] for point in found["points"]] == ["restated"]


def test_a_greater_bound_passes(orepath, restated):
    assert orepath("sources", "check", restated, "--over", "100")[2] == 0


def test_a_file_that_would_be_refused_is_refused_as_by_the_import(orepath, restated, shared_data):
    _, said, code = orepath(
        "sources", "check", shared_data / "ev" / "IEA Global EV Data 2024.csv", "--dataset", "ev-sales"
    )
    assert code == 3
    assert "the columns are not those of ev-sales" in said
    _, said, code = orepath("sources", "check", shared_data / "README.md")
    assert (code, "cannot be told" in said) == (3, True)
    assert imported() == []


def test_two_releases_beside_each_other(orepath, restated, home):
    assert orepath("import", "ev-sales", restated)[2] == 0
    (release,) = imported()
    packaged = json.loads(orepath("releases", "--json")[0])[0]["release"]
    shown, _, code = orepath("releases", "diff", packaged, release.id, "--no-dossier", lang="ja")
    assert code == 0
    assert "92,105 → 184,210" in shown
    found = json.loads(orepath("releases", "diff", packaged, release.id, "--no-dossier", "--json")[0])
    assert found["figures"] is None
    assert found["datasets"]["ev-sales"]["restated_count"] == 1
    assert found["datasets"]["wgi"] is None


def test_which_figures_of_a_dossier_move(orepath, tmp_path, monkeypatch):
    """Cobalt mined in the DR Congo doubled: its shares and concentration move, and nothing of manganese does."""
    from datetime import date

    from orepath.agreements.default import default_agreement
    from orepath.evidence.store import Evidence
    from orepath.reference.packaged import packaged

    own = packaged()
    (mined,) = Evidence([own]).statements(
        "production", mineral="cobalt", stage="mine", place="CD", year=2024, dataset="usgs-mcs-2026"
    )
    row = {
        "row_key": Evidence([own]).rows("select row_key from statements where statement_id = ?", [mined.statement_id])[
            0
        ]["row_key"],
        **{
            key: getattr(mined, key)
            for key in ("property", "mineral", "stage", "item", "place", "from_", "until", "unit")
        },
        "value": 2 * mined.value,
    }
    other = made_up.release(
        tmp_path / "made", [row], dataset="usgs-mcs-2026", edition=mined.edition, recorded=mined.recorded
    )
    figures, verdicts = releases_diff.dossiers(
        [own], [own, other], default_agreement(), date(2026, 11, 23), lambda title: None
    )
    assert {figure.mineral for figure in figures} == {"cobalt"}
    moved = {(figure.metric, figure.stage, figure.place): figure for figure in figures}
    assert moved["production", "mine", "CD"].after == 2 * moved["production", "mine", "CD"].before
    assert verdicts == ()


def test_an_export_carries_licences_and_a_forbidden_one_is_refused(orepath, tmp_path, shared_data):
    shown, _, code = orepath("releases", "export", "ev-sales", "--out", tmp_path / "out")
    assert code == 0
    assert "statements.csv" in shown
    assert orepath("import", "world-mining-data", shared_data / "geopolrisk" / "world_mining_data.db")[2] == 0
    _, said, code = orepath("releases", "export", "world-mining-data", "--out", tmp_path / "forbidden", lang="ja")
    assert code == 2
    assert "再配布が認められていません" in said
    assert not (tmp_path / "forbidden").exists()
