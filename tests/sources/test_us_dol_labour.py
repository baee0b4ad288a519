"""The US Department of Labor's files: every quirk of the list of goods and of the ratifications."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.register import records, registers
from orepath.evidence.workbook.opening import open_workbook
from orepath.sources.us_dol_labour.read import SOURCE, read
from orepath.sources.us_dol_labour.tally import mineral_of
from orepath.sources.us_dol_labour.xml_tree import DEEPEST, tree
from orepath.vocabulary.places import find_place
from orepath.vocabulary.terms import fold
from tests.evidence.made_up_workbooks import book

FOLDER = "labour"
GOODS, PROFILES, WORKBOOK = "dol_goods_sample.xml", "dol_countries_sample.xml", "dol_master_data.xlsx"
PUBLISHED, PROCUREMENT = "TVPRA2016_0.xlsx", "EO13126List_2014.xls"


@pytest.fixture(scope="module")
def labour(shared_data, read_rows):
    return read_rows("ilab-goods", shared_data / FOLDER)


@pytest.fixture(scope="module")
def rows(labour):
    return labour[1]


def of(rows, file: str, property_: str):
    return [row for row in rows if row["property"] == property_ and row["locator"].startswith(file)]


def refusal(path: Path, tmp_path: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    return raised.value.message()


def written(tmp_path: Path, text: str, name: str = "goods.xml") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def goods(tmp_path: Path, *, country="Bolivia", good="Tin", mark="Yes", sector="Mining", count=300) -> Path:
    """A made-up list, long enough to pass for one."""
    entry = (
        "<Country><Country_Name>{}</Country_Name><Child_Labor>{}</Child_Labor>"
        "<Forced_Labor>No</Forced_Labor><Forced_Child_Labor>No</Forced_Child_Labor></Country>"
    )
    lines = [
        f"<Good><Good_Name>{good} {number}</Good_Name><Good_Sector>{sector}</Good_Sector>"
        f"<Countries>{entry.format(country, mark)}</Countries></Good>"
        for number in range(count)
    ]
    return written(tmp_path, "<Goods>\n" + "\n".join(lines) + "\n</Goods>")


def test_rows_as_recorded(rows, golden_rows):
    chosen = [row for row in rows if row["property"] == "listed_good" and row["mineral"] in ("cobalt", "mica", "tin")]
    chosen += [row for row in rows if row["property"] == "ratification" and row["place"] in ("CD", "XK", "BT")]
    golden_rows("ilab-goods", chosen)


def test_what_was_read(labour):
    reading, rows = labour
    assert reading.edition == "EO 13126 2014, findings 2017, findings 2019, goods 2016, goods 2020"
    assert len(of(rows, GOODS, "listed_good")) == 379
    assert len(of(rows, WORKBOOK, "listed_good")) == 437
    assert len(of(rows, PROFILES, "ratification")) == 264
    assert len(of(rows, WORKBOOK, "ratification")) == 260
    assert len(of(rows, PROCUREMENT, "listed_good")) == 54
    assert of(rows, PUBLISHED, "listed_good") == []
    assert len({(row["row_key"], row["property"]) for row in rows}) == len(rows)


def test_the_undated_list_is_the_edition_of_2016(rows, shared_data):
    """Place by place and good by good it is the list published in 2016, some names apart."""
    cells = open_workbook(shared_data / FOLDER / PUBLISHED, 1_000_000).cells("Sheet1")
    published = {(find_place(row[0]), fold(row[1])) for row in cells[1:] if row[0]}
    here = {(row["place"], fold(row["item"])) for row in of(rows, GOODS, "listed_good")}
    assert len(published) == 379
    assert here == published
    assert {row["from_"] for row in of(rows, GOODS, "listed_good")} == {date(2016, 9, 30)}


def test_kinds_of_labour_are_said(rows):
    kinds = {row["text"] for row in rows if row["property"] == "listed_good"}
    assert kinds == {"child", "forced", "child;forced", "child;forced;forced_child", "forced_or_indentured_child"}
    (mica,) = [row for row in rows if row["item"] == "Mica" and row["place"] == "IN"]
    assert (mica["mineral"], mica["stage"], mica["text"]) == ("mica", "mine", "child")


def test_ores_stand_for_their_mineral_in_both_spellings(rows):
    cobalt = [row for row in rows if row["mineral"] == "cobalt"]
    assert {row["item"] for row in cobalt} == {"Heterogenite (cobalt ore)", "Cobalt ore (heterogenite)"}
    assert {row["place"] for row in cobalt} == {"CD"}
    assert mineral_of("Gems") is None


def test_goods_that_are_no_mineral_are_kept_by_name(rows):
    others = [row for row in rows if row["property"] == "listed_good" and row["mineral"] is None]
    assert "Carpets" in {row["item"] for row in others}
    assert {row["stage"] for row in others} == {None}


def test_a_good_without_a_place_is_refused_and_said(labour):
    assert any("good 'Cassiterite' names no place" in refused.why for refused in labour[0].refused)


def test_profiles_without_flags_are_unknown_not_unratified(labour):
    reading, rows = labour
    silent = [refused.why for refused in reading.refused if "says nothing of ratifications" in refused.why]
    assert len(silent) == 10
    assert not [row for row in of(rows, PROFILES, "ratification") if row["place"] in ("CN", "RU", "KP")]


def test_only_fundamental_conventions_are_records(rows):
    found = {json.loads(row["fields"])["convention"] for row in rows if row["property"] == "ratification"}
    assert found == {"C138", "C182"}


def test_not_applicable_is_unknown(rows):
    (kosovo, _) = [row for row in of(rows, WORKBOOK, "ratification") if row["place"] == "XK"]
    assert (kosovo["text"], kosovo["original"]) == ("unknown", "N/A")


def test_ratifications_are_records_of_the_register(rows):
    """Written into the register's CSV, each is read again without a fault and with the same cells."""
    register, faults = registers()["ratification"], []
    for row in [row for row in rows if row["property"] == "ratification"]:
        fields = json.loads(row["fields"])
        cells = ",".join('"' + fields.get(name, "").replace('"', '""') + '"' for name in register.names())
        (again,) = records(register, ",".join(register.names()) + "\n" + cells, "made-up.csv", faults)
        assert (json.loads(again["fields"]), again["place"]) == (fields, row["place"])
    assert faults == []


def test_a_yearly_report_bears_out_its_year_and_a_ratification_what_follows(rows):
    found = of(rows, WORKBOOK, "ratification")
    assert {(row["from_"], row["until"]) for row in found if row["text"] == "ratified"} == {(date(2020, 1, 1), None)}
    year = (date(2019, 1, 1), date(2020, 1, 1))
    assert {(row["from_"], row["until"]) for row in found if row["text"] != "ratified"} == {year}


def test_two_reports_stand_side_by_side(rows):
    found = [row for row in rows if row["property"] == "ratification" and row["place"] == "AF"]
    assert len(found) == 4
    assert {row["recorded"] for row in found} == {date(2018, 9, 20), date(2020, 9, 30)}


def test_places_are_codes(rows):
    assert all(row["place"] and len(row["place"]) == 2 and row["place"].isupper() for row in rows)
    assert {"CI", "NA", "PS", "XK", "CG", "CD"} <= {row["place"] for row in rows}


@pytest.mark.parametrize("name", [GOODS, PROFILES, WORKBOOK, PROCUREMENT])
def test_one_file_is_enough(name, shared_data, read_rows, rows):
    _, alone = read_rows("ilab-goods", shared_data / FOLDER / name)
    assert [row["row_key"] for row in alone] == [row["row_key"] for row in rows if row["locator"].startswith(name)]


def test_the_list_in_two_files_is_given_once(labour, rows):
    """The published workbook holds, place by place and good by good, what the app's XML says: all of it is refused."""
    reading, _ = labour
    repeats = [refused.why for refused in reading.refused if refused.why.startswith(PUBLISHED)]
    assert len(repeats) == 379
    assert all(f"repeats {GOODS}, row " in why for why in repeats)
    assert not [why for why in repeats if "which says" in why]


def test_the_published_list_alone(shared_data, read_rows, rows):
    reading, alone = read_rows("ilab-goods", shared_data / FOLDER / PUBLISHED)
    assert (reading.edition, reading.read, reading.kept, reading.refused) == ("goods 2016", 379, 379, ())
    said = {(row["place"], fold(row["item"])): set(row["text"].split(";")) for row in alone}
    app = {(row["place"], fold(row["item"])): set(row["text"].split(";")) for row in of(rows, GOODS, "listed_good")}
    assert said == {key: kinds - {"forced_child"} for key, kinds in app.items()}


def test_two_files_that_mark_an_entry_otherwise_are_told_apart(tmp_path, read_rows, shared_data):
    text = (shared_data / FOLDER / GOODS).read_text("utf-8")
    changed = text.replace("<Child_Labor>Yes</Child_Labor>", "<Child_Labor>No</Child_Labor>", 1)
    assert changed != text
    written(tmp_path, changed, GOODS)
    shutil.copy(shared_data / FOLDER / PUBLISHED, tmp_path)
    reading, _ = read_rows("ilab-goods", tmp_path)
    assert len([refused for refused in reading.refused if "which says" in refused.why]) == 1


def test_the_list_for_procurement_is_kept_apart(rows):
    found = of(rows, PROCUREMENT, "listed_good")
    assert all(row["row_key"].startswith("EO 13126 2014|") for row in found)
    assert {row["text"] for row in found} == {"forced_or_indentured_child"}
    assert {(row["from_"], row["until"]) for row in found} == {(None, None)}
    minerals = {(row["place"], row["item"], row["mineral"]) for row in found if row["mineral"]}
    assert minerals == {
        ("BF", "Gold", "gold"),
        ("CD", "Gold", "gold"),
        ("CD", "Cassiterite (tin ore)", "tin"),
        ("CD", "Coltan (tantalum ore)", "tantalum"),
        ("CD", "Wolframite (tungsten ore)", "tungsten"),
    }
    assert {row["place"] for row in found if row["item"] in ("Sugarcane", "Cotton")} >= {"BO", "TJ"}


def table(tmp_path: Path, head: list[str], *rows: list[str]) -> Path:
    """A made-up workbook with one table."""
    lines = []
    for number, cells in enumerate([head, *rows], 1):
        written_cells = (
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for letter, cell in zip("ABCD", cells, strict=False)
        )
        lines.append(f'<row r="{number}">{"".join(written_cells)}</row>')
    content = f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>"
    return book(tmp_path / "made-up.xlsx", **{"xl/worksheets/sheet1.xml": content})


HEAD = SOURCE.raw["tables"]["published_list"]["columns"]


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        (HEAD, ["Atlantis", "Tin", "X", ""], "Atlantis"),
        (HEAD, ["Bolivia", "Tin", "perhaps", ""], "perhaps"),
        (HEAD, ["Bolivia", "", "X", ""], "row 2: column Good is empty"),
        (HEAD, ["", "Tin", "X", ""], "row 2: column Country is empty"),
        (HEAD, ["Bolivia", "1.5e-3", "X", ""], "column Good: found '1.5e-3'"),
        (HEAD, ["Bolivia", "Tin", "1", ""], "column Child Labor: found '1', allowed: X, (empty)"),
        (HEAD[:2], ["Bolivia", ""], "Good"),
        (HEAD[:2], ["Atlantis", "Tin"], "Atlantis"),
        (HEAD[:3], ["Bolivia", "Tin", "X"], "is not ilab-goods"),
        (HEAD[::-1], ["X", "", "Tin", "Bolivia"], "is not ilab-goods"),
        (HEAD, ["Bolivia", "Tin", "X", ""], "found 1, at least 300"),
        (HEAD[:2], ["Bolivia", "Tin"], "found 1, at least 30"),
    ],
)
def test_faults_of_a_table(head, row, said, tmp_path):
    assert said in refusal(table(tmp_path, head, row), tmp_path)


def test_an_old_workbook_cut_or_changed_is_refused_and_no_more_is_heard(shared_data, tmp_path, capfd):
    data = (shared_data / FOLDER / PROCUREMENT).read_bytes()
    path = tmp_path / PROCUREMENT
    first_sector = int.from_bytes(data[48:52], "little") * 512 + 512
    panics = data[: first_sector + 16]  # the reader of workbooks panics in the middle of a directory's entry
    for changed in (data[: len(data) // 2], data[:600], data[:8] + bytes(5_000), panics):
        path.write_bytes(changed)
        assert PROCUREMENT in refusal(path, tmp_path)
    assert capfd.readouterr().err == ""


def test_a_locator_leads_to_the_line(rows, shared_data):
    row = next(row for row in rows if row["item"] == "Heterogenite (cobalt ore)")
    lines = (shared_data / FOLDER / GOODS).read_text("utf-8").splitlines()
    number = int(row["locator"].rpartition(" ")[2])
    assert lines[number - 1].strip() == "<Country>"
    assert "Congo" in lines[number]


def test_a_list_of_unknown_length_has_no_date(tmp_path, read_rows):
    reading, rows = read_rows("ilab-goods", goods(tmp_path))
    assert reading.edition == "goods 300 entries"
    assert {row["from_"] for row in rows} == {None}
    assert "read without a date" in reading.notes[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"country": "Atlantis"}, "Atlantis"),
        ({"country": ""}, "row 2: column Country is empty"),
        ({"mark": "Perhaps"}, "row 2: column Child_Labor: found 'Perhaps', allowed: Yes, No"),
        ({"mark": ""}, "row 2: column Child_Labor: found ''"),
        ({"mark": "1"}, "row 2: column Child_Labor: found '1'"),
        ({"sector": ""}, "column Sector: found '', allowed: Agriculture"),
        ({"sector": "mine"}, "column Sector: found 'mine'"),
        ({"good": "x" * 200}, "column Good: found 'xxx"),
        ({"count": 3}, "300"),
    ],
)
def test_faults_of_a_list(change, said, tmp_path):
    assert said in refusal(goods(tmp_path, **change), tmp_path)


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE Goods [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<Goods><Good><Good_Name>&c;</Good_Name></Good></Goods>"""
OUTSIDE = '<!DOCTYPE Goods [<!ENTITY x SYSTEM "file:///etc/hostname">]><Goods><Good>&x;</Good></Goods>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, "<!DOCTYPE Goods><Goods/>"])
def test_unsafe_xml_is_refused_before_it_is_read(text, tmp_path):
    assert "for safety" in refusal(written(tmp_path, text), tmp_path)


def test_elements_nested_too_deep_are_refused(tmp_path):
    assert "elements nested 41 deep" in refusal(written(tmp_path, "<a>" * (DEEPEST + 1)), tmp_path)


def test_more_elements_than_a_list_has_are_refused_before_they_take_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("orepath.sources.us_dol_labour.xml_tree.MOST_ELEMENTS", 1000)
    text = "<Goods>\n" + "<Good/>" * 1000 + "</Goods>"
    assert "line 2: this cannot be read as XML (more than 1,000 elements)" in refusal(written(tmp_path, text), tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<Goods><Good>", "ends in the middle"),
        ("<Goods></Good>", "cannot be read as XML"),
        ("<Goods>&unknown;</Goods>", "cannot be read as XML"),
        ("<Other/>", "is not ilab-goods"),
        ("made up, not XML", "cannot be read as XML"),
    ],
)
def test_xml_that_is_none_or_another(text, said, tmp_path):
    assert said in refusal(written(tmp_path, text), tmp_path)


def test_elements_know_their_line(tmp_path):
    root = tree(written(tmp_path, "<Goods>\n\n<Good>\n</Good></Goods>"))
    assert [element.get("line") for element in root.iter()] == ["1", "3"]


def test_a_workbook_that_is_none_is_told_as_one(tmp_path):
    assert "cannot be read as XLSX" in refusal(written(tmp_path, "made up", "made-up.xlsx"), tmp_path)


def test_a_workbook_that_unpacks_without_bound_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("orepath.evidence.workbook.safe.MOST_UNPACKED", 10_000)
    path = book(tmp_path / "bomb.xlsx", **{"xl/other.xml": "0" * 20_000})
    assert "at most 10000" in refusal(path, tmp_path)


def test_a_folder_without_any_of_the_files_says_what_is_looked_for(tmp_path):
    written(tmp_path, "made up", "notes.txt")
    message = refusal(tmp_path, tmp_path)
    assert "<Goods>" in message
    assert SOURCE.raw["sheets"]["goods"]["name"] in message
