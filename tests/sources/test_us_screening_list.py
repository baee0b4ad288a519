"""Parties on United States screening lists: the consolidated list, and the header-less files with what joins them."""

import csv
import json
import os
import shutil
from pathlib import Path

import pytest

from orepath.errors import InputError, SourceError
from orepath.evidence.reading import Sink
from orepath.sources.us_screening_list.consolidated_rows import COLUMNS
from orepath.sources.us_screening_list.read import SOURCE, read

ID = "us-screening-list"
SDN = '{},"{}",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,{}\n'
MADE_UP = "".join(SDN.format(n, f"MADE-UP COMPANY {n}", "-0- ") for n in range(1, 8))
PARTY = {"source": "Made-up List (MUL) - Made-up Agency", "name": "Made-up Works"}


@pytest.fixture(scope="module")
def folders(shared_data, tmp_path_factory):
    """The real files of one day each, and the mixture of two days."""
    place = tmp_path_factory.mktemp("sanctions")
    of = {
        "sdn": ("sdn.csv", "alt.csv", "add.csv"),
        "mixed": ("sdn.csv", "alt_2025.csv", "add_2025.csv", "sdn_comments.csv"),
        "cons": ("cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"),
    }
    for name, files in of.items():
        (place / name).mkdir()
        for file in files:
            shutil.copy(shared_data / "sanctions" / file, place / name / file)
    return place


@pytest.fixture(scope="module")
def consolidated(shared_data, read_rows):
    return read_rows(ID, shared_data / "sanctions/csl.csv")


def fields(row):
    return json.loads(row["fields"])


def by_key(rows):
    return {row["row_key"]: row for row in rows}


def listed(path: Path, *parties, columns=COLUMNS, delimiter=",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(PARTY | {"name": f"Made-up {n}"} | party for n, party in enumerate(parties))
    return path


def refusal(path: Path) -> str:
    folder = path.parent / "out"
    folder.mkdir()
    with pytest.raises((SourceError, InputError)) as raised:
        read(path, Sink(folder))
    assert not list(folder.glob("*.parquet"))
    return raised.value.message()


def legacy(folder: Path, **files: str) -> Path:
    place = folder / "files"
    place.mkdir()
    for name, text in files.items():
        (place / f"{name}.csv").write_text(text, "utf-8")
    return place


def test_rows_as_recorded(consolidated, folders, read_rows, golden_rows):
    companies = [row for row in consolidated[1] if "|7 KARNES" in row["row_key"] or row["row_key"].startswith("EL|")]
    joined = by_key(read_rows(ID, folders / "sdn")[1])
    golden_rows(ID, [*companies[:12], joined["SDN|36"], joined["SDN|173"], joined["SDN|306"]])


def test_the_consolidated_list_is_read_whole(consolidated):
    reading, rows = consolidated
    assert (reading.read, reading.kept, len(rows)) == (115, 115, 115)
    lists = [fields(row)["list"] for row in rows]
    assert (lists.count("EL"), lists.count("SDN"), lists.count("DPL"), len(set(lists))) == (22, 28, 8, 9)
    assert any("excerpt" in note for note in reading.notes)
    assert reading.edition.startswith("2019-08-13-") and reading.recorded is None


def test_its_newer_header_is_read_too(shared_data, read_rows):
    reading, rows = read_rows(ID, shared_data / "sanctions/csl_us_consolidated_sample.csv")
    assert (reading.read, len(rows)) == (13, 13)
    by_list = {fields(row)["list"]: row for row in rows}
    assert fields(by_list["MEU"])["federal_register_notice"] == "85 FR 83799"
    assert by_list["MEU"]["place"] == "CN" and by_list["MEU"]["from_"].isoformat() == "2020-12-23"
    assert all(fields(row)["id"] for row in rows)


def test_days_are_those_the_list_gives(consolidated):
    denied = [row for row in consolidated[1] if row["row_key"].startswith("DPL|ADRIAN MANUEL")]
    assert [(str(row["from_"]), str(row["until"])) for row in denied] == [("2017-10-16", "2020-10-13")]
    without = [row for row in consolidated[1] if fields(row)["list"] == "SDN"]
    assert all(row["from_"] is None and row["until"] is None for row in without)


def test_a_state_is_no_country(consolidated, tmp_path):
    arizona = next(row for row in consolidated[1] if row["row_key"].startswith("DPL|ADRIAN MANUEL"))
    assert arizona["place"] is None
    parties = [{"source": "Denied Persons List (DPL) - Bureau", "addresses": "1 Road, Phoenix, AZ"}]
    parties += [{"addresses": "1 Road, Baku, AZ"}, {"addresses": "Baku, AZ; Lima, PE"}, {"addresses": "Baku, az"}] * 2
    read(listed(tmp_path / "made-up.csv", *parties), sink := Sink(tmp_path))
    import pyarrow.parquet as pq

    places = pq.read_table(sink.tables["statements"])["place"].to_pylist()
    assert places == [None, "AZ", None, None, "AZ", None, None]


def test_names_of_one_day_are_told_apart(consolidated):
    keys = [row["row_key"] for row in consolidated[1]]
    assert len(set(keys)) == len(keys)
    assert sum(key.startswith("EL|Gunther Migeotte|2010-06-28|") for key in keys) == 2


@pytest.mark.parametrize("form", ["json", "tsv"])
def test_json_and_tsv_say_the_same(form, shared_data, consolidated, tmp_path, read_rows):
    with (shared_data / "sanctions/csl.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    path = tmp_path / f"consolidated.{form}"
    if form == "tsv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter="\t")
            writer.writeheader()
            writer.writerows(rows)
    else:
        several = ("programs", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "ids")
        made = [row | {key: row[key].split("; ") if row[key] else [] for key in several} for row in rows]
        for row in made:
            parts = [part.rpartition(", ") for part in row["addresses"].split("; ") if part]
            country = [(town, last) if len(last) == 2 else (f"{town}, {last}", None) for town, _, last in parts]
            row["addresses"] = [{"address": town or None, "city": None, "country": last} for town, last in country]
        path.write_text(json.dumps({"results": made}), "utf-8")
    found = read_rows(ID, path)[1]

    def said(rows):
        parts = ((fields(row)["list"], row["text"], str(row["from_"]), row["place"]) for row in rows)
        return sorted(
            (*said, "" if said[0] == "DPL" else str(place)) for *said, place in parts
        )  # a table cannot tell DE

    assert said(found) == said(consolidated[1])


def test_aliases_and_addresses_join_their_party(folders, read_rows, shared_data):
    reading, rows = read_rows(ID, folders / "sdn")
    assert (reading.read, reading.kept, len(rows)) == (7379 + 9682 + 11696, 28757, 7379)
    every = [fields(row) for row in rows]
    aliases = [alias for party in every for alias in party.get("aliases", ())]
    assert sum("where" in alias for alias in aliases) == 9682
    assert sum(len(party.get("addresses", ())) for party in every) == 11696
    bank = fields(by_key(rows)["SDN|306"])
    names = {(alias["name"], alias["kind"], alias["quality"]) for alias in bank["aliases"]}
    assert {("NATIONAL BANK OF CUBA", "aka", "strong"), ("BNC", "aka", "weak")} <= names
    assert by_key(rows)["SDN|36"]["place"] == "CU"


def test_programs_are_parted(shared_data, read_rows):
    rows = by_key(read_rows(ID, shared_data / "sanctions/sdn_small.csv")[1])
    assert fields(rows["SDN|11195"])["programs"] == ["NPWMD", "IFSR", "IRAN-CON-ARMS-EO"]


def test_comments_go_on_where_remarks_are_cut(folders, read_rows):
    reading, rows = read_rows(ID, folders / "cons")
    assert (reading.read, reading.kept, len(rows)) == (442 + 1073 + 574 + 10, 2099, 442)
    remarks = fields(by_key(rows)["NON-SDN|17014"])["remarks"]
    assert len(remarks) == 1201 and "Registration Number 1027700342890 (Russia)" in remarks


def test_what_two_days_share_is_joined_and_the_rest_is_said(folders, read_rows):
    reading, rows = read_rows(ID, folders / "mixed")
    told = " ".join(reading.notes)
    assert "alt_2025.csv: 9336 of 19486 rows joined" in told and "add_2025.csv: 9615 of 22641 rows joined" in told
    assert "5284 parties (to number 52412) that sdn.csv (to number 26235) has not" in told
    assert "sdn_comments.csv: 0 of 13 rows joined" in told
    assert len(reading.refused) == (19486 - 9336) + (22641 - 9615) + 13 == reading.read - reading.kept
    cut = next(row for row in rows if row["row_key"] == "SDN|12300")
    assert len(fields(cut)["remarks"]) == 1000


@pytest.mark.parametrize("file", ["alt.csv", "add_2025.csv", "sdn_comments.csv", "cons_alt.csv"])
def test_rows_without_their_parties_are_refused(file, shared_data, tmp_path):
    shutil.copy(shared_data / "sanctions" / file, tmp_path / file)
    assert "belong to parties in" in refusal(tmp_path / file)


def test_the_folder_of_all_days_is_refused(shared_data, tmp_path):
    (tmp_path / "all").mkdir()
    for file in (shared_data / "sanctions").glob("*.csv"):
        if not file.name.startswith("csl"):
            shutil.copy(file, tmp_path / "all" / file.name)
    message = refusal(tmp_path / "all")
    assert "alt_2025.csv: SDN alias is given a second time (first: alt.csv)" in message
    assert "sdn_small.csv: SDN primary is given a second time (first: sdn.csv)" in message


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"sdn": MADE_UP, "alt": '1,1,-0- ,"Town","Chile",-0- \n'}, "they have 6 (as rows of the kind: address)"),
        ({"sdn": '1,1,"aka","MADE UP",-0- \n'}, "they have 5 (as rows of the kind: alias)"),
        ({"sdn": MADE_UP.replace('7,"MADE', '"MADE UP","7')}, "column ent_num: found 'MADE UP'"),
        ({"sdn": MADE_UP.replace('-0- ,"SDGT"', '"SDGT",-0- ', 1)}, "column type: found 'SDGT'"),
        ({"sdn": MADE_UP.replace('"SDGT"', '"Owned, by: nobody"', 1)}, "column programs: found 'Owned, by"),
        ({"sdn": MADE_UP + MADE_UP[: MADE_UP.index("\n") + 1]}, "the key 'ent_num 1' occurs again (first in row 1)"),
        ({"sdn": MADE_UP + '9,"MADE UP"\n'}, "row 8: the row has 2 cells where the header has 12"),
        ({"sdn": MADE_UP, "alt": '10,1,"aka","A",-0- \n11,1,"aka","B",-0- \n'}, "the key 'alt_num 1' occurs again"),
        ({"sdn": MADE_UP, "alt": '1,1,"alias","A",-0- \n'}, "column alt_type: found 'alias', allowed: aka, fka, nka"),
        ({"sdn": MADE_UP, "sdn_comments": '1,""\n'}, "column remarks is empty"),
        ({"sdn": MADE_UP, "sdn_new": MADE_UP}, "SDN primary is given a second time"),
        ({"sdn": MADE_UP, "add": '1,1,-0- ,"Chile","Town",-0- \n'}, "share of addresses' countries that are places"),
        ({"sdn": MADE_UP.replace("1,", "１,", 1)}, "column ent_num: found '１'"),
        ({"sdn": MADE_UP.replace("1,", "9" * 30 + ",", 1)}, "column ent_num: found '999"),
        ({"sdn": MADE_UP[:85]}, "(open quote)"),
        ({"sdn": SDN.format(1, "MADE UP", "-0- ")}, "parties: found 1"),
    ],
)
def test_a_shifted_or_swapped_file_is_told(files, said, tmp_path):
    assert said in refusal(legacy(tmp_path, **files))


def test_a_name_that_tells_no_list_is_refused(tmp_path):
    (tmp_path / "parties.csv").write_text(MADE_UP, "utf-8")
    assert "nothing in a header-less file says which list it is" in refusal(tmp_path / "parties.csv")


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ({"name": ""}, "column name is empty"),
        ({"source": "Made-up"}, "column source: found 'Made-up'"),
        ({"type": "Company"}, "column type: found 'Company'"),
        ({"entity_number": "1.0"}, "column entity_number: found '1.0'"),
        ({"start_date": "01/02/2020"}, "column start_date: found '01/02/2020', allowed: YYYY-MM-DD"),
        ({"end_date": "2020-02-30"}, "column end_date: found '2020-02-30'"),
        ({"start_date": "2020-01-02", "end_date": "2020-01-01"}, "2020-01-01"),
        ({"standard_order": "y"}, "column standard_order: found 'y'"),
    ],
)
def test_a_wrong_cell_is_a_fault(party, said, tmp_path):
    message = refusal(listed(tmp_path / "made-up.csv", {}, {}, {}, {}, {}, {}, party))
    assert said in message and "row 8" in message


def test_every_fault_comes_at_once(tmp_path):
    message = refusal(listed(tmp_path / "made-up.csv", {"type": "x"}, {"start_date": "x"}, {"source": "x"}))
    assert all(f"row {row}" in message for row in (2, 3, 4))


@pytest.mark.parametrize("columns", [COLUMNS[1:], (*COLUMNS, "country"), (*COLUMNS, "name")])
def test_other_columns_are_refused(columns, tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_text(",".join(columns) + "\n", "utf-8")
    assert "row 1" in refusal(path)


def test_the_same_party_again_is_refused_and_another_of_its_number_a_fault(tmp_path):
    one = {"entity_number": "7", "name": "Made-up"}
    same = listed(tmp_path / "made-up.csv", one, one, *({"name": f"Made-up {n}"} for n in range(6)))
    reading = read(same, Sink(tmp_path))
    assert [refused.row for refused in reading.refused] == [3] and reading.kept == 7
    assert "the key '7' occurs again" in refusal(listed(tmp_path / "other.csv", one, one | {"name": "Another"}))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"results": [NaN]}',
        '{"results": []}',
        '{"results": {"source": 1}}',
        '{"results": [{"source": {}, "name": []}]}',
        '{"results": [{"source": "A (B) - C", "name": "D", "addresses": [[["E"]]]}]}',
        '{"results": [{"source": "A (B) - C", "source": "A (B) - C", "name": "D"}]}',
        '{"results": [{"source": "A (BC) - C", "name": "D"',
    ],
)
def test_json_of_another_shape_is_refused(text, tmp_path):
    (tmp_path / "consolidated.json").write_text(text, "utf-8")
    assert refusal(tmp_path / "consolidated.json")


def test_the_licence_lets_it_ship():
    assert SOURCE.ships and "17 U.S.C. 105" in SOURCE.licence_basis


@pytest.mark.parametrize(
    ("key", "value", "called"),
    [
        ("addresses", [5], "array"),
        ("addresses", 5, "5"),
        ("addresses", [{"city": ["A"]}], "array"),
        ("alt_names", [{"name": "A"}], "array"),
        ("alt_names", [5], "array"),
        ("name", 5, "5"),
        ("programs", {"a": "b"}, "object"),
        ("entity_number", True, "true"),
        ("ids", [[1]], "array"),
    ],
)
def test_a_value_of_another_kind_is_refused(key, value, called, tmp_path):
    made = json.loads((Path(__file__).parent / "made_up/screening/consolidated.json").read_text("utf-8"))
    made["results"][1][key] = value
    (tmp_path / "consolidated.json").write_text(json.dumps(made), "utf-8")
    said = refusal(tmp_path / "consolidated.json")
    assert f"consolidated.json, record 2: column {key}: found '{called}'" in said


@pytest.mark.parametrize(("name", "size"), [("sdn.csv", 20_000_001), ("consolidated.csv", 50_000_001)])
def test_a_file_larger_than_any_list_is_refused_at_once(name, size, tmp_path):
    (tmp_path / name).write_bytes(b"1")
    os.truncate(tmp_path / name, size)
    assert f"holds {size} bytes" in refusal(tmp_path / name)


def test_many_rows_at_fault_are_told_without_all_of_them(tmp_path):
    (tmp_path / "sdn.csv").write_text("1,A,,CUBA,,,,,,,,\n" + "a,b,c\n" * 1500, "utf-8")
    assert "… and 980 more" in refusal(tmp_path / "sdn.csv")
