"""Filled-in templates of made-up companies, in three languages."""

import json
from datetime import date
from pathlib import Path

import pytest

from orepath.custody.declarations.reading import is_declaration, read, summary
from orepath.custody.declarations.template import NEEDED
from orepath.errors import Fault
from tests.custody.declarations.made_up import HEADINGS, workbook

ROW = ["CID900001", "Cobalt", "Aland Cobalt", "Aland Cobalt Works", "FINLAND", "CID900001", "RMI", "Maarianhamina"]
ROWS = {
    "en": [*ROW, "Boria Pit; Aland Pit", "CONGO, DEMOCRATIC REPUBLIC OF THE", "No", "made up"],
    "ja": [
        *("CID900001", "コバルト", "Aland Cobalt", "Aland Cobalt Works", "フィンランド", "CID900001", "RMI"),
        *("Maarianhamina", "Boria Pit、Aland Pit", "コンゴ民主共和国(キンシャサ)", "いいえ", "made up"),
    ],
    "zh": [
        *("CID900001", "钴", "Aland Cobalt", "Aland Cobalt Works", "芬兰", "CID900001", "RMI"),
        *("Maarianhamina", "Boria Pit；Aland Pit", "刚果（金）", "否", "made up"),
    ],
}


def texts(document, lang="en"):
    return [Fault(each.code, each.where, each.values).text(lang) for each in document.unread]


def smelters(document):
    return [row for row in document.declarations if row["kind"] == "smelter"]


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
def test_a_row_says_the_same_in_every_language(tmp_path: Path, lang: str):
    path = workbook(tmp_path / "made-up.xlsx", [ROWS[lang]], lang)
    document = read(path)
    assert texts(document) == []
    assert is_declaration(path)
    (row,) = smelters(document)
    assert row == {
        "kind": "smelter",
        "metal": "cobalt",
        "name": "Aland Cobalt Works",
        "look_up": "Aland Cobalt",
        "id": "CID900001",
        "id_source": "RMI",
        "place": "FI",
        "city": "Maarianhamina",
        "state": "",
        "listed": True,
        "identified": True,
        "mines": ("Boria Pit", "Aland Pit"),
        "mine_places": ("CD",),
        "recycled": "no",
        "mines_recycled": False,
        "comments": "made up",
        "where": "made-up.xlsx, Smelter List, row 5",
    }
    (site,) = document.sites
    assert (site.id, site.place, site.name) == ("cid:CID900001", "FI", "Aland Cobalt Works")


@pytest.mark.parametrize(
    ("lang", "metal", "yes", "unknown"),
    [("en", "Cobalt (*)", "Yes", "Unknown"), ("ja", "コバルト(*)", "はい", "不明"), ("zh", "钴(*)", "是", "未知")],
)
def test_what_the_company_says(tmp_path: Path, lang: str, metal: str, yes: str, unknown: str):
    answers = [
        (metal, yes, "made up"),
        ("Mica (*)", unknown, ""),
        ("5) How many? (*)", None, ""),
        (metal, "Greater than 75%", ""),
        ("Mica", 1.0, ""),
        ("Boron", "India and/or Madagascar only", ""),
        ("A. Policy? (*)", "Yes, in a way", ""),
        ("B．Public?", "No", ""),
    ]
    document = read(workbook(tmp_path / "made-up.xlsx", (), lang, answers=answers))
    assert texts(document) == []
    (company,) = document.declarations
    assert (company["template"], company["version"]) == ("EMRT", "2.1")
    assert (company["company"], company["scope"], company["date"]) == ("Aland Batteries", "A. Company", "2026-02-03")
    said = [(each["question"], each["metal"], each["answer"]) for each in company["answers"]]
    assert said == [
        ("1", "cobalt", "yes"),
        ("1", "mica", "unknown"),
        ("5", "cobalt", ">75%"),
        ("5", "mica", "100%"),
        ("5", "boron", ""),
        ("A", "", "yes"),
        ("B", "", "no"),
    ]
    assert company["answers"][0]["comment"] == "made up"
    assert company["answers"][4]["said"] == "India and/or Madagascar only"
    assert company["answers"][0]["where"] == "made-up.xlsx, Declaration, D13"


@pytest.mark.parametrize(
    ("not_listed", "not_identified"),
    [
        ("Smelter not listed", "Smelter Not Yet Identified"),
        ("冶炼厂未列出", "冶炼厂尚未被识别"),
        ("製錬業者がリストに含まれていない", "製錬業者がまだ特定されていない"),
    ],
)
def test_not_listed_and_not_identified_are_two_things(tmp_path: Path, not_listed: str, not_identified: str):
    rows = [
        [None, "Cobalt", not_listed, "Cetia Smelter", "KENYA", None, "Enter smelter details"],
        [None, "Cobalt", not_identified, "Unknown", "Unknown"],
        ROWS["en"],
    ]
    document = read(workbook(tmp_path / "made-up.xlsx", rows))
    assert texts(document) == []
    one, two, three = smelters(document)
    assert (one["name"], one["place"], one["listed"], one["identified"], one["id_source"]) == (
        ("Cetia Smelter", "KE", False, True, "")
    )
    assert (two["name"], two["place"], two["listed"], two["identified"]) == ("", "", False, False)
    assert (three["listed"], three["identified"]) == (True, True)
    assert summary(document) == {
        "cobalt": {"rows": 3, "listed": 1, "not_listed": 1, "not_identified": 1, "unknown_place": 1}
    }


def test_recycled_feed_is_no_mine(tmp_path: Path):
    row = [*ROW, "recycled", "scrap", "Yes", ""]
    (found,) = smelters(read(workbook(tmp_path / "made-up.xlsx", [row])))
    assert (found["mines"], found["mine_places"], found["mines_recycled"], found["recycled"]) == ((), (), True, "yes")


def test_an_unknown_mine_is_no_mine(tmp_path: Path):
    document = read(workbook(tmp_path / "made-up.xlsx", [[*ROW, "Unknown", "不明", "Unknown", ""]]))
    (found,) = smelters(document)
    assert (found["mines"], found["mine_places"], found["recycled"]) == ((), (), "unknown")
    assert texts(document) == []


def test_a_metal_that_the_vocabulary_lacks_stays_as_said(tmp_path: Path):
    row = [None, "Unobtainium", "Smelter not listed", "Cetia Smelter", "KENYA"]
    (found,) = smelters(read(workbook(tmp_path / "made-up.xlsx", [row])))
    assert found["metal"] == "Unobtainium"


def test_headings_are_found_by_what_they_say(tmp_path: Path):
    turned = [ROWS["en"][::-1]]
    document = read(workbook(tmp_path / "a.xlsx", turned, headings=HEADINGS["en"][::-1], heading_row=17))
    assert texts(document) == []
    (row,) = smelters(document)
    assert (row["id"], row["place"], row["where"]) == ("CID900001", "FI", "a.xlsx, Smelter List, row 19")


def test_only_a_workbook_with_its_sheets_is_a_declaration(tmp_path: Path):
    text = tmp_path / "text.xlsx"
    text.write_text("made up")
    assert not is_declaration(text)
    assert not is_declaration(tmp_path / "absent.xlsx")
    assert not is_declaration(workbook(tmp_path / "one.xlsx", sheets=["Declaration", "Other"]))
    assert is_declaration(workbook(tmp_path / "two.xlsx", sheets=["Declaration", "Smelter List"]))
    assert len(NEEDED) == 3


def test_declarations_are_plain_data(tmp_path: Path):
    document = read(workbook(tmp_path / "made-up.xlsx", [ROWS["ja"]], answers=[("Cobalt", "Yes", "")]))
    assert json.loads(json.dumps(document.declarations))[1]["mines"] == ["Boria Pit", "Aland Pit"]


def test_a_day_that_is_a_date(tmp_path: Path):
    def more(book):
        sheet = book.get_worksheet_by_name("Declaration")
        sheet.write_datetime(9, 3, date(2026, 5, 6), book.add_format({"num_format": "dd-mmm-yyyy"}))

    assert read(workbook(tmp_path / "made-up.xlsx", more=more)).declarations[0]["date"] == "2026-05-06"


def test_a_merged_cell_is_true_of_all_its_rows(tmp_path: Path):
    rows = [
        [None, None, "Smelter not listed", "Cetia Smelter", "KENYA"],
        [None, None, "Smelter not listed", "Detia Smelter", "KENYA"],
        [None, None, "Smelter not listed", "Etia Smelter", "KENYA"],
    ]

    def more(book):
        book.get_worksheet_by_name("Smelter List").merge_range("B5:B7", "Cobalt")

    document = read(workbook(tmp_path / "made-up.xlsx", rows, more=more))
    assert texts(document) == []
    assert [row["metal"] for row in smelters(document)] == ["cobalt"] * 3


def test_the_list_of_mines(tmp_path: Path):
    def more(book):
        sheet = book.add_worksheet("Mine List")
        heads = [
            "Metal",
            "Name of Smelter(s) sourcing from this Mine",
            "Mine Facility (Site) Name",
            "Mine Facility Country",
        ]
        sheet.write_row(3, 0, heads)
        sheet.write_row(4, 0, ["Cobalt", "Aland Cobalt", "Boria Pit", "KENYA"])
        sheet.write_row(5, 0, ["Cobalt", "Aland Cobalt", "Cetia Pit", "Atlantis"])

    document = read(workbook(tmp_path / "made-up.xlsx", more=more))
    assert [(row["kind"], row.get("name"), row.get("place")) for row in document.declarations[1:]] == (
        [("mine", "Boria Pit", "KE"), ("mine", "Cetia Pit", "")]
    )
    (text,) = texts(document)
    assert text.startswith("made-up.xlsx, Mine List, D6: column mine facility country (鉱山施設所在地：国): 'Atlantis'")


def test_a_workbook_explains_its_own_headings_and_countries(tmp_path: Path):
    """Its sheets L and C are asked where neither our words nor the names of places know a heading, metal or place."""
    headings = ["Alandish metal", "Alandish look-up", "Alandish name", "=OFFSET(L!A1,0,0)", "Alandish id"]

    def more(book):
        labels = book.add_worksheet("L")
        labels.write_row(0, 0, ["", "Sheets", "Cells", "English", "Alandish"])
        lines = [
            ("Smelter List", "A4", "Metal (*)", "Alandish metal (*)"),
            ("Smelter List", "B4", "Smelter Look-up (*)", "Alandish look-up"),
            ("Smelter List", "C4", "Smelter Name (1)", "Alandish name"),
            ("Smelter List", "D4", "Smelter Country (*)", "Alandish country"),
            ("Smelter List", "E4", "Smelter Identification", "Alandish id"),
        ]
        for number, line in enumerate(lines, start=1):
            labels.write_row(number, 1, line)
        countries = book.add_worksheet("C")
        countries.write_row(0, 0, ["COUNTRY CODE LIST", "FULL NAME"])
        countries.write_row(1, 0, ["KE", "ALANDISH KENYA"])

    row = ["Cobalt", "Smelter not listed", "Cetia Smelter", "ALANDISH KENYA"]
    document = read(workbook(tmp_path / "made-up.xlsx", [row], headings=headings, more=more))
    assert [(each["name"], each["place"]) for each in smelters(document)] == [("Cetia Smelter", "KE")]


def test_two_versions(tmp_path: Path):
    def more(book):
        sheet = book.add_worksheet("Revision")
        sheet.write_column(4, 1, ["1.0", "2.0"])

    document = read(workbook(tmp_path / "made-up.xlsx", more=more))
    assert document.declarations[0]["version"] == "2.1"
    assert texts(document) == [
        "made-up.xlsx: the title says version 2.1, and the list of revisions ends with 2.0; the title's is kept. Check "
        "that the sheets come from one template."
    ]
