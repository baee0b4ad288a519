"""Plain tables as files: languages, formats, encodings, spreadsheets with errors, sizes."""

from __future__ import annotations

import time
import tomllib
import zipfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
import xlsxwriter

from orepath.custody.event import MODELS
from orepath.custody.reading import template_size
from orepath.custody.reading.template import form, is_template, read
from orepath.errors import InputError
from orepath.tabular.headings import match, spelled
from orepath.tabular.rows_of import rows_of
from orepath.tabular.templates import write_templates
from orepath.vocabulary.language import LANGS
from orepath.vocabulary.terms import stages
from tests.custody.reading.template_tables import COBALT, faults, messages, row, rows_of_cobalt, workbook, written


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_heading_of_the_template_is_read(lang, suffix, tmp_path):
    (path,) = write_templates(form(), tmp_path / f"lots{suffix}", lang)
    wrong = []
    found = rows_of(path, path.name, form().columns, wrong)
    assert list(match(found.header, form().columns, path.name, wrong).values()) == list(form().columns)
    assert wrong == [] and found.rows == [] and is_template(path)
    with pytest.raises(InputError) as raised:
        read(path)
    assert [fault.code for fault in raised.value.faults] == ["table_no_rows"]


def test_its_format_is_one_of_those_that_are_documented():
    assert read(COBALT).format in tomllib.loads(files("orepath.custody").joinpath("formats.toml").read_text("utf-8"))


def test_no_heading_stands_for_two_columns():
    every = [heading for column in form().columns for heading in spelled(column)]
    assert len(every) == len(set(every))


def test_choices_are_those_of_the_vocabulary():
    columns = {column.name: column for column in form().columns}
    assert tuple(columns["claim_model"].values) == MODELS
    assert list(columns["stage"].values) == list(stages())


def test_the_examples_of_the_template_are_a_table_without_fault(tmp_path):
    rows = [{column.name: (*column.examples, "", "", "")[number] for column in form().columns} for number in range(3)]
    document = read(written(tmp_path / "made-up.csv", rows))
    assert [lot.id for lot in document.lots] == ["sample-ore", "sample-hydroxide"]


def test_the_japanese_workbook_gives_what_the_csv_gives(tmp_path):
    rows = rows_of_cobalt()
    for each in rows:
        each["recycled"] = each["recycled"].replace("unknown", "不明")
        each["value_usd"] = each["value_usd"].replace("unknown", "不明")
        each["unit"] = each["unit"].replace("kg", "キログラム")
        each["mineral"] = each["mineral"].replace("cobalt", "コバルト")
    twin = workbook(tmp_path / "cobalt.csv", rows)
    assert is_template(twin) and zipfile.is_zipfile(twin)
    japanese, english = read(twin), read(COBALT)
    assert japanese.lots == english.lots and len(english.lots) == 13
    assert list(japanese.events()) == list(english.events())


@pytest.mark.parametrize("lang", LANGS)
def test_headings_of_either_language_give_the_same(lang, tmp_path):
    assert read(written(tmp_path / "cobalt.csv", rows_of_cobalt(), lang)).lots == read(COBALT).lots


def test_full_width_digits_and_letters_are_those_they_stand_for(tmp_path):
    said = row(date="２０２５－０４－０１".replace("－", "-"), quantity="１２．５", unit="ｋｇ", lot="ＬＯＴ－１")
    lot = read(written(tmp_path / "made-up.csv", [said])).lots[0]
    assert (lot.id, str(lot.mass_kg)) == ("LOT-1", "12.5")


def test_a_workbook_with_an_error_in_a_formula_tells_its_cell(tmp_path):
    def failed(sheet):
        sheet.write_formula(1, 4, "=VLOOKUP(1,Z1:Z2,2)", value="#N/A")
        sheet.write_formula(2, 4, "=B2", value=12)

    path = workbook(tmp_path / "made-up.xlsx", [row(), row(event="e2", lot="b")], write=failed)
    assert faults(path) == [("table_error_cell", 2)]
    assert "#N/A" in messages(path)


def test_a_workbook_keeps_dates_and_tells_times_without_offset(tmp_path):
    day = 45748  # 2025-04-01 in the calendar of a spreadsheet
    path = tmp_path / "made-up.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, dated = book.add_worksheet("Rows"), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["event", "date", "activity", "lot", "quantity", "unit"])
        for number, moment in enumerate((day, day + 0.5), start=1):
            sheet.write_row(number, 0, [f"e{number}", "", "start", f"l{number}", 1, "kg"])
            sheet.write_number(number, 1, moment, dated)
    assert faults(path) == [("bad_cell", 3)]
    assert "2025-04-01 12:00:00" in messages(path) and "+09:00" in messages(path)


def test_blank_columns_and_rows_are_left_out_of_a_workbook_and_told_in_a_csv(tmp_path):
    path = workbook(tmp_path / "made-up.xlsx", [row()], write=lambda sheet: sheet.write_blank(40, 40, None))
    assert faults(path) == []
    csv = tmp_path / "made-up.csv"
    csv.write_text("event,date,activity,lot,quantity,unit\n\ne1,2025-04-01,start,a,1,kg\n,,,,,\n\n")
    assert faults(csv) == []
    csv.write_text("event,date,activity,lot,quantity,unit,,\ne1,2025-04-01,start,a,1,kg,,\n")
    assert [code for code, _ in told(csv)] == ["table_column_unnamed"]
    csv.write_text("event,date,activity,lot,quantity,unit\ne1,2025-04-01,start,a,1,kg,\n")
    assert faults(csv) == [("ragged_row", 2)]


def told(path):
    with pytest.raises(InputError) as raised:
        read(path)
    return [(fault.code, fault.where) for fault in raised.value.faults]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp932"])
def test_another_encoding_is_told(encoding, tmp_path):
    path = written(tmp_path / "made-up.csv", [row(lot="鉱石")], "ja", encoding)
    assert is_template(path) or encoding == "utf-16-le"
    assert [code for code, _ in told(path)] == ["network_file_encoding"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_another_delimiter_is_told(delimiter, tmp_path):
    path = written(tmp_path / "made-up.csv", [row()], "ja", delimiter=delimiter)
    assert is_template(path)
    assert [code for code, _ in told(path)] == ["custody_table_delimiter"]


def test_a_byte_order_mark_is_read_over(tmp_path):
    path = written(tmp_path / "made-up.csv", [row()], "ja", "utf-8-sig")
    assert is_template(path) and faults(path) == []


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"\n\n",
            b"lot,quantity\na,1\n",
            b'{"type": "EPCISDocument", "lot": 1, "activity": 2}',
            b"PK\x03\x04 cut",
        ),
        *(b"<a>lot,activity</a>", bytes(range(256)) * 300, b'"lot,activity', b"\xff\xfe\x00", b"\xd0\xcf\x11\xe0" * 9),
    ],
)
def test_what_is_something_else_is_no_template(content, tmp_path):
    path = tmp_path / "made-up.bin"
    path.write_bytes(content)
    assert not is_template(path)
    assert not is_template(tmp_path) and not is_template(tmp_path / "absent.csv")
    with pytest.raises(InputError):
        read(path)


def test_a_workbook_of_something_else_is_no_template(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "made-up.xlsx") as book:
        book.add_worksheet("Declaration").write_row(0, 0, ["Smelter", "Metal"])
        book.add_worksheet("Empty")
    assert not is_template(tmp_path / "made-up.xlsx")


def test_a_folder_and_an_absent_file_are_told(tmp_path):
    assert [code for code, _ in told(tmp_path)] == ["file_is_folder"]
    assert [code for code, _ in told(tmp_path / "absent.csv")] == ["file_missing"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_table_with_too_many_rows_is_refused_before_it_is_read(suffix, tmp_path, monkeypatch):
    monkeypatch.setattr(template_size, "MOST_ROWS", 2)
    rows = [row(event=f"e{n}", lot=f"l{n}") for n in range(3)]
    path = tmp_path / f"made-up{suffix}"
    (written if suffix == ".csv" else workbook)(path, rows[:2])
    assert faults(path) == []
    (written if suffix == ".csv" else workbook)(path, rows)
    assert [code for code, _ in told(path)] == ["custody_table_rows"]


def test_a_csv_with_too_many_bytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(template_size, "MOST_BYTES", 10)
    assert [code for code, _ in told(written(tmp_path / "made-up.csv", [row()]))] == ["custody_table_bytes"]


def test_a_hundred_thousand_rows_take_time_in_proportion(tmp_path):
    def seconds(count):
        rows = [row(event=f"e{n}", lot=f"l{n}", mineral="cobalt", country="AU") for n in range(count)]
        path = written(tmp_path / f"made-up-{count}.csv", rows)
        start = time.process_time()
        assert len(read(path).lots) == count
        return time.process_time() - start

    few, many = seconds(10_000), seconds(100_000)
    assert many < 30 and many < 25 * few


def test_the_tables_of_the_how_to_are_the_made_up_chain_in_both_languages():
    folder = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "from-spreadsheet-to-proof"
    made_up, english, japanese = read(COBALT), read(folder / "lots.csv"), read(folder / "lots.ja.csv")
    assert [event.id for event in made_up.events()] == [event.id for event in english.events()]
    assert [event.id for event in made_up.events()] == [event.id for event in japanese.events()]
    for one, other in zip(made_up.lots, japanese.lots, strict=True):
        assert one == replace(other, name=one.name, links=one.links, where=one.where)
        assert all(said.startswith("架空:") for _, said in other.links)
