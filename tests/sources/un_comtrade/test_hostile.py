"""Files that are wrong, each refused with what is wrong and where. Trade written here is made up."""

import gzip
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.un_comtrade.read import read

COMPACT = "year,reporter,partner,cmd,flow,value,netwgt,qty,qtyunit"
LINES = [f"2020,392,{code},260500,M,{code}.5,{code},{code},8" for code in (36, 124, 156, 528)]


def refused(path: Path, folder: Path) -> str:
    """What the refusal says; nothing but the file itself is left in the folder."""
    before = sorted(folder.iterdir())
    with pytest.raises(SourceError) as raised:
        read(path, Sink(folder))
    assert sorted(folder.iterdir()) == before
    return "\n".join(fault.text() for fault in raised.value.faults)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        (0, "20", "column year: found '20'"),
        (0, "202013", "column year: found '202013'"),
        (0, "1899", "column year: found '1899'"),
        (0, "", "column year is empty"),
        (1, "0", "column reporter: found '0'"),
        (1, "JPN", "column reporter: found 'JPN'"),
        (1, "3920", "column reporter: found '3920'"),
        (1, "", "column reporter is empty"),
        (2, "-1", "column partner: found '-1'"),
        (2, "W00", "column partner: found 'W00'"),
        (3, "26050", "column cmd: found '26050'"),
        (3, "26.05", "column cmd: found '26.05'"),
        (3, "", "column cmd is empty"),
        (4, "m", "column flow: found 'm'"),
        (4, "Import", "column flow: found 'Import'"),
        (4, "", "column flow is empty"),
        (5, "", "column value is empty"),
        (5, "1,5", "column value: found '1,5'"),
        (5, "1_000", "column value: found '1_000'"),
        (5, "-3", "column value: found '-3'"),
        (5, "nan", "column value: found 'nan'"),
        (5, "inf", "column value: found 'inf'"),
        (5, "1e999", "column value: found '1e999'"),
        (5, "1e308", "column value: found '1e308', allowed: ≤ 100,000,000,000,000"),
        (5, "+-1", "column value: found '+-1'"),
        (6, "2e14", "column netwgt: found '2e14', allowed: ≤ 100,000,000,000,000"),
        (0, "2093", "column year: found '2093'"),
        (5, "#REF!", "column value: found '#REF!'"),
        (6, "n/a", "column netwgt: found 'n/a'"),
        (6, "-1", "column netwgt: found '-1'"),
        (7, "many", "column qty: found 'many'"),
    ],
)
def test_a_cell_that_cannot_be(write, tmp_path, column, cell, said):
    row = LINES[0].split(",")
    row[column] = f'"{cell}"'
    message = refused(write(LINES[1], ",".join(row), LINES[2]), tmp_path)
    assert f"made-up.csv, row 3: {said}" in message
    assert message.count("row 3") == 1


@pytest.mark.parametrize("by", [1, -1])
def test_values_shifted_by_one_column_name_it(write, tmp_path, by):
    cells = [line.split(",") for line in LINES]
    message = refused(write(*(",".join(row[-by:] + row[:-by]) for row in cells)), tmp_path)
    assert "every row is shifted against the header: none of the 4 rows has a cell that fits under" in message
    assert "made-up.csv, row 2: column flow: found" in message


@pytest.mark.parametrize("by", [1, -1])
def test_values_of_the_official_form_shifted_by_one_column(official, tmp_path, by):
    path = official({}, {"partnerCode": "36"})
    header, *rows = [line.split(",") for line in path.read_text().splitlines()]
    path.write_text("\n".join(",".join(row) for row in [header, *(row[-by:] + row[:-by] for row in rows)]) + "\n")
    assert "every row is shifted against the header" in refused(path, tmp_path)


def test_a_column_of_row_numbers_without_a_name(write, tmp_path):
    path = write(*(f"{number},{line}" for number, line in enumerate(LINES)))
    assert "made-up.csv, row 2: the row has 10 cells where the header has 9" in refused(path, tmp_path)


@pytest.mark.parametrize(
    ("one", "other"), [("flow", "cmd"), ("reporter", "cmd"), ("year", "reporter"), ("value", "flow"), ("year", "value")]
)
def test_exchanged_columns(write, tmp_path, one, other):
    header = COMPACT.split(",")
    at, to = header.index(one), header.index(other)
    header[at], header[to] = header[to], header[at]
    assert "column" in refused(write(*LINES, header=",".join(header)), tmp_path)


def test_value_and_net_weight_exchanged(write, official, tmp_path):
    header = "year,reporter,partner,cmd,flow,netwgt,value,qty,qtyunit"
    assert "share of rows in kilograms whose net weight is another figure" in refused(
        write(*LINES, header=header), tmp_path
    )
    assert "share of rows whose primary value is neither the CIF nor the FOB value" in refused(
        official({"primaryValue": "2000", "netWgt": "100.5"}), tmp_path
    )


def test_reporter_and_partner_exchanged_where_there_is_a_world_total(write, tmp_path):
    header = "year,partner,reporter,cmd,flow,value,netwgt,qty,qtyunit"
    assert "column reporter: found '0'" in refused(
        write(*LINES, "2020,392,0,260500,M,9,9,9,8", header=header), tmp_path
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({"typeCode": "S"}, "column typeCode: found 'S', allowed: C"),
        ({"freqCode": "Q"}, "column freqCode: found 'Q'"),
        ({"freqCode": "M"}, "column freqCode: found 'M', allowed: A for a year, M for a month"),
        ({"refYear": "2019"}, "column refYear: found '2019', allowed: the year of the period"),
        ({"classificationCode": "S4"}, "column classificationCode: found 'S4'"),
        ({"reporterISO": "CHN"}, "column reporterISO: found 'CHN', allowed: JP (392)"),
        ({"partnerISO": "JPN"}, "column partnerISO: found 'JPN', allowed: CN (156)"),
        ({"cifvalue": "x"}, "column cifvalue: found 'x'"),
    ],
)
def test_cells_of_the_official_form(official, tmp_path, cell, said):
    assert f"made-up.csv, row 3: {said}" in refused(official({"partnerCode": "156"}, cell), tmp_path)


@pytest.mark.parametrize("iso", ["W00", "S19", "_X ", "E19", ""])
def test_the_publishers_own_alpha_codes_are_no_fault(official, keep, iso):
    assert len(keep(official({"partnerCode": "899", "partnerISO": iso}))[1]) == 1


@pytest.mark.parametrize(
    "header",
    [
        "year,reporter,partner,cmd,flow,value",
        "period_dt,partner_name,hs6,val,qty,uv",
        "t,i,j,k,v,q",
    ],
)
def test_columns_of_no_form(write, tmp_path, header):
    line = ",".join("1" for _ in header.split(","))
    message = refused(write(line, header=header), tmp_path)
    assert "columns of UN Comtrade are missing" in message
    assert f"the first row names {header.split(',')[0]}" in message


@pytest.mark.parametrize(("column", "said"), [("netwgt", "netwgt (2 ×)"), ("", "(empty)")])
def test_a_column_twice_or_without_a_name(write, tmp_path, column, said):
    header = f"year,reporter,partner,cmd,flow,value,netwgt,{column}"
    assert f"missing -; not expected {said}." in refused(write("1,1,1,1,1,1,1,1", header=header), tmp_path)


def test_a_ragged_row(write, tmp_path):
    message = refused(write(LINES[0], LINES[1] + ",1", LINES[2].rpartition(",")[0]), tmp_path)
    assert "row 3: the row has 10 cells" in message
    assert "row 4: the row has 8 cells" in message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no data"),
        (b"year,reporter,partner,cmd,flow,value,netwgt\n", "holds no data"),
        (b"year,reporter,partner,cmd,flow,value,netwgt\n2020,392,156,260500,M,1,1", "the last line has no end"),
        (b"year,reporter,partner,cmd,flow,value,netwgt\n2020,392,156,26\x000500,M,1,1\n", "zero byte"),
        (
            b"year,reporter,partner,cmd,flow,value,netwgt\n2020,392,156,260500\x81,M,1,1\n",
            "not utf-8 / cp1252 (byte 0x81)",
        ),
        (b"year,reporter,partner,cmd,flow,value,netwgt\n2020,392,156,260500\xe9,M,1,1\n", "column cmd"),
        (b'year,reporter,partner,cmd,flow,value,netwgt\n2020,392,156,"260500,M,1,1\n', "made-up.csv"),
        ("year,reporter,partner,cmd,flow,value,netwgt\n2020,1,1,1,M,1,1\n".encode("utf-16"), "made-up.csv"),
        (b"a" * 70_000 + b"\n", "first row goes on for"),
    ],
)
def test_bytes_that_cannot_be(tmp_path, content, said):
    path = tmp_path / "made-up.csv"
    path.write_bytes(content)
    assert said in refused(path, tmp_path)


def test_gzip_cut_off_or_too_large(write, tmp_path, monkeypatch):
    packed = gzip.compress(write(*LINES * 500).read_bytes())
    path = tmp_path / "made-up.csv.gz"
    path.write_bytes(packed[: len(packed) // 2])
    assert "ends in the middle" in refused(path, tmp_path)
    path.write_bytes(packed)
    monkeypatch.setitem(read.__globals__["SOURCE"].raw, "most_bytes", 2000)
    assert "bytes, and this dataset at most 2000" in refused(path, tmp_path)


def test_nothing_but_totals_over_partners(write, tmp_path):
    assert "figures" in refused(write("2020,392,0,260500,M,9,9,9,8"), tmp_path)


def test_two_editions_of_the_nomenclature_for_one_figure(official, tmp_path):
    assert "occurs again" in refused(official({}, {"classificationCode": "H5"}), tmp_path)


@pytest.mark.parametrize(("at", "column"), [(5, "value"), (6, "netwgt")])
def test_a_column_filled_with_one_value(write, tmp_path, at, column):
    lines = [f"2020,392,156,{good},M,{good}.5,{good},{good},8".split(",") for good in range(260100, 260130)]
    for line in lines:
        line[at] = "5"
    message = refused(write(*map(",".join, lines)), tmp_path)
    assert f"made-up.csv: column {column}: all 30 rows hold 5, where they should differ" in message


def test_more_codes_than_there_are(write, tmp_path):
    lines = (f"2020,392,156,{a:04}{b:02},M,{a}.5,{a},{a},8" for a in range(1_100) for b in range(100))
    assert "column cmd holds 110000 different codes, at most 100000 expected" in refused(write(*lines), tmp_path)


def test_cif_and_fob_exchanged(official, tmp_path):
    sent = {"flowCode": "X", "cifvalue": "100.5", "fobvalue": ""}
    assert "share of exports valued CIF alone: found 1.0, at most 0.5" in refused(official({}, sent), tmp_path)


@pytest.mark.parametrize("flow", ["DX", "MIP"])
def test_rows_of_which_none_becomes_a_figure(write, tmp_path, flow):
    lines = (line.replace(",M,", f",{flow},") for line in LINES)
    assert "figures: found 0, at least 1 expected" in refused(write(*lines), tmp_path)
