"""The Commission's 2023 study: every quirk of its tables."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.ec_crm_2023.names import mineral_of
from orepath.sources.ec_crm_2023.read import FILES, SOURCE, read
from orepath.sources.recognising import recognised
from orepath.vocabulary.terms import minerals

FOLDER = "eu_crm_2023"


@pytest.fixture(scope="module")
def study(shared_data, read_rows):
    return read_rows("ec-crm-2023", shared_data / FOLDER)


@pytest.fixture(scope="module")
def rows(study):
    return study[1]


def find(rows, **wanted):
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


@pytest.fixture
def copy(shared_data, tmp_path) -> Path:
    return Path(shutil.copytree(shared_data / FOLDER, tmp_path / FOLDER))


def change(copy: Path, role: str, old: bytes, new: bytes) -> None:
    path = copy / FILES[role]["name"]
    path.chmod(0o644)
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def refusal(path: Path, tmp_path: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    return raised.value.message()


def test_rows_as_recorded(rows, golden_rows):
    chosen = [
        *find(rows, property="supply_share", mineral="cobalt", stage="mine", item="global supply", place="CD"),
        *find(rows, property="trade_parameter", mineral="cobalt", stage="mine", item="global supply", place="CD"),
        *find(rows, property="supply_share", mineral="graphite", stage="mine", item="EU supply", place="CN"),
        *find(rows, property="supply_share", mineral="gypsum", item="global supply", place="AF"),
        *find(rows, property="supply_risk", mineral="nickel"),
        *find(rows, property="economic_importance", mineral="bismuth", from_=rows[0]["from_"].replace(year=2011)),
        *find(rows, property="use_share", mineral="manganese"),
        *find(rows, item="global supply, Sapele wood", place="CM", property="supply_share"),
    ]
    golden_rows("ec-crm-2023", chosen)


def test_what_was_read(study):
    reading, rows = study
    assert (reading.read, len(rows)) == (4252, 7983)
    assert reading.edition == "2023"
    assert reading.recorded == SOURCE.published


def test_less_than_keeps_its_kind_and_is_no_zero(rows):
    small = [row for row in rows if row["status"] == "less_than"]
    assert len(small) == 514
    assert {(row["value"], row["low"], row["high"], row["original"]) for row in small} == {(None, 0.0, 0.001, "<0.1%")}


def test_greater_than_keeps_its_kind(rows):
    (row,) = [row for row in rows if row["status"] == "greater_than"]
    assert (row["value"], row["low"], row["high"], row["original"]) == (None, 0.0, None, ">0%")


def test_a_dash_is_not_available_and_no_zero(rows):
    dashes = [row for row in rows if row["original"] == "-"]
    assert len(dashes) == 126
    assert {(row["status"], row["value"]) for row in dashes} == {("not_available", None)}


def test_stages_are_extraction_and_processing(rows):
    shares = [row for row in rows if row["property"] == "supply_share" and row["item"].startswith("global")]
    assert Counter(row["stage"] for row in shares) == {"mine": 1661, "refine": 900}


def test_shares_are_of_one_and_never_made_to_sum(rows):
    nickel = find(rows, property="supply_share", mineral="nickel", stage="mine", item="global supply")
    assert sum(row["value"] or 0 for row in nickel) == pytest.approx(0.909)
    vanadium = find(rows, property="supply_share", mineral="vanadium", stage="refine", item="global supply")
    assert sum(row["value"] or 0 for row in vanadium) == pytest.approx(0.887)


def test_groups_that_fall_short_are_counted(study):
    notes = " ".join(study[0].notes)
    assert "global supply: 10 of 122 groups do not sum to 99-101 %, 88.7% to 98.7%" in notes
    assert "EU supply: 71 of 96 groups" in notes


def test_latin_letters_and_the_euro_sign_are_read(rows):
    assert find(rows, property="supply_share", place="TR", mineral="boron", stage="mine", item="global supply")
    assert "€" in FILES["uses"]["columns"][-1]


def test_spellings_of_one_country_become_one(rows):
    places = {row["row_key"].split("|")[3]: row["place"] for row in rows if "supply|" in row["row_key"]}
    for names, code in ((("Brazil", "Brasil", "Brasilia"), "BR"), (("Türkiye", "Turkyie"), "TR")):
        assert {places[name] for name in names} == {code}
    assert places["Lebanon"] == places["Libanon"] == "LB"
    assert places["Congo"] == "CG"
    assert places["Congo, D.R."] == "CD"
    assert places["Korea, South"] == places["South Korea"] == "KR"
    assert places["Namibia"] == "NA"


def test_a_material_over_two_lines_is_one(rows):
    teak = [
        row for row in rows if row["item"] == "EU assessment, Natural Teak wood" and row["property"] == "supply_risk"
    ]
    assert len({row["from_"] for row in teak}) == 5
    assert len(teak) == 5


def test_materials_outside_the_vocabulary_are_kept_by_name(rows):
    wood = [row for row in rows if row["text"] == "Sapele wood"]
    assert wood
    assert {row["mineral"] for row in wood} == {None}
    assert all("Sapele wood" in row["item"] for row in wood)


def test_materials_stand_for_minerals_of_the_vocabulary(rows):
    assert {row["mineral"] for row in rows if row["mineral"]} <= set(minerals())
    assert mineral_of("Aluminium", "E") == "bauxite"
    assert mineral_of("Aluminium", "P") == "aluminium"
    assert mineral_of("Titanium metal", "P") is None


def test_no_two_statements_share_a_key_or_a_subject(rows):
    assert len({(row["row_key"], row["property"]) for row in rows}) == len(rows)
    subject = ("property", "mineral", "stage", "item", "place", "from_")
    assert max(Counter(tuple(row[name] for name in subject) for row in rows).values()) == 1


def test_a_share_without_its_sign_is_refused_and_said(study):
    whys = [refused.why for refused in study[0].refused]
    assert "fact_EUSupplyShares&t.csv: share '6' is no percentage" in whys
    silicon = find(study[1], mineral="silicon", stage="refine", item="EU supply", place="DE")
    assert [row["property"] for row in silicon] == ["trade_parameter"]


def test_a_repeated_use_is_counted_once(study):
    reading, rows = study
    assert any("repeats row 186 word for word" in refused.why for refused in reading.refused)
    magnesium = find(rows, property="use_share", mineral="magnesium")
    assert sum(row["value"] for row in magnesium) == pytest.approx(1.0)


def test_rows_are_numbered_as_a_spreadsheet_does(rows, shared_data):
    for row in (rows[0], rows[4000], rows[-1]):
        file, _, number = row["locator"].rpartition(", row ")
        with (shared_data / FOLDER / file).open(encoding="cp1252", newline="") as opened:
            assert list(csv.reader(opened))[int(number) - 1][0] == row["text"]


def test_one_file_is_told_that_the_folder_is_needed(shared_data, tmp_path):
    message = refusal(shared_data / FOLDER / FILES["global"]["name"], tmp_path)
    assert "this is one file" in message
    assert all(entry["name"] in message for entry in FILES.values())


def test_every_file_is_told_as_one_of_the_study(shared_data):
    assert {recognised(shared_data / FOLDER / entry["name"]) for entry in FILES.values()} == {"ec-crm-2023"}


def test_missing_files_are_named(copy, tmp_path):
    for role in ("uses", "groups"):
        (copy / FILES[role]["name"]).unlink()
    message = refusal(copy, tmp_path)
    assert FILES["uses"]["name"] in message
    assert FILES["groups"]["name"] in message
    assert FILES["eu"]["name"] not in message


def test_all_faults_come_at_once(copy, tmp_path):
    change(copy, "global", b"Fluorspar,E,Afghanistan,0.4%,1.0", b"Fluorspar,X,Atlantis,0.4%,much")
    change(copy, "risk", b"Cobalt,2011,1.1,7.2", b"Cobalt,2011,n/a,7.2")
    message = refusal(copy, tmp_path)
    for said in ("Atlantis", "'X'", "'much'", "'n/a'", "row 2:", f"{FILES['risk']['name']}, row 14"):
        assert said in message, said


def test_a_shifted_row_is_found(copy, tmp_path):
    change(copy, "eu", b"Aggregates,E,Austria,4%,0.8", b"Aggregates,E,Austria,,4%,0.8")
    assert "row 2: the row has 6 cells where the header has 5" in refusal(copy, tmp_path)


def test_an_unknown_material_is_a_fault(copy, tmp_path):
    change(copy, "global", b"Fluorspar,E,Afghanistan", b"Unobtainium,E,Afghanistan")
    assert "Unobtainium" in refusal(copy, tmp_path)


def test_a_file_saved_anew_in_utf_8_is_refused(copy, tmp_path):
    path = copy / FILES["uses"]["name"]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().decode("cp1252").encode("utf-8"))
    assert "columns are not those" in refusal(copy, tmp_path)
