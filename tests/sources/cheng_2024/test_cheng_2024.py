"""The study's tables of flows and the sheet of its first figure: every quirk of the files."""

import csv
import math
from collections import Counter

import pytest

from orepath.sources.cheng_2024.nodes import node
from orepath.sources.cheng_2024.read import SOURCE
from orepath.vocabulary.terms import properties

FOLDER = "stage/cheng2024"
WORKBOOK = "cheng2024_ev_battery_chemistry_supply_chain.xlsx"
TABLES = {entry["mineral"]: name for name, entry in SOURCE.raw["flows"]["files"].items()}


@pytest.fixture(scope="module")
def study(shared_data, read_rows):
    return read_rows("cheng-2024", shared_data / FOLDER)


@pytest.fixture(scope="module")
def rows(study):
    return study[1]


def find(rows, **wanted):
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def flow(rows, mineral, source, target):
    (found,) = find(rows, property="flow", mineral=mineral, item=f"{source} → {target}")
    return found


def test_rows_as_recorded(rows, golden_rows):
    chosen = [
        *find(rows, property="flow", mineral="cobalt", place="CD"),
        *find(rows, property="flow", mineral="lithium", place="AU"),
        *find(rows, property="flow", mineral="manganese", stage="cathode"),
        *find(rows, property="network_production", mineral="manganese", place="CN"),
        *find(rows, property="network_production", text="Europe"),
    ]
    golden_rows("cheng-2024", chosen)


def test_what_was_read(study):
    reading, rows = study
    assert (reading.edition, reading.read, reading.kept, len(rows)) == ("2024", 572, 572, 572)
    assert Counter(row["property"] for row in rows) == {"flow": 440, "network_production": 132}
    assert any("Phosphorus_Sankey_data.csv" in note for note in reading.notes)
    assert any(note.startswith("3 flows") for note in reading.notes)
    assert SOURCE.licence_basis.startswith("Recalled")


def test_the_keys_are_unique_and_the_properties_known(rows):
    assert len({(row["row_key"], row["property"]) for row in rows}) == len(rows)
    assert {row["property"] for row in rows} <= set(properties())


@pytest.mark.parametrize("mineral", TABLES)
def test_every_flow_of_a_table_comes_back_from_its_item(rows, shared_data, mineral):
    with (shared_data / FOLDER / TABLES[mineral]).open(encoding="utf-8", newline="") as file:
        wanted = {(row["Source"], row["Target"]): row["Value"] for row in csv.DictReader(file)}
    found = find(rows, property="flow", mineral=mineral)
    assert {tuple(row["item"].split(" → ")): row["original"] for row in found} == wanted
    assert all(row["value"] == abs(float(row["original"])) for row in found)
    assert all(row["unit"] == "t" and row["from_"].year == 2020 and row["until"].year == 2021 for row in found)


def test_names_with_commas_and_markup(rows):
    away = "Trade to countries with no refining or <br /> raw materials not accounted for in trade"
    found = flow(rows, "cobalt", "Congo, Democratic Republic of the_mine", away)
    assert (found["place"], found["partner"], found["stage"]) == ("CD", "unknown", "mine")
    assert flow(rows, "cobalt", "Korea, Republic of_cath_poss", "NCM")["place"] == "KR"


def test_minus_zero_is_zero(rows):
    found = [row for row in rows if row["original"].startswith("-")]
    assert len(found) == 3
    assert all(row["value"] == 0 and math.copysign(1, row["value"]) == 1 for row in found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("China_mine", ("mine", "mine", "CN")),
        ("China_ref_poss", ("refine-input", "refine", "CN")),
        ("China_ref", ("refine", "refine", "CN")),
        ("China_cath_poss", ("cathode-input", "cathode", "CN")),
        ("Unknown Raw Material Source_mine", ("from_unknown", "mine", "unknown")),
        ("NCM", ("product", None, None)),
    ],
)
def test_what_a_node_is(name, expected):
    found = node(name, "made up")
    assert (found.kind, found.stage, found.place) == expected


def test_lithium_in_a_manganese_cathode_is_said(rows):
    """The authors' script puts the lithium content where the manganese content belongs: the figures are the same."""
    doubted = [row for row in rows if row["property"] == "flow" and row["note"]]
    assert {row["mineral"] for row in doubted} == {"manganese"}
    assert len(doubted) == 2
    for row in doubted:
        source, target = row["item"].split(" → ")
        assert target == "LMO"
        assert flow(rows, "lithium", source, target)["value"] == row["value"]


def test_figure_1_and_the_tables_both_stand(rows):
    (figure,) = find(rows, property="network_production", mineral="cobalt", stage="refine", place="world")
    inside = [row for row in find(rows, property="flow", mineral="cobalt") if "_ref_poss → " in row["item"]]
    table = math.fsum(row["value"] for row in inside if row["item"].endswith("_ref"))
    assert (figure["value"], table) == (118_660, 122_860)


def test_the_parts_of_figure_1_sum_to_its_totals(rows):
    made = find(rows, property="network_production")
    totals = find(made, place="world")
    assert len(totals) == 10
    for total in totals:
        same = find(made, mineral=total["mineral"], stage=total["stage"])
        parts = [row for row in same if row["place"] != "world" and row["item"].startswith(total["item"])]
        assert len(parts) == 11
        assert math.fsum(row["value"] for row in parts) == total["value"]


def test_manganese_mined_is_in_thousands(rows):
    for place, original in (("ZA", "6500"), ("AU", "3330"), ("CN", "1340")):
        (found,) = find(rows, property="network_production", mineral="manganese", stage="mine", place=place)
        mined = find(rows, property="flow", mineral="manganese", place=place, stage="mine")
        assert (found["original"], found["unit"]) == (original, "t")
        assert found["value"] == pytest.approx(math.fsum(row["value"] for row in mined))
        assert "thousand tonnes" in found["note"]


def test_cathodes_of_figure_1_are_tonnes_of_material(rows):
    (material,) = find(rows, item="figure 1: cathode material, LFP", place="CN")
    assert material["mineral"] is None
    lithium = flow(rows, "lithium", "China_cath_poss", "LFP")["value"]
    assert lithium / material["value"] == pytest.approx(0.0440, abs=5e-5)


def test_cells_and_vehicles_have_no_unit(rows):
    found = [row for row in rows if row["stage"] in ("cell", "vehicle")]
    assert len(found) == 12
    assert all(row["unit"] is None and row["mineral"] is None for row in found)
    assert all("states no unit" in row["note"] for row in found)
    assert [row["value"] for row in find(found, stage="cell", place="CN")] == [362]


def test_europe_is_not_the_european_union(rows):
    found = find(rows, text="Europe")
    assert len(found) == 12
    assert all(row["place"] is None and "Europe" in row["item"] for row in found)
    assert all("not the European Union" in row["note"] for row in found)
    assert not find(rows, place="eu")


def test_a_locator_leads_to_the_figure(rows, shared_data):
    for row in (rows[0], rows[200], rows[439]):
        name, number = row["locator"].split(", row ")
        with (shared_data / FOLDER / name).open(encoding="utf-8", newline="") as file:
            cells = list(csv.reader(file))[int(number) - 1]
        assert (" → ".join(cells[:2]), cells[2]) == (row["item"], row["original"])


def test_one_file_by_itself(shared_data, read_rows):
    reading, alone = read_rows("cheng-2024", shared_data / FOLDER / TABLES["lithium"])
    assert (reading.kept, {row["mineral"] for row in alone}) == (67, {"lithium"})
    reading, alone = read_rows("cheng-2024", shared_data / FOLDER / WORKBOOK)
    assert (reading.kept, {row["property"] for row in alone}) == (132, {"network_production"})
