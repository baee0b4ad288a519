"""What is proved sound at once is what a parser finds sound, and is measured as a parser measures it. All made up."""

import random
from itertools import product
from xml.parsers import expat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.errors import InputError
from orepath.evidence.workbook.blocks import LONGEST
from orepath.evidence.workbook.plain_rows import ROWS, plain_rows
from orepath.evidence.workbook.runs import RUN, runs
from orepath.evidence.workbook.shared_texts import ITEMS, NONE, shared_texts
from tests.evidence.made_up_workbooks import SHEET, book, held, refused, sheet, texts

CELLS = [
    '<c r="A1" s="3"/>',
    '<c r="B1" s="3"><v>-1.5E-7</v></c>',
    '<c r="C1" t="s"><v>41</v></c>',
    '<c r="AA1" t="str"><f>A1&amp;"x"</f><v>x \u9271\u77f3 \u00a7</v></c>',
    '<c r="D1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>',
    '<c r="E1" t="b"><f t="shared" ref="E1:E9" si="0">A1</f><v>1</v></c>',
]
ROW = f'<row r="1" spans="1:27" ht="15.75" customHeight="1" x14ac:dyDescent="0.2">{"".join(CELLS)}</row>'
ITEM = '<si><t>\u9271\u77f3</t></si><si><r><rPr><b/><color theme="1" tint="-0.2"/></rPr><t>a</t></r></si>'
ODD = [
    "<",
    ">",
    "&",
    "\x01",
    "\x00",
    '"',
    "'",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?a?>",
    "</c>",
    "\xc3",
    "\xed\xa0\x80",
]
ODD += ["\xef\xbf\xbf", "\xc0\xaf", "\xf4\x90\x80\x80", ' s="1"', ' r="B2"', "&#49;", "<row>", "A", "=", "/", " "]


def pieces_of(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


def is_sound(content: bytes) -> bool:
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(b"<a xmlns:x14ac='b'>" + content + b"</a>", True)
    except expat.ExpatError:
        return False
    return True


@pytest.mark.parametrize(("kind", "before", "one"), [(ROWS, "<sheetData>", ROW), (ITEMS, "<sst>", ITEM)])
def test_what_programs_write_is_proved_and_spoilt_it_is_only_where_it_stays_sound(kind, before: str, one: str):
    content = f"{before}{one * 3}".encode()
    assert [plain for plain, run in runs([content], kind) if run] == [False, True]
    chance = random.Random(7)
    proved = 0
    for _ in range(4000):
        spoilt = bytearray((one * 2).encode())
        for _ in range(chance.randint(1, 2)):
            at = chance.randrange(len(spoilt))
            spoilt[at : at + chance.randint(0, 2)] = chance.choice(ODD).encode("latin-1")
        for plain, run in runs([before.encode() + bytes(spoilt)], kind):
            proved += plain
            assert not plain or is_sound(run), run
    assert proved > 100


@given(
    st.lists(st.sampled_from([ROW, "<row r='2'/>", "<!-- a -->", "<row>", "</row>", "a"]), max_size=6),
    st.integers(1, 999),
)
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_or_moved(rows: list[str], size: int):
    content = f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()
    assert b"".join(run for _, run in runs(pieces_of(content, size), ROWS)) == content


def test_behind_a_comment_nothing_is_left_to_an_automaton():
    """In a comment, what looks like the end of a row is none."""
    for odd in ("<!-- </row>", "<![CDATA[</row>", "<?a </row>"):
        content = f"<sheetData>{odd}{ROW}{ROW}".encode()
        for size in (1, 7, len(content)):
            assert not any(plain for plain, _ in runs(pieces_of(content, size), ROWS))


def test_a_quote_that_hides_rows_is_refused(tmp_path):
    """Without the rows the part would be well-formed, and a lenient reader takes them for something else."""
    for hidden in (f'<a b="{ROW}"/>', f'<a b="</row>{ROW}"/>', f'<a b="<sheetData>{ROW}"/>', f"<a b='>{ROW}'/>"):
        path = book(tmp_path / "a.xlsx", **{SHEET: f"<worksheet>{hidden}<sheetData>{ROW}</sheetData></worksheet>"})
        assert refused(path)[0] == "malformed"


def test_rows_longer_than_a_run_and_than_any_element(tmp_path):
    long = f'<row r="1">{"".join(f"""<c r="A{n}"/>""" for n in range(1, 40_000))}</row>'
    assert len(long) > RUN
    assert held(book(tmp_path / "a.xlsx", **{SHEET: sheet(long + long)})).written == 2 * 39_999
    code, _ = refused(
        book(tmp_path / "b.xlsx", **{SHEET: sheet(f'<row r="1"><c r="A1" s="{"1" * 2 * LONGEST}"/></row>')})
    )
    assert code == "workbook_odd"


def test_rows_are_measured():
    found = plain_rows((ROW + ROW.replace('r="1"', 'r="7"').replace('"A1"', '"XFD1048576"')).encode())
    assert (found.named, found.rows, found.columns, found.written, found.formulas) == (7, 1_048_576, 16_384, 12, 4)
    assert found.shared.tolist() == [41, 41]
    assert found.characters == 2 * len('-1.5E-741A1&amp;"x"x \u9271\u77f3 \u00a7 a A11')


@pytest.mark.parametrize("size", [40, 1 << 20])
def test_texts_are_measured(size: int):
    said = texts("\u9271\u77f3", "a &amp; b", "").replace(
        "</sst>", "<si><r><rPr/><t>c</t></r><r><t>de</t></r></si></sst>"
    )
    found = shared_texts(pieces_of(said.encode(), size), "made-up", 100)
    assert (found.lengths.tolist(), found.certain) == ([2, 9, 0, 3], True)
    with pytest.raises(InputError):
        shared_texts([said.encode()], "made-up", 3)
    assert NONE.written_out(np.array([1], np.int32), 0) == 0


def test_every_letter_and_digit_of_a_name_counts():
    for letters, row in product(("A", "Z", "AA", "AZ", "ZZ", "AAA"), (1, 9, 10, 999_999)):
        run = f'<row r="{row}"><c r="{letters}{row}"/></row>'.encode()
        ((_, head), (plain, _), *_) = runs([b"<sheetData>" + run], ROWS)
        assert plain and head == b"<sheetData>"
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        assert (plain_rows(run).rows, plain_rows(run).columns) == (row, column)
