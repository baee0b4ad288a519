"""Workbooks of the United Nations Statistics Division, made up: none is at hand."""

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.hs_concordance.read import SOURCE, read
from tests.sources.hs_concordance.workbooks import HEADER, ROWS, workbook


@pytest.fixture(autouse=True)
def small():
    """A small workbook may be read: no counts are asserted."""
    asserted = dict(SOURCE.assertions)
    SOURCE.assertions.clear()
    yield
    SOURCE.assertions.clear()
    SOURCE.assertions.update(asserted)


def refusal(path, tmp_path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    assert not (tmp_path / "statements.parquet").exists()
    return raised.value.message()


def test_the_pairs_of_the_sheet_of_correlations(tmp_path, read_rows):
    reading, rows = read_rows("hs-concordance", workbook(tmp_path / "made-up.xlsx"))
    assert [(row["item"], row["good"], row["text"]) for row in rows] == [
        ("HS2022 -> HS2017", code, target) for code, target, _ in ROWS
    ]
    assert rows[1]["locator"] == "made-up.xlsx, sheet HS2022-HS2017 Correlations, row 4"
    assert (reading.read, reading.kept, reading.refused) == (5, 5, ())
    assert reading.edition.startswith("UNSD-")
    said = " ".join(reading.notes)
    assert "0 of 5 relationships as written" in said and "conversion table" not in said


@pytest.mark.parametrize(
    ("header", "titles", "sheet"),
    [
        (("HS 2022", "", "HS 2017", "Relationship"), (("Between",),), "Correlation HS22-HS17"),
        (("From HS 2022", "", "To HS 2017", "RELATIONSHIP"), (), "correlations"),
        (("HS22", "", "HS17", "Relationship"), [("A title of HS 2022 to HS 2017",)] * 6, "Correlation Tables"),
    ],
)
def test_the_table_is_found_by_its_headings(tmp_path, read_rows, header, titles, sheet):
    rows = [(code, "ex" if label == "1:n" else "", target, label) for code, target, label in ROWS]
    path = workbook(tmp_path / "made-up.xlsx", rows, header, titles, sheet)
    reading, kept = read_rows("hs-concordance", path)
    assert [(row["good"], row["text"]) for row in kept] == [row[:2] for row in ROWS]
    assert sum("only a part" in (row["note"] or "") for row in kept) == 2
    assert any("2 rows are marked 'ex'" in note for note in reading.notes)


def test_numbers_lose_their_zeros_and_labels_have_several_spellings(tmp_path, read_rows):
    labels = ("1 to 1", "'n:1", "N to 1", "1:N", "1 : n")
    rows = [(int(code), int(target), label) for (code, target, _), label in zip(ROWS, labels, strict=True)]
    _, kept = read_rows("hs-concordance", workbook(tmp_path / "made-up.xlsx", rows))
    assert [(row["good"], row["text"]) for row in kept] == [row[:2] for row in ROWS]


def test_relationships_that_the_pairs_do_not_show_are_counted(tmp_path, read_rows):
    rows = [(code, target, "1:1") for code, target, _ in ROWS]
    reading, _ = read_rows("hs-concordance", workbook(tmp_path / "made-up.xlsx", rows))
    assert any("4 of 5 relationships as written" in note for note in reading.notes)


def test_rows_of_one_code_or_of_no_chapter_are_left_out_and_said(tmp_path, read_rows):
    rows = [*ROWS, ("", "260900", ""), ("999999", "999999", "1:1"), ("", "", ""), ("261000", "261000", "")]
    reading, kept = read_rows("hs-concordance", workbook(tmp_path / "made-up.xlsx", rows))
    assert (reading.read, reading.kept, len(kept)) == (8, 5, 5)
    assert [refused.row for refused in reading.refused] == [8, 9, 11]
    assert "999999" in reading.refused[1].why


def test_a_folder_of_workbooks_is_one_edition(tmp_path, read_rows):
    folder = tmp_path / "made-up"
    folder.mkdir()
    workbook(folder / "a.xlsx")
    workbook(folder / "b.xlsx", header=("HS2017", "HS1992", "Relationship"), sheet="HS2017-HS1992 Correlations")
    reading, rows = read_rows("hs-concordance", folder)
    assert {row["item"] for row in rows} == {"HS2022 -> HS2017", "HS2017 -> HS1992"}
    assert reading.kept == 10
    workbook(folder / "c.xlsx")
    assert "HS2022 -> HS2017 is given a second time" in refusal(folder, tmp_path)


def test_a_folder_of_something_else(tmp_path):
    folder = tmp_path / "made-up"
    folder.mkdir()
    assert "the folder holds 0 files" in refusal(folder, tmp_path)
    (folder / "a.csv").write_text("a,b\n1,2\n", "utf-8")
    assert "a.csv" in refusal(folder, tmp_path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("26020", "260200", "1:1"), "cell A8: column HS2022: found '26020', allowed: six digits"),
        (("260210.5", "260200", "1:1"), "cell A8: column HS2022: found '260210.5'"),
        (("260900", "2602", "1:1"), "cell B8: column HS2017: found '2602'"),
        (("260900", "770000", "1:1"), "cell B8: column HS2017: found '770000'"),
        (("260900", "260900", "2:1"), "cell C8: column Relationship: found '2:1', allowed: 1:1, 1:n, n:1, n:n"),
        (("260210", "260200", "n:1"), "occurs again (first in row 4)"),
        (("=1/0", "260200", "1:1"), "cell A8: column HS2022"),
        (("n:1", "260900", "260900"), "cell A8: column HS2022: found 'n:1'"),
    ],
)
def test_what_is_wrong_is_refused_with_its_cell(tmp_path, row, said):
    assert said in refusal(workbook(tmp_path / "made-up.xlsx", [*ROWS, row]), tmp_path)


@pytest.mark.parametrize(
    "header",
    [("HS2022", "HS2022", "Relationship"), ("HS2022", "HS2017", "Type"), ("HS2022", "SITC4", "Relationship"), ()],
)
def test_other_headings(tmp_path, header):
    path = workbook(tmp_path / "made-up.xlsx", header=header)
    assert "missing two editions such as HS 2022 and HS 2017, Relationship" in refusal(path, tmp_path)


def test_no_sheet_of_correlations_or_two(tmp_path):
    path = workbook(tmp_path / "none.xlsx", sheet="HS2022-HS2017 Conversions")
    assert "there is no sheet 'HS2022-HS2017 Correlations' (found: Notes, HS2022-HS2017 Conversions)" in refusal(
        path, tmp_path
    )
    path = workbook(tmp_path / "two.xlsx", more=("Correlations of old",))
    assert "Correlations of old" in refusal(path, tmp_path)


def test_a_damaged_workbook_is_called_one(tmp_path):
    path = workbook(tmp_path / "made-up.xlsx")
    path.write_bytes(b"?" + path.read_bytes()[1:])
    assert "cannot be read as XLSX" in refusal(path, tmp_path)


def test_a_part_of_a_workbook_is_too_small(tmp_path):
    SOURCE.assertions["pairs of a workbook"] = (4_900, None)
    assert "found 5, at least 4900 expected" in refusal(workbook(tmp_path / "made-up.xlsx", ROWS, HEADER), tmp_path)
