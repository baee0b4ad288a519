"""Templates are read as they are."""

import pytest

from orepath.control.reading import read_register
from orepath.control.reading.templates import rows, templates
from orepath.control.reading.words import columns
from tests.control.reading.made_up import links
from tests.docs.pages import DOCS


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            [
                "made-up-government made-up-holding equity 51/100 2024-01-01 –",
                "made-up-holding made-up-refinery votes 49/100 2024-01-01 –",
            ],
        ),
        (
            "ja",
            [
                "架空-政府 架空-持株会社 equity 51/100 2024-01-01 –",
                "架空-持株会社 架空-製錬所 votes 49/100 2024-01-01 –",
            ],
        ),
    ],
)
def test_a_template_reads_as_it_is(tmp_path, lang, expected):
    for name, text in templates().items():
        (tmp_path / name).write_text(text, "utf-8", newline="")
    register = read_register(tmp_path / f"stakes.{lang}.csv", tmp_path / f"entities.{lang}.csv")
    assert links(register) == expected


@pytest.mark.parametrize("table", ["stakes", "entities"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_row_has_a_cell_a_column(table, lang):
    assert {len(row) for row in rows(table, lang)} == {len(columns(table))}


def test_every_column_and_heading_is_on_the_page():
    told = (DOCS / "reference" / "control-input.md").read_text("utf-8")
    for table in ("stakes", "entities"):
        for column in columns(table):
            assert f"| `{column.name}` | {column.heading} |" in told, column.name
