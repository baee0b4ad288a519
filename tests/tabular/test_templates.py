"""Templates of every rule, in both languages and both formats."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from orepath.qualification.rule_file import load, packaged
from orepath.tabular.cells import read_cell
from orepath.tabular.headings import match
from orepath.tabular.rows_of import rows_of
from orepath.tabular.templates import csv_text, described, workbook, write_templates
from orepath.vocabulary.language import LANGS


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule_id", packaged())
def test_every_heading_of_a_template_is_read(rule_id, lang, tmp_path):
    rule = load(rule_id)
    for name in (f"{rule_id}.csv", f"{rule_id}.xlsx"):
        made = write_templates(rule, tmp_path / name, lang)
        assert [path.stem for path in made] == [rule_id, *(f"{rule_id}-{each}" for each in rule.beside)]
        for path, columns in zip(made, [rule.columns, *rule.beside.values()], strict=True):
            faults = []
            found = rows_of(path, path.name, columns, faults)
            matched = match(found.header, columns, path.name, faults)
            assert faults == [] and list(matched.values()) == list(columns) and found.rows == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule_id", packaged())
def test_the_instructions_tell_every_column(rule_id, lang):
    rule = load(rule_id)
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(rule, rule.columns, lang)))
    sheet = book.get_sheet_by_name(book.sheet_names[1]).to_python()
    told = {row[0]: row for row in sheet}
    assert sheet[0][0] == rule.title.in_(lang)
    for column in rule.columns:
        assert told[column.name][:6] == list(described(column, lang))
        assert all(described(column, lang)[i] for i in (0, 1, 3, 4))


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_rule_gives_the_same_bytes(lang):
    rule = load("clean-vehicle-critical-minerals")
    assert workbook(rule, rule.columns, lang) == workbook(rule, rule.columns, lang)
    with zipfile.ZipFile(io.BytesIO(workbook(rule, rule.columns, lang))) as packed:
        assert {member.date_time[0] for member in packed.infolist()} == {1980}
        assert b"2023-03-28" in packed.read("docProps/core.xml")


def test_a_csv_template_is_the_header_alone():
    columns = load("clean-vehicle-critical-minerals").columns
    assert csv_text(columns, "en").removeprefix("\ufeff").startswith("chain_id,mineral,value_usd,activity,country")
    assert csv_text(columns, "ja").endswith("証拠\r\n")


@pytest.mark.parametrize("said", ["Congo", "コンゴ", "Korea"])
def test_a_name_that_may_be_several_places_is_refused(said):
    columns = load("clean-vehicle-critical-minerals").columns
    country = next(column for column in columns if column.kind == "place")
    faults = []
    assert read_cell(country, said, "made-up.csv, row 2", faults) is None
    assert [each.code for each in faults] == ["place_ambiguous"]
    assert read_cell(country, "CD", "made-up.csv, row 3", []) == "CD"
