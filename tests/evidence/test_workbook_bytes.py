"""What is told of a sheet by its bytes is what a parser of it tells. All made up."""

import time
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from orepath.errors import InputError
from orepath.evidence.workbook import extent, safe
from orepath.evidence.workbook.failed_cells import failed_cells, parsed_cells
from orepath.evidence.workbook.opening import OLE
from tests.evidence.made_up_workbooks import SHEET, TEXTS, book, held, sheet, texts

FORMULAS = ["", "<f>A1</f>", "<f/>", '<f t="shared" si="0"/>', "<x:f>1</x:f>", '<f a="/>">1</f>', "<f>&lt;v&gt;</f>"]
VALUES = [
    "",
    "<v>1</v>",
    "<v/>",
    "<v> </v>",
    "<v>\u3000</v>",
    "<v>&#32;</v>",
    "<v>&#49;</v>",
    "<v>#REF!</v>",
    "<x:v>1</x:v>",
    "<is><t>1</t></is>",
]
BARE = '<c r="A1"/>'
CELLS = st.builds(
    "<{0}c{1}{2}>{3}{4}</{0}c>".format,
    st.sampled_from(["", "", "", "x:"]),
    st.sampled_from(["", *(f' r="{name}"' for name in ("A1", "B1", "C2", "a1", "AB3", "B1"))]),
    st.sampled_from(["", "", ' t="e"', " t='e'", ' t = "e"', ' t="str"', ' t="s" s="e"']),
    st.sampled_from(FORMULAS),
    st.sampled_from(VALUES),
)
ROWS = st.builds(
    "<row{}>{}</row>{}".format,
    st.sampled_from(["", ' r="1"', ' r="2"', ' r="3"', ' r="4"', " r='2'", '\nr="7"']),
    st.lists(CELLS, max_size=4).map("".join),
    st.sampled_from(["", "", "", "stray", "\n", "<row/>", '<c r="A1"><f/></c>']),
)
NUMBERED = st.lists(st.lists(CELLS, max_size=2).map("".join), max_size=9).map(
    lambda rows: "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate([BARE, *rows, BARE, BARE], 1))
)
ODD = ["", "", "<!-- <f> -->", "<v><![CDATA[1]]></v>", "<row r='2'/>", '<row r="1"><c r="A1"><v>1</v></c></row>']
BEHIND = ["", "<extLst><x14:formula1><xm:f>A1</xm:f></x14:formula1></extLst>", '<a b="e"/>']


@given(
    st.one_of(NUMBERED, st.lists(ROWS, max_size=6).map("".join)),
    st.sampled_from(ODD),
    st.sampled_from(BEHIND),
    st.sampled_from([40, 300, 1 << 20]),
)
@settings(max_examples=1000, deadline=None)
def test_failed_cells_are_those_of_a_parser(rows: str, odd: str, behind: str, piece: int):
    """Rows that are left out matter to no other."""
    with TemporaryDirectory() as folder, patch.object(safe, "CHUNK", piece):
        said = f"<worksheet xmlns:x='a' xmlns:xm='b'><sheetData>{rows}{odd}</sheetData>{behind}</worksheet>"
        path = book(Path(folder) / "a.xlsx", **{SHEET: said})
        assert failed_cells(path, "a") == parsed_cells([said.encode()])


FORMULA, VALUE, LAST = '<c r="A2"><f/></c>', '<c r="A2"><v>1</v></c>', '<row r="8"/><row r="9"/>'


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="2">{FORMULA}</row><row r="2">{VALUE}</row>{LAST}',
        f'<row r="2">{FORMULA}</row><row r="3"/><row r="2">{VALUE}</row>{LAST}',
        f'<row r="2">{FORMULA}</row><row r="3"/><row r=\'2\'>{VALUE}</row>{LAST}',
        f'<row r="2">{FORMULA}<!-- <row r="3"> -->{VALUE}<!-- <row r="4"> --></row>{LAST}',
    ],
)
def test_a_row_that_matters_to_another_is_not_left_out(tmp_path: Path, rows: str):
    """A formula has a value where another cell of its name gives one."""
    path = book(tmp_path / "a.xlsx", **{SHEET: sheet(rows)})
    assert failed_cells(path, "a") == {}
    assert failed_cells(book(tmp_path / "b.xlsx", **{SHEET: sheet(rows.replace(VALUE, ""))}), "a") == {(1, 0): "=…"}


def test_failed_cells_of_real_workbooks_are_those_of_a_parser(shared_data: Path):
    paths = [path for path in sorted(shared_data.rglob("*.xls*")) if not path.read_bytes().startswith(OLE)]
    for path in paths:
        with zipfile.ZipFile(path) as packed:
            parts = [name for name in packed.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            parsed = [parsed_cells([packed.read(name)]) for name in parts]
        with CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())) as opened:
            found = [failed_cells(path, name) for name in opened.sheet_names]
        assert sorted(sorted(each.items()) for each in found if each) == sorted(
            sorted(each.items()) for each in parsed if each
        )
    if not paths:
        pytest.skip("no real workbook is there")


def test_a_formula_behind_the_cells_is_none_of_a_cell(tmp_path: Path):
    """Spreadsheet programs write formulas of conditions and of small charts behind the cells."""
    said = sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"/></row>').replace(
        "</sheetData>", "</sheetData><extLst><x:f>made up</x:f></extLst>"
    )
    assert failed_cells(book(tmp_path / "a.xlsx", **{SHEET: said}), "a") == {}
    whole = said.replace('<row r="1">', "<row>")
    assert failed_cells(book(tmp_path / "b.xlsx", **{SHEET: whole}), "a") == {}


NAMES = [' r="A1"', ' r="AB3"', ' r="XFD12"', ' r="C1048576"'] * 4
ATTRIBUTES = st.builds(
    "{}{}{}".format,
    st.sampled_from([*NAMES, ' r="b2"', ' r="2A"', ' r="12"', ' r="A"', ""]),
    st.sampled_from(["", ' s="12"'] * 4 + [" s='1'", ' cm="1"', ' S="a"', ' S1="t="']),
    st.sampled_from(["", ' t="s"', ' t="e"', ' t="inlineStr"', ' t="str" s="1"'] * 2 + [' T="s"', " t='s'", ' t=""']),
)
PLAIN = st.builds(
    "<c{}{}".format,
    ATTRIBUTES,
    st.sampled_from(
        ["/>", "></c>", "><v>1</v></c>", "><v>0</v></c>", "><is><t>鉱石 &gt;</t></is></c>", "><f>1</f><v>2</v></c>"]
    ),
)
OTHERS = ["<C r='A1'/>", '<Cc r="A1" t="e"/>', "<c1/>", "<cols/>", "a", "a >", "<a b='>'/>", "<!-- <c> -->", "<?a ><?>"]


def told(path: Path) -> object:
    """What a sheet holds but for its characters, or the codes of what is wrong with it."""
    try:
        return replace(held(path), characters=0)
    except InputError as error:
        return [fault.code for fault in error.faults]


@given(st.lists(PLAIN, max_size=5).map("".join), st.sampled_from(["", *OTHERS]))
@settings(max_examples=1000, deadline=None)
def test_cells_measured_together_are_those_measured_one_by_one(cells: str, other: str):
    with TemporaryDirectory() as folder:
        path = book(
            Path(folder) / "a.xlsx", **{SHEET: sheet(f'<row r="1">{cells}{other}</row>'), TEXTS: texts("one", "2")}
        )
        together = told(path)
        with patch.object(extent, "runs", lambda pieces, kind: ((False, piece) for piece in pieces)):
            one_by_one = told(path)
    assert together == one_by_one


def test_characters_are_those_between_tags(tmp_path: Path):
    cells = '<c r="A1" t="inlineStr"><is><t>鉱石 and ore</t></is></c><c r="B1" s="2"/><c r="C1"><v>0.25</v></c>'
    path = book(tmp_path / "a.xlsx", **{SHEET: sheet(f'<row r="1">{cells}</row>')})
    assert held(path).characters == len("鉱石 and ore") + len("0.25")


@pytest.mark.parametrize(
    "written", ["<![CDATA[{}]]>", "{}<?a " + ">" * 900 + "<" * 900 + "?>", "{}<!--" + "><" * 9 + "-->"]
)
def test_characters_beside_what_looks_like_tags_are_counted(tmp_path: Path, written: str):
    cell = f'<c r="A1" t="inlineStr"><is><t>{written.format("x" * 1000)}</t></is></c>'
    assert held(book(tmp_path / "a.xlsx", cell)).characters >= 1000


def test_many_shapes_of_cells_take_little_time(tmp_path: Path):
    """Each is looked at once, and few are remembered."""
    shapes = ("".join(letters) for letters in product(ascii_lowercase, repeat=4))
    cells = "".join(f'<c {shape}=""/>' for shape in islice(shapes, 100_000, 400_000))
    begun = time.monotonic()
    assert held(book(tmp_path / "a.xlsx", cells)).written == 300_000
    assert time.monotonic() - begun < 60
