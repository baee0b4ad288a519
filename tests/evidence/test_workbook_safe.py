"""Workbooks made to do harm: each refused before a reader opens it. All made up."""

import time
import zipfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineError, CalamineWorkbook

from orepath.errors import InputError
from orepath.evidence.workbook import safe
from orepath.evidence.workbook.extent import Extent
from orepath.evidence.workbook.safe import refuse_unsafe
from tests.evidence.made_up_workbooks import (
    A1,
    SHEET,
    TARGET,
    TEXTS,
    TYPES,
    book,
    held,
    refused,
    relations,
    sheet,
    texts,
)


@pytest.mark.parametrize(
    "said",
    [
        'r="C99999999996"',
        "r='C99999999996'",
        'r="c99999999996"',
        'r = "C99999999996"',
        'r\n=\n"C99999999996"',
        'r="C&#57;9"',
        'r="C&#x39;9"',
        'r="ABCD1"',
        'r="$A$1"',
        'r="A 1"',
        'r=" A1"',
        'r="1A1"',
        'r="A1A1"',
        'r="A"',
        'r="1"',
        'r=""',
        'r="Ａ1"',
        'r="A１"',
        """s="r='A1'" r="C99999999996\"""",
        """s=" r='A1' " r="C99999999996\"""",
        'r1="A1" r="C99999999996"',
        'r="C99999999996" s="&gt;"',
        's=">" r="C99999999996"',
        't="s" t2="n" r="C99999999996"',
        't="&#115;" r="A1"',
    ],
)
def test_a_cell_that_no_sheet_has(tmp_path: Path, said: str):
    for cell in (f"<c {said}><v>1</v></c>", f"<c\t{said}/>", f"<x:c {said}/>", f"<x:y {said}/>"):
        path = book(tmp_path / "a.xlsx", A1 + cell)
        if cell.startswith("<x:y"):
            assert held(path) == Extent(1, 1, 1, 0, held(path).characters)
        else:
            code, text = refused(path)
            assert code == "workbook_reference"
            assert text.startswith(f"a.xlsx, {SHEET}: '") and "is not the name of a row or a cell" in text


@pytest.mark.parametrize(
    "said", ['r="99999999999"', "r='A1'", 'r="&#57;"', 'r="-1"', 'r=" 1"', 'spans=">" r="99999999"']
)
def test_a_row_that_no_sheet_has(tmp_path: Path, said: str):
    path = book(tmp_path / "a.xlsx", **{SHEET: sheet(f"<row {said}><c><v>1</v></c></row>")})
    assert refused(path)[0] == "workbook_reference"


@pytest.mark.parametrize(
    ("cells", "rows", "columns"),
    [
        ('<row r="2"><c r="B2" s="1"><v>1</v></c><c r="AA3" t="n"/></row>', 3, 27),
        ("<row r='2'><c s='1' r='b2'><v>1</v></c></row>", 2, 2),
        ('<x:row r="2"><x:c r="B2"><x:v>1</x:v></x:c></x:row>', 2, 2),
        ('<x:y:row r="2"><x:y:c r="B2"/></x:y:row>', 2, 2),
        ('<row\n r="2"\n><c\n\tr="B2"\n/></row >', 2, 2),
        ('<row r="9"/><row r="2"><c r="A2"/></row>', 2, 1),
        ("<row><c/><c/><c/></row><row><c></c><c/></row>", 3, 3),
        ('<row r="7"><c/><c/></row>', 8, 2),
        ('<row><c r="E1"/><c/><c/></row><row><c/></row>', 4, 7),
        ('<row/><row/><row r="5"/><row><c/></row>', 9, 1),
        ("<c/><c/><row><c/></row>", 2, 3),
    ],
)
def test_what_a_sheet_spans_is_never_less(tmp_path: Path, cells: str, rows: int, columns: int):
    found = held(book(tmp_path / "a.xlsx", **{SHEET: sheet(cells)}))
    assert (found.rows, found.columns) == (rows, columns)


def test_no_cell_is_lost_between_pieces(tmp_path: Path):
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"/><c/></row>' for n in range(1, 60_001))
    found = held(book(tmp_path / "a.xlsx", **{SHEET: sheet(rows), TEXTS: texts("x" * 1000)}))
    assert (found.rows, found.columns, found.written) == (60_001, 3, 180_000)
    assert 60_000_000 < found.characters < 61_000_000


@pytest.mark.parametrize("cells", ['<c r="A1"/><c r="T2000000"/>', "<c/>" * 20_000_001, A1 * 20_000_001])
def test_more_cells_than_are_opened(tmp_path: Path, cells: str):
    code, text = refused(book(tmp_path / "a.xlsx", cells))
    assert code in ("sheet_wide", "workbook_cells") and "20000000" in text


def test_more_cells_on_many_sheets(tmp_path: Path):
    parts = {f"xl/worksheets/sheet{n}.xml": sheet('<c r="A1"/><c r="J1000000"/>') for n in (1, 2, 3)}
    assert refused(book(tmp_path / "a.xlsx", **parts))[0] == "workbook_cells"


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="s"><v>1</v></c>',
        "<c t='s'><v>1</v></c>",
        '<c t = "s" s="1"><v>1</v></c>',
        '<x:c t="s"><x:v>1</x:v></x:c>',
        '<c t="s"><f>A1</f><v>1</v></c>',
        '<c t="s"><v>&#49;</v></c>',
        '<c t="s"><v><![CDATA[1]]></v></c>',
        '<c t="s"><v>1<!-- made up --></v></c>',
        '<c t="s"><v> 1</v></c>',
        '<c t="s"><v>0</v><v>1</v></c>',
        '<c t="s" r="A1">t="s"><v>1</v></c>',
        "<c>t=\"s\"><v>0</v></c><c t='s'><v>+1</v></c>",
    ],
)
def test_a_long_text_in_many_cells(tmp_path: Path, cell: str):
    """It stands in the file once, and would be written out in every cell."""
    path = book(tmp_path / "a.xlsx", cell * 10_000, **{TEXTS: texts("short", "x" * 30_000)})
    code, text = refused(path)
    assert code == "workbook_characters" and "at most 250000000 are opened" in text
    few = book(tmp_path / "b.xlsx", cell.replace(">1", ">0").replace("&#49;", "0"), **{TEXTS: texts("short")})
    assert held(few).characters < 100


@pytest.mark.parametrize(
    "said",
    [
        "<sst><si/><si><t>{}</t></si></sst>",
        "<sst><si><rPh><t>a</t></rPh></si><si><t>{}</t></si></sst>",
        "<sst><si><si><t>a</t></si></si><si><t>{}</t></si></sst>",
        "<sst><!-- <si><t>a</t></si> --><si><t>{}</t></si></sst>",
        "<sst><si><t><![CDATA[{}]]></t></si></sst>",
        "<other><si><t>{}</t></si></other>",
        "<x:sst xmlns:x='a'><x:si><x:t>{}</x:t></x:si></x:sst>",
        "<sst><si><r><rPr/><t>a</t></r><r><t>{}</t></r></si></sst>",
        "<sst><si ><t a='>'>{}</t></si\n></sst>",
    ],
)
def test_a_long_text_written_oddly(tmp_path: Path, said: str):
    path = book(tmp_path / "a.xlsx", '<c t="s"><v>0</v></c>' * 10_000, **{TEXTS: said.format("x" * 30_000)})
    assert refused(path)[0] == "workbook_characters"


def test_characters_are_counted_not_bytes(tmp_path: Path):
    path = book(tmp_path / "a.xlsx", '<c t="s"><v>0</v></c>' * 100, **{TEXTS: texts("鉱" * 1000)})
    assert 100_000 <= held(path).characters < 101_000
    inline = book(tmp_path / "b.xlsx", f'<c t="inlineStr"><is><t>{"鉱" * 1000}</t></is></c>')
    assert 1000 <= held(inline).characters < 1100


def test_long_texts_in_the_sheet_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(safe, "MOST_CHARACTERS", 5000)
    assert refused(book(tmp_path / "a.xlsx", f"<c><v>{'x' * 6000}</v></c>"))[0] == "workbook_characters"


def test_one_element_without_end(tmp_path: Path):
    for content in (f"<c><v>{'x' * 20_000_000}</v></c>", f'<c s="{"1" * 20_000_000}"/>'):
        assert refused(book(tmp_path / "a.xlsx", content))[0] == "workbook_odd"


def test_more_formulas_than_are_kept(tmp_path: Path):
    for cell in ("<c><f/></c>", '<c t="e"><v>#N/A</v></c>', "<x:c><x:f>A1</x:f></x:c>"):
        assert refused(book(tmp_path / "a.xlsx", cell * 2_000_001))[0] == "workbook_formulas"


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


@pytest.mark.parametrize("cells", ["<c/>" * 1_000_000, f"<!-- <c {'x' * 7_000_000} -->", "<row/>" * 500_000, "<c" * 99])
def test_it_takes_little_time(tmp_path: Path, cells: str):
    """Nothing of it grows with the square of what is written."""
    path = book(tmp_path / "a.xlsx", cells)
    begun = time.monotonic()
    with zipfile.ZipFile(path) as packed, suppress(InputError):
        refuse_unsafe(packed, path.name)
    assert time.monotonic() - begun < 20


CELLS = st.builds(
    "<c{}{}{}>{}</c>".format,
    st.sampled_from(["", ' r="A1"', " r='b3'", ' r="F2"', ' r="C9"']),
    st.sampled_from(["", ' s="0"', "\n s='1' "]),
    st.sampled_from(["", ' t="s"', " t = 's'", ' t="str"', ' t="inlineStr"']),
    st.sampled_from(
        ["", "<v>0</v>", "<v>1</v>", "<v> 2 </v>", "<v>2<!-- a --></v>", "<is><t>inline</t></is>", "<f/><v>1</v>"]
    ),
)
ROWS = st.builds(
    "<row{}>{}</row>".format, st.sampled_from(["", ' r="2"', " r='7'"]), st.lists(CELLS, max_size=4).map("".join)
)


@given(
    st.lists(st.one_of(ROWS, CELLS, st.just("<row/>")), max_size=6).map("".join),
    st.sampled_from(["", "<si/>", "<!-- a -->"]),
)
@settings(max_examples=300, deadline=None)
def test_a_reader_never_finds_more(cells: str, first: str):
    """What a reader of workbooks gives is within what was measured before."""
    with TemporaryDirectory() as folder:
        said = f"<sst>{first}<si><t>one</t></si><si><t/></si><si><t>three</t></si></sst>"
        path = book(Path(folder) / "a.xlsx", **{SHEET: sheet(cells), TEXTS: said})
        found = held(path)
        with CalamineWorkbook.from_path(str(path)) as opened:
            try:
                rows = opened.get_sheet_by_index(0).to_python(skip_empty_area=False)
            except CalamineError:
                return
    assert len(rows) <= found.rows
    assert max((len(row) for row in rows), default=0) <= found.columns
    assert sum(len(cell) for row in rows for cell in row if isinstance(cell, str)) <= found.characters
