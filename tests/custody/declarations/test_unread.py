"""What a filled-in template says and cannot be read: told cell by cell, never taken for empty."""

from pathlib import Path

import pytest

from orepath.custody.declarations.reading import read, summary
from orepath.errors import Fault
from tests.custody.declarations.made_up import HEADINGS, workbook

GOOD = ["CID900001", "Cobalt", "Aland Cobalt", "Aland Cobalt Works", "FINLAND", "CID900001", "RMI"]


def found(tmp_path: Path, *rows, **more):
    """The texts of what was not read, without the name of the file, and the declared rows."""
    document = read(workbook(tmp_path / "made-up.xlsx", rows, **more))
    texts = [
        Fault(each.code, each.where, each.values).text().removeprefix("made-up.xlsx, ") for each in document.unread
    ]
    assert all(Fault(each.code, each.where, each.values).text("ja") for each in document.unread)
    return texts, [row for row in document.declarations if row["kind"] == "smelter"], document


def but(**cells):
    """The good row with other cells."""
    at = {"input": 0, "metal": 1, "look_up": 2, "name": 3, "place": 4, "id": 5, "source": 6, "recycled": 10}
    row = [*GOOD, *[None] * 5]
    for key, said in cells.items():
        row[at[key]] = said
    return row


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#NAME?"])
def test_a_failed_formula_is_named(tmp_path: Path, error: str):
    texts, (row,), document = found(tmp_path, but(place=("=VLOOKUP(1,2,3)", error)))
    assert texts == [
        f"Smelter List, E5: column smelter country (製錬業者所在地：国): the formula failed ({error}), so what is "
        "declared is not known. Write the value in place of the formula."
    ]
    assert row["place"] == ""
    assert summary(document)["cobalt"]["unknown_place"] == 1


def test_failed_formulas_one_below_the_other_are_told_once(tmp_path: Path):
    rows = [but(name=("=A1", "#REF!"), look_up=f"Made up {number}", id=None, input=None) for number in range(9)]
    texts, declared, _ = found(tmp_path, *rows)
    assert [text.partition(":")[0] for text in texts if "failed" in text] == ["Smelter List, D5"]
    assert texts[0].startswith("Smelter List, D5:D13: column smelter name")
    assert len(declared) == 9


def test_a_failed_metal_is_not_called_missing(tmp_path: Path):
    texts, (row,), _ = found(tmp_path, but(metal=("=A1", "#N/A")))
    assert len(texts) == 1 and "#N/A" in texts[0]
    assert row["metal"] == ""


def test_a_failed_answer_is_named(tmp_path: Path):
    texts, _, document = found(tmp_path, answers=[("Cobalt (*)", ("=A1", "#N/A"), "")])
    assert texts == [
        "Declaration, D13: column answer (回答): the formula failed (#N/A), so what is declared is not known. Write "
        "the value in place of the formula."
    ]
    assert document.declarations[0]["answers"] == ()


@pytest.mark.parametrize("said", ["CID1234", "CID12345678", "900001", "CID 900001", "MID900001"])
def test_a_malformed_identification(tmp_path: Path, said: str):
    texts, (row,), document = found(tmp_path, but(id=said, input=None))
    assert texts == [
        f"Smelter List, F5: '{said}' is not a smelter identification: CID and six digits. Look it up in the sheet "
        "Smelter Look-up, or leave it empty."
    ]
    assert row["id"] == "" and row["listed"] is True
    assert document.sites == ()


def test_an_identification_in_full_width(tmp_path: Path):
    texts, (row,), _ = found(tmp_path, but(id="ＣＩＤ９００００１"))
    assert (texts, row["id"]) == ([], "CID900001")


def test_two_identifications(tmp_path: Path):
    texts, (row,), _ = found(tmp_path, but(input="CID900002"))
    assert texts == [
        "Smelter List, row 5: the row gives two smelter identifications, 'CID900002' and 'CID900001'; the second is "
        "kept. Find out which is right."
    ]
    assert row["id"] == "CID900001"


def test_a_place_nobody_knows(tmp_path: Path):
    texts, (row,), _ = found(tmp_path, but(place="Atlantis"))
    assert texts == [
        "Smelter List, E5: column smelter country (製錬業者所在地：国): 'Atlantis' is not known as a country or "
        "territory. Choose the name from the template's list, or write the ISO code."
    ]
    assert row["place"] == ""


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"metal": "Nickel"},
            "metal (金属) 'nickel', and the workbook's own list of smelters says 'cobalt' for CID900001",
        ),
        (
            {"name": "Boria Nickel"},
            "smelter name (製錬業者名) 'Boria Nickel', and the workbook's own list of smelters says "
            "'Aland Cobalt Works' for CID900001",
        ),
        (
            {"look_up": "Boria Nickel"},
            "smelter look-up (製錬業者名検索) 'Boria Nickel', and the workbook's own list of smelters says "
            "'Aland Cobalt Works' for CID900001",
        ),
        (
            {"place": "KENYA"},
            "smelter country (製錬業者所在地：国) 'KE', and the workbook's own list of smelters says 'FI' for "
            "CID900001",
        ),
        (
            {"look_up": "Smelter not listed"},
            "smelter look-up (製錬業者名検索) 'Smelter not listed', and the workbook's own list of smelters says "
            "'Aland Cobalt Works' for CID900001",
        ),
        (
            {"id": "CID900009", "input": None},
            "smelter identification (製錬業者識別番号) 'CID900009', and the workbook's own list of smelters says "
            "'CID900001' for Aland Cobalt",
        ),
        (
            {"id": None, "input": None, "place": "KENYA"},
            "smelter country (製錬業者所在地：国) 'KE', and the workbook's own list of smelters says 'FI' for Aland "
            "Cobalt",
        ),
    ],
)
def test_a_contradiction_says_both_values(tmp_path: Path, cells: dict, said: str):
    texts, (row,), _ = found(tmp_path, but(**cells))
    assert texts == [f"Smelter List, row 5: the row says {said}. Find out which is right; what the row says is kept."]
    if "metal" in cells:
        assert row["metal"] == "nickel"


def test_a_name_that_the_list_does_not_have(tmp_path: Path):
    texts, (row,), _ = found(tmp_path, but(look_up="Cetia Smelter", name="Cetia Smelter", id=None, input=None))
    assert texts == [
        "Smelter List, row 5: 'Cetia Smelter' is not in the workbook's own list of smelters of cobalt; whether it is "
        "listed cannot be told. Choose the name from the list, or choose that the smelter is not listed."
    ]
    assert row["listed"] is None


def test_rows_that_lack_what_they_are_about(tmp_path: Path):
    texts, rows, document = found(tmp_path, but(metal=None), [None, "Cobalt", None, None, "FINLAND"])
    assert texts == [
        "Smelter List, row 5: the row names a smelter and no metal. Say which metal it smelts.",
        "Smelter List, row 6: the row names no smelter. Name it, or choose that it is not yet identified.",
    ]
    assert [row["metal"] for row in rows] == ["", "cobalt"]
    assert summary(document)[""]["rows"] == 1


def test_a_smelter_twice_and_in_two_places(tmp_path: Path):
    texts, rows, document = found(tmp_path, GOOD, but(place="KENYA"), but(metal="Nickel"))
    assert "Smelter List, row 6: row 5 already declares this smelter for this metal. Keep one of them." in texts
    assert texts[-1] == (
        "Smelter List: rows 5, 6, 7 place smelter CID900001 in different places (FI, KE); none is taken. Find out "
        "which is right."
    )
    assert [site.place for site in document.sites] == [""]
    assert len(rows) == 3


def test_recycled_is_yes_no_or_unknown(tmp_path: Path):
    texts, (row,), _ = found(tmp_path, but(recycled="mostly"))
    assert texts == [
        "Smelter List, K5: column recycled or scrap only (リサイクル・スクラップのみか): 'mostly' is neither yes, no "
        "nor unknown. Choose one of these."
    ]
    assert row["recycled"] == ""


def test_a_column_whose_heading_is_not_known(tmp_path: Path):
    headings = [*HEADINGS["en"], "Colour of the roof", "Empty and not known"]
    texts, _, _ = found(tmp_path, [*but(), "red"], headings=headings)
    assert texts == [
        "Smelter List, M4: the heading 'Colour of the roof' is not known; the column below it was not read. Write the "
        "heading as the template has it, if the column belongs to the template."
    ]


def test_an_answer_beside_nothing_known(tmp_path: Path):
    texts, _, _ = found(tmp_path, answers=[("Kryptonite (*)", "Yes", ""), (None, "No", "")])
    assert texts == [
        "Declaration, D13: the answer 'Yes' stands beside no known metal ('Kryptonite (*)') and was not read. Write "
        "the metal's name in front of the answer.",
        "Declaration, D14: the answer 'No' stands beside no known metal ('') and was not read. Write the metal's "
        "name in front of the answer.",
    ]
