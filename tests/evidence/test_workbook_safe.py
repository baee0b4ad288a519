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
    TEXTS,
    book,
    held,
    refused,
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
        ("".join(f'<p{n}:row><p{n}:c r="B{n + 1}"/></p{n}:row>' for n in range(40)), 40, 2),
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


@pytest.mark.parametrize(
    "cells", ['<c r="A1"/><c r="T200000"/>', "<c/>" * 200_001, A1 * 200_001, "<row/>" * 200_000 + "<c/>"]
)
def test_more_cells_than_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cells: str):
    monkeypatch.setattr(safe, "MOST_CELLS", 200_000)
    code, text = refused(book(tmp_path / "a.xlsx", cells))
    assert code in ("sheet_wide", "workbook_cells") and "at most 200000 " in text


def test_more_texts_than_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(safe, "MOST_CELLS", 1000)
    assert refused(book(tmp_path / "a.xlsx", **{TEXTS: "<sst>" + "<si/>" * 1001 + "</sst>"}))[0] == "workbook_cells"


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


def test_more_formulas_than_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(safe, "MOST_FORMULAS", 2000)
    for cell in ("<c><f/></c>", '<c t="e"><v>#N/A</v></c>', "<x:c><x:f>A1</x:f></x:c>"):
        assert refused(book(tmp_path / "a.xlsx", cell * 2001))[0] == "workbook_formulas"


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
