"""Sites, estimates and judgements of the MinMod knowledge graph. Figures made up are of Aland and Boria."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.store import Evidence
from orepath.sources.darpa_minmod.identity import site_id
from orepath.sources.darpa_minmod.location import degrees
from orepath.sources.darpa_minmod.names import converted, minerals_of
from orepath.sources.darpa_minmod.read import SOURCE, read
from orepath.sources.importing import import_dataset

RESOURCE = "https://minmod.isi.edu/resource/"
TODAY = date(2026, 1, 1)
MRDS = "mineral-sites/sri/mrdata_mrds/b000.json"
NICKEL = "mineral-sites/caknoblock/mudd_jowitt_nickel/b049.json"


def candidate(name: str, identifier: str = "", **more: Any) -> dict[str, Any]:
    said = {"source": "made up", "confidence": 1.0, "observed_name": name, **more}
    return said | ({"normalized_uri": RESOURCE + identifier} if identifier else {})


def site(**members: Any) -> dict[str, Any]:
    least = {
        "source_id": "https://example.org/aland",
        "record_id": "7",
        "created_by": "https://example.org/users/u/boria",
    }
    return {**least, "mineral_inventory": [{"commodity": candidate("Nickel")}], **members}


def country(*names: str) -> dict[str, Any]:
    return {"country": [candidate(name) for name in names]}


def estimate(ore: Any = 2.0, grade: Any = 1.5, unit: str = "Mt", **members: Any) -> dict[str, Any]:
    measures = {
        "ore": {"value": ore, "unit": candidate(unit)},
        "grade": {"value": grade, "unit": candidate("%")},
    }
    return {"commodity": candidate("Nickel"), **measures, **members}


@pytest.fixture
def minmod(shared_data: Path) -> Path:
    path = shared_data / "minmod"
    if not path.exists():
        pytest.skip("real files absent: minmod")
    return path


@pytest.fixture
def made(tmp_path: Path, read_rows: Any) -> Callable[..., tuple[Any, list[dict[str, Any]]]]:
    def of(*records: Any, text: str = "") -> tuple[Any, list[dict[str, Any]]]:
        path = tmp_path / "made-up.json"
        path.write_text(text or json.dumps(list(records)), "utf-8")
        return read_rows("minmod", path)

    return of


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[..., str]:
    def of(*records: Any, text: str | bytes = "") -> str:
        path = tmp_path / "made-up.json"
        content = text or json.dumps(list(records))
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(SourceError) as raised:
            read(path, Sink(tmp_path))
        assert raised.value.message("ja")
        return raised.value.message()

    return of


def one(rows: list[dict[str, Any]], property_: str) -> dict[str, Any]:
    (found,) = [row for row in rows if row["property"] == property_]
    return found


# The publisher's files


@pytest.fixture(scope="module")
def whole(shared_data: Path, read_rows: Any) -> tuple[Any, list[dict[str, Any]]]:
    path = shared_data / "minmod"
    if not path.exists():
        pytest.skip("real files absent: minmod")
    return read_rows("minmod", path)


def test_chosen_rows(whole, golden_rows):
    _, rows = whole
    chosen = [row for row in rows if "mrds__10308989__" in row["item"] or "major-deposits__269_" in row["item"]]
    chosen += [row for row in rows if "Valozoro" in (row["text"] or "") or "valozoro" in row["item"]]
    chosen += [row for row in rows if "Searles" in (row["text"] or "")]
    chosen += [row for row in rows if row["property"] == "not_same_as"][:3]
    chosen += [row for row in rows if row["property"] == "same_as"][:3]
    golden_rows("minmod", chosen)


def test_every_record_and_judgement_is_kept(whole, minmod):
    reading, rows = whole
    records = [record for file in minmod.rglob("*.json") for record in json.loads(file.read_text("utf-8"))]
    judged = [
        row for file in minmod.rglob("same_as.csv") for row in csv.DictReader(file.read_text("utf-8").splitlines())
    ]
    assert reading.read == reading.kept == len(records) + len(judged) == 6680
    assert len({row["item"] for row in rows if row["property"] == "site"}) == len(records)
    counts = Counter(row["property"] for row in rows)
    assert counts["same_as"] == sum(row["is_same"] == "1" for row in judged) == 190
    assert counts["not_same_as"] == 78
    keys = Counter((row["row_key"], row["property"]) for row in rows)
    assert max(keys.values()) == 1
    assert all(row["from_"] is None and row["until"] is None for row in rows)


def test_sites_of_a_mineral_are_those_that_name_it(whole, minmod):
    _, rows = whole
    records = json.loads((minmod / MRDS).read_text("utf-8"))
    wanted = {
        record["record_id"]
        for record in records
        if any(
            entry["commodity"].get("normalized_uri") == f"{RESOURCE}Q537"
            for entry in record.get("mineral_inventory", ())
        )
    }
    found = {
        json.loads(row["fields"])["record_id"]
        for row in rows
        if row["property"] == "site" and row["mineral"] == "cobalt" and row["locator"].startswith(MRDS)
    }
    assert wanted
    assert found == wanted


def test_sites_of_a_mineral_in_a_place_are_asked_for_as_elsewhere(home, minmod):
    release, _ = import_dataset("minmod", minmod / NICKEL, TODAY)
    (found,) = Evidence([release]).statements("site", mineral="nickel", place="MG")
    fields = json.loads(found.fields)
    assert found.item == "site__doi-org-10-5382-econgeo-4950__valozoro__caknoblock"
    assert (fields["latitude"], fields["longitude"]) == (-20.9075, 46.9975)
    assert fields["country"][0]["normalised"] == "MG"
    assert found.recorded == date(2025, 11, 5)


def test_an_estimate_stands_as_it_was_given(whole):
    _, rows = whole
    ore, grade = one(rows, "site_ore_resources"), one(rows, "site_grade")
    assert (ore["value"], ore["unit"], ore["text"]) == (3_900_000.0, "t", "Inferred + Indicated + Measured")
    assert ore["original"] == "3.9 million tonnes (%)"
    assert grade["value"] == pytest.approx(0.0175)
    assert (ore["mineral"], ore["place"]) == ("nickel", "MG")


def test_identifiers_are_those_that_judgements_use(whole):
    _, rows = whole
    sites = {row["item"] for row in rows if row["property"] == "site"}
    judged = {name for row in rows if row["property"].endswith("same_as") for name in (row["item"], row["text"])}
    assert len(judged) == 191
    assert sites & judged == {
        "site__doi-org-10-4095-295581__54acd4de-5ed7-4a90-88d9-3e00a2bee607__bvu",
        *(name for name in judged if name in sites),
    }
    assert len(sites & judged) == 4


def test_a_judgement_withdrawn_later_is_marked(whole):
    _, rows = whole
    marked = [row for row in rows if row["note"] and row["property"] in ("same_as", "not_same_as")]
    assert len(marked) == 13
    assert all(json.loads(row["fields"])["withdrawn"] for row in marked)


def test_without_tables_names_stand_as_observed(tmp_path, minmod, read_rows):
    copy = tmp_path / "b049.json"
    copy.write_bytes((minmod / NICKEL).read_bytes())
    reading, rows = read_rows("minmod", copy)
    assert one(rows, "site")["place"] == "MG"
    ore = one(rows, "site_ore_resources")
    assert (ore["value"], ore["status"], ore["original"]) == (None, "not_available", "3.9 %")
    assert any("identifiers" in note and "country Q1128" in note for note in reading.notes)


# Made up


def test_several_countries_are_all_kept(made):
    reading, rows = made(site(location_info=country("Chile", "Argentina", "Chile")))
    assert {(row["place"], row["row_key"].rpartition("|")[2]) for row in rows} == {("CL", "CL"), ("AR", "AR")}
    assert {row["item"] for row in rows} == {"site__example-org-aland__7__boria"}
    assert any("1 sites have several countries" in note for note in reading.notes)


@pytest.mark.parametrize("name", ["Atlantis", "Congo"])
def test_a_country_not_known_or_ambiguous_is_kept_by_name(made, name):
    reading, rows = made(site(location_info=country(name)))
    assert rows[0]["place"] is None
    assert json.loads(rows[0]["fields"])["country"][0]["observed"] == name
    assert any(f"{name} (1)" in note for note in reading.notes)


def test_the_same_site_twice_stands_twice(made):
    reading, rows = made(site(), site(record_id=7), site(created_by="https://example.org/users/u/aland"))
    keys = [row["row_key"] for row in rows]
    assert keys == [
        "site__example-org-aland__7__boria|nickel",
        "site__example-org-aland__7__boria#2|nickel",
        "site__example-org-aland__7__aland|nickel",
    ]
    assert rows[0]["item"] == rows[1]["item"] != rows[2]["item"]
    assert any("not merged" in note for note in reading.notes)


def test_classes_of_ore(made):
    classes = [["Probable", "Proven"], ["Inferred", "Proven"], [], ["Extracted"], ["Guessed"]]
    entries = [estimate(category=[candidate(name) for name in names]) for names in classes]
    _, rows = made(site(mineral_inventory=entries))
    ore = [row for row in rows if row["property"].startswith("site_ore")]
    assert [row["property"] for row in ore] == ["site_ore_reserves", "site_ore", "site_ore", "site_ore", "site_ore"]
    said = [json.loads(row["fields"])["class"] for row in ore]
    assert said == ["reserves", "mixed", "not said", "extracted", "not known"]
    assert [row["value"] for row in ore] == [2_000_000.0] * 5
    assert len({row["row_key"] for row in ore}) == 5


@pytest.mark.parametrize(
    ("said", "begins", "ends"),
    [
        ("2013", date(2013, 1, 1), date(2014, 1, 1)),
        ("2012-12", date(2012, 12, 1), date(2013, 1, 1)),
        ("2012-02-29", date(2012, 2, 29), date(2012, 3, 1)),
        ("01-02-2022", None, None),
        ("2013-02-29", None, None),
        ("9999", None, None),
        ("0000", None, None),
    ],
)
def test_dates_of_estimates(made, said, begins, ends):
    reading, rows = made(site(mineral_inventory=[estimate(date=said)]))
    grade = one(rows, "site_grade")
    assert (grade["from_"], grade["until"]) == (begins, ends)
    assert any("dates" in note for note in reading.notes) == (begins is None)
    assert json.loads(grade["fields"])["date"] == said


def test_a_form_of_the_mineral_is_said(made):
    _, rows = made(site(mineral_inventory=[estimate(material_form=candidate("Lithium Oxide"), zone=3)]))
    assert "not of the element" in one(rows, "site_grade")["note"]
    assert "not of the element" not in one(rows, "site_ore")["note"]
    assert json.loads(one(rows, "site_grade")["fields"])["zone"] == 3


@pytest.mark.parametrize("unit", ["copper equivalence percent", "cubic metres", "g/t", "furlongs"])
def test_a_unit_that_is_none_of_the_measure_is_not_converted(made, unit):
    reading, rows = made(site(mineral_inventory=[estimate(unit=unit)]))
    ore = one(rows, "site_ore")
    assert (ore["value"], ore["status"], ore["original"]) == (None, "not_available", f"2.0 {unit}")
    assert any(f"{unit} (1)" in note for note in reading.notes)


def test_conversions():
    assert converted(0.35, "percent", "share") == 0.0035
    assert converted(1, "tons", "t") == 0.90718474
    assert converted(3, "million pounds (avdp)", "t") == 1360.77711
    assert converted(2.5, "g/t", "share") == 2.5e-6
    assert converted(0, "t", "t") == 0
    for value, unit, canonical in [(101, "%", "share"), (1e308, "Mt", "t")]:
        with pytest.raises(ValueError, match=unit):
            converted(value, unit, canonical)


def test_lists_of_commodities():
    assert minerals_of("Nickel-copper-cobalt") == ("nickel", "copper", "cobalt")
    assert minerals_of("Gold and silver") == ("gold", "silver")
    assert minerals_of("Barium-Barite") == ("barite",)
    assert minerals_of("Gold, sapphire") == minerals_of("") == minerals_of("-") == ()


def test_identifiers_of_long_records_and_other_scripts():
    assert len(site_id("https://example.org", "x" * 500, "u/a")) == len("site__") + 120 + 2 + 8 + len("__a")
    assert site_id("http://example.org", "Ål, 1,000", "u/a") == "site__example-org__al-1000__a"
    assert site_id("http://example.org", "鉱山甲", "u/a") != site_id("http://example.org", "鉱山乙", "u/a")


def test_points():
    assert degrees(" point(1.5   -2e1) ", "EPSG:4326") == (-20, 1.5)
    assert degrees("POINT (500000 4649776)", "EPSG:26912") is None
    for text in ("MULTIPOINT ((1 2), (3 4))", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "POINT EMPTY", "POINT Z (1 2 3)"):
        assert degrees(text, None) is None
    for text in (
        "POINT (1,5 2)",
        "POINT (1 2 3)",
        "POINT (NaN 2)",
        "POINT (181 2)",
        "POINT (1 91)",
        "POINT (1 2",
        "1 2",
    ):
        with pytest.raises(ValueError, match=r".+"):
            degrees(text, None)


def test_one_record_by_itself_and_a_mark_at_the_beginning(made):
    for text in (json.dumps(site()), "\ufeff" + json.dumps([site()]), " [\r\n" + json.dumps(site()) + "\t]\n"):
        _, rows = made(text=text)
        assert [row["mineral"] for row in rows] == ["nickel"]


def test_a_file_longer_than_what_is_read_at_a_time(made):
    records = [site(record_id=str(number), name=f"Åland {number} " + "𝄞" * 400) for number in range(2_000)]
    reading, rows = made(text=json.dumps(records, ensure_ascii=False, indent=1))
    assert reading.kept == len(rows) == 2_000
    assert rows[1_999]["locator"] == "made-up.json, record 2000"


def test_a_folder_holds_other_things(tmp_path, read_rows):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.json").write_text(json.dumps([site()]))
    (tmp_path / "package.json").write_text('{"name": "made-up"}')
    (tmp_path / "other.csv").write_bytes(b"\xff\xfe")
    reading, rows = read_rows("minmod", tmp_path)
    assert [row["locator"] for row in rows] == ["deep/b.json, record 1"]
    left = [note for note in reading.notes if "left alone" in note]
    assert [note.partition(":")[0] for note in left] == ["other.csv", "package.json"]


# Hostile


@pytest.mark.parametrize(
    ("members", "path"),
    [
        (
            {"mineral_inventory": {}},
            "record 2, mineral_inventory: column mineral_inventory: found 'an object {…}', allowed: a list […]",
        ),
        ({"mineral_inventory": [[]]}, "record 2, mineral_inventory[0]: "),
        ({"mineral_inventory": [{}]}, "record 2, mineral_inventory[0]: column commodity is empty"),
        ({"mineral_inventory": [{"commodity": "Nickel"}]}, "record 2, mineral_inventory[0].commodity: "),
        ({"mineral_inventory": [estimate(grade=float("nan"))]}, "record 2, mineral_inventory[0].grade.value: "),
        ({"mineral_inventory": [estimate(), estimate(ore=float("inf"))]}, "mineral_inventory[1].ore.value: "),
        ({"mineral_inventory": [estimate(ore=-1)]}, "mineral_inventory[0].ore.value: column value: found '-1'"),
        ({"mineral_inventory": [estimate(ore="2,5")]}, "mineral_inventory[0].ore.value: column value: found '\"2,5\"'"),
        ({"source_id": 0}, "record 2, source_id: column source_id: found '0', allowed: the address of a source"),
        ({"source_id": "10308989"}, "record 2, source_id: column source_id: found '\"10308989\"'"),
        ({"source_id": "x" * 1_000_000}, "record 2, source_id: "),
        ({"mineral_inventory": [estimate(ore=True)]}, "mineral_inventory[0].ore.value: "),
        ({"mineral_inventory": [estimate(grade=150)]}, "mineral_inventory[0].grade.value: "),
        ({"mineral_inventory": [estimate(category="Inferred")]}, "mineral_inventory[0].category: "),
        ({"deposit_type_candidate": [candidate("x", confidence=1.5)]}, "deposit_type_candidate[0].confidence: "),
        ({"deposit_type_candidate": [candidate("x", normalized_uri=5)]}, "deposit_type_candidate[0].normalized_uri: "),
        ({"location_info": []}, "record 2, location_info: "),
        ({"location_info": {"location": "POINT (x y)"}}, "record 2, location_info.location: "),
        ({"location_info": {"country": "Chile"}}, "record 2, location_info.country: "),
        ({"aliases": "Aland"}, "record 2, aliases: "),
        ({"aliases": [1]}, "record 2, aliases[0]: "),
        ({"name": ["Aland"]}, "record 2, name: "),
        ({"record_id": 1.5}, "record 2, record_id: "),
        ({"record_id": " "}, "record 2, record_id: "),
        ({"record_id": None}, "record 2: column record_id is empty"),
        ({"created_by": []}, "record 2, created_by: "),
        ({"modified_at": "06/11/2024"}, "record 2, modified_at: "),
        ({"modified_at": "2024-13-01"}, "record 2, modified_at: "),
        ({"reference": [{"document": "x"}]}, "record 2, reference[0].document: "),
        ({"name": "\ud800"}, "record 2, name: "),
    ],
)
def test_each_wrong_member_is_named_by_its_path(refusal, members, path):
    assert f"made-up.json, {path}" in refusal(site(), site(**members)) or path in refusal(site(), site(**members))


def test_all_faults_are_told_at_once(refusal):
    said = refusal(site(), site(name=1, aliases=2), site(record_id=None), [], "x", 5, None)
    for path in ("record 2, name", "record 2, aliases", "record 3", "record 4", "record 5", "record 6", "record 7"):
        assert f"made-up.json, {path}" in said


def test_faults_are_bounded(refusal):
    assert refusal(*[site(name=1)] * 5_000).endswith("… and 180 more.")
    assert refusal(site(aliases=[1] * 300_000)).endswith("… and 180 more.")


def text_of(record: dict[str, Any], old: str, new: str) -> str:
    text = json.dumps([record])
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity", "9" * 400, "9" * 10_000])
def test_numbers_beyond_any(refusal, number):
    said = refusal(text=text_of(site(mineral_inventory=[estimate(grade=0.123)]), "0.123", number))
    assert "record 1, mineral_inventory[0].grade.value: " in said


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"value": 0.123', '"value": 0.123, "value": 2', "record 1, mineral_inventory[0].grade: "),
        ('"record_id"', '"source_id": "y", "record_id"', "record 1: "),
    ],
)
def test_keys_that_stand_twice(refusal, old, new, where):
    said = refusal(text=text_of(site(mineral_inventory=[estimate(grade=0.123)]), old, new))
    assert where in said
    assert "more than once" in said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 200_000, "record 1"),
        ('[{"source_id": ' + "[" * 200_000, "record 1"),
        (json.dumps([site()])[:-1], "ends in the middle"),
        (json.dumps([site()])[:-9], "record 1"),
        (json.dumps([site(), site()]).replace("}, {", "} {"), "line 1, record 1"),
        (json.dumps([site()]) + "x", "after the end"),
        (json.dumps([site()])[:-1] + ",]", "record 2"),
        (json.dumps([site()]).replace('"7"', "'7'"), "record 1"),
        ("[]", "sites: found 0"),
        ("{}", "this is not MinMod (record 1 has no members)"),
        ('{"MineralSite": []}', "this is not MinMod (record 1 has MineralSite)"),
        ("5", "this is not MinMod (record 1 is 5)"),
        ("[[]]", "this is not MinMod (record 1 is a list […])"),
        ("nonsense", "line 1, record 1"),
        (json.dumps([site()]).encode() + b"\x00", "zero byte"),
        (json.dumps([site()]).encode("utf-16"), "utf-8"),
        (json.dumps([site(name="Åland")], ensure_ascii=False).encode("latin-1"), "utf-8"),
    ],
)
def test_what_is_no_json_of_sites(refusal, text, code):
    assert code in refusal(text=text)


@pytest.mark.parametrize("wrong", [b"\xc5", b"\x00"])
def test_the_line_of_a_wrong_byte_is_told_however_far_it_lies(refusal, wrong):
    text = json.dumps([site(record_id=str(number), name="Åland" * 50) for number in range(9_000)], indent=1)
    data = text.encode().replace(b'"record_id": "8000"', b'"record_id": "80' + wrong + b'00"')
    line = text[: text.index('"record_id": "8000"')].count("\n") + 1
    said = "a zero byte stands here" if wrong == b"\x00" else "the bytes are not utf-8"
    assert f"made-up.json, line {line}: {said}" in refusal(text=data)


def test_the_line_of_a_mistake_is_told(refusal):
    text = json.dumps([site(record_id=str(number)) for number in range(3)], indent=1)
    line = text.splitlines().index(' "record_id": "1",'.replace(' "', '  "', 1)) + 1
    assert f"made-up.json, line {line}, record 2" in refusal(text=text.replace('"record_id": "1"', '"record_id": 1x'))


def test_a_record_too_long_is_not_read(refusal):
    assert "4,194,304 characters" in refusal(site(name="x" * 5_000_000), site())


def test_a_record_that_would_be_copied_too_often_is_refused(refusal):
    everywhere = country(
        "Chile", "Peru", "Japan", "Mali", "Cuba", "Niger", "Chad", "Togo", "Oman", "Iran", "Iraq", "Laos"
    )
    assert "characters of the record times statements" in refusal(site(name="x" * 4_000_000, location_info=everywhere))


def judged(folder: Path, *lines: str, end: str = "\n") -> Path:
    path = folder / "boria" / "same_as.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["ms_1,ms_2,time_ns,is_same", *lines]) + end)
    return path


PAIR = "site__a__1__boria,site__b__2__boria"


def test_judgements(tmp_path, read_rows):
    first, later = f"{PAIR},1700000000000000001,1", "site__b__2__boria,site__a__1__boria,1700000000000000002,0"
    reading, rows = read_rows("minmod", judged(tmp_path, first, first, later))
    assert [(row["property"], row["text"], row["recorded"]) for row in rows] == [
        ("same_as", "site__b__2__boria", date(2023, 11, 14)),
        ("not_same_as", "site__a__1__boria", date(2023, 11, 14)),
    ]
    assert [json.loads(row["fields"])["withdrawn"] for row in rows] == [True, False]
    assert json.loads(rows[0]["fields"])["said_by"] == "boria"
    assert [(refused.row, reading.kept) for refused in reading.refused] == [(3, 2)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{PAIR},1700000000000000001,2", "is_same"),
        (f"{PAIR},1700000000,1", "time_ns"),
        (f"{PAIR},1.7e18,1", "time_ns"),
        ("a,site__b__2__boria,1700000000000000001,1", "ms_1"),
        ("site__a__1__u,site__a__1__u,1700000000000000001,1", "ms_2"),
        (f"{PAIR},1700000000000000001", "3 cells"),
    ],
)
def test_judgements_that_cannot_be_read(tmp_path, line, said):
    with pytest.raises(SourceError, match=said):
        read(judged(tmp_path, f"{PAIR},1700000000000000001,1", line), Sink(tmp_path))


def test_judgements_cut_off(tmp_path):
    with pytest.raises(SourceError, match="ends in the middle"):
        read(judged(tmp_path, f"{PAIR},1700000000000000001,1", end=""), Sink(tmp_path))


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "entities").mkdir()
    for kind, columns in SOURCE.raw["entities"].items():
        (tmp_path / "entities" / f"{kind}.csv").write_text(f"{columns['id']},{columns['name']}\nQ1,Cobalt\n")
    (tmp_path / "made-up.json").write_text(json.dumps([site(mineral_inventory=[{"commodity": candidate("Ni", "Q1")}])]))
    yield tmp_path


@pytest.mark.parametrize("kind", ["commodity", "category", "unit"])
def test_a_table_that_is_not_beside_the_others(tables, kind):
    (tables / "entities" / f"{kind}.csv").unlink()
    with pytest.raises(SourceError, match=rf"entities: the folder lacks: {kind}\.csv\."):
        read(tables, Sink(tables))


def test_tables_above_are_used(tables, read_rows):
    for path in (tables, tables / "made-up.json"):
        _, rows = read_rows("minmod", path)
        assert [(row["mineral"], row["original"]) for row in rows] == [("cobalt", "Ni")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,name\nQ1,Cobalt\n", "entities/commodity.csv, row 1: .*missing: minmod_id; the first row names id, name"),
        ("minmod_id,name\nQ1,Cobalt\nQ1,Nickel\n", "occurs again"),
        ("minmod_id,name\nQ1,Cobalt,x\n", "3 cells"),
        ('minmod_id,name\nQ1,"Cobalt\n', "ends in the middle"),
        ("", "no data"),
    ],
)
def test_tables_that_cannot_be_read(tables, text, said):
    (tables / "entities" / "commodity.csv").write_text(text)
    with pytest.raises(SourceError, match=said):
        read(tables, Sink(tables))
