"""What a dossier shows and cites."""

from dataclasses import replace

import pytest

from orepath.errors import InputError, UnknownName
from orepath.evidence.store import Evidence
from orepath.review.cited import SHOWN, Cited, with_statements
from orepath.review.document import Chapter, Paragraph
from orepath.review.wording import tree
from orepath.vocabulary.language import Text


class Rows:
    """Evidence that holds some statements and has others of trade."""

    def __init__(self, statements, trade):
        self.views = {
            "from held_statements": statements,
            "from trade_statements": trade,
            "from reported_statements": (),
            "from bulk_statements": (),
        }

    statements_with = Evidence.statements_with

    def rows(self, query, parameters):
        (wanted,) = parameters
        found = next(held for view, held in self.views.items() if f"{view} " in query)
        return [vars(statement) for statement in found if statement.statement_id in wanted]


def test_statements_are_numbered_in_order_of_first_citation(dossier):
    numbers = Cited(dossier).numbers
    assert list(numbers.values()) == list(range(1, len(numbers) + 1))
    assert numbers["st-0000000000000001"] == 1


def test_past_the_first_few_statements_are_counted_not_listed(dossier, invented):
    numbers = Cited(dossier).numbers
    many = invented["MANY"]
    listed = [name for name in many.statements if name in numbers]
    assert listed == list(many.statements[:SHOWN])
    (entry,) = [entry for entry in tree(dossier, "en")["figures"] if entry["id"] == many.id]
    assert len(entry["statements"]) == SHOWN
    assert entry["more"].startswith(f"and {len(many.statements) - SHOWN} more")


def test_tables_and_charts_are_numbered_through(dossier):
    spots = Cited(dossier).spots
    assert {name: (spot.kind, spot.number) for name, spot in spots.items()} == {
        "copper-production": ("table", 1),
        "copper-chart": ("chart", 1),
        "measures-table": ("table", 2),
        "traced-table": ("table", 3),
    }


def test_every_figure_shown_has_an_entry_and_every_entry_is_shown(dossier):
    said = tree(dossier, "en")

    def linked(part, kind):
        if isinstance(part, dict):
            found = {part["id"]} if part.get("kind") == kind else set()
            return found.union(*(linked(value, kind) for key, value in part.items() if key != "figures"))
        return set().union(*(linked(value, kind) for value in part)) if isinstance(part, list) else set()

    assert linked(said, "figure") == {entry["id"] for entry in said["figures"]}
    cited = linked([said, said["figures"]], "cite") | {"st-0000000000000009"}
    assert cited == {entry["id"] for entry in said["statements"]}


def test_statements_come_from_both_tables(dossier, invented):
    held = invented["STATEMENTS"]
    bare = replace(dossier, statements={})
    filled = with_statements(bare, Rows(held[:8], held[8:]))
    assert {**filled.statements} == {name: dossier.statements[name] for name in Cited(dossier).numbers}


def test_a_statement_that_no_release_has_is_refused(dossier, invented):
    with pytest.raises(InputError, match="st-0000000000000002"):
        with_statements(dossier, Rows(invented["STATEMENTS"][:1], invented["STATEMENTS"][2:]))


def test_a_placeholder_without_a_figure_is_refused(dossier):
    lost = Paragraph(Text("It is {lost}.", "{lost}である。"))
    with pytest.raises(UnknownName, match="lost"):
        tree(replace(dossier, chapters=(Chapter("x", Text("x", "x"), (lost,)),)), "en")


def test_both_languages_have_the_same_shape(dossier):
    def shape(part):
        if isinstance(part, dict):
            return {key: shape(value) for key, value in part.items() if key not in {"segments", "reasons", "points"}}
        return [shape(value) for value in part] if isinstance(part, list) else type(part)

    english, japanese = tree(dossier, "en"), tree(dossier, "ja")
    for said in (english, japanese):
        for row in said["figures"]:
            row.pop("editions")
    assert shape(english) == shape(japanese)
