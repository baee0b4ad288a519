"""GLEIF's records as statements of the registers: what goes in, what is refused, and that control sees the same."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from orepath.control.datasets.gleif.read import SOURCE, read
from orepath.control.reading import read_register
from orepath.control.recorded import recorded
from orepath.control.register import KINDS
from orepath.errors import InputError, SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.store import Evidence
from orepath.sources.importing import import_dataset
from tests.control.answers import answers
from tests.control.reading.made_up import dump, links
from tests.control.reading.test_gleif import WHO, exception, related, who

ID = "gleif"
FULL = ("lei-data.xml", "rr-data.xml", "repex-data.xml")
LEVEL_1 = (
    "lei-data.json",
    "lei-data.xml",
    "lei-updates-data.json",
    "lei-updates-data2.xml",
    "lei-updates-data2-new.xml",
)
OTHERS = ("rr-data.xml", "rr-updates-data2-new.json", "repex-data.xml", "repex-updates-data2.json")


@pytest.fixture(scope="module")
def folder(shared_data, tmp_path_factory):
    place = tmp_path_factory.mktemp("gleif")
    for file in FULL:
        shutil.copy(shared_data / "gleif" / file, place / file)
    return place


def fields(row):
    return json.loads(row["fields"])


def refusal(path: Path, tmp_path: Path) -> str:
    (tmp_path / "out").mkdir()
    with pytest.raises((SourceError, InputError)) as raised:
        read(path, Sink(tmp_path / "out"))
    assert not list((tmp_path / "out").glob("*.parquet"))
    return raised.value.message()


def rows_of(tmp_path, read_rows, *records):
    return read_rows(ID, dump(tmp_path / "made-up.json", list(records)))


def register_of(path):
    release, _ = import_dataset(ID, path, date(2030, 1, 1))
    found = recorded(Evidence([release]))
    assert found is not None
    return found.register


def test_rows_as_recorded(folder, read_rows, golden_rows):
    golden_rows(ID, read_rows(ID, folder)[1][::2])


def test_a_folder_of_all_three_levels(folder, read_rows):
    reading, rows = read_rows(ID, folder)
    assert (reading.read, reading.kept, len(rows)) == (13 + 10 + 10, 20, 41)
    assert reading.edition.startswith("2023-06-09-") and reading.recorded == date(2023, 6, 9)
    kinds = [row["property"] for row in rows]
    assert (kinds.count("entity"), kinds.count("ownership_stake")) == (13, 28)
    assert all("level 1 here does not say who" in refused.why for refused in reading.refused)
    notes = " ".join(reading.notes)
    assert "lei-data.xml: its header says 2394586 records and it holds 13" in notes
    first = rows[0]
    assert first["row_key"] == "001GPB6A9XPE8XJICC14" and first["place"] == "US"
    assert fields(first)["name"] == "Fidelity Advisor Leveraged Company Stock Fund"
    assert fields(first)["source"] == "GLEIF, lei-data.xml, record 1" and first["locator"] == "lei-data.xml, record 1"


@pytest.mark.parametrize("file", LEVEL_1)
def test_level_1_alone_is_entities(file, shared_data, read_rows):
    reading, rows = read_rows(ID, shared_data / "gleif" / file)
    assert {row["property"] for row in rows} == {"entity"} and len(rows) == reading.kept


@pytest.mark.parametrize("file", OTHERS)
def test_relations_need_level_1(file, shared_data, tmp_path):
    assert "who they are stands in level 1, which is not here" in refusal(shared_data / "gleif" / file, tmp_path)


def test_what_was_made_of_the_records_is_no_record(shared_data, tmp_path):
    assert "this is not gleif (statementID" in refusal(shared_data / "gleif/lei-data-out.json", tmp_path)


def test_other_files_of_a_folder_are_left_out_and_named(shared_data, read_rows):
    reading, rows = read_rows(ID, shared_data / "gleif")
    assert (reading.read, reading.kept, len(rows)) == (203, 59, 96)
    told = next(note for note in reading.notes if "not read: " in note)
    assert told.count("-out.json") == 2 * len(list((shared_data / "gleif").glob("*-out.json")))  # two languages


def test_each_metric_of_a_relation_is_a_stake_left_open(tmp_path, read_rows):
    rows = rows_of(tmp_path, read_rows, *WHO, related("A", "B", periods=[("2020-01-01", "2021-01-01")]))[1]
    stakes = [fields(row) for row in rows if row["property"] == "ownership_stake"]
    assert {stake["metric"] for stake in stakes} == {"equity", "votes", "seats", "appoints"}
    assert all(stake["share"] == "unknown" for stake in stakes)
    assert all((stake["owner"], stake["owned"]) == ("B", "A") for stake in stakes)
    assert all((stake["from_"], stake["until"]) == ("2020-01-01", "2021-01-01") for stake in stakes)
    assert stakes[0]["stake_id"].startswith("B|A|")


def test_a_branch_is_wholly_its_head_offices(tmp_path, read_rows):
    relations = [related("A", "B", "IS_INTERNATIONAL_BRANCH_OF"), related("A", "B", periods=[("2020-01-01",)])]
    reading, rows = rows_of(tmp_path, read_rows, *WHO, *relations)
    stakes = [fields(row) for row in rows if row["property"] == "ownership_stake"]
    assert [stake["share"] for stake in stakes] == ["100 %"] * 4
    assert any("4 stakes were added up" in note for note in reading.notes)


def test_an_entity_that_names_no_parent_has_an_owner_nobody_knows(tmp_path, read_rows):
    both = [exception("A"), exception("A") | {"ExceptionCategory": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"}]
    reading, rows = rows_of(tmp_path, read_rows, *WHO, *both)
    stakes = [fields(row) for row in rows if row["property"] == "ownership_stake"]
    assert [stake["owner"] for stake in stakes] == ["unknown"] * 4
    assert reading.kept == 5


def test_what_makes_no_stake_is_refused_with_its_reason(tmp_path, read_rows):
    records = [
        *WHO,
        who("A"),
        related("A", "B", standing="ANNULLED"),
        related("A", "C", updated="2020-01-01T00:00:00Z"),
        related("A", "C", updated="2021-01-01T00:00:00Z"),
        related("C", "B"),
        related("A", "B", "IS_ULTIMATELY_CONSOLIDATED_BY"),
        related("A", "Z"),
        exception("Z"),
        exception("B") | {"Extension": {"gleif:Deletion": {}}},
        related("B", "C", periods=[("2021-01-01", "2020-01-01")]),
    ]
    reading, _ = rows_of(tmp_path, read_rows, *records)
    why = {refused.row: refused.why for refused in reading.refused}
    said = {4: "says again", 5: "void", 6: "updated later", 9: "link by link", 10: "who Z is", 11: "who Z is"}
    assert {row: word for row, word in said.items() if word in why[row]} == said
    assert "void" in why[12] and "no day" in why[13] and len(why) == 8
    assert reading.kept == reading.read - 8


def test_an_entity_told_in_two_ways_is_a_fault(tmp_path):
    path = dump(tmp_path / "made-up.json", [who("A"), who("A", name="Another")])
    message = refusal(path, tmp_path)
    assert "made-up.json, record 2" in message and "LegalName" in message and "record 1" in message


def test_every_fault_is_told_at_once(tmp_path):
    path = dump(tmp_path / "made-up.json", [who("A", seat="ZZ"), who("B", category="?"), related("A", "B", "OWNS")])
    message = refusal(path, tmp_path)
    assert all(f"record {number}" in message for number in (1, 2, 3))


def test_a_flood_of_faults_ends_the_reading(tmp_path):
    path = dump(tmp_path / "made-up.json", [{"LEI": f"{n}"} for n in range(5000)])
    assert "/Entity" in refusal(path, tmp_path)


def test_two_head_offices_of_one_branch_are_refused_as_control_does(tmp_path):
    relations = [related("A", "B", "IS_INTERNATIONAL_BRANCH_OF"), related("A", "C", "IS_INTERNATIONAL_BRANCH_OF")]
    message = refusal(dump(tmp_path / "made-up.json", [*WHO, *relations]), tmp_path)
    assert "200 %" in message


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><LEIData/>", "DOCTYPE"),
        ("a.xml", "<LEIData><LEIRecords>", "ends in the middle"),
        ("a.xml", "<Other/>", "this is not gleif (<Other>)"),
        ("a.json", '{"records": [', "ends in the middle"),
        ("a.json", "[[[]]]", "this is not gleif"),
        ("a.json", '[{"LEI": "A", "Entity": {}}, 7]', "record 2"),
        ("a.csv", "LEI,Entity.LegalName\nA,B\n", "XML, JSON"),
        ("a.zip", "PK\x03\x04", "XML, JSON"),
        ("a.xml", "<LEIData><LEIHeader>" + "<ContentDate>1</ContentDate>" * 9 + "</LEIHeader></LEIData>", "level 1"),
    ],
)
def test_files_of_another_shape_are_refused(name, text, said, tmp_path):
    (tmp_path / name).write_text(text, "utf-8")
    assert said in refusal(tmp_path / name, tmp_path)


def test_a_delta_is_called_one(folder, tmp_path, read_rows):
    text = (folder / "lei-data.xml").read_text("utf-8").replace("GLEIF_FULL_PUBLISHED", "GLEIF_DELTA_PUBLISHED")
    (tmp_path / "delta.xml").write_text(text, "utf-8")
    assert any("only what changed" in note for note in read_rows(ID, tmp_path / "delta.xml")[0].notes)


def test_large_json_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = dump(tmp_path / "made-up.json", WHO)
    monkeypatch.setitem(SOURCE.raw, "most_bytes_json", 10)
    assert "made-up.json" in refusal(path, tmp_path)


def test_control_sees_in_the_release_what_it_reads_from_the_file(home, tmp_path):
    records = [
        *WHO,
        who("D", headquarters="CN"),
        who("E", category="RESIDENT_GOVERNMENT_ENTITY", seat="CN"),
        related("A", "D", periods=[("2020-01-01",)]),
        related("D", "E"),
        related("B", "D", "IS_INTERNATIONAL_BRANCH_OF"),
        exception("C"),
    ]
    path = dump(tmp_path / "made-up.json", records)
    said, stored = read_register(path), register_of(path)
    assert stored.entities.ids == said.entities.ids and stored.entities.names == said.entities.names
    assert stored.entities.country == said.entities.country and stored.entities.headquarters == {3: "CN"}
    assert [KINDS[kind] for kind in stored.entities.kind] == [KINDS[kind] for kind in said.entities.kind]
    assert sorted(links(stored)) == sorted(links(said))
    assert list(answers(stored)) == list(answers(said))
