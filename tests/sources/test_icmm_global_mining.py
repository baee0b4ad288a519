"""ICMM's list of sites: each once a mineral, in the place the list gives, against the publisher's own counts."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.store import Evidence
from orepath.sources.icmm_global_mining.read import SOURCE, read
from orepath.sources.importing import import_dataset
from orepath.vocabulary.places import find_place

DATASET = "icmm-global-mining-dataset"
FILE = "facilities/icmm_global-mining-dataset_2025.xlsx"
HEADER = ["ICMMID", "Confidence Factor", "Mine Name ", "Group Names", "Latitude", "Longitude", "Asset Type"]
HEADER += ["Country or Region", "Primary Commodity", "Secondary Commodity", "Other Commodities"]
WHOLE = [
    "ICMM99901",
    "High",
    "Aland Pit",
    "Aland; Pit",
    36.0,
    138.0,
    "Mine",
    "Japan",
    "copper ",
    " gold",
    "coal;silver",
]


@pytest.fixture(scope="module")
def made(shared_data, read_rows):
    return read_rows(DATASET, shared_data / FILE)


@pytest.fixture(scope="module")
def sheets(shared_data):
    book = CalamineWorkbook.from_path(str(shared_data / FILE))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def of_site(rows, *ids):
    return [row for row in rows if row["item"] in ids]


def test_rows_as_recorded(made, golden_rows):
    chosen = ("ICMM00026", "ICMM00038", "ICMM07721", "ICMM06223", "ICMM02000", "ICMM05671")
    cobalt = [row for row in made[1] if row["mineral"] == "cobalt" and row["place"] in ("CD", "ZM", "CU", "JP")]
    golden_rows(DATASET, [*of_site(made[1], *chosen), *cobalt[:20]])


def test_what_was_read(made):
    reading, rows = made
    assert (reading.read, reading.kept, len(rows), reading.refused) == (8508, 13005, 13005, ())
    assert (reading.edition, reading.recorded) == ("2025-09", date(2025, 9, 30))
    assert len({row["item"] for row in rows}) == 8508
    assert len({row["row_key"] for row in rows}) == len(rows)


def test_sites_of_each_place_are_as_many_as_the_publisher_counts(made, sheets):
    counted = {
        find_place(row[11]): int(row[13])
        for row in sheets["Supplemental Sheet"][5:]
        if isinstance(row[13], float) and find_place(row[11]) and row[13]
    }
    assert len(counted) == 129
    listed = Counter({row["item"]: row["place"] for row in made[1]}.values())
    differing = {place: (listed[place], counted[place]) for place in counted if listed[place] != counted[place]}
    assert differing == {"EC": (9, 10), "US": (1627, 1626)}  # the publisher's two sheets differ by a site
    assert listed.total() == sum(counted.values()) == 8508


def test_primary_commodities_are_as_many_as_the_publisher_counts(made, sheets):
    counted = {row[5]: int(row[7]) for row in sheets["Supplemental Sheet"][5:] if isinstance(row[7], float)}
    for mineral in ("lithium", "copper", "tin", "tungsten", "cobalt", "uranium"):
        primary = [
            row for row in made[1] if row["mineral"] == mineral and json.loads(row["fields"])["rank"] == "primary"
        ]
        assert len(primary) == counted[mineral], mineral


def test_a_question_of_a_mineral_in_a_place_gives_each_site_once(shared_data, home):
    release, _ = import_dataset(DATASET, shared_data / FILE, date(2026, 1, 1))
    found = Evidence([release]).statements("site", mineral="cobalt", place="CD")
    assert len(found) == len({one.item for one in found}) > 5
    assert {one.licence for one in found} == {"CC-BY-4.0"}


def test_a_minus_that_is_no_hyphen_is_read_and_said(made):
    (row,) = {json.loads(row["fields"])["latitude"] for row in of_site(made[1], "ICMM07721")}
    assert row == -23.8901
    assert any("ICMM07721" in note for note in made[0].notes)


def test_sites_far_from_their_place_are_kept_and_said(made):
    far = [row for row in made[1] if row["place"] == "NC" and row["note"]]
    assert len({row["item"] for row in far}) == 21
    assert Counter(row["note"].rpartition(" ")[2] for row in far).most_common(1)[0][0] == "AU"
    assert any("NC 21" in note for note in made[0].notes)


def test_several_kinds_of_plant_give_a_stage_where_they_agree(made):
    stages = {tuple(json.loads(row["fields"])["asset_types"]): row["stage"] for row in made[1]}
    assert stages[("Smelter", "Refinery")] == "refine"
    assert stages[("Mine", "Plant")] == "mine"
    assert stages[("Mine", "Smelter")] is None
    assert stages[("Refinery", "Steel Plant")] == "refine"
    assert stages[("Steel Plant",)] is None


def test_the_licence_is_of_the_file_and_the_data_are_not_shipped():
    assert (SOURCE.licence, SOURCE.allows) == ("CC-BY-4.0", "redistribution")


def book(folder: Path, *rows: list, header: list = HEADER, about: str = "Global Mining Dataset - May 2099") -> Path:
    path = folder / "made-up.xlsx"
    with xlsxwriter.Workbook(str(path), {"nan_inf_to_errors": True}) as workbook:
        workbook.add_worksheet("About").write(1, 1, about)
        sheet = workbook.add_worksheet("External")
        for number, row in enumerate([header, *rows]):
            sheet.write_row(number, 0, row)
    return path


def refusal(path: Path, folder: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(folder))
    assert not list(folder.glob("*.parquet"))
    return raised.value.message()


def changed(column: str, cell: object) -> list:
    names = [name.strip() for name in HEADER]
    return [cell if name == column else old for name, old in zip(names, WHOLE, strict=True)]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("ICMMID", "", "column ICMMID is empty"),
        ("Confidence Factor", "Certain", "column Confidence Factor: found 'Certain'"),
        ("Mine Name", "", "column Mine Name is empty"),
        ("Latitude", "36,5", "found '36,5'"),
        ("Latitude", 138.0, "latitude before longitude"),
        ("Latitude", float("nan"), "column Latitude: found '#NUM!'"),
        ("Latitude", "\u2212high", "column Latitude"),
        ("Longitude", 200, "column Longitude: found '200'"),
        ("Longitude", "", "column Longitude is empty"),
        ("Asset Type", "Mine;Casino", "found 'Casino'"),
        ("Country or Region", "Atlantis", "'Atlantis' is not known"),
        ("Primary Commodity", "", "column Primary Commodity is empty"),
        ("Primary Commodity", "2024-13-41", "column Primary Commodity: found '2024-13-41'"),
        ("Other Commodities", "coal;' or 1=1 --", "column Other Commodities: found '' or 1=1 --'"),
        ("ICMMID", "true", "column ICMMID: found 'true', allowed: ICMM00026"),
        ("Mine Name", "#N/A", "column Mine Name: found '#N/A'"),
        ("Group Names", 4.5, "column Group Names: found '4.5'"),
    ],
)
def test_cells_that_are_refused(column, cell, said, tmp_path):
    message = refusal(book(tmp_path, changed(column, cell)), tmp_path)
    assert said in message and "External, row 2" in message


def test_a_new_word_for_a_commodity_is_said(tmp_path, read_rows, monkeypatch):
    monkeypatch.setattr("orepath.sources.icmm_global_mining.read.check_counts", lambda *_: [])
    reading, _ = read_rows("icmm-global-mining-dataset", book(tmp_path, changed("Secondary Commodity", "unobtainium")))
    assert "1 words for commodities are not known here, and no mineral is told by them: unobtainium" in reading.notes[1]


def test_every_fault_is_named_at_once(tmp_path):
    message = refusal(book(tmp_path, changed("Latitude", 99), changed("Country or Region", "Atlantis")), tmp_path)
    assert "row 2" in message and "row 3" in message and "External, row 3: the key 'ICMM99901'" not in message


def test_an_id_that_stands_twice(tmp_path):
    assert "the key 'ICMM99901' occurs again" in refusal(book(tmp_path, WHOLE, WHOLE), tmp_path)


def test_a_column_that_is_missing_and_one_that_is_new(tmp_path):
    header = [*HEADER[:-1], "Owner"]
    message = refusal(book(tmp_path, WHOLE, header=header), tmp_path)
    assert "missing Other Commodities; not expected Owner" in message


def test_another_title(tmp_path):
    assert "another edition" in refusal(book(tmp_path, WHOLE, about="A list"), tmp_path)


def test_latitude_and_longitude_exchanged(tmp_path):
    header = list(HEADER)
    header[4], header[5] = header[5], header[4]
    rows = [
        [f"ICMM{99900 + number}", *WHOLE[1:4], -33.0, -69.0, "Mine", "Chile", "copper", "", ""] for number in range(20)
    ]
    message = refusal(book(tmp_path, *rows, header=header), tmp_path)
    assert "latitude and longitude exchanged: found 1.0" in message


def test_a_file_broken_off_after_whole_rows(tmp_path):
    assert "sites: found 1, at least 8000" in refusal(book(tmp_path, WHOLE), tmp_path)


def test_a_workbook_with_other_sheets(tmp_path):
    path = tmp_path / "made-up.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("Sheet1")
    assert "no sheet About, External" in refusal(path, tmp_path)


def test_a_list_with_too_many_rows(tmp_path):
    assert "sites: found 40001" in refusal(book(tmp_path, *[["X"]] * 40_000), tmp_path)
