"""The IMF's commodity prices: its old workbook, the CSV made from it, and the table of five minerals."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.imf_primary_commodity_prices import wide as wide_table
from orepath.sources.imf_primary_commodity_prices.months import month
from orepath.sources.imf_primary_commodity_prices.read import SOURCE, read
from orepath.vocabulary.terms import fold, minerals, units

DATASET = "imf-commodity-prices"
WORKBOOK, WIDE = "prices/imf_external-data.xls", "prices/imf_commodity_prices.csv"
MONTHLY, ANNUAL = "prices/imf_crm_prices_monthly.csv", "prices/imf_crm_prices_annual.csv"
SERIES = SOURCE.raw["series"]


@pytest.fixture(scope="module")
def workbook(shared_data, read_rows):
    return read_rows(DATASET, shared_data / WORKBOOK)


@pytest.fixture(scope="module")
def wide(shared_data, read_rows):
    return read_rows(DATASET, shared_data / WIDE)


@pytest.fixture(scope="module")
def five(shared_data, read_rows):
    return read_rows(DATASET, shared_data / MONTHLY)


def refusal(content: str | bytes, tmp_path: Path, name: str = "prices.csv") -> str:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    assert not list(tmp_path.glob("*.parquet"))
    return raised.value.message()


def test_what_was_read(workbook, wide, five):
    for done, rows in (workbook, wide):
        assert (done.edition, done.recorded) == ("2017-06", None)
        assert done.read == done.kept == len(rows) == 450 * 63
        assert sum(row["status"] == "not_available" for row in rows) == 1152
    done, rows = five
    assert (done.edition, done.kept) == ("2026-03", 2194)
    assert SOURCE.allows == "own_use"


def test_the_csv_holds_the_workbooks_figures(workbook, wide):
    one, other = ({row["row_key"]: row for row in rows} for _, rows in (workbook, wide))
    assert one.keys() == other.keys()
    for key, row in one.items():
        same = other[key]
        assert row["value"] == (None if same["value"] is None else pytest.approx(same["value"], rel=1e-12))
        assert all(row[column] == same[column] for column in ("property", "unit", "item", "mineral", "from_", "until"))


def test_every_cell_is_as_another_reader_of_workbooks_has_it(shared_data, workbook):
    book = load_workbook(io.BytesIO((shared_data / WORKBOOK).read_bytes()), read_only=True, data_only=True)
    lines = list(book["External"].iter_rows(values_only=True))
    rows = {row["row_key"]: row for row in workbook[1]}
    unit_of = {(entry["code"], entry["kind"]): entry.get("unit", "index") for entry in SERIES}
    for line in lines[4:454]:
        period = month(line[0]).from_
        for kind, code, cell in list(zip(lines[0], lines[1], line, strict=True))[1:64]:
            row = rows[f"{code}|{kind}|{period:%Y-%m}"]
            factor = units()[fold(unit_of[code, kind])].factor
            assert row["value"] == (None if cell is None else pytest.approx(cell * factor, rel=1e-12))


def test_price_and_index_of_one_code_are_two_series(workbook):
    oil = [row for row in workbook[1] if row["row_key"].endswith("|2017-06") and "POILAPSP" in row["item"]]
    assert {(row["property"], row["unit"], round(row["value"], 2)) for row in oil} == {
        ("market_price_index", "index", 86.78),
        ("market_price", "dollars per barrel", 46.13),
    }


def test_units_and_notes(workbook):
    rows = {row["row_key"]: row for row in workbook[1]}
    uranium = rows["PURAN|USD|2017-06"]
    assert uranium["value"] == pytest.approx(19.67844202898552 / 0.45359237e-3)
    assert (uranium["mineral"], uranium["unit"]) == ("uranium", "usd_per_t")
    assert "Restricted Price" in uranium["note"]
    assert rows["PTEA|USD|2017-06"]["value"] == pytest.approx(3812.17, rel=1e-5)
    assert rows["PMETA|Index|2017-06"]["note"].startswith("Metals Price Index, 2005 = 100")


def test_the_five_minerals(five):
    rows = five[1]
    by_key = {row["row_key"]: row for row in rows}
    first = by_key["Cobalt|INDEX|2005-01"]
    assert (first["value"], first["property"], first["unit"]) == (136.0598338353427, "market_price_index", "index")
    lithium = by_key["Lithium|USD|2026-03"]
    assert (lithium["from_"], lithium["until"]) == (date(2026, 3, 1), date(2026, 4, 1))
    assert "lithium metal" in lithium["note"] and lithium["mineral"] == "lithium"
    assert {row["mineral"] for row in rows} <= set(minerals())
    assert {row["property"] for row in rows} == {"market_price", "market_price_index"}


def test_the_world_bank_agrees(shared_data, read_rows, five):
    other = read_rows("world-bank-commodity-prices", shared_data / "prices/CMO-Historical-Data-Monthly.xlsx")[1]
    theirs = {(row["mineral"], row["from_"]): row["value"] for row in other if row["mineral"] in ("copper", "nickel")}
    checked = 0
    for row in five[1]:
        if row["property"] == "market_price" and (row["mineral"], row["from_"]) in theirs:
            assert row["value"] == pytest.approx(theirs[row["mineral"], row["from_"]], rel=0.025)
            checked += 1
    assert checked == 2 * 243


def test_the_annual_table_is_what_others_made(shared_data, tmp_path, five):
    content = (shared_data / ANNUAL).read_text("utf-8")
    assert "this table is not the IMF's" in refusal(content, tmp_path)
    prices = [row for row in five[1] if row["property"] == "market_price"]
    table = list(csv.DictReader(io.StringIO(content)))
    for line in table:
        of_year = [r["value"] for r in prices if r["item"] == line["mineral"] and str(r["from_"].year) == line["year"]]
        assert float(line["avg_price_usd"]) == pytest.approx(sum(of_year) / len(of_year), rel=1e-12)
    assert len(table) == 86


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Cobalt,2005-02,INDEX", "Cobalt,2005-01,INDEX", "2005-02, the month that follows"),
        ("Cobalt,2005-02,INDEX", "Cobalt,2005-13,INDEX", "'2005-13'"),
        ("Cobalt,2005-02,INDEX", "Unobtainium,2005-02,INDEX", "Unobtainium"),
        ("Cobalt,2005-02,INDEX", "Cobalt,2005-02,PCOPA", "USD, INDEX"),
        ("Cobalt,2005-02,INDEX,131.513775770024", "Cobalt,2005-02,INDEX,99", "the price over its mean of 2016"),
        ("Cobalt,2005-02,INDEX,131.513775770024", "Cobalt,2005-02,INDEX,", "the price over its mean of 2016"),
        ("Cobalt,2005-02,INDEX,131.513775770024", "Cobalt,2005-02,INDEX,nan", "'nan'"),
        ("Cobalt,2005-02,INDEX,131.513775770024", "Cobalt,2005-02,INDEX,1e999", "'1e999'"),
        ("Cobalt,2005-02,INDEX,131.513775770024", 'Cobalt,2005-02,INDEX,"131,5"', "'131,5'"),
        ("Cobalt,2005-02,INDEX,131.513775770024", "Cobalt,2005-02,INDEX,131,5", "5 cells where the header has 4"),
        ("Nickel,2026-03,USD,", "Nickel,2026-03,USD,-", "column Nickel"),
        ("mineral,date,", "date,mineral,", "column mineral: found '2005-01'"),
    ],
)
def test_the_five_minerals_spoilt(shared_data, tmp_path, old, new, said):
    content = (shared_data / MONTHLY).read_text("utf-8")
    assert old in content
    assert said in refusal(content.replace(old, new, 1), tmp_path)


def test_a_table_cut_at_a_row_is_noticed(shared_data, tmp_path):
    lines = (shared_data / MONTHLY).read_text("utf-8").splitlines(keepends=True)
    assert "Nickel USD ends with 2026-02, others with 2026-03" in refusal("".join(lines[:-1]), tmp_path)
    assert "Nickel USD ends with nothing" in refusal("".join(lines[:1700]), tmp_path)


def test_rows_without_end_are_told_of_by_the_first(tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_text("mineral,date,data_transformation,obs_value\n" + "Unobtainium,2005-01,USD,1\n" * 5000, "utf-8")
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    assert len(raised.value.faults) == 200


def test_index_and_price_swapped(shared_data, tmp_path):
    content = (shared_data / MONTHLY).read_text("utf-8")
    swapped = content.replace(",INDEX,", ",X,").replace(",USD,", ",INDEX,").replace(",X,", ",USD,")
    assert "column Cobalt: found '136.0598338353427', allowed: a number 5000 to 500000" in refusal(swapped, tmp_path)


@pytest.fixture(scope="module")
def wide_lines(shared_data):
    return list(csv.reader(io.StringIO((shared_data / WIDE).read_text("utf-8"))))


def spoilt(lines: list[list[str]], row: int, column: int, value: str) -> str:
    out = io.StringIO()
    changed = [[*line] for line in lines]
    changed[row][column] = value
    csv.writer(out).writerows(changed)
    return out.getvalue()


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (0, 20, "Kupfer", "missing Copper"),
        (0, 20, "Cotton", "not expected Cotton"),
        (2, 0, "1980-01-01", "1980-02, the month that follows"),
        (2, 0, "1980-02-30", "a month such as"),
        (2, 20, "2 916,71", "'2 916,71'"),
        (2, 20, "inf", "'inf'"),
        (2, 20, "-5", "'-5'"),
        (2, 20, "9916711", "a number 400 to 50000"),
        (2, 21, "1e308", "no more than 20 times the figure before it"),
        (2, 21, "0.0001", "nor less than 1/20 of it"),
    ],
)
def test_the_csv_spoilt(wide_lines, tmp_path, row, column, value, said):
    assert said in refusal(spoilt(wide_lines, row, column, value), tmp_path)


def test_a_shifted_row_is_noticed(wide_lines, tmp_path):
    shifted = [line[:1] + line[2:] + [""] if at == 9 else line for at, line in enumerate(wide_lines)]
    out = io.StringIO()
    csv.writer(out).writerows(shifted)
    message = refusal(out.getvalue(), tmp_path)
    assert "row 10" in message and "column Copper (PCOPP)" in message


def test_a_csv_cut_at_a_row_is_noticed(wide_lines, tmp_path):
    out = io.StringIO()
    csv.writer(out).writerows(wide_lines[:-1])
    assert "months: found 449, at least 450" in refusal(out.getvalue(), tmp_path)


def test_another_encoding(shared_data, tmp_path):
    content = (shared_data / WIDE).read_text("utf-8").encode("utf-16")
    assert "UTF-16" in refusal(content, tmp_path)


def workbook_with(shared_data, **cells: object) -> bytes:
    book = load_workbook(io.BytesIO((shared_data / WORKBOOK).read_bytes()))
    for cell, value in cells.items():
        book["External"][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_workbook_spoilt(shared_data, tmp_path):
    spoilt_book = workbook_with(
        shared_data,
        U3="Copper, made up, US cents per pound",
        V4="Annual",
        L5="x",
        L6=True,
        A7="1980M4",
        C3="2010 = 100",
    )
    message = refusal(spoilt_book, tmp_path, "external-data.xls")
    for said in ("cell U3", "'US cents per pound', allowed: US$ per metric ton", "cell V4", "'Annual'"):
        assert said in message
    for described in ("#N/A", "", "Copper, made up"):
        message = refusal(workbook_with(shared_data, U3=described), tmp_path, "external-data.xls")
        assert f"cell U3: column Copper (PCOPP): found '{described}', allowed: US$ per metric ton" in message
    message = refusal(workbook_with(shared_data, L5="x", L6=True), tmp_path, "external-data.xls")
    assert "cell L5" in message and "'TRUE'" in message
    message = refusal(workbook_with(shared_data, A7="1980M4", U2="PGOLD"), tmp_path, "external-data.xls")
    assert "missing USD PCOPP; not expected USD PGOLD" in message
    message = refusal(workbook_with(shared_data, U2="PALUM"), tmp_path, "external-data.xls")
    assert "missing USD PCOPP; not expected USD PALUM (2 ×)" in message
    assert "row 7" in refusal(workbook_with(shared_data, A7="1980M4"), tmp_path, "external-data.xls")


def test_a_header_alone_is_refused_whatever_is_asserted(tmp_path, monkeypatch):
    monkeypatch.setattr(wide_table, "check_counts", lambda *_: [])
    header = ",".join(["Date", *(entry["column"] for entry in SERIES)])
    assert "holds no data" in refusal(f"{header}\n", tmp_path)
