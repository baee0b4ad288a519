"""Whatever stands in a declared cell is in the declaration or in what was not read."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.custody.declarations.reading import read, summary
from orepath.errors import Fault
from orepath.vocabulary.places import find_place
from tests.custody.declarations.made_up import workbook

WORDS = [
    "Cobalt",
    "コバルト",
    "CID900001",
    "CID900002",
    "cid 1",
    "Aland Cobalt",
    "Smelter not listed",
    "Unknown",
    "不明",
]
WORDS += [
    "Smelter not yet identified",
    "FINLAND",
    "フィンランド",
    "Kenya; Finland",
    "Kenya, Atlantis",
    "scrap",
    "yes",
    "#N/A",
]
WORDS += ["=A1", "0", "©", "1)", "(*)", "；；", "  ", "Enter smelter details"]
CELL = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12))
ROW = st.lists(CELL, min_size=12, max_size=12)


@settings(max_examples=40)
@given(rows=st.lists(ROW, max_size=4))
def test_no_cell_is_lost(rows: list[list[str]]):
    def more(book):
        sheet = book.get_worksheet_by_name("Smelter List")
        for number, row in enumerate(rows, start=4):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)

    with tempfile.TemporaryDirectory() as folder:
        document = read(workbook(Path(folder) / "made-up.xlsx", more=more))
    unread = [Fault(each.code, each.where, each.values).text() for each in document.unread]
    smelters = {row["where"].rsplit(" ", 1)[1]: row for row in document.declarations if row["kind"] == "smelter"}
    assert sum(counts["rows"] for counts in summary(document).values()) == len(smelters)
    for number, row in enumerate(rows, start=5):
        found = smelters.get(str(number))
        if found is None:
            assert not any(cell.strip() and cell != "Enter smelter details" for cell in row)
            continue
        place, id_ = row[4].strip(), row[5].strip()
        if place not in ("", "Unknown", "不明", "Enter smelter details"):
            assert found["place"] == find_place(place) or any(f", E{number}: " in text for text in unread)
        if id_ not in ("", "Unknown", "不明", "Enter smelter details"):
            assert found["id"] == id_ or any(f", F{number}: " in text for text in unread)
        if row[11].strip() not in ("", "Enter smelter details"):
            assert found["comments"] == row[11].strip()
