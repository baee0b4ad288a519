"""Parts of a workbook that are not what they should be, or that its sheets are hidden in. All made up."""

from pathlib import Path

import pytest

from tests.evidence.made_up_workbooks import A1, SHEET, TARGET, TEXTS, book, held, refused, relations, sheet


@pytest.mark.parametrize("part", [SHEET, TEXTS, "xl/styles.xml", "xl/workbook.xml", "docProps/app.xml", "_rels/.rels"])
@pytest.mark.parametrize("far", [0, 5000, 3_000_000])
def test_a_document_type_anywhere(tmp_path: Path, part: str, far: int):
    declared = f'<!--{" " * far}--><!DOCTYPE a [<!ENTITY a "made up">]><a/>'
    code, text = refused(book(tmp_path / "a.xlsx", **{part: declared}))
    assert code == "xml_unsafe" and text.startswith(f"a.xlsx, {part}: ")


def test_a_document_type_in_utf_16(tmp_path: Path):
    assert (
        refused(book(tmp_path / "a.xlsx", **{"docProps/app.xml": "<!DOCTYPE a><a/>".encode("utf-16")}))[0]
        == "xml_unsafe"
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (sheet().encode("utf-16"), "workbook_odd"),
        (sheet().encode("utf-16-le"), "workbook_odd"),
        (sheet().encode("utf-16-be"), "workbook_odd"),
        (sheet(before='<?xml version="1.0" encoding="UTF-16"?>').encode(), "workbook_odd"),
        (sheet(before='<?xml version="1.0" encoding="cp037"?>').encode(), "workbook_odd"),
        (sheet(before='<?xml version="1.0" encoding="cp037"?>').encode("cp037"), "malformed"),
        (sheet(before="made up").encode(), "malformed"),
        (sheet(A1 + "\xff").encode("latin-1"), "malformed"),
        (sheet()[:-5].encode(), "malformed"),
        (b"", "malformed"),
        (b"\x89PNG made up", "malformed"),
        (sheet('<c r="A1" r="C9"/>').encode(), "malformed"),
        (sheet('<c r="A1" r=C9/>').encode(), "malformed"),
        (sheet("<c>&made_up;</c>").encode(), "malformed"),
    ],
)
def test_a_sheet_that_is_not_plain_xml(tmp_path: Path, content: bytes, code: str):
    path = book(tmp_path / "a.xlsx", **{SHEET: content})
    found, text = refused(path)
    assert found == code and text.startswith(f"a.xlsx, {SHEET}: ")


def test_a_byte_order_mark_is_no_harm(tmp_path: Path):
    path = book(
        tmp_path / "a.xlsx", **{SHEET: sheet(before='<?xml version="1.0" encoding="UTF-8"?>').encode("utf-8-sig")}
    )
    assert held(path).cells == 1


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("worksheets/a.dat", "xl/worksheets/a.dat"),
        ("worksheets/a", "xl/worksheets/a"),
        ("other/a.dat", "xl/other/a.dat"),
        ("/other/a.dat", "other/a.dat"),
        ("../a.dat", "a.dat"),
        ("worksheets/A.DAT", "XL/worksheets/a.dat"),
        ("/xl/b/a.png", "xl\\b\\a.png"),
        ("media/../b/a.png", "xl/b/a.png"),
    ],
)
def test_a_sheet_is_found_by_whatever_name(tmp_path: Path, target: str, part: str):
    far = sheet('<c r="C99999999996"/>')
    path = book(tmp_path / "a.xlsx", **{"xl/_rels/workbook.xml.rels": relations(target), part: far})
    assert refused(path)[0] == "workbook_reference"


@pytest.mark.parametrize("target", ["worksheets/a&#49;.xml", "worksheets/a&amp;.xml", "worksheets/a&lt;.xml"])
def test_a_part_named_by_references(tmp_path: Path, target: str):
    assert refused(book(tmp_path / "a.xlsx", **{"xl/_rels/workbook.xml.rels": relations(target)}))[0] == "workbook_odd"


def test_two_sheets_in_one_part(tmp_path: Path):
    """A small file would be read as often as it is named."""
    two = '<workbook xmlns:r="a"><sheets><sheet name="a" r:id="r1"/><sheet name="b" r:id="r2"/></sheets></workbook>'
    for targets in ((TARGET, TARGET), (TARGET, "/xl/" + TARGET), (TARGET, TARGET.upper()), (TARGET, "./" + TARGET)):
        more = {"xl/workbook.xml": two, "xl/_rels/workbook.xml.rels": relations(*targets)}
        assert refused(book(tmp_path / "a.xlsx", **more))[0] == "workbook_odd"
    same = two.replace("r2", "r1")
    assert refused(book(tmp_path / "a.xlsx", **{"xl/workbook.xml": same}))[0] == "workbook_odd"


def test_more_sheets_than_are_opened(tmp_path: Path):
    many = '<workbook xmlns:r="a">' + '<sheet r:id="r9"/>' * 10_001 + "</workbook>"
    assert refused(book(tmp_path / "a.xlsx", **{"xl/workbook.xml": many}))[0] == "workbook_sheets"


@pytest.mark.parametrize(
    "part", ["other/workbook.xml", "workbook.xml", "XL/WORKBOOK.XML", "xl\\workbook.xml", "a/sharedStrings.xml"]
)
def test_a_second_workbook(tmp_path: Path, part: str):
    assert refused(book(tmp_path / "a.xlsx", **{part: "<workbook/>"}))[0] == "workbook_odd"


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin", "Content.XML"])
def test_another_format(tmp_path: Path, part: str):
    assert refused(book(tmp_path / "a.ods", **{part: "<a/>"}))[0] == "wrong_format"


def test_what_is_no_part_of_the_tables_may_be_anything(tmp_path: Path):
    more = {
        "xl/media/a.png": b"\x89PNG <c r='C99999999996'",
        "customXml/item1.xml": "<a/>".encode("utf-16"),
        "a.vml": "<br>",
    }
    assert held(book(tmp_path / "a.xlsx", **more)).cells == 1


@pytest.mark.parametrize(
    "body", ["<a>", "<a>/>", "<a b='/>'>", "<a><![CDATA[</]]>", "<?a </</ ?><a>", "<a><!-- </ -->"]
)
def test_elements_in_each_other_without_end(tmp_path: Path, body: str):
    """Each that is open takes memory of whatever parser goes through."""
    for part in (SHEET, "docProps/app.xml"):
        code, text = refused(book(tmp_path / "a.xlsx", **{part: "<b>" + body * 1_000_001}))
        assert code == "workbook_odd" and "elements in each other" in text


def test_many_elements_beside_each_other_are_no_harm(tmp_path: Path):
    rows = """<row r="1"><c r='A1' s=">"/></row>""".replace('">"', '"1"') * 600_000
    path = book(tmp_path / "a.xlsx", **{SHEET: sheet(rows + "<a b='>'/>" * 600_000)})
    assert held(path).written == 600_000
