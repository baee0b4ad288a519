"""What is refused: every fault in one message, in bounded memory and time."""

import time
import zipfile
from pathlib import Path

import pytest

from orepath.custody.declarations.reading import is_declaration, read
from orepath.errors import InputError
from tests.custody.declarations.made_up import HEADINGS, repacked, workbook


def refused(path: Path, lang: str = "en") -> list[str]:
    with pytest.raises(InputError) as raised:
        read(path)
    return raised.value.message(lang).splitlines()


def packed(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/") + ".xml", content)
    return path


@pytest.mark.parametrize("content", [b"", b"made up", b"PK\x03\x04 broken off", b"\xd0\xcf\x11\xe0" * 200])
def test_not_a_workbook(tmp_path: Path, content: bytes):
    path = tmp_path / "made-up.xlsx"
    path.write_bytes(content)
    (text,) = refused(path)
    assert text.startswith("made-up.xlsx: the file cannot be read as a workbook (")
    assert not is_declaration(path)


def test_a_workbook_cut_off(tmp_path: Path):
    path = workbook(tmp_path / "made-up.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    assert "cannot be read as a workbook" in refused(path)[0]


def test_a_zip_that_is_no_workbook(tmp_path: Path):
    assert "cannot be read as a workbook" in refused(packed(tmp_path / "a.xlsx", other=b"<a/>"))[0]


def test_a_zip_bomb(tmp_path: Path):
    path = packed(tmp_path / "bomb.xlsx", xl__workbook=b" " * 700_000_000)
    assert path.stat().st_size < 2_000_000
    (text,) = refused(path)
    assert text.startswith("bomb.xlsx: the workbook unpacks to 700000000 bytes; at most 600000000 are opened.")
    assert not is_declaration(path)


@pytest.mark.parametrize("before", [b"", b"<!--" + b" " * 9000 + b"-->"])
def test_a_document_type(tmp_path: Path, before: bytes):
    declared = before + b'<!DOCTYPE sst [<!ENTITY a "made up">]><sst'
    path = repacked(workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", "xl/sharedStrings.xml", b"<sst", declared)
    (text,) = refused(path)
    assert text.startswith("b.xlsx, xl/sharedStrings.xml: the XML declares what is not read for safety (DOCTYPE).")


@pytest.mark.parametrize("said", ["A99999999999", "XFDD5", "A", "5", "Ａ5"])
def test_a_cell_that_no_sheet_has(tmp_path: Path, said: str):
    """A reader of workbooks would make room for all cells up to it."""
    path, part = workbook(tmp_path / "made-up.xlsx"), "xl/worksheets/sheet3.xml"
    (text,) = refused(repacked(path, tmp_path / "a.xlsx", part, b'r="A5"', f'r="{said}"'.encode()))
    assert text.startswith(f"a.xlsx, {part}: '{said}' is not the name of a row or a cell.")


def test_a_row_that_no_sheet_has(tmp_path: Path):
    path = workbook(tmp_path / "made-up.xlsx")
    path = repacked(path, tmp_path / "a.xlsx", "xl/worksheets/sheet3.xml", b'<row r="5"', b'<row r="5000000000"')
    assert "'5000000000' is not the name of a row or a cell" in refused(path)[0]


def test_one_long_text_in_many_cells(tmp_path: Path):
    """It stands in the file once, and would be written out in every cell."""

    def more(book):
        sheet = book.get_worksheet_by_name("Smelter List")
        for row in range(4, 2004):
            sheet.write(row, 3, "x" * 32_000)

    (text,) = refused(workbook(tmp_path / "made-up.xlsx", more=more))
    assert text.startswith(
        "made-up.xlsx, xl/worksheets/sheet2.xml: the sheet holds more than the 50000 rows or 50000000 characters"
    )


def test_more_errors_than_a_template_has(tmp_path: Path):
    path = workbook(tmp_path / "made-up.xlsx")
    cells = b"<row>" + b'<c t="e"><v>#N/A</v></c>' * 10 + b"</row>"
    part = "xl/worksheets/sheet2.xml"
    (text,) = refused(repacked(path, tmp_path / "a.xlsx", part, b"</sheetData>", cells * 50_001 + b"</sheetData>"))
    assert text.startswith(f"a.xlsx, {part}: the sheet holds more than 500000 formulas or errors of formulas.")


def test_no_column_of_answers(tmp_path: Path):
    def more(book):
        book.get_worksheet_by_name("Declaration").write(11, 3, "Roof")

    (text,) = refused(workbook(tmp_path / "made-up.xlsx", more=more))
    assert text == (
        "made-up.xlsx, Declaration: headings are missing: answer (回答); headings that are not known: -. Write the "
        "headings as the template has them, in English, Japanese or Chinese."
    )


def test_a_heading_whose_formula_failed(tmp_path: Path):
    def more(book):
        book.get_worksheet_by_name("Smelter List").write_formula("E4", "=A1", None, "#REF!")

    (text,) = refused(workbook(tmp_path / "made-up.xlsx", more=more))
    assert "missing: smelter country (製錬業者所在地：国); headings that are not known: '#REF!' (E4)." in text


def test_a_sheet_that_reaches_too_far(tmp_path: Path):
    (text,) = refused(workbook(tmp_path / "made-up.xlsx", far=(1_048_575, 60)))
    assert "reaches to row 1048576 and column 61" in text


def test_a_million_blank_rows(tmp_path: Path):
    path = workbook(tmp_path / "made-up.xlsx", [["CID900001", "Cobalt", "Aland Cobalt"]], far=(1_000_000, 11))
    begun = time.monotonic()
    document = read(path)
    assert time.monotonic() - begun < 30
    assert [row["where"] for row in document.declarations[1:]] == (
        ["made-up.xlsx, Smelter List, row 5", "made-up.xlsx, Smelter List, row 1000001"]
    )


def test_more_rows_than_a_template_has(tmp_path: Path):
    rows = [[None, "Cobalt", "Smelter not listed", f"Made up {number}"] for number in range(20_001)]
    (text,) = refused(workbook(tmp_path / "made-up.xlsx", rows))
    assert text == (
        "made-up.xlsx, Smelter List: the sheet has 20001 rows; at most 20000 are read. Split the declaration into "
        "several workbooks."
    )


def test_all_faults_in_one_message(tmp_path: Path):
    headings = [{"Smelter Country (*)": "Roof", "Comments": "Metal"}.get(said, said) for said in HEADINGS["en"]]
    sheets = ["Declaration", "Smelter List", "Other"]
    path = workbook(tmp_path / "made-up.xlsx", headings=headings, title="Made-up form", sheets=sheets)
    assert refused(path) == [
        "made-up.xlsx: there is no sheet 'Smelter Look-up'; sheets found: Declaration, Smelter List, Other. Use the "
        "template as it was issued: do not delete or rename its sheets.",
        "made-up.xlsx: no title names a template that is read; found 'made-up form'. Templates that are read: EMRT "
        "(Extended Mineral Reporting Template), CMRT (Conflict Minerals Reporting Template), CRT (Cobalt Reporting "
        "Template).",
        "made-up.xlsx, Smelter List, L4: two columns are headed 'metal (金属)'. Keep one of them.",
        "made-up.xlsx, Smelter List, row 4: headings are missing: smelter country (製錬業者所在地：国); headings "
        "that are not known: 'Roof' (E4). Write the headings as the template has them, in English, Japanese or "
        "Chinese.",
    ]
    japanese = refused(path, "ja")
    assert "シート「Smelter Look-up」がありません" in japanese[0]
    assert "見出しが不足しています" in japanese[3]


def test_headings_nowhere(tmp_path: Path):
    (text,) = refused(workbook(tmp_path / "made-up.xlsx", headings=["Metal", "Roof", "Wall"]))
    assert text == (
        "made-up.xlsx, Smelter List: none of the first 30 rows has the headings of this sheet; nearest: Metal, Roof, "
        "Wall. Headings that are needed: metal (金属); smelter look-up (製錬業者名検索); smelter name (製錬業者名); "
        "smelter country (製錬業者所在地：国); smelter identification (製錬業者識別番号)."
    )
    below = workbook(tmp_path / "below.xlsx", heading_row=40)
    assert "none of the first 30 rows" in refused(below)[0]
