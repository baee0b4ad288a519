"""Stakes and entities as people keep them: CSV and XLSX, headings and words in English or Japanese. All made up."""

import datetime
from fractions import Fraction

import numpy as np
import pytest

from orepath.control.reading import read_register
from orepath.control.reading.share_text import share_of
from orepath.control.register import ALWAYS, FOREVER, KINDS, METRICS, NOBODY_KNOWN
from tests.control.reading.made_up import (
    ENTITIES,
    HEAD,
    STAKES,
    WHO,
    Failed,
    codes,
    csv,
    entities_file,
    links,
    stakes_file,
    told,
    xlsx,
)

ROWS = [
    ("gov", "hold", "equity", "0.51", "2020-01-01", "2024-07-01"),
    ("unknown", "hold", "votes", "1/3", "", ""),
    ("hold", "mine", "seats", "2/8", "", "2030-01-01"),
    ("ann", "works", "debt", "0..0.15", "2021-02-03", ""),
    ("hold", "works", "appoints", "", "", ""),
]
LINKS = [
    "? hold votes 1/3",
    "gov hold equity 51/100 2020-01-01 2024-07-01",
    "hold mine seats 1/4 – 2030-01-01",
    "ann works debt 0/20..3/20 2021-02-03 –",
    "hold works appoints 1/1",
]


def test_a_table_of_stakes_and_one_of_entities(tmp_path):
    register = read_register(stakes_file(tmp_path, *ROWS), entities_file(tmp_path))
    assert links(register) == LINKS
    entities = register.entities
    assert entities.ids == ("ann", "gov", "hold", "mine", "works")
    assert [KINDS[kind] for kind in entities.kind] == ["person", "government", "company", "company", "company"]
    assert entities.country == ("XA", "XA", "JP", "JP", "")
    assert entities.listed == {0: ("official",), 2: ("made-up-list", "sdn")}
    assert register.file == "stakes.csv" and register.rows_are == "row"
    assert register.stakes.row.tolist() == [3, 2, 4, 5, 6]


def test_shapes_and_types_are_those_of_a_register(tmp_path):
    stakes = read_register(stakes_file(tmp_path, *ROWS), entities_file(tmp_path)).stakes
    kinds = {name: getattr(stakes, name).dtype for name in stakes.__dataclass_fields__}
    assert kinds == {
        **dict.fromkeys(("owner", "owned", "from_", "until", "row"), np.dtype(np.int32)),
        **dict.fromkeys(("numerator", "most", "denominator"), np.dtype(np.int64)),
        "metric": np.dtype(np.int8),
    }
    assert stakes.owner[0] == NOBODY_KNOWN and stakes.from_[0] == ALWAYS and stakes.until[0] == FOREVER


def test_japanese_headings_and_words(tmp_path):
    stakes = csv(
        tmp_path / "持分.csv",
        ("保有者", "対象主体", "指標", "割合", "始期", "終期", "備考"),
        [
            ("政府A", "会社B", "議決権", "４９ ％", "2020-01-01", "", "メモ"),
            ("不明", "会社B", "議決権", "10%", "", "", ""),
        ],
    )
    entities = csv(
        tmp_path / "主体.csv",
        ("主体ID", "名称", "区分", "国・地域", "掲載リスト"),
        [("政府A", "架空の政府", "政府", "ドイツ", ""), ("会社B", "", "企業", "不明", "公務員")],
    )
    register = read_register(stakes, entities)
    assert links(register) == ["? 会社B votes 1/10", "政府A 会社B votes 49/100 2020-01-01 –"]
    assert register.entities.names == ("会社B", "架空の政府")
    assert register.entities.country == ("", "DE")
    assert register.entities.listed == {0: ("official",)}


def test_a_workbook_reads_as_the_csv(tmp_path):
    rows = [
        ("gov", "hold", "equity", 0.51, datetime.date(2020, 1, 1), datetime.datetime(2024, 7, 1)),
        ("unknown", "hold", "votes", "1/3", "", ""),
        ("hold", "mine", "seats", 0.25, None, "2030-01-01"),
        (),
        ("ann", "works", "debt", "0..0.15", datetime.date(2021, 2, 3), ""),
        ("hold", "works", "appoints"),
    ]
    book = xlsx(tmp_path / "register.xlsx", notes=[["free text"]], owners=[(), STAKES, *rows], who=[ENTITIES, *WHO])
    register = read_register(book)
    assert links(register) == LINKS
    assert register.file == "register.xlsx, sheet owners"
    assert register.stakes.row.tolist() == [4, 3, 5, 7, 8]
    assert links(read_register(book, entities_file(tmp_path))) == LINKS
    assert links(read_register(stakes_file(tmp_path, *ROWS), book)) == LINKS


def test_numbers_of_a_workbook_are_the_decimals_they_show(tmp_path):
    cells = [0.1, 1.0, 1e-7, 0.333333333333333, 0.07]
    rows = [("gov", f"e{number}", "equity", cell) for number, cell in enumerate(cells)]
    who = [WHO[0], *((f"e{number}", "", "company", "", "") for number in range(len(cells)))]
    book = xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], *rows], e=[ENTITIES, *who])
    stakes = read_register(book).stakes
    found = [
        Fraction(int(above), int(below)) for above, below in zip(stakes.numerator, stakes.denominator, strict=True)
    ]
    assert found == [Fraction(text) for text in ("0.1", "1", "0.0000001", "0.333333333333333", "0.07")]


def test_ids_that_are_numbers_keep_their_digits(tmp_path):
    who = [(1001, "a", "company", "", ""), (20.0, "b", "company", "", "")]
    book = xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], (1001, 20, "equity", 0.5)], e=[ENTITIES, *who])
    assert links(read_register(book)) == ["1001 20 equity 1/2"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_line_ends(tmp_path, mark, end):
    path = tmp_path / "stakes.csv"
    path.write_bytes((mark + HEAD + "gov,hold,equity,0.5,,\n").replace("\n", end).encode())
    register = read_register(path, entities_file(tmp_path))
    assert links(register) == ["gov hold equity 1/2"] and register.stakes.row.tolist() == [2]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path):
    path = tmp_path / "stakes.csv"
    path.write_text('\nowner,owned,metric,share,note\ngov,hold,equity,0.5,"two\nlines"\n\n,,,,\nhold,mine,votes,0.5,\n')
    assert read_register(path, entities_file(tmp_path)).stakes.row.tolist() == [3, 6]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.49", "49/100", None),
        ("49%", "49/100", None),
        ("49 %", "49/100", None),
        ("４９．５％", "99/200", None),
        ("12.345678 %", "6172839/50000000", None),
        ("100 %", "1", None),
        ("1", "1", None),
        ("0", "0", None),
        (".5", "1/2", None),
        ("5e-1", "1/2", None),
        ("1/3", "1/3", None),
        ("2 / 8", "1/4", None),
        ("25..50 %", "1/4", "1/2"),
        ("0.25 .. 0.5", "1/4", "1/2"),
        ("1/4..1/3", "1/4", "1/3"),
        ("unknown", "0", "1"),
        ("不明", "0", "1"),
        ("0.000000000000000001", "1/1000000000000000000", None),
    ],
)
def test_ways_to_write_a_share(tmp_path, text, low, high):
    stakes = read_register(stakes_file(tmp_path, ("gov", "hold", "equity", text)), entities_file(tmp_path)).stakes
    least = Fraction(int(stakes.numerator[0]), int(stakes.denominator[0]))
    most = Fraction(int(stakes.most[0]), int(stakes.denominator[0]))
    assert (least, most) == (Fraction(low), Fraction(high or low))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a half", "control_share"),
        ("25-50 %", "control_share"),
        ("> 50 %", "control_share"),
        ("0,25", "control_share"),
        ("-0.25", "control_share"),
        ("+0.25", "control_share"),
        ("1/0", "control_share"),
        ("nan", "control_share"),
        ("inf", "control_share"),
        ("0.5.1", "control_share"),
        ("1e999999999", "control_share"),
        ("2024-01-04", "control_share"),
        ("..", "control_share"),
        ("100.01 %", "control_share_over"),
        ("5/4", "control_share_over"),
        ("90..110 %", "control_share_over"),
        ("25", "control_share_bare"),
        ("1.5", "control_share_bare"),
        ("1e2", "control_share_bare"),
        ("0.12345678901234567891", "control_share_digits"),
        ("1/999999999999999999..0.123456789", "control_share_digits"),
        ("50..25 %", "network_range"),
        ("", "required_cell"),
    ],
)
def test_what_is_no_share_is_refused(tmp_path, text, code):
    assert codes(stakes_file(tmp_path, ("gov", "hold", "equity", text)), entities_file(tmp_path)) == [code]


def test_an_exponent_is_not_worked_out_before_it_is_refused():
    assert share_of("1e-999999999") == "control_share"


def test_percent_and_fraction_in_one_column_are_refused_with_their_rows(tmp_path):
    stakes = stakes_file(
        tmp_path,
        ("gov", "hold", "equity", "25 %"),
        ("gov", "mine", "equity", "0.25"),
        ("gov", "works", "equity", "1/4"),
        ("hold", "works", "votes", "1"),
        ("hold", "mine", "votes", "0"),
        ("ann", "works", "appoints", ""),
    )
    said = told(stakes, entities_file(tmp_path))
    assert [each.split(":")[0] for each in said] == ["stakes.csv, row 3", "stakes.csv, row 5"]
    assert "'0.25' has no percent sign and stands among percentages (row 2: '25 %')" in said[0]


def test_every_fault_of_both_tables_comes_at_once_in_both_languages(tmp_path):
    stakes = stakes_file(
        tmp_path,
        ("gov", "hold", "equity", "25"),
        ("gov", "hodl", "equity", "0.25"),
        ("", "hold", "votes", "0.1"),
        ("gov", "unknown", "votes", "0.1"),
        ("gov", "hold", "shares", "0.1"),
        ("gov", "mine", "equity", "#N/A"),
        ("gov", "mine", "votes", "0.1", "01/02/2023", "2023-02-29"),
        ("gov", "mine", "seats", "0.1", "2023.2.1", "1 Feb 2023"),
        ("gov", "mine", "debt", "0.1", "2023-02-01", "2023-02-01"),
    )
    who = [*WHO, ("hold", "Made-up Holding", "firm", "Atlantis", ""), ("unknown", "x", "company", "", "")]
    said = told(stakes, entities_file(tmp_path, who))
    for found in (
        "row 2: column share: '25' has no percent sign and is more than 1. If it is a percentage, write 25 %.",
        "row 3, owned: entity 'hodl' is not known. Did you mean hold?",
        "row 4: column owner is empty and must not be.",
        "row 5: column owned: 'unknown' cannot be owned",
        "row 6, metric: metric 'shares' is not known.",
        "row 7: column share: the cell holds the spreadsheet error #N/A.",
        "row 8: column from_: found '01/02/2023', allowed: YYYY-MM-DD.",
        "row 8: column until: found '2023-02-29', allowed: YYYY-MM-DD.",
        "row 9: column from_: found '2023.2.1', allowed: YYYY-MM-DD.",
        "row 9: column until: found '1 Feb 2023', allowed: YYYY-MM-DD.",
        "row 10: the period ends (2023-02-01) before or as it begins (2023-02-01).",
        "entities.csv, row 7: 'hold' occurs again (first: 4) with another name, kind, country, listed",
        "entities.csv, row 7, kind: entity kind 'firm' is not known.",
        "entities.csv, row 7, country: place 'Atlantis' is not known.",
        "entities.csv, row 8: column entity_id: 'unknown' cannot be an id",
    ):
        if "occurs again" in found:
            found = "entities.csv, row 7: 'hold' occurs again (first: 4) with another kind, country, listed"
        assert any(found in each for each in said), (found, said)
    assert len(said) == 15
    assert len(told(stakes, entities_file(tmp_path, who), "ja")) == 15


def test_the_same_entity_twice_is_a_fault_even_with_the_same_contents(tmp_path):
    assert codes(stakes_file(tmp_path, *ROWS), entities_file(tmp_path, [*WHO, WHO[3]])) == ["duplicate_key"]


def test_error_cells_of_a_workbook_are_not_taken_for_empty(tmp_path):
    rows = [("gov", "hold", "equity", 0.5, "", Failed("#DIV/0!")), ("gov", "mine", "equity", Failed("#N/A"))]
    path = xlsx(tmp_path / "b.xlsx", s=[STAKES, *rows])
    said = told(path, entities_file(tmp_path))
    assert len(said) == 2
    assert "row 2: column until: the cell holds the spreadsheet error #DIV/0!" in said[1]
    assert "row 3: column share: the cell holds the spreadsheet error #N/A" in said[0]


class TestHeadings:
    """What is wrong with the columns."""

    def test_a_missing_and_a_misspelt_column(self, tmp_path):
        said = told(stakes_file(tmp_path, header=("ownr", "owned", "metric", "share", "note")), entities_file(tmp_path))
        assert "row 1: column 'ownr' is not known. Did you mean owner?" in said[0]
        assert "the columns owner are missing; found: ownr, owned, metric, share, note." in said[1]
        assert "the table has no rows below its headings" in said[2]

    def test_a_misspelt_optional_column_is_not_left_out_silently(self, tmp_path):
        said = told(stakes_file(tmp_path, header=(*STAKES[:5], "untill")), entities_file(tmp_path))
        assert "column 'untill' is not known. Did you mean until?" in said[0]

    def test_a_column_twice(self, tmp_path):
        header = ("owner", "owned", "metric", "share", "割合")
        found = codes(
            stakes_file(tmp_path, ("gov", "hold", "equity", "0.1", "0.2"), header=header), entities_file(tmp_path)
        )
        assert found == ["network_columns_twice"]

    def test_columns_in_any_order_and_case(self, tmp_path):
        stakes = csv(tmp_path / "s.csv", ("Share", " METRIC", "Owned", "OWNER"), [("0.5", "Equity", "hold", "gov")])
        assert links(read_register(stakes, entities_file(tmp_path))) == ["gov hold equity 1/2"]

    def test_the_faults_of_the_entities_are_told_too(self, tmp_path):
        found = codes(
            stakes_file(tmp_path, ("a",), header=("x", *STAKES)), entities_file(tmp_path, [("a",)], ("entity_id",))
        )
        assert found == ["unknown_name", "control_columns"]

    def test_something_beside_the_table_of_a_workbook(self, tmp_path):
        book = xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], ("gov", "hold", "equity", 0.5, "", "why?")])
        assert codes(book, entities_file(tmp_path)) == ["control_beside"]

    def test_two_sheets_of_stakes(self, tmp_path):
        rows = [STAKES[:4], ("gov", "hold", "equity", 0.5)]
        assert "the sheets a, b all have the columns" in told(xlsx(tmp_path / "b.xlsx", a=rows, b=rows))[0]


def test_stakes_alone_say_that_entities_are_needed(tmp_path):
    stakes = stakes_file(tmp_path, *ROWS)
    assert "the entities are needed too" in told(stakes)[0]
    assert codes(xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], ("gov", "hold", "equity", 0.5)])) == [
        "control_entities_needed"
    ]


def test_more_faults_than_are_listed_are_counted(tmp_path):
    path = tmp_path / "stakes.csv"
    path.write_text(HEAD + "".join(f"gov,hold,equity,{number}.5,,\n" for number in range(1, 3001)), "utf-8")
    found = codes(path, entities_file(tmp_path))
    assert found.count("control_share_bare") == 1000 and found.count("network_more") == 1


def test_every_metric_is_told_apart(tmp_path):
    rows = [("gov", "hold", metric, "0.5") for metric in METRICS]
    assert links(read_register(stakes_file(tmp_path, *rows), entities_file(tmp_path))) == [
        f"gov hold {metric} 1/2" for metric in METRICS
    ]
