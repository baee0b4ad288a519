"""Options as people write them, and every fault of a table told at once."""

import pytest
import xlsxwriter

from orepath.errors import InputError
from orepath.qualification.chains_of import chains_of
from orepath.qualification.planning.columns import columns, own_columns, plannable
from orepath.qualification.planning.options_of import read_options
from orepath.qualification.planning.planned import plan
from orepath.qualification.qualify import question
from orepath.qualification.rule_file import load
from tests.qualification.planning.made_up_options import (
    CHAINS,
    OPTIONS,
    RULE,
    chain_rows,
    option_rows,
    options,
    vector,
    written,
)

AUSTRALIA = [["Co", 1500, {"extraction": [["AU", 1]], "processing": [["CN", 1]]}]]


@pytest.fixture
def asked(tmp_path):
    return question(RULE, vector(tmp_path), test="traced", on="2026-06-01", acquired="2025-09-15")


def chains(asked):
    return chains_of(asked.table)


def faults(asked, rows, folder, header=OPTIONS):
    with pytest.raises(InputError) as raised:
        plan(asked, written(folder / "options.csv", rows, header))
    assert all(each.text("en") and each.text("ja") for each in raised.value.faults)
    return raised.value.faults


def rows(**changed):
    return [{**row, **changed} for row in option_rows("Co-australia", "Co", 380, AUSTRALIA)]


@pytest.mark.parametrize(
    ("cell", "cost"),
    [("-30", -30), ("−30", -30), ("△30", -30), ("▲ 30", -30), ("1,250.50", 1250.5), ("３０", 30), ("0", 0)],
)
def test_a_cost_may_be_below_zero(asked, tmp_path, cell, cost):
    file = written(tmp_path / "options.csv", rows(cost_usd=cell), OPTIONS)
    (option,) = read_options(file, asked.rule, chains(asked))
    assert option.cost_usd == cost


def test_a_workbook_with_japanese_headings_is_read(asked, tmp_path):
    header = [column.heading.ja for column in columns(asked.rule)]
    names = [column.name for column in columns(asked.rule)]
    path = tmp_path / "代替案.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, header)
    for number, row in enumerate(rows(country="オーストラリア", cost_usd="", what="産地の変更"), start=1):
        sheet.write_row(number, 0, [row.get(name, "") for name in names])
        sheet.write_number(number, names.index("cost_usd"), -12.5)
    book.close()
    found = plan(asked, path)
    (change,) = found.changes
    assert (change.option.cost_usd, change.option.what, found.cost_usd) == (-12.5, "産地の変更", -12.5)
    assert change.option.where == "代替案.xlsx, row 2"


def test_an_option_may_part_a_chain(asked, tmp_path):
    part = [
        ["Co", 900, {"extraction": [["CD", 1]], "processing": [["CN", 1]]}],
        ["Co-old", 600, {"recycling": [["US", 1]]}],
    ]
    (option,) = read_options(options(tmp_path, ["p", "Co", 1, part]), asked.rule, chains(asked))
    assert [(chain.chain_id, chain.value_usd) for chain in option.chains] == [("Co", 900), ("Co-old", 600)]


@pytest.mark.parametrize("cell", ["(500)", "--5", "lots", "unknown", "1e3", "5 USD"])
def test_a_cost_that_is_none(asked, tmp_path, cell):
    found = faults(asked, rows(cost_usd=cell), tmp_path)
    assert [each.code for each in found] == ["bad_cell", "bad_cell"]
    assert "-1234.5" in found[0].text() and "options.csv, row 2" in found[0].text() and cell[:1] in found[0].text()


@pytest.mark.parametrize(
    ("cell", "code"),
    [("", "required_cell"), ("5 %", "table_percent"), ("1,5", "table_comma"), ("#N/A", "table_error_cell")],
)
def test_a_cost_is_never_guessed(asked, tmp_path, cell, code):
    assert {each.code for each in faults(asked, rows(cost_usd=cell), tmp_path)} == {code}


def test_a_chain_nobody_knows_with_what_was_meant(asked, tmp_path):
    (found,) = faults(asked, rows(replaces="Ni-C", mineral="nickel"), tmp_path)
    assert all(said in found.text() for said in ("Ni-C", "Ni-A", "options.csv, row 2, replaces"))


@pytest.mark.parametrize("column", ["replaces", "cost_usd", "what"])
def test_rows_of_an_option_that_differ(asked, tmp_path, column):
    first, second = rows()
    first[column], second[column] = {"replaces": ("Co", "Gr"), "cost_usd": ("1", "2"), "what": ("a", "b")}[column]
    codes = [each.code for each in faults(asked, [first, second], tmp_path)]
    assert codes == ["plan_option_rows"]


def test_what_may_stand_on_one_row_alone(asked, tmp_path):
    first, second = rows()
    first["what"] = "made-up change"
    (option,) = read_options(written(tmp_path / "o.csv", [first, second], OPTIONS), asked.rule, chains(asked))
    assert option.what == "made-up change"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"mineral": "nickel"}, "plan_option_mineral"),
        ({"chain_id": "Li"}, "plan_option_chain"),
        ({"value_usd": "0"}, "plan_option_worthless"),
    ],
)
def test_options_at_odds_with_the_chains(asked, tmp_path, changed, code):
    (found,) = faults(asked, rows(**changed), tmp_path)
    assert found.code == code and "Co-australia" in found.text() and "options.csv, row 2" in found.text()


def test_one_id_for_the_chains_of_two_options(asked, tmp_path):
    more = option_rows("Ni-other", "Ni-B", 1, [["new", 1000, {"extraction": [["AU", 1]], "processing": [["CN", 1]]}]])
    (found,) = faults(asked, [*rows(chain_id="new"), *more], tmp_path)
    assert found.code == "plan_option_chain" and "Ni-other" in found.text()


def test_all_faults_in_one_message(asked, tmp_path):
    bad = [
        *rows(replaces="Nothing"),
        *option_rows("b", "Gr", 1, [["Gr", 500, {"recycling": [["US", 1]], "extraction": [["US", 1]]}]]),
        *[{**row, "mineral": "nickel"} for row in option_rows("c", "Co", 1, AUSTRALIA)],
        *option_rows("d", "Co", "many", AUSTRALIA),
    ]
    codes = [each.code for each in faults(asked, bad, tmp_path)]
    assert sorted(set(codes)) == [
        "bad_cell",
        "plan_option_mineral",
        "qualify_chain_sorts",
        "unknown_name",
    ]


def test_columns_that_are_missing_or_not_known(asked, tmp_path):
    header = [name for name in OPTIONS if name not in ("replaces", "country")]
    bad = [{key: cell for key, cell in row.items() if key in header} | {"costs": "1"} for row in rows()]
    found = faults(asked, bad, tmp_path, [*header, "costs"])
    told = "\n".join(each.text() for each in found)
    assert "replaces" in told and "country" in told and "cost_usd" in told


def test_no_plan_for_other_rules(tmp_path):
    table = written(tmp_path / "t.csv", [], [column.name for column in load("material-assistance").columns])
    table.write_text(table.read_text() + "A,battery_component,5,no,,,\n")
    other = question("material-assistance", table, on="2026-05-01")
    with pytest.raises(InputError, match="no plan can be made"):
        plan(other, table)
    assert not plannable(other.rule) and plannable(load(RULE))


def test_chains_without_value_have_no_plan(tmp_path):
    nothing = chain_rows("Co", "cobalt", 0, {"extraction": [["AU", 1]], "processing": [["CN", 1]]})
    put = question(RULE, written(tmp_path / "c.csv", nothing, CHAINS), test="traced", on="2026-06-01")
    with pytest.raises(InputError, match="zero"):
        plan(put, written(tmp_path / "options.csv", rows(), OPTIONS))


def test_no_plan_with_values_that_nobody_knows(tmp_path):
    """Every chain the rule looks at without a value is a fault of the chains or of the options; others are none."""
    done = {"extraction": [["AU", 1]], "processing": [["CN", 1]]}
    more = [["X", "cobalt", "unknown", done], ["Y", "nickel", "不明", done], ["Cu", "copper", "unknown", done]]
    put = question(RULE, vector(tmp_path, more), test="traced", on="2026-06-01", acquired="2025-09-15")
    bad = [*rows(value_usd="unknown"), *option_rows("d", "Co", "many", AUSTRALIA)]
    told = faults(put, rows(value_usd="unknown"), tmp_path)
    named = [(each.code, each.where, each.values["chain"]) for each in told]
    assert named == [
        ("plan_value_unknown", "chains.csv, row 14", "X"),
        ("plan_value_unknown", "chains.csv, row 16", "Y"),
        ("plan_value_unknown", "options.csv, row 2", "Co"),
    ]
    assert "without --plan" in told[0].text()
    codes = [each.code for each in faults(put, bad, tmp_path)]
    assert codes == ["plan_value_unknown", "plan_value_unknown", "bad_cell", "bad_cell", "plan_value_unknown"]


def test_a_plan_does_not_look_at_the_value_of_other_minerals(tmp_path):
    copper = ["Cu", "copper", "unknown", {"extraction": [["CD", 1]], "processing": [["CN", 1]]}]
    days = {"test": "traced", "on": "2026-06-01", "acquired": "2025-09-15"}
    both = [question(RULE, vector(tmp_path, more), **days) for more in ((), [copper])]
    file = written(tmp_path / "options.csv", rows(), OPTIONS)
    one, other = (plan(put, file) for put in both)
    assert other.before == one.before and other.changes == one.changes and one.changes


def test_own_columns_are_explained_in_both_languages():
    assert [column.name for column in own_columns()] == ["option_id", "replaces", "cost_usd", "what"]
    assert all(column.heading.ja and column.about.ja and column.about.en for column in own_columns())
