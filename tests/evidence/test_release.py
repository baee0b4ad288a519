import json
import os
import subprocess
import sys
from datetime import date

import pytest

from orepath.errors import InputError
from orepath.evidence.release import open_release, staging
from orepath.evidence.store import Evidence
from tests.made_up import release, year

TIN = {"property": "production", "mineral": "tin", "stage": "mine", "place": "XA", "unit": "t", **year(2028)}


def test_a_release_is_whole_and_hashed(tmp_path):
    made = release(tmp_path, [{**TIN, "value": 5.0}])
    made.verify()
    assert made.tables[0].rows == 1
    assert made.id.startswith("made-up-")
    assert json.loads((made.folder / "manifest.json").read_text())["layout"] == 1


def test_the_same_content_gives_the_same_release_and_bytes(tmp_path):
    first = release(tmp_path / "a", [{**TIN, "value": 5.0}])
    second = release(tmp_path / "b", [{**TIN, "value": 5.0}])
    assert first.id == second.id
    assert [t.sha256 for t in first.tables] == [t.sha256 for t in second.tables]


def test_a_changed_file_is_named(tmp_path):
    made = release(tmp_path, [{**TIN, "value": 5.0}])
    made.tables[0].path.write_bytes(b"changed")
    with pytest.raises(InputError, match=r"statements\.parquet was changed"):
        made.verify()


def test_a_missing_release_and_a_broken_manifest_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="no release 'nowhere'"):
        open_release(tmp_path / "nowhere")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{")
    with pytest.raises(InputError, match="not as it was written"):
        open_release(tmp_path / "broken")


def test_staging_leaves_nothing_behind_on_failure(tmp_path):
    with pytest.raises(RuntimeError), staging(tmp_path) as folder:
        (folder / "half").write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_swept_a_day_later(tmp_path):
    old, young = tmp_path / ".staging-old", tmp_path / ".staging-young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, 0))
    with staging(tmp_path):
        assert not old.exists()
        assert young.exists()


def test_ids_do_not_depend_on_the_machine_or_the_order(tmp_path):
    rows = [{**TIN, "value": 5.0, "row_key": "a"}, {**TIN, "value": 6.0, "row_key": "b", "place": "XB"}]
    first = Evidence([release(tmp_path / "a", rows)])
    second = Evidence([release(tmp_path / "b", rows[::-1])])
    assert [s.statement_id for s in first.statements("production")] == [
        s.statement_id for s in second.statements("production")
    ]


def test_a_statement_has_one_id_per_dataset_edition_row_property_and_value(tmp_path):
    base = release(tmp_path / "a", [{**TIN, "value": 5.0}])
    other_value = release(tmp_path / "b", [{**TIN, "value": 6.0}])
    other_edition = release(tmp_path / "c", [{**TIN, "value": 5.0}], edition="2")
    ids = [Evidence([r]).statements("production")[0].statement_id for r in (base, other_value, other_edition)]
    assert len(set(ids)) == 3


def test_reading_evidence_needs_no_network_and_no_home(tmp_path):
    code = "import orepath.evidence.store, sys; sys.exit('orepath.sources' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env={"PATH": "/nowhere"}).returncode == 0


def test_as_known_on_leaves_out_what_was_recorded_later(tmp_path):
    old = release(tmp_path, [{**TIN, "value": 5.0}], edition="1", recorded=date(2029, 1, 1))
    new = release(tmp_path, [{**TIN, "value": 7.0}], edition="2", recorded=date(2030, 1, 1))
    assert [s.value for s in Evidence([old, new], date(2029, 6, 1)).statements("production")] == [5.0]
    assert [s.value for s in Evidence([old, new]).statements("production")] == [5.0, 7.0]


def test_a_row_can_be_recorded_later_than_its_edition(tmp_path):
    rows = [{**TIN, "value": 5.0}, {**TIN, "value": 6.0, "recorded": date(2031, 1, 1)}]
    made = release(tmp_path, rows)
    assert len(Evidence([made], date(2030, 6, 1)).statements("production")) == 1
    assert len(Evidence([made], date(2031, 1, 1)).statements("production")) == 2


def test_an_edition_is_known_as_soon_as_one_of_its_rows_is(tmp_path):
    made = release(tmp_path, [{**TIN, "value": 5.0, "recorded": date(2028, 1, 1)}, {**TIN, "value": 6.0}])
    assert [file.dataset for file in Evidence([made], date(2028, 6, 1)).editions] == ["made-up"]
    assert not Evidence([made], date(2027, 12, 31)).editions


def test_true_on_asks_for_the_half_open_period(tmp_path):
    evidence = Evidence([release(tmp_path, [{**TIN, "value": 5.0}])])
    assert evidence.statements("production", true_on=date(2028, 12, 31))
    assert not evidence.statements("production", true_on=date(2029, 1, 1))


def test_trade_stays_wide_and_a_blank_quantity_is_not_zero(tmp_path):
    made = release(tmp_path, trade=[(2028, "XA", "XB", "260900", 5.0, None)])
    evidence = Evidence([made])
    rows = evidence.rows("select * from trade_statements order by property")
    assert [(r["property"], r["value"], r["status"]) for r in rows] == [
        ("trade_mass", None, "not_available"),
        ("trade_value", 5.0, "reported"),
    ]
    found = evidence.statement(rows[1]["statement_id"])
    assert (found.place, found.partner, found.good, found.locator) == ("XA", "XB", "260900", "made-up.csv, row 2")


def test_an_unknown_statement_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="st-0000"):
        Evidence([release(tmp_path)]).statement("st-0000")


def test_what_several_releases_hold_counts_once_and_a_part_never_hides_the_whole(tmp_path):
    flows = [(2028, "XA", "XB", "260900", 5.0, 1.0), (2029, "XA", "XB", "260900", 6.0, 1.0)]
    row = {**TIN, "value": 5.0, "row_key": "a"}
    whole = release(tmp_path / "a", [row, {**TIN, "value": 6.0, "place": "XB", "row_key": "b"}], trade=flows)
    part = release(tmp_path / "b", [row], trade=[*flows[1:], (2030, "XA", "XB", "260900", 7.0, 1.0)])
    for order in ([whole, part], [part, whole]):
        evidence = Evidence(order)
        assert sorted(s.value for s in evidence.statements("production")) == [5.0, 6.0]
        assert sorted(r["value_usd"] for r in evidence.rows("select value_usd from trade")) == [5.0, 6.0, 7.0]
