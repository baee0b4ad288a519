"""The three forms, and what each quirk of them becomes. Trade written here is made up."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orepath.errors import SourceError
from orepath.evidence.schema import TRADE


def test_a_row_in_thousands_of_dollars_and_tons(write, keep):
    reading, rows = keep(write("2020,842,392,282520,1.5,0.25"))
    assert rows == [
        {
            "year": 2020,
            "exporter": "US",
            "importer": "JP",
            "good": "282520",
            "value_usd": 1500.0,
            "mass_t": 0.25,
            "file": "BACI_HS92_Y2020_MADE_UP.csv",
            "row": 2,
        }
    ]
    assert (reading.edition, reading.read, reading.kept, reading.refused) == ("HS92-no-vintage", 1, 1, ())


def test_the_table_has_the_columns_of_a_release(write, tmp_path, keep):
    keep(write("2020,842,392,282520,1.5,0.25"))
    schema = pq.read_schema(next(tmp_path.glob("sink-*/trade.parquet")))
    assert [(field.name, field.type) for field in schema] == [(field.name, field.type) for field in TRADE]


def test_the_value_only_form_is_in_dollars_with_the_year_of_its_name(write, keep):
    path = write("NAM,JPN,750210,2345.0", "S19,USA,850511,7.0", name="baci_2022.csv", header="i,j,cmd,value")
    reading, rows = keep(path)
    assert [(r["year"], r["exporter"], r["importer"], r["value_usd"], r["mass_t"]) for r in rows] == [
        (2022, "NA", "JP", 2345.0, None),
        (2022, "TW", "US", 7.0, None),
    ]
    assert (reading.edition, reading.recorded) == ("HS17-V202601", date(2026, 1, 31))
    assert "no quantities" in reading.notes[0]


def test_namibia_is_not_null(write, keep):
    _, rows = keep(write("2020,516,392,260300,1,1", "2020,392,516,260300,1,1"))
    assert [(r["exporter"], r["importer"]) for r in rows] == [("NA", "JP"), ("JP", "NA")]


@pytest.mark.parametrize("blank", ["", "NA", "           NA"])
def test_a_blank_quantity_is_null_and_counted(write, keep, blank):
    reading, rows = keep(write("2020,842,392,282520,1.5,0.25", f"2020,842,410,282520,2,{blank}"))
    assert [r["mass_t"] for r in rows] == [0.25, None]
    assert reading.notes[0].startswith("1 rows without a quantity: unknown, not zero.")


def test_a_zero_quantity_stays_zero(write, keep):
    assert keep(write("2020,842,392,282520,1.5,0"))[1][0]["mass_t"] == 0.0


def test_lost_leading_zeros_are_restored_and_counted(write, keep):
    path = write("2020,842,392,10121,1,1", "2020,842,410,750210,2,1", name="BACI_HS17_Y2020_V202301_MADE_UP.csv")
    reading, rows = keep(path)
    assert [r["good"] for r in rows] == ["010121", "750210"]
    assert any(note.startswith("1 rows with five-digit product codes") for note in reading.notes)


def test_leading_zeros_that_are_there_stay(write, keep):
    reading, rows = keep(write('2020,842,392,"010111",1,1'))
    assert rows[0]["good"] == "010111"
    assert not any("five-digit" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (842, "US"),
        (840, "US"),
        (251, "FR"),
        (490, "TW"),
        (699, "IN"),
        (757, "CH"),
        (579, "NO"),
        (58, "BE"),
        (711, "other"),
    ],
)
def test_codes_of_the_publisher(write, keep, code, place):
    assert keep(write(f"2020,{code},392,282520,1,1"))[1][0]["exporter"] == place


def test_two_codes_for_one_place_are_kept_as_rows(write, keep):
    _, rows = keep(write("2020,842,392,282520,1,1", "2020,840,392,282530,2,1"))
    assert [(r["exporter"], r["good"], r["value_usd"]) for r in rows] == [
        ("US", "282520", 1000.0),
        ("US", "282530", 2000.0),
    ]


def test_rows_that_meet_in_one_key_are_summed_counted_and_cited(write, keep):
    reading, rows = keep(
        write("2020,840,392,282520,1,1", "2020,56,392,282520,9,9", "2020,842,392,282520,2,3", "2020,842,56,282520,4,")
    )
    assert [(r["exporter"], r["importer"], r["value_usd"], r["mass_t"], r["row"]) for r in rows] == [
        ("US", "JP", 3000.0, 4.0, 2),
        ("BE", "JP", 9000.0, 9.0, 3),
        ("US", "BE", 4000.0, None, 5),
    ]
    assert rows[0]["file"] == "BACI_HS92_Y2020_MADE_UP.csv (rows 2, 4 summed)"
    assert (reading.read, reading.kept) == (4, 3)
    assert any(
        note.startswith("1 figures whose countries share one code in orepath, from 2 rows") for note in reading.notes
    )


def test_a_sum_with_an_unknown_mass_has_no_mass(write, keep):
    _, rows = keep(write("2020,840,392,282520,1,1", "2020,842,392,282520,2,"))
    assert [(r["value_usd"], r["mass_t"]) for r in rows] == [(3000.0, None)]


def test_a_joint_area_is_said(write, keep):
    reading, rows = keep(write("1996,711,392,260200,1,1", "1996,58,392,260200,1,1", name="BACI_HS92_Y1996_MADE_UP.csv"))
    assert [r["exporter"] for r in rows] == ["other", "BE"]
    assert any("code 711, counted as other" in note for note in reading.notes)
    assert any("code 58, counted as BE" in note for note in reading.notes)


def test_columns_are_found_by_name_in_any_order(write, keep):
    _, rows = keep(write("0.25,1.5,282520,392,842,2020", header="q,v,k,j,i,t"))
    assert (rows[0]["exporter"], rows[0]["value_usd"], rows[0]["mass_t"]) == ("US", 1500.0, 0.25)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends(write, keep, end):
    assert len(keep(write("2020,842,392,282520,1,1", "2020,842,410,282520,1,", end=end))[1]) == 2


def test_a_byte_order_mark_and_quotes_do_no_harm(write, keep):
    path = write('2020,842,392,"282520",1,1', header='"t","i","j","k","v","q"', encoding="utf-8-sig")
    assert keep(path)[1][0]["row"] == 2


def test_parquet_gives_the_rows_of_the_csv(write, keep, tmp_path):
    lines = ["2020,842,392,282520,1.5,0.25", "2020,516,392,260300,2,"]
    _, of_csv = keep(write(*lines))
    place = tmp_path / "BACI_HS92_MADE_UP.parquet"
    columns = {"t": [2020, 2020], "i": [842, 516], "j": [392, 392], "k": ["282520", "260300"]}
    pq.write_table(pa.table({**columns, "v": [1.5, 2.0], "q": [0.25, None]}), place)
    _, of_parquet = keep(place)
    assert [{**row, "file": "", "row": row["row"] + 1} for row in of_parquet] == [{**row, "file": ""} for row in of_csv]


def test_parquet_with_numbers_for_products_gets_its_zeros_back(keep, tmp_path):
    place = tmp_path / "BACI_HS92_MADE_UP.parquet"
    columns = {"t": [2020], "i": [842], "j": [392], "k": [10111], "v": [1.0], "q": [1.0]}
    pq.write_table(pa.table(columns), place)
    assert keep(place)[1][0]["good"] == "010111"


@pytest.mark.parametrize(
    ("name", "edition", "recorded"),
    [
        ("BACI_HS92_Y2020_V202601.csv", "HS92-V202601", date(2026, 1, 31)),
        ("BACI_HS17_Y2020_V202401b.csv", "HS17-V202401b", date(2024, 1, 31)),
        ("baci_hs92_minerals_2020_MADE_UP.csv", "HS92-minerals-extract", date(2026, 7, 14)),
        ("BACI_HS92_Y2020_minerals.csv", "HS92-minerals-extract", date(2026, 7, 14)),
        ("BACI_HS12_MADE_UP.csv", "HS12-no-vintage", None),
    ],
)
def test_editions(write, keep, name, edition, recorded):
    reading, _ = keep(write("2020,842,392,282520,1,1", name=name))
    assert (reading.edition, reading.recorded) == (edition, recorded)


def test_a_folder_of_years_with_its_code_files(write, keep):
    write("2020,842,392,282520,1,1", name="BACI_HS92_Y2020_MADE_UP.csv")
    write(
        "4,Afghanistan,AF,AFG",
        header="country_code,country_name,country_iso2,country_iso3",
        name="country_codes_V1.csv",
    )
    write('010111,"Horses"', header="code,description", name="product_codes_HS92_V1.csv")
    path = write("2021,842,392,282520,3,1", name="BACI_HS92_Y2021_MADE_UP.csv")
    reading, rows = keep(path.parent)
    assert [(r["year"], r["file"], r["row"]) for r in rows] == [
        (2020, "BACI_HS92_Y2020_MADE_UP.csv", 2),
        (2021, "BACI_HS92_Y2021_MADE_UP.csv", 2),
    ]
    assert reading.kept == 2


@pytest.mark.parametrize(
    "header",
    [
        "country_code,country_name,country_iso2,country_iso3",
        "country_code,country_name_abbreviation,iso_2digit_alpha,iso_3digit_alpha",
    ],
)
def test_a_new_code_of_the_publishers_list_is_used(write, keep, header):
    path = write("2020,998,392,282520,1,1")
    write("998,Newland,FO,FRO", "516,Namibia,,NAM", header=header, name="country_codes_V999999.csv")
    assert keep(path)[1][0]["exporter"] == "FO"


def test_a_list_that_contradicts_is_a_fault(write, keep):
    path = write("2020,842,392,282520,1,1")
    write("842,Elsewhere,FO,FRO", header="country_code,x,country_iso2,y", name="country_codes_V999999.csv")
    with pytest.raises(SourceError, match=r"country_codes_V999999.csv, row 2: .*'FO', allowed: US"):
        keep(path)


def test_an_unknown_country_is_refused_with_its_row(write, keep):
    lines = [f"2020,842,{code},282520,1,1" for code in (4, 8, 12, 16, 20, 24, 28, 31, 32, 36)]
    lines += [
        f"2020,392,{code},{good},1,1"
        for code in (4, 8, 12, 16, 20, 24, 28, 31, 32, 36)
        for good in range(260111, 260113)
    ]
    lines += [
        f"2020,156,{code},{good},1,1"
        for code in (4, 8, 12, 16, 20, 24, 28, 31, 32, 36)
        for good in (282520, 260300, 260400, 260600, 260700, 260800, 260900)
    ]
    reading, rows = keep(write(*lines, "2020,997,392,282520,1,1"))
    assert (reading.read, reading.kept, len(rows)) == (101, 100, 100)
    assert reading.refused[0].row == 102
    assert reading.refused[0].why.startswith("country code 997 is not in the publisher's list.")


def test_trade_with_itself_is_refused(write, keep):
    reading, rows = keep(write("2020,842,842,282520,1,1", "2020,842,392,282520,1,1"))
    assert len(rows) == 1
    assert (reading.refused[0].row, "the same (code 842)" in reading.refused[0].why) == (2, True)


def test_a_small_file_is_said_to_be_an_extract(write, keep):
    reading, _ = keep(write("2020,842,392,282520,1,1"))
    assert any(note.startswith("Year 2020: 1 rows only") for note in reading.notes)


def test_the_same_file_gives_the_same_bytes(write, keep, tmp_path):
    path = write(*(f"2020,842,{code},282520,1,1" for code in range(1, 900) if code in (4, 8, 12, 392, 410)))
    keep(path)
    keep(path)
    first, second = sorted(tmp_path.glob("sink-*/trade.parquet"))
    assert first.read_bytes() == second.read_bytes()
