"""Statements of BODS as statements of the registers: bounds, periods, and that control sees the same."""

import json
from datetime import date
from pathlib import Path

import pytest

from orepath.control.datasets.bods.read import SOURCE, read
from orepath.control.reading import read_register
from orepath.control.recorded import recorded
from orepath.errors import InputError, SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.store import Evidence
from orepath.sources.importing import import_dataset
from orepath.sources.recognising import recognised
from tests.control.answers import answers
from tests.control.reading.made_up import dump, links

ID = "bods"
EXAMPLES = "bods/data-standard/examples"
FILES = (
    "bods-package-annotations",
    "bods-package-entity-owning-entity",
    "bods-package-fi-soe",
    "bods-package-linking-annotations",
    "bods-package",
    "full-pep-declaration",
    "indirect-ownership",
    "levent",
    "listed-company-exempt-from-disclosure",
    "mixed-direct-and-indirect-ownership",
    "multiple-indirect-ownership",
    "multiple-tax-residencies",
    "nomination",
    "plc-entity-statement",
    "simple-pep-declaration",
    "tecido",
)


def said(number, kind, record, details, **more):
    published = {"bodsVersion": "0.4", "publicationDate": "2024-05-01", "publisher": {"name": "Made-up Office"}}
    return {
        "statementId": f"s{number}",
        "statementDate": "2024-01-01",
        "recordId": record,
        "recordType": kind,
        "publicationDetails": published | more,
        "recordDetails": details,
    }


def company(number, record):
    return said(number, "entity", record, {"entityType": {"type": "registeredEntity"}, "name": f"Made-up {record}"})


def held(number, owner, owned, *interests):
    details = {"subject": owned, "interestedParty": owner, "interests": list(interests)}
    return said(number, "relationship", f"r{number}", details)


def shares(type_="shareholding", start="2020-01-01", **share):
    return {"type": type_, "directOrIndirect": "direct", "share": share, "startDate": start}


WHO = [company(1, "A"), company(2, "B")]
ANN = said(3, "person", "ann", {"personType": "knownPerson", "names": [{"type": "legal", "fullName": "Ann Made-up"}]})


def stakes(rows):
    return [json.loads(row["fields"]) for row in rows if row["property"] == "ownership_stake"]


def refusal(path: Path, tmp_path: Path) -> str:
    (tmp_path / "out").mkdir()
    with pytest.raises((SourceError, InputError)) as raised:
        read(path, Sink(tmp_path / "out"))
    assert not list((tmp_path / "out").glob("*.parquet"))
    return raised.value.message()


def register_of(path):
    release, _ = import_dataset(ID, path, date(2030, 1, 1))
    found = recorded(Evidence([release]))
    assert found is not None
    return found.register


@pytest.mark.parametrize("file", FILES)
def test_control_sees_in_the_release_what_it_reads_from_the_file(file, shared_data, home):
    path = shared_data / EXAMPLES / f"{file}.json"
    stored, read_ = register_of(path), read_register(path)
    assert stored.entities.ids == read_.entities.ids and stored.entities.country == read_.entities.country
    assert stored.entities.listed == read_.entities.listed
    assert stored.entities.kind.tolist() == read_.entities.kind.tolist()
    assert sorted(links(stored)) == sorted(links(read_))
    assert list(answers(stored)) == list(answers(read_))


def test_every_example_is_known_here(shared_data):
    assert sorted(file.stem for file in (shared_data / EXAMPLES).glob("*.json")) == sorted(FILES)


@pytest.mark.parametrize(
    ("file", "counts"), [("tecido", (11, 3, 18)), ("nomination", (8, 4, 12)), ("levent", (7, 3, 12))]
)
def test_what_was_read(file, counts, shared_data, read_rows):
    reading, rows = read_rows(ID, shared_data / EXAMPLES / f"{file}.json")
    found = stakes(rows)
    assert (reading.read, len(rows) - len(found), len(found)) == counts
    assert reading.kept == reading.read


def test_a_private_person_is_not_named_and_an_official_is(shared_data, tmp_path, read_rows):
    path = dump(tmp_path / "made-up.json", [*WHO, ANN, held(4, "ann", "A", shares(exact=100))])
    reading, rows = read_rows(ID, path)
    ann = next(json.loads(row["fields"]) for row in rows if row["row_key"] == "ann")
    assert ann["kind"] == "person" and "name" not in ann and "Ann" not in json.dumps([str(row) for row in rows])
    assert any("1 private persons" in note for note in reading.notes)
    rows = read_rows(ID, shared_data / EXAMPLES / "full-pep-declaration.json")[1]
    named = [json.loads(row["fields"]) for row in rows if '"person"' in (row["fields"] or "")]
    assert [person["listed"] for person in named] == ["official"] and named[0]["name"]


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ({"exact": 49}, "49 %"),
        ({"exact": 12.5}, "12.5 %"),
        ({"exact": 0.0000000000000001}, "0.0000000000000001 %"),
        ({"minimum": 25, "maximum": 50}, "25..50 %"),
        ({"exclusiveMinimum": 25, "exclusiveMaximum": 50}, "25..50 %"),
        ({"minimum": 75}, "75..100 %"),
        ({}, "unknown"),
    ],
)
def test_shares_keep_their_bounds(share, text, tmp_path, read_rows, home):
    path = dump(tmp_path / "made-up.json", [*WHO, held(3, "A", "B", shares(**share))])
    found = stakes(read_rows(ID, path)[1])
    assert [stake["share"] for stake in found] == [text]
    assert links(register_of(path)) == links(read_register(path))


def test_several_interests_of_one_owner_are_one_share_a_day(tmp_path, read_rows, home):
    both = held(3, "A", "B", shares(exact=30), shares(start="2021-01-01", exact=20))
    other = held(4, "A", "B", shares(start="2022-01-01", minimum=10, maximum=90))
    path = dump(tmp_path / "made-up.json", [*WHO, both, other])
    rows = read_rows(ID, path)[1]
    found = {stake["from_"]: (stake.get("until"), stake["share"]) for stake in stakes(rows)}
    assert found == {
        "2020-01-01": ("2021-01-01", "30 %"),
        "2021-01-01": ("2022-01-01", "50 %"),
        "2022-01-01": (None, "60..100 %"),
    }
    assert list(answers(register_of(path))) == list(answers(read_register(path)))


def test_owners_nobody_knows_stay_several(tmp_path, read_rows):
    unknown = {"reason": "interestedPartyHasNotProvidedInformation"}
    path = dump(tmp_path / "made-up.json", [*WHO, *(held(n, unknown, "A", shares(exact=20)) for n in (3, 4))])
    keys = [row["row_key"] for row in read_rows(ID, path)[1] if row["property"] == "ownership_stake"]
    assert keys == ["unknown|A|equity|2020-01-01|1", "unknown|A|equity|2020-01-01|2"]


def test_who_says_it_and_under_what_licence(tmp_path, read_rows):
    path = dump(tmp_path / "made-up.json", WHO)
    reading, rows = read_rows(ID, path)
    assert json.loads(rows[1]["fields"])["source"] == "Made-up Office, made-up.json, statement 2"
    assert rows[1]["locator"] == "made-up.json, statement 2"
    assert reading.recorded == date(2024, 5, 1) and any("states no licence" in note for note in reading.notes)
    licensed = [one | {"publicationDetails": one["publicationDetails"] | {"license": "CC-BY-4.0"}} for one in WHO]
    reading = read_rows(ID, dump(tmp_path / "licensed.json", licensed))[0]
    assert any("CC-BY-4.0" in note for note in reading.notes)
    assert SOURCE.allows == "own_use"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([{"statementID": "x", "publicationDetails": {"bodsVersion": "0.2"}}], "BODS 0.2"),
        ([*WHO, company(3, "A") | {"statementId": "s1"}], "s1"),
        ([*WHO, held(3, "A", "C", shares(exact=1))], "'C'"),
        ([*WHO, held(3, "A", "B", shares(exact=101))], "101"),
        ([*WHO, held(3, "A", "B", shares(exact=60)), held(4, "A", "B", shares(exact=60))], "120 %"),
        ([*WHO, held(3, "A", "B", shares(minimum=50, maximum=20))], "50"),
        ([*WHO, held(3, "A", "B", shares(start="01/02/2020", exact=1))], "01/02/2020"),
        ([*WHO, 7], "/2"),
        ([*WHO, held(3, "A", "B", shares(exact=100)), held(4, "B", "A", shares(exact=100))], "A"),
        ([{"LEI": "A"}], "this is not BODS 0.4"),
        ([], "this is not BODS 0.4"),
        ([[]], "this is not BODS 0.4"),
    ],
)
def test_what_control_refuses_is_refused(values, told, tmp_path):
    assert told in refusal(dump(tmp_path / "made-up.json", values), tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 100_000, "deep"),
        ('[{"statementId": NaN}]', "NaN"),
        ('[{"statementId": "a", "statementId": "b"}]', "statementId"),
        ('[{"statementId": "a"', "ends in the middle"),
        ("statementId,recordId\n", "JSON"),
        ("<a/>", "JSON"),
    ],
)
def test_files_of_another_shape_are_refused(text, told, tmp_path):
    (tmp_path / "made-up.json").write_text(text, "utf-8")
    assert told in refusal(tmp_path / "made-up.json", tmp_path)


@pytest.mark.parametrize(("value", "shown"), [({"a": 1}, "object"), ([1], "array"), (5, "5")])
def test_a_component_that_is_no_name_is_refused(value, shown, tmp_path):
    values = [company(1, "a"), company(2, "b"), held(3, "a", "b", {"type": "shareholding"})]
    values[2]["recordDetails"]["componentRecords"] = ["r3", value]
    with pytest.raises(InputError, match=f"componentRecords/1.*{shown}"):
        read(dump(tmp_path / "made-up.json", values), Sink(tmp_path))


def test_half_of_a_letter_is_refused(tmp_path):
    path = tmp_path / "made-up.json"
    path.write_text(json.dumps([company(1, "a")]).replace("Made-up a", "\\ud800"), "utf-8")
    with pytest.raises(InputError, match=r"line 1.*half of a surrogate pair"):
        read(path, Sink(tmp_path))


# A folder of files.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files of statements, of which the second is told line by line, and a note beside them."""
    path = tmp_path / "statements"
    path.mkdir()
    dump(path / "a.json", WHO)
    lines = [held(3, "A", "B", shares(exact=30)), held(4, "A", "B", shares("votingRights", exact=40))]
    (path / "b.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n")
    (path / "note.txt").write_text("made up")
    dump(path / "other.json", {"made": "up"})
    return path


def test_a_folder_is_told_as_one_and_each_statement_stands_in_its_file(folder, read_rows):
    reading, rows = read_rows(ID, folder)
    assert (reading.read, reading.kept) == (4, 4)
    assert [row["locator"] for row in rows] == [
        *(f"a.json, statement {number}" for number in (1, 2)),
        *(f"b.jsonl, statement {number}" for number in (1, 2)),
    ]
    assert any("not read, since they hold no statements: note.txt, other.json" in note for note in reading.notes)
    assert recognised(folder) == ID


def test_a_folder_says_what_one_file_of_all_statements_says(folder, tmp_path, read_rows):
    whole = dump(tmp_path / "whole.json", [*WHO, *map(json.loads, (folder / "b.jsonl").read_text().splitlines())])
    one, several = (read_rows(ID, path)[1] for path in (whole, folder))

    def without_places(rows):
        return [(row["row_key"], row["from_"], json.loads(row["fields"]) | {"source": ""}) for row in rows]

    assert without_places(several) == without_places(one)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("c.json", "[{", "c.json, line 1: the file ends in the middle"),
        ("c.json", "", "c.json"),
        ("c.json", json.dumps([said(9, "planet", "C", {})]), "c.json, /0/recordType: recordType 'planet' is not known"),
        ("c.json", json.dumps([held(9, "A", "nobody", shares())]), "c.json, /0/recordDetails/subject"),
        ("c.json", json.dumps(WHO[:1]), "the statement 's1' occurs again (first: statement 1, a.json)"),
        ("c.json", json.dumps([held(9, "A", "B", shares(exact=90))]), "s (a.json 1–2, b.jsonl 3–4, c.json 5–5)"),
    ],
)  # fmt: skip
def test_one_broken_file_of_a_folder_refuses_the_whole(name, text, told, folder, tmp_path):
    (folder / name).write_text(text)
    assert told in refusal(folder, tmp_path)


def test_a_folder_without_statements(tmp_path):
    (tmp_path / "none").mkdir()
    assert "the folder holds no file of BODS 0.4 (looked for .json" in refusal(tmp_path / "none", tmp_path)
    dump(tmp_path / "none" / "other.json", {"made": "up"})
    (tmp_path / "out").rmdir()
    assert "the folder holds no file of BODS 0.4" in refusal(tmp_path / "none", tmp_path)


def test_a_folder_of_more_than_can_be_held(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(SOURCE.raw, "most_bytes", 1000)
    assert "at most 1000" in refusal(folder, tmp_path).replace(",", "")


def test_the_examples_of_the_standard_are_read_as_one_folder(shared_data, read_rows):
    reading, rows = read_rows(ID, shared_data / EXAMPLES)
    assert (reading.read, reading.kept, len(rows)) == (80, 80, 127)
