"""The workbook of mines of Jasansky et al.: counts, sums and facts of the file; no rows of it are recorded here."""

import json
import shutil
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.jasansky_mines.materials import measured, mineral_of
from orepath.sources.jasansky_mines.owners import owners_in
from orepath.sources.jasansky_mines.read import SOURCE, read
from orepath.sources.jasansky_mines.sheets import SHEETS

DATASET = "jasansky-mines"
FILE = "facilities/detailed_data_mining.xlsx"


@pytest.fixture(scope="module")
def made(shared_data, read_rows):
    return read_rows(DATASET, shared_data / FILE)


@pytest.fixture(scope="module")
def cells(shared_data):
    book = CalamineWorkbook.from_path(str(shared_data / FILE))
    found = {}
    for name in book.sheet_names:
        header, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found[name] = [dict(zip(header, row, strict=True)) for row in rows]
    return found


def of(rows, property_, sheet=""):
    return [row for row in rows if row["property"] == property_ and row["row_key"].startswith(sheet)]


def test_what_was_read(made):
    reading, rows = made
    assert (reading.read, reading.kept, len(reading.refused)) == (36082, len(rows), 14)
    assert len({(row["row_key"], row["property"]) for row in rows}) == len(rows) == 42828
    assert all("cell for cell" in one.why for one in reading.refused)


def test_nothing_of_a_site_is_a_figure_of_a_country(made):
    assert {row["property"].partition("_")[0] for row in made[1]} == {"site"}


def test_sites_parts_and_companies_are_kept_apart(made, cells):
    sites = {row["item"] for row in of(made[1], "site")}
    parts = {row["item"] for row in of(made[1], "site_part")}
    groups = {row["item"] for row in of(made[1], "site_group")}
    assert (len(sites), len(parts), len(groups)) == (1412, 978, 23)
    assert len(sites | groups) == len(cells["general"]) and len(parts) == len(cells["sub_sites"])
    assert all(" / " in part for part in parts)


def test_a_site_counts_once_a_mineral(made):
    cobalt = [row for row in of(made[1], "site") if (row["mineral"], row["place"]) == ("cobalt", "CD")]
    assert len(cobalt) == len({row["item"] for row in cobalt}) == 4


@pytest.mark.parametrize(
    ("property_", "sheet", "column", "count"),
    [
        ("site_ore_production", "minerals_ores_conce", "value", 14848),
        ("site_production", "commodities", "value", 7487),
        ("site_capacity", "capacity_reserves", "processing_capacity_value", 200),
        ("site_ore_reserves", "capacity_reserves", "reserves_mineral_value", 1378),
        ("site_transport", "transport", "value", 458),
    ],
)
def test_every_number_of_the_sheet_is_a_statement(made, cells, property_, sheet, column, count):
    reported = [row for row in of(made[1], property_, sheet) if row["status"] == "reported"]
    given_ = sum(isinstance(row[column], float) for row in cells[sheet])
    assert len(reported) == count
    assert given_ - count == (1 if sheet == "minerals_ores_conce" else 0)


def test_gold_of_a_mine_in_tonnes(made, cells):
    (cell,) = [row["value"] for row in cells["commodities"] if row["mine_fac"] == "Sukari" and row["year"] == 2018]
    (row,) = [row for row in of(made[1], "site_production") if row["item"] == "Sukari" and row["from_"].year == 2018]
    assert (row["mineral"], row["unit"], row["place"]) == ("gold", "t", "EG")
    assert row["value"] == pytest.approx(cell * 31.1034768e-6, rel=1e-12)
    assert row["original"] == f"{cell:.0f} ozt"


def test_a_share_of_a_figure_is_said_and_not_divided(made, cells):
    shares = [
        row
        for sheet, column in (("minerals_ores_conce", "value"), ("commodities", "value"), ("waste", "value"))
        for row in cells[sheet]
        if isinstance(row["production_share"], float) and row["production_share"] != 1 and row[column] != ""
    ]
    said = [row for row in made[1] if "the owner's share" in (row["note"] or "")]
    assert len(said) >= len(shares) > 500
    assert any("1459 figures are the share" in note for note in made[0].notes)


def test_a_unit_of_several_kinds_is_not_converted(made):
    grades = [row for row in of(made[1], "site_grade") if row["original"].endswith(" oz/t")]
    assert grades and {row["value"] for row in grades} == {None}
    assert {row["status"] for row in grades} == {"reported"}
    assert all("unit not converted" in row["note"] for row in grades)


def test_an_empty_value_is_not_zero(made):
    empty = [row for row in made[1] if row["status"] == "not_available"]
    zero = [row for row in made[1] if row["value"] == 0]
    assert empty and zero and {row["value"] for row in empty} == {None}


def test_owners_are_text_and_shares_only_where_they_are_a_plain_list(made):
    owners = of(made[1], "site_ownership")
    parsed = [row for row in owners if "owners" in json.loads(row["fields"])]
    assert (len(owners), len(parsed)) == (699, 681)
    (joint,) = [row for row in owners if row["item"] == "Antamina"]
    assert [one["share"] for one in json.loads(joint["fields"])["owners"]] == ["22.5%", "33.75%", "33.75%", "10%"]
    assert any("183 of these do not add up to 100" in note for note in made[0].notes)


def test_facility_ids_come_with_the_authors_list(shared_data, read_rows, tmp_path):
    shutil.copy(shared_data / FILE, tmp_path)
    shutil.copy(shared_data / "facilities/fineprint/facility_ids.csv", tmp_path)
    reading, rows = read_rows(DATASET, tmp_path)
    first = next(row for row in of(rows, "site") if row["item"] == "777")
    assert json.loads(first["fields"])["facility_id"] == "COM00001.00"
    assert any("2413 of 2413" in note for note in reading.notes)


def test_the_licence_allows_own_use_alone():
    assert SOURCE.allows == "own_use"


@pytest.mark.parametrize(
    "text",
    [
        "Aland Ore",
        "Aland Ore (60%), sold in 2014",
        "Aland Ore (60%) and Boria (40%)",
        "Aland Ore (21.%)",
        "Aland Ore (50%(",
        "Aland Ore (60%).",
        "Aland Ore 60%",
        "(60%)",
        "%)" * 5000,
        "(" * 20000,
        "a" * 32000 + "%",
    ],
)
def test_owners_that_are_not_a_plain_list(text):
    assert owners_in(text) == []


@given(
    st.lists(st.tuples(st.from_regex(r"[A-Z][a-z ,.&]{0,20}[a-z.]", fullmatch=True), st.integers(1, 100)), min_size=1)
)
def test_a_plain_list_of_owners_is_read_as_written(owners):
    text = ", ".join(f"{name} ({share}%)" for name, share in owners)
    assert [(one["name"], one["share"]) for one in owners_in(text)] == [(name, f"{share}%") for name, share in owners]


def test_ounces_of_a_base_metal_are_not_troy():
    assert measured("koz", "gold") == ("t", 31.1034768e-3)
    assert measured("koz", "copper") is None
    with pytest.raises(KeyError):
        measured("barrels", None)


def test_materials():
    found = [mineral_of(word) for word in ("Gold ore", "Bulk ore", "Limonite (nickel bearing)", "Coal")]
    assert found == ["gold", None, "nickel", None]


COLUMNS = {sheet: SHEETS[sheet]["columns"] for sheet in SHEETS}
SITE = {"mine_fac": "Aland", "country": "Japan", "latitude": 36.0, "longitude": 138.0, "mine_or_processing": "Mine"}
MINED = {"mine_fac": "Aland", "type_mineral": "Ore mined", "min_ore_con": "Gold ore", "year": 2019, "value": 5}


def book(folder: Path, columns=COLUMNS, **rows: list[dict]) -> Path:
    path = folder / "made-up.xlsx"
    with xlsxwriter.Workbook(str(path), {"nan_inf_to_errors": True}) as workbook:
        for name, header in columns.items():
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, header)
            for number, row in enumerate(rows.get(name, []), start=1):
                for column, cell in row.items():
                    sheet.write(number, header.index(column), cell)
    return path


def refusal(path: Path, folder: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(folder))
    assert not list(folder.glob("*.parquet"))
    return raised.value.message()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"country": "Atlantis"}, "'Atlantis' is not known"),
        ({"country": ""}, "column country is empty"),
        ({"mine_fac": ""}, "column mine_fac is empty"),
        ({"latitude": ""}, "column latitude is empty"),
        ({"latitude": 138.0}, "latitude before longitude"),
        ({"longitude": "138,5"}, "found '138,5'"),
        ({"mine_or_processing": "Casino"}, "found 'Casino'"),
    ],
)
def test_sites_that_are_refused(change, said, tmp_path):
    assert said in refusal(book(tmp_path, general=[{**SITE, **change}]), tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mine_fac": "Boria"}, "found 'Boria', allowed: a name of the sheet general"),
        ({"year": 3019}, "column year: found '3019'"),
        ({"year": ""}, "column year is empty"),
        ({"year": "FY2019"}, "found 'FY2019'"),
        ({"value": "5,0"}, "column value: found '5,0'"),
        ({"value": -5}, "column value: found '-5'"),
        ({"value": 1e300}, "column value: found"),
        ({"value": float("nan")}, "column value: found '#NUM!'"),
        ({"unit": "barrels"}, "column unit: found 'barrels'"),
        ({"unit": "%"}, "column unit: found '%'"),
        ({"all_metals_overall_grade": 1, "grade_unit": "Kt"}, "column grade_unit: found 'Kt'"),
        ({"production_share": "half"}, "column production_share: found 'half'"),
        ({"min_ore_con": -1.757}, "column min_ore_con: found '-1.757', allowed: a text"),
        ({"source": True}, "column source: found 'TRUE', allowed: a text"),
        ({"source": "#REF!"}, "column source: found '#REF!'"),
        ({"amount_sold": True}, "column amount_sold: found 'TRUE'"),
    ],
)
def test_figures_that_are_refused(change, said, tmp_path):
    rows = {"general": [SITE], "minerals_ores_conce": [{**MINED, "unit": "Kt", **change}]}
    message = refusal(book(tmp_path, **rows), tmp_path)
    assert said in message and "minerals_ores_conce, row 2" in message


def test_a_name_that_stands_twice(tmp_path):
    assert "the key 'Aland' occurs again" in refusal(book(tmp_path, general=[SITE, SITE]), tmp_path)


def test_a_part_of_no_site(tmp_path):
    part = {"mine_fac": "Boria", "sub_site": "Pit 1", "mine_or_processing": "Mine"}
    assert "found 'Boria'" in refusal(book(tmp_path, general=[SITE], sub_sites=[part]), tmp_path)


def test_owners_of_no_site_and_of_no_year(tmp_path):
    rows = [{"mine_fac": "Boria", "year": 2019}, {"mine_fac": "Aland", "owners": "Aland Ore (100%)"}]
    message = refusal(book(tmp_path, general=[SITE], other_info=rows), tmp_path)
    assert "row 2" in message and "other_info, row 3: column year is empty" in message


def test_a_sheet_without_its_columns(tmp_path):
    columns = {**COLUMNS, "waste": [name for name in COLUMNS["waste"] if name != "unit"]}
    assert "missing unit" in refusal(book(tmp_path, columns), tmp_path)


def test_a_workbook_without_a_sheet(tmp_path):
    columns = {name: header for name, header in COLUMNS.items() if name != "transport"}
    assert "no sheet transport" in refusal(book(tmp_path, columns), tmp_path)


def test_a_file_with_too_few_rows(tmp_path):
    message = refusal(book(tmp_path, general=[SITE]), tmp_path)
    assert "sites: found 1, at least 1400" in message and "rows of processing: found 0" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "facility_id,mine_fac,sub_site\nCOM00001.00,Aland,\nCOM00001.00,Boria,\n",
            "'COM00001.00' occurs again",
        ),
        ("facility_id,mine_fac,sub_site\nCOM00001.00,Aland,\nCOM00002.00,Aland,\n", "the key 'Aland' occurs again"),
        ("facility_id,mine_fac,sub_site\nCOM00001.00,,\n", "column mine_fac is empty"),
        ("facility_id,mine_fac,sub_site\nX1,Aland,\n", "column facility_id: found 'X1', allowed: COM00001.00"),
        ("facility_id,name\nCOM00001.00,Aland\n", "missing mine_fac, sub_site"),
        ("facility_id,mine_fac,sub_site\nCOM00001.00,Aland\n", "row has 2 cells"),
    ],
)
def test_lists_of_ids_that_are_refused(text, said, tmp_path):
    book(tmp_path, general=[SITE]).rename(tmp_path / SOURCE.raw["workbook"])
    (tmp_path / SOURCE.raw["concordance"]).write_text(text, "utf-8")
    assert said in refusal(tmp_path, tmp_path)


def test_a_folder_without_the_workbook(tmp_path):
    assert "the folder lacks: detailed_data_mining.xlsx" in refusal(tmp_path, tmp_path)


def test_a_sheet_with_too_many_rows(tmp_path):
    rows = [{"mine_fac": "Aland"}] * (SOURCE.raw["most_rows"] + 1)
    assert "rows: found 100002" in refusal(book(tmp_path, general=rows), tmp_path)
