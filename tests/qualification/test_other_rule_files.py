"""The rule files beside the clean-vehicle rule: what the code says stands there, and their templates can be filled."""

import ast
from itertools import zip_longest
from pathlib import Path

import pytest
import xlsxwriter

import orepath.qualification
from orepath.errors import InputError
from orepath.qualification.qualify import qualify
from orepath.qualification.rule_file import load
from orepath.tabular.templates import write_templates
from tests.qualification.made_up_tables import written

ROOM = Path(orepath.qualification.__file__).parent
FOLDERS = {
    "feoc-allocation": "allocation",
    "material-assistance": "cost_ratio",
    "eu-batteries-recycled-content": "recycled_content",
    "eu-batteries-due-diligence-scope": "battery_scope",
    "eu-batteries-passport-scope": "battery_scope",
    "forced-labour-exposure": "list_exposure",
}
DAY = "2036-09-01"
NOT_ASKED = {
    "eu-batteries-passport-scope": {"minerals", "operator", "second_life", "none"}
    | {f"is_{name}" for name in ("minerals", "turnover", "group_turnover", "second_life")}
}


def said(folder):
    """The keys of sentences that the code of a kind asks for by name."""
    found = set()
    for path in (ROOM / folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
                "said",
                "_said",
            ):
                found |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    return found


@pytest.mark.parametrize("rule", sorted(FOLDERS))
def test_every_sentence_the_code_asks_for_is_there(rule):
    asked = said(FOLDERS[rule]) - NOT_ASKED.get(rule, set())
    assert len(asked) > 5
    assert sorted(asked - set(load(rule).words)) == []


@pytest.mark.parametrize("rule", sorted(FOLDERS))
def test_every_outcome_has_its_sentence(rule):
    outcomes = {"in_scope", "not_in_scope", "undetermined", "not_yet"} if "scope" in rule else set()
    outcomes |= {"flagged", "undetermined", "sector_only", "nothing_found", "not_yet"} if "labour" in rule else set()
    assert {f"outcome_{each}" for each in outcomes} <= set(load(rule).words)


@pytest.mark.parametrize("rule", sorted(FOLDERS))
def test_a_rule_that_is_not_compared_with_the_text_says_so(rule):
    for each in load(rule).references():
        assert each.citation_pending or each.how_sure == "judgement", each.source


def examples(columns, lang):
    """Rows of the examples of some columns, headed in one language."""
    heads = [column.name if lang == "en" else column.heading.ja for column in columns]
    return [dict(zip(heads, row, strict=True)) for row in zip_longest(*(c.examples for c in columns), fillvalue="")]


def workbook(path, rows):
    """A workbook of rows of text."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for position, heading in enumerate(rows[0]):
            sheet.write_string(0, position, heading)
            for number, row in enumerate(rows, start=1):
                sheet.write_string(number, position, row[heading])
    return path


@pytest.mark.parametrize("rule", sorted(FOLDERS))
def test_the_examples_of_its_columns_are_answered_in_both_languages_from_both_kinds_of_file(rule, tmp_path):
    known = load(rule)
    answers = []
    for lang in ("en", "ja"):
        beside = {name: written(tmp_path / f"{name}-{lang}.csv", examples(c, lang)) for name, c in known.beside.items()}
        rows = examples(known.columns, lang)
        for table in (written(tmp_path / f"{lang}.csv", rows), workbook(tmp_path / f"{lang}.xlsx", rows)):
            answers.append(qualify(rule, table, on=DAY, beside=beside))
    assert len({(a.passes, a.share, a.low, a.high, a.outcome, len(a.steps), len(a.missing)) for a in answers}) == 1
    assert answers[0].steps


@pytest.mark.parametrize("rule", sorted(FOLDERS))
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_template_has_the_columns(rule, ending, tmp_path):
    known = load(rule)
    made = write_templates(known, tmp_path / f"empty{ending}", "ja")
    assert len(made) == 1 + len(known.beside)
    assert all(path.stat().st_size > 0 for path in made)
    if ending == ".csv":
        assert made[0].read_text("utf-8-sig").strip().split(",") == [column.heading.ja for column in known.columns]


def test_a_rule_file_of_ones_own_that_lacks_a_sentence_or_a_set_is_refused(tmp_path):
    text = (ROOM / "rules" / "eu-batteries-passport-scope.toml").read_text("utf-8")
    for lacks, told in (
        ("[words.whole]", "column whole is empty"),
        ('id = "categories"', "column categories is empty"),
    ):
        own = tmp_path / "own.toml"
        own.write_text(text.replace(lacks, lacks.replace("whole", "other").replace("categories", "other")), "utf-8")
        rows = written(tmp_path / "rows.csv", [{"battery_id": "A", "category": "ev"}])
        with pytest.raises(InputError, match=told):
            qualify(own, rows, on=DAY)


def test_a_rule_file_of_ones_own_with_another_value_is_followed(tmp_path):
    text = (ROOM / "rules" / "eu-batteries-passport-scope.toml").read_text("utf-8")
    own = tmp_path / "own.toml"
    own.write_text(text.replace("value = 2\n", "value = 5\n"), "utf-8")
    rows = written(tmp_path / "rows.csv", [{"battery_id": "A", "category": "industrial", "capacity_kwh": 4}])
    assert qualify(own, rows, on=DAY).passes is False
    assert qualify("eu-batteries-passport-scope", rows, on=DAY).passes is True
