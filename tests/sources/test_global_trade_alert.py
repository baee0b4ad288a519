"""Global Trade Alert: what its exports and their transcription become, alone and together, and how they are refused."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.register import registers
from orepath.sources.global_trade_alert.read import SOURCE, read

EXPORT, TRANSCRIPTION = "measures/gta-subsidies.csv", "measures/gta-interventions.json"
COLUMNS, MEMBERS = SOURCE.raw["export"]["columns"], SOURCE.raw["transcription"]["members"]


@pytest.fixture(scope="module")
def export(shared_data, read_rows):
    return read_rows("gta", shared_data / EXPORT)


@pytest.fixture(scope="module")
def transcription(shared_data, read_rows):
    return read_rows("gta", shared_data / TRANSCRIPTION)


@pytest.fixture(scope="module")
def folder(shared_data, read_rows):
    return read_rows("gta", shared_data / "measures")


def fields(rows) -> dict[str, dict]:
    return {row["row_key"]: json.loads(row["fields"]) for row in rows}


def intervention(number: int = 1, **cells: str) -> dict[str, str]:
    """A made-up row of an export; spaces of column names may be given as underscores."""
    made = {
        "Intervention ID": str(number),
        "Intervention URL": f"https://example.org/{number}",
        "State Act ID": "77",
        "State Act URL": "https://example.org/state-act/77",
        "State Act Title": f"Chile: made-up act {number}",
        "GTA Evaluation": "Red",
        "Implementation Level": "National",
        "Eligible Firm": "all",
        "Affected Sectors": "53, 160",
        "Is Horizontal": "False",
        "Implementing Jurisdictions": "Chile",
        "Intervention Type": "Export ban",
        "Mast Chapter": "P: Export-related measures (incl. subsidies)",
        "Affected Products": "260300, 10121",
        "Affected Jurisdictions": "Peru, Netherlands Antilles",
        "Date Announced": "2030-01-02",
        "Date Implemented": "2030-02-03",
        "Is In Force": "1",
    }
    return dict.fromkeys(COLUMNS, "") | made | {name.replace("_", " "): cell for name, cell in cells.items()}


def export_file(tmp_path: Path, *rows: dict[str, str], name: str = "made-up.csv") -> Path:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / name
    path.write_text(text.getvalue(), "utf-8", newline="")
    return path


def entry(number: int = 1, **members: object) -> dict[str, object]:
    """A made-up intervention of a transcription."""
    made = {
        "id": str(number),
        "title": f"Chile: made-up act {number}",
        "interventionType": "Export ban",
        "minerals": ["Copper"],
        "implementers": ["Chile"],
        "evaluation": "harmful",
        "date": "Feb 03, 2030",
        "dateISO": "2030-02-03",
        "link": f"https://example.org/{number}",
        "description": "<p>Made up.</p>",
    }
    return dict.fromkeys(MEMBERS, "") | made | members


def transcription_file(tmp_path: Path, *entries: object) -> Path:
    path = tmp_path / "made-up.json"
    path.write_text(json.dumps({"interventions": list(entries)}), "utf-8")
    return path


def refusal(path: Path, tmp_path: Path) -> str:
    staging = tmp_path / "staging"
    staging.mkdir(exist_ok=True)
    with pytest.raises(SourceError) as raised:
        read(path, Sink(staging))
    assert raised.value.message("ja")
    return raised.value.message()


def test_the_export_is_the_file_by_another_route(export, shared_data):
    reading, rows = export
    with (shared_data / EXPORT).open(encoding="utf-8", newline="") as file:
        published = {row["Intervention ID"]: row for row in csv.DictReader(file)}
    found = fields(rows)
    assert (reading.read, reading.kept, reading.refused) == (2253, 2253, ())
    assert reading.edition == "to 2026-05-19, 2253 interventions"
    assert found.keys() == published.keys()
    for key, row in published.items():
        assert found[key].get("implemented", "") == row["Date Implemented"]
        assert found[key].get("removed", "") == row["Date Removed"]
        codes = [code.zfill(6) for code in row["Affected Products"].split(", ") if code]
        assert found[key].get("products", []) == list(dict.fromkeys(codes))
        assert ", ".join(found[key]["implementers"]) == row["Implementing Jurisdictions"]
    assert {row["property"] for row in rows} == {"candidate_measure"}
    assert Counter(row["place"] for row in rows)["CN"] == 1173


def test_what_was_seen_of_the_export_is_said(export):
    said = " ".join(export[0].notes)
    assert "codes of products repeat another" in said
    assert "4277 codes of products, all of chapters 01 to 09, have lost their leading zero" in said
    assert "kept by name: Netherlands Antilles." in said


def test_a_place_affected_keeps_its_name_and_its_code(export):
    found = fields(export[1])
    named = {name for one in found.values() for name in one.get("affected", ())}
    coded = {code for one in found.values() for code in one.get("affected_places", ())}
    assert {"DPR Korea", "DR Congo", "Congo", "Saint-Barthélemy", "Netherlands Antilles"} <= named
    assert {"KP", "CD", "CG", "BL"} <= coded


def test_instruments_are_suggested_only_where_one_is_meant(transcription):
    found = fields(transcription[1]).values()
    suggested = Counter(each for one in found for each in one.get("instruments", ()))
    assert suggested == {"export_ban": 12, "export_duty": 10, "licence": 7, "export_quota": 1}
    assert {one["kinds"][0] for one in found if "instruments" in one} == set(SOURCE.raw["instruments"])
    assert suggested.keys() <= set(registers()["measure"].column("instrument").allowed)


def test_the_transcription(transcription):
    reading, rows = transcription
    assert (reading.read, reading.kept, reading.edition) == (292, 292, "to 2026-05-19, 292 interventions")
    found = fields(rows)
    assert sum(one["group"] == "Trade Control" for one in found.values()) == 38
    graphite = found["129576"]
    assert (graphite["places"], graphite["minerals"], graphite["implemented"]) == (["CN"], ["graphite"], "2023-12-01")
    assert not [one for one in found.values() if "<p>" in one["description"]]


def test_together_each_intervention_is_one_candidate(folder, export, transcription):
    reading, rows = folder
    assert (reading.read, reading.kept) == (2545, 2291)
    exported, transcribed, joined = fields(export[1]), fields(transcription[1]), fields(rows)
    both = exported.keys() & transcribed.keys()
    assert len(both) == 254
    assert all(joined[key].get("products") == exported[key].get("products") for key in both)
    assert all(joined[key]["minerals"] == transcribed[key]["minerals"] for key in both)
    assert {row["locator"].count(";") for row in rows if row["row_key"] in both} == {1}
    said = " ".join(reading.notes)
    assert "254 interventions stand in the export and in the transcription" in said
    assert "iea_policies.json: not a file of this dataset; left alone" in said


def test_a_type_that_is_not_known_is_said(tmp_path, read_rows):
    reading, _ = read_rows("gta", export_file(tmp_path, intervention(Intervention_Type="Made-up type")))
    assert "types of intervention that are not known here, kept as written: Made-up type." in " ".join(reading.notes)


def test_where_the_transcription_says_otherwise_the_export_is_kept_and_it_is_said(tmp_path, read_rows):
    export_file(tmp_path, intervention(1), intervention(2))
    transcription_file(tmp_path, entry(1, title="Chile: another title"), entry(2), entry(3))
    reading, rows = read_rows("gta", tmp_path)
    found = fields(rows)
    assert found["1"]["title"] == "Chile: made-up act 1"
    assert found["1"]["minerals"] == ["copper"]
    assert list(found) == ["1", "2", "3"]
    assert "of these, 1 have another title" in " ".join(reading.notes)


def test_two_exports_with_the_same_rows_are_read_once(tmp_path, read_rows):
    export_file(tmp_path, intervention(1), intervention(2), name="a.csv")
    export_file(tmp_path, intervention(2), intervention(3), name="b.csv")
    reading, rows = read_rows("gta", tmp_path)
    assert [row["row_key"] for row in rows] == ["1", "2", "3"]
    assert [refused.why.split(" / ")[0] for refused in reading.refused] == [
        "b.csv, row 2: stands in a.csv, row 3 in the same words."
    ]


def test_two_exports_that_differ_are_refused(tmp_path):
    export_file(tmp_path, intervention(1), name="a.csv")
    export_file(tmp_path, intervention(1, Date_Removed="2031-01-01", Is_In_Force="0"), name="b.csv")
    assert "b.csv, row 2: intervention 1 stands in a.csv, row 2 already" in refusal(tmp_path, tmp_path)


def test_a_selection_of_one_is_enough(tmp_path, read_rows):
    reading, ((row),) = read_rows("gta", export_file(tmp_path, intervention()))
    assert (reading.kept, row["place"], row["text"]) == (1, "CL", "Chile: made-up act 1")
    assert json.loads(row["fields"])["products"] == ["260300", "010121"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Intervention_ID": ""}, "Intervention ID"),
        ({"Intervention_ID": "1.0"}, "1.0"),
        ({"Intervention_ID": "１２"}, "Intervention ID"),
        ({"Intervention_ID": "9", "Intervention_URL": "https://example.org/9"}, "stands in made-up.csv, row 2 already"),
        ({"Intervention_URL": "https://example.org/2"}, "allowed: https://…/1"),
        ({"State_Act_ID": "78"}, "State Act URL"),
        ({"State_Act_Title": "12.5"}, "a text in words"),
        ({"State_Act_Title": "Export ban", "Intervention_Type": "Chile: made-up act 1"}, "column State Act Title"),
        ({"Mast_Chapter": "Export ban"}, "column Mast Chapter: found 'Export ban'"),
        ({"GTA_Evaluation": "National"}, "Red, Amber, Green"),
        ({"Implementation_Level": "all"}, "column Implementation Level: found 'all'"),
        ({"Eligible_Firm": "National"}, "column Eligible Firm: found 'National'"),
        ({"Is_Horizontal": ""}, "column Is Horizontal: found ''"),
        ({"Affected_Sectors": "260300"}, "Affected Sectors"),
        ({"Affected_Jurisdictions": "Peru, 9.2e-15"}, "column Affected Jurisdictions: found '9.2e-15'"),
        ({"Intervention_URL": "data:text/html,x"}, "data:"),
        ({"State_Act_Title": " "}, "State Act Title"),
        ({"Implementing_Jurisdictions": ""}, "Implementing Jurisdictions"),
        ({"Implementing_Jurisdictions": "Chile, Atlantis"}, "Atlantis"),
        ({"Intervention_Type": ""}, "Intervention Type"),
        ({"Affected_Products": "2603.00"}, "2603.00"),
        ({"Affected_Products": "2,603"}, "Affected Products"),
        ({"Affected_Products": "260300, 26040"}, "column Affected Products: found '26040'"),
        ({"Affected_Products": "260300, 10700"}, "column Affected Products: found '10700'"),
        ({"Affected_Products": "nan"}, "nan"),
        ({"Date_Announced": ""}, "Date Announced"),
        ({"Date_Announced": "01/02/2030"}, "01/02/2030"),
        ({"Date_Implemented": "2030-13-01"}, "2030-13-01"),
        ({"Date_Implemented": "2030"}, "Date Implemented"),
        ({"Date_Removed": "2029-01-01"}, "2029-01-01"),
        ({"Is_In_Force": "yes"}, "yes"),
    ],
)
def test_faults_of_a_row(cells, said, tmp_path):
    message = refusal(export_file(tmp_path, intervention(9), intervention(1, **cells)), tmp_path)
    assert said in message
    assert "made-up.csv, row 3" in message


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (entry(id=1), "id"),
        (entry(id="x1"), "x1"),
        (entry(id="9", link="https://example.org/9"), "stands in made-up.json, intervention 1 already"),
        (entry(link="https://example.org/2"), "allowed: https://…/1"),
        (entry(date="Mar 02, 2030"), "allowed: Feb 03, 2030"),
        (entry(date="", dateISO=""), "dateISO is empty"),
        (entry(evaluation="Red"), "harmful, murky, liberalising"),
        (entry(title=""), "title"),
        (entry(minerals="Copper"), "minerals"),
        (entry(minerals=["Unobtainium"]), "Unobtainium"),
        (entry(implementers=[]), "implementers"),
        (entry(implementers=["Atlantis"]), "Atlantis"),
        (entry(dateISO="May 19, 2026"), "May 19"),
        (entry(link="ftp://example.org"), "ftp"),
        (entry(description="<![<![>"), "description"),
        (entry(more="made up"), "more"),
        ([1], "id"),
        ("made up", "id"),
    ],
)
def test_faults_of_an_entry(first, said, tmp_path):
    message = refusal(transcription_file(tmp_path, entry(9), first), tmp_path)
    assert said in message
    assert "intervention 2" in message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("Date Announced,Date Implemented", "Date Implemented,Date Announced"), "2030-01-02"),
        (lambda text: text.replace("Intervention ID,", "ID,"), "missing Intervention ID; not expected ID"),
        (lambda text: text.replace("Is In Force", "Is In Force,Is In Force"), "not expected Is In Force"),
        (lambda text: text.rstrip("\r\n"), "the last line has no end"),
        (lambda text: text.replace("Chile: made-up act 1,", "Chile: made-up, act 1,"), "cells"),
        (lambda text: text.replace(",", "\t"), "the cells are parted by 'tab'"),
    ],
)
def test_an_export_shifted_cut_or_saved_otherwise(change, said, tmp_path):
    path = export_file(tmp_path, intervention(1, Date_Removed="2030-01-31"))
    path.write_text(change(path.read_text("utf-8")), "utf-8", newline="")
    if said == "2030-01-02":  # the days are in order either way: what was swapped cannot be told, and is kept
        assert read(path, Sink(tmp_path)).kept == 1
    else:
        assert said in refusal(path, tmp_path)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Affected_Products", range(10**7, 10**7 + 60_000)),
        ("Affected_Jurisdictions", (f"Nowhere{chr(0x4E00 + number)}" for number in range(3_000))),
    ],
)
def test_more_values_than_any_export_has_are_not_gone_through(column, values, tmp_path):
    message = refusal(export_file(tmp_path, intervention(**{column: ",".join(map(str, values))})), tmp_path)
    assert f"different values in {column.replace('_', ' ')}" in message


@pytest.mark.parametrize("content", ['{"interventions": 7}', "[]", "{}", '{"other": []}'])
def test_other_json_is_another_dataset(content, tmp_path):
    path = tmp_path / "made-up.json"
    path.write_text(content, "utf-8")
    assert "is not gta" in refusal(path, tmp_path)


@pytest.mark.parametrize("content", ['{"interventions": []}'])
def test_nothing_in_it_is_refused(content, tmp_path):
    path = tmp_path / "made-up.json"
    path.write_text(content, "utf-8")
    assert "interventions: found 0" in refusal(path, tmp_path)


def test_a_folder_of_other_files_says_what_is_looked_for(tmp_path):
    (tmp_path / "notes.txt").write_text("made up", "utf-8")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    assert "*.csv / *.json" in refusal(tmp_path, tmp_path)


def test_a_broken_file_of_a_folder_is_not_passed_over(tmp_path):
    export_file(tmp_path, intervention())
    (tmp_path / "broken.json").write_text('{"interventions": [', "utf-8")
    assert "broken.json" in refusal(tmp_path, tmp_path)
