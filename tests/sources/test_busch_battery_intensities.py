"""Minerals per kWh, capacities and chemistries: one by one and as a folder, and what is no figure among them."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.busch_battery_intensities.read import SOURCE, read

FOLDER = "intensity"
NEW, OLD = "Mineral_Intensity_2025.xlsx", "Mineral_Intensity_2023_batpac.xlsx"
MIX, SIZES = "battery_chem_world.csv", "bat_size.csv"


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / FOLDER


@pytest.fixture(scope="module")
def rows(folder, read_rows):
    return read_rows("battery-intensities", folder)[1]


def find(rows, **wanted):
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def refusal(path: Path, tmp_path: Path) -> str:
    place = tmp_path / "sink"
    place.mkdir(exist_ok=True)
    with pytest.raises(SourceError) as raised:
        read(path, Sink(place))
    return raised.value.message()


def edited(path: Path, tmp_path: Path, sheet: str, cells: dict[str, object]) -> Path:
    workbook = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        workbook[sheet][cell] = value
    copy = tmp_path / path.name
    workbook.save(copy)
    return copy


def rewritten(path: Path, tmp_path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    copy = tmp_path / path.name
    copy.write_text(text.replace(old, new, 1), "utf-8")
    return copy


def test_rows_as_recorded(rows, golden_rows):
    chosen = [
        *(row for row in find(rows, property="mineral_intensity", mineral="cobalt") if "NMC 811" in row["item"]),
        *(row for row in find(rows, property="mineral_intensity", mineral=None) if row["item"].startswith("LFP, ")),
        *find(rows, property="battery_capacity", place="JP"),
        *(row for row in rows if row["property"] == "battery_installed" and row["from_"].year == 2023),
    ]
    golden_rows("battery-intensities", chosen)


def test_a_folder_is_its_files_one_by_one(folder, rows, read_rows):
    single = {name: read_rows("battery-intensities", folder / name) for name in (NEW, OLD, MIX, SIZES)}
    assert [single[name][0].edition for name in (NEW, OLD)] == ["BatPaC 5.2", "BatPaC 5.1"]
    keys = [(row["row_key"], row["property"]) for _, made in single.values() for row in made]
    assert len(set(keys)) == len(keys) == len(rows) == 210 + 210 + 164 + 64
    assert set(keys) == {(row["row_key"], row["property"]) for row in rows}


def test_a_kwh_per_kwh_is_no_figure(folder, read_rows):
    reading, made = read_rows("battery-intensities", folder / NEW)
    assert (reading.read, reading.kept) == (236, 210)
    assert not any("kWh" in row["text"].split(";")[0] for row in made)
    assert any("26 rows say 1 kWh per kWh" in note for note in reading.notes)


def test_what_is_no_mineral_keeps_its_name(rows):
    others = find(rows, property="mineral_intensity", mineral=None)
    assert {row["item"].split(", ")[1] for row in others} == {"Steel", "Stainless steel", "Phosphorus", "Phosphate"}


def test_graphite_is_of_either_kind(rows):
    graphite = find(rows, property="mineral_intensity", mineral="graphite")
    assert graphite and all("does not tell" in row["note"] for row in graphite)


def test_shares_of_a_year_sum_to_one(rows):
    for year in range(2015, 2025):
        shares = [row["value"] for row in find(rows, property="chemistry_share") if row["from_"].year == year]
        assert sum(shares) == pytest.approx(1, abs=1e-12)


def test_a_national_mix_is_read_where_a_user_has_one(tmp_path, read_rows):
    path = tmp_path / "made-up-mix.csv"
    lines = ["Year,c,chemistry,MWh,chem_share_mwh", "2030,Finland,LFP,30,0.75", "2030,Finland,NCA,10,0.25"]
    path.write_text("\n".join(lines) + "\n2030,Rest of EU,LFP,5,1\n", "utf-8")
    reading, made = read_rows("battery-intensities", path)
    shares = find(made, property="chemistry_share")
    assert reading.edition == "chemistries by country"
    assert [(row["place"], row["item"], row["value"]) for row in shares] == [
        ("FI", "LFP", 0.75),
        ("FI", "NCA", 0.25),
        (None, "LFP, Rest of EU", 1.0),
    ]


def test_faults_of_all_files_come_at_once(folder, tmp_path):
    place = tmp_path / "spoilt"
    shutil.copytree(folder, place)
    edited(place / NEW, place, "All_Minerals", {"F2": -1, "D3": "Unobtainium"})
    rewritten(place / SIZES, place, '"Japan"', '"Atlantis"')
    message = refusal(place, tmp_path)
    assert all(said in message for said in ("'-1.0'", "Unobtainium", "Atlantis"))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"F2": "much"}, "'much'"),
        ({"F2": True}, "'True'"),
        ({"E2": " "}, "column chemistry"),
        ({"E3": "LFP"}, "occurs again"),
        ({"F90": 2}, "allowed: 1"),
        ({"F1": "g_per_kwh"}, "g_per_kwh"),
        ({"A237": None, "B237": None, "C237": None, "D237": None, "E237": None, "F237": None}, "found 235"),
    ],
)
def test_a_wrong_cell_of_a_workbook_is_named(folder, tmp_path, cells, said):
    assert said in refusal(edited(folder / NEW, tmp_path, "All_Minerals", cells), tmp_path)


def test_another_version_of_the_model_is_refused(folder, tmp_path):
    message = refusal(edited(folder / OLD, tmp_path, "Notes", {"C2": "BatPac 9.9"}), tmp_path)
    assert "another edition" in message and "9.9" in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.203070110491261", "0.3", "MWh / sum of MWh"),
        ('"2015","LFP"', '"2015","NMC 811"', "occurs again"),
        ('"2015","LFP"', '"15","LFP"', "YYYY"),
        ("2248.36373200872", "-1", "'-1'"),
        ('"2015","LFP",880.2223,0.0795008552989676\n', "", "found 81"),
    ],
)
def test_a_wrong_row_of_the_mix_is_named(folder, tmp_path, old, new, said):
    assert said in refusal(rewritten(folder / MIX, tmp_path, old, new), tmp_path)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (SIZES, '"Year"', '"year"', "missing Year; not expected year"),
        (SIZES, '"c",', '"c","c",', "missing -; not expected c (2 ×)"),
        (MIX, '"MWh",', "", "missing MWh; not expected -"),
        (SIZES, '"Year","c","kwh_veh"', '"Year";"c";"kwh_veh"', "row 1: the cells are parted by ';'"),
        (SIZES, '"Year","c","kwh_veh"', "Year|c|kwh_veh", "row 1: the cells are parted by '|'"),
        (SIZES, '"kwh_veh"', '"kWh"', "columns Year, c, kWh; without kwh_veh / chem_share_mwh"),
    ],
)
def test_a_header_that_is_not_quite_a_table_is_told_apart(folder, tmp_path, name, old, new, said):
    assert said in refusal(rewritten(folder / name, tmp_path, old, new), tmp_path)


def test_columns_of_a_workbook_may_stand_in_another_order(folder, tmp_path, read_rows):
    book = openpyxl.load_workbook(folder / OLD, data_only=True)
    for row in book["BatPac"].iter_rows(max_col=3):
        row[1].value, row[2].value = row[2].value, row[1].value
    book.save(tmp_path / OLD)
    swapped, straight = (read_rows("battery-intensities", place / OLD)[1] for place in (tmp_path, folder))
    assert [row["row_key"] for row in swapped] == [row["row_key"] for row in straight]
    assert [row["value"] for row in swapped] == pytest.approx(
        [row["value"] for row in straight]
    )  # saved in fewer digits
    assert swapped[0]["locator"].endswith("cell B2") and straight[0]["locator"].endswith("cell C2")


def test_the_same_file_twice_is_refused(folder, tmp_path):
    place = tmp_path / "twice"
    place.mkdir()
    shutil.copy(folder / SIZES, place / "a.csv")
    shutil.copy(folder / SIZES, place / "b.csv")
    assert SOURCE.raw["tables"]["capacity"]["edition"] in refusal(place, tmp_path)


def test_files_of_others_in_a_folder_are_left_alone(folder, tmp_path, read_rows):
    place = tmp_path / "mixed"
    place.mkdir()
    shutil.copy(folder / SIZES, place)
    (place / "notes.txt").write_text("made up", "utf-8")
    (place / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    reading, made = read_rows("battery-intensities", place)
    assert len(made) == 64
    assert sum("left alone" in note for note in reading.notes) == 2
