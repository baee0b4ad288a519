"""The forms and what becomes of their cells. Trade written here is made up."""

from datetime import date

import pyarrow.parquet as pq
import pytest

from orepath.errors import SourceError
from orepath.evidence.schema import REPORTED_TRADE
from orepath.sources.un_comtrade.codes import areas
from orepath.vocabulary.places import is_country, pseudo_places


def test_a_row_of_the_official_form(official, keep):
    reading, rows = keep(official({}))
    assert rows == [
        {
            "from_": date(2020, 1, 1),
            "until": date(2021, 1, 1),
            "reporter": "JP",
            "partner": "CN",
            "flow": "import",
            "nomenclature": "HS2022",
            "good": "260500",
            "value": 100.5,
            "currency": "USD",
            "valuation": "cif",
            "mass_t": 2.0,
            "file": "made-up.csv",
            "row": 2,
        }
    ]
    assert (reading.edition, reading.recorded, reading.read, reading.kept) == ("annual-HS2022", None, 1, 1)


def test_the_table_has_the_columns_of_a_release(official, tmp_path, keep):
    keep(official({}))
    schema = pq.read_schema(next(tmp_path.glob("sink-*/reported_trade.parquet")))
    assert [(field.name, field.type) for field in schema] == [(field.name, field.type) for field in REPORTED_TRADE]


@pytest.mark.parametrize(
    ("period", "first", "until"),
    [("202001", date(2020, 1, 1), date(2020, 2, 1)), ("202012", date(2020, 12, 1), date(2021, 1, 1))],
)
def test_a_month(official, keep, period, first, until):
    reading, rows = keep(official({"freqCode": "M", "period": period}))
    assert (rows[0]["from_"], rows[0]["until"], reading.edition) == (first, until, "monthly-HS2022")


def test_years_and_months_in_one_file(official, keep):
    reading, rows = keep(official({}, {"freqCode": "M", "period": "202003", "classificationCode": "H5"}))
    assert (reading.edition, len(rows)) == ("annual-monthly-HS-mixed", 2)


@pytest.mark.parametrize(("name", "delimiter"), [("made-up.txt", "\t"), ("made-up.csv", ",")])
def test_the_bulk_service_parts_cells_by_tabs(official, keep, name, delimiter):
    assert keep(official({}, name=name, delimiter=delimiter))[1][0]["value"] == 100.5


@pytest.mark.parametrize("written", [str.upper, str.capitalize, lambda c: c.replace("Code", "_code").lower()])
def test_capitals_and_underscores_of_columns_do_not_matter(official, keep, written):
    path = official({})
    header, rest = path.read_text().split("\n", 1)
    path.write_text(",".join(written(column) for column in header.split(",")) + "\n" + rest)
    assert keep(path)[1][0]["reporter"] == "JP"


def test_names_in_the_letters_of_the_website(official, keep):
    reading, rows = keep(official({"partnerDesc": "Türkiye"}, encoding="cp1252"))
    assert len(rows) == 1
    assert any("made-up.csv is not in UTF-8" in note for note in reading.notes)


@pytest.mark.parametrize(("flow", "kept"), [("M", "import"), ("X", "export"), ("RM", "re_import"), ("RX", "re_export")])
def test_flows(official, keep, flow, kept):
    assert keep(official({"flowCode": flow, "cifvalue": "", "fobvalue": "100.5"}))[1][0]["flow"] == kept


@pytest.mark.parametrize("flow", ["DX", "FM", "MIP", "MOP", "XIP", "XOP"])
def test_a_part_of_a_flow_is_left_out_and_said(official, keep, flow):
    reading, rows = keep(official({}, {"flowCode": flow}))
    assert len(rows) == 1
    assert any(note.startswith(f"1 rows of flow {flow} are a part of") for note in reading.notes)


def test_both_reports_of_one_trade_stay_two_rows(write, keep):
    reading, rows = keep(write("2020,392,156,260500,M,10,1,1,8", "2020,156,392,260500,X,8,1,1,8"))
    assert [(row["reporter"], row["partner"], row["flow"], row["value"]) for row in rows] == [
        ("JP", "CN", "import", 10.0),
        ("CN", "JP", "export", 8.0),
    ]
    assert any("never to be added" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("flow", "cif", "fob", "valuation"),
    [
        ("M", "100.5", "", "cif"),
        ("M", "", "100.5", "fob"),
        ("M", "0", "100.5", "fob"),
        ("M", "100.5", "90", "cif"),
        ("M", "100.5", "100.5", "cif"),
        ("X", "100.5", "100.5", "fob"),
        ("X", "", "100.5", "fob"),
        ("M", "", "", None),
        ("M", "0", "0", None),
    ],
)
def test_the_valuation_is_the_one_the_primary_value_equals(official, keep, flow, cif, fob, valuation):
    assert keep(official({"flowCode": flow, "cifvalue": cif, "fobvalue": fob}))[1][0]["valuation"] == valuation


@pytest.mark.parametrize(
    ("value", "mass", "kept"),
    [("5", "", None), ("5", "0", None), ("5", "0.0", None), ("0", "0", 0.0), ("5", "7", 0.007)],
)
def test_a_mass_that_is_blank_or_zero_beside_a_value_is_unknown(write, keep, value, mass, kept):
    assert keep(write(f"2020,392,156,260500,M,{value},{mass},,-1"))[1][0]["mass_t"] == kept


def test_unknown_masses_and_estimates_are_counted(official, keep):
    reading, _ = keep(
        official(
            {"netWgt": ""}, {"partnerCode": "36", "netWgt": "0"}, {"partnerCode": "124", "isNetWgtEstimated": "True"}
        )
    )
    assert any(note.startswith("1 rows without a net weight, and 1 with 0 beside a value") for note in reading.notes)
    assert any(note.startswith("1 net weights are the publisher's estimates") for note in reading.notes)


def test_a_year_that_only_the_name_of_the_file_tells(write, keep):
    line, header = "392,156,260500,M,10,1", "reporter,partner,cmd,flow,value,netwgt"
    reading, rows = keep(write(line, header=header, name="made-up_2019.csv"))
    assert rows[0]["from_"] == date(2019, 1, 1)
    assert any("2019 is taken from its name" in note for note in reading.notes)


@pytest.mark.parametrize("name", ["made-up.csv", "made-up_2019_2020.csv", "made-up_20191.csv"])
def test_a_year_that_nothing_tells_is_asked_for(write, keep, name):
    with pytest.raises(SourceError, match="no column of the year"):
        keep(write("392,156,260500,M,10,1", header="reporter,partner,cmd,flow,value,netwgt", name=name))


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("842", "US"),
        ("840", "US"),
        ("251", "FR"),
        ("757", "CH"),
        ("579", "NO"),
        ("699", "IN"),
        ("490", "TW"),
        ("516", "NA"),
        ("4", "AF"),
        ("004", "AF"),
        ("412", "XK"),
        ("736", "SD"),
        ("899", "unknown"),
        ("839", "unknown"),
        ("568", "other"),
        ("837", "other"),
        ("891", "other"),
    ],
)
def test_codes_of_partners(write, keep, code, place):
    assert keep(write(f"2020,392,{code},260500,M,1,1,1,8"))[1][0]["partner"] == place


def test_every_area_stands_for_a_place_there_is():
    assert {area.place for area in areas().values() if not is_country(area.place)} <= set(pseudo_places())
    assert {area.sure for area in areas().values()} == {"iso", "data", "second hand", "recalled"}


def test_areas_of_the_publishers_own_are_said(write, keep):
    reading, _ = keep(write("2020,842,490,260500,M,1,1,1,8"))
    assert any("490 TW (1), 842 US (1)" in note for note in reading.notes)


def test_a_bloc_is_left_out(write, keep):
    lines = ["2020,97,392,260500,X,9,9,9,8", "2020,392,97,260500,M,9,9,9,8", "2020,392,276,260500,M,1,1,1,8"]
    reading, rows = keep(write(*lines))
    assert [row["partner"] for row in rows] == ["DE"]
    assert any(note.startswith("2 rows report or name a bloc (code 97)") for note in reading.notes)


def test_a_reporter_that_is_no_country_today_is_left_out(write, keep):
    reading, rows = keep(write("2001,891,392,260500,X,9,9,9,8", "2001,392,891,260500,M,1,1,1,8"))
    assert [(row["reporter"], row["partner"]) for row in rows] == [("JP", "other")]
    assert any("no country today (code 891)" in note for note in reading.notes)


def test_trade_with_itself_is_kept_as_reported(write, keep):
    reading, rows = keep(write("2020,156,156,260500,M,1,1,1,8"))
    assert (rows[0]["reporter"], rows[0]["partner"], rows[0]["flow"]) == ("CN", "CN", "import")
    assert any(note.startswith("1 rows have the reporter as its own partner") for note in reading.notes)


@pytest.mark.parametrize("good", ["TOTAL", "AG2"])
def test_sums_over_goods_are_left_out(write, keep, good):
    reading, rows = keep(write(f"2020,392,156,{good},M,9,9,9,8", "2020,392,156,260500,M,1,1,1,8"))
    assert [row["good"] for row in rows] == ["260500"]
    assert any(note.startswith(f"1 rows are sums over goods ({good})") for note in reading.notes)


def test_headings_keep_their_code_and_are_said(write, keep):
    reading, rows = keep(
        write("2020,392,156,26,M,9,9,9,8", "2020,392,156,2605,M,1,1,1,8", "2020,392,156,0101,M,1,1,1,8")
    )
    assert [row["good"] for row in rows] == ["26", "2605", "0101"]
    assert any(note.startswith("3 rows are of codes with fewer than six digits") for note in reading.notes)


@pytest.mark.parametrize(
    ("code", "name"), [("H0", "HS1992"), ("H3", "HS2007"), ("H5", "HS2017"), ("HS", None), ("", None)]
)
def test_nomenclatures(official, keep, code, name):
    assert keep(official({"classificationCode": code}))[1][0]["nomenclature"] == name


def test_the_same_file_gives_the_same_bytes(write, tmp_path, keep):
    path = write(*(f"2020,392,{code},260500,M,{code},1,1,8" for code in (36, 124, 156, 528, 616)))
    keep(path)
    keep(path)
    first, second = sorted(tmp_path.glob("sink-*/reported_trade.parquet"))
    assert first.read_bytes() == second.read_bytes()
