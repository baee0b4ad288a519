"""The IEA's explorer as transcribed: every quirk of the file."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.iea_critical_minerals.read import SOURCE, read

FILE = "iea/iea_uk_dashboard.json"


@pytest.fixture(scope="module")
def explorer(shared_data, read_rows):
    return read_rows("iea-critical-minerals", shared_data / FILE)


@pytest.fixture(scope="module")
def rows(explorer):
    return explorer[1]


@pytest.fixture
def document(shared_data):
    return json.loads((shared_data / FILE).read_text("utf-8"))


def find(rows, **wanted):
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def refusal(document, tmp_path: Path, text: str | None = None) -> str:
    path = tmp_path / "explorer.json"
    path.write_text(json.dumps(document) if text is None else text, "utf-8")
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    return raised.value.message()


def test_rows_as_recorded(rows, golden_rows):
    chosen = [
        *find(rows, property="production", mineral="lithium", stage="mine", place="AU"),
        *find(rows, property="production", mineral="lithium", stage="mine", place="world"),
        *find(rows, property="production", mineral="nickel", stage="mine", place="other"),
        *find(rows, property="production", mineral="rare-earths", stage="refine", place="MY"),
        *find(
            rows, property="demand", mineral="graphite", item="Electric vehicles (all grades, natural and synthetic)"
        ),
        *find(rows, property="demand", mineral="manganese", item="Wind, STEPS"),
    ]
    golden_rows("iea-critical-minerals", chosen)


def test_what_was_read(explorer):
    reading, rows = explorer
    assert (len(rows), reading.edition) == (2212, "2024")
    assert "third party" in SOURCE.publisher.en
    assert "transcription" in SOURCE.licence_basis


def test_kilotonnes_become_tonnes(rows):
    (copper,) = [row for row in find(rows, mineral="copper", stage="mine", place="world") if row["from_"].year == 2024]
    assert (copper["value"], copper["unit"], copper["original"]) == (22_794_000.0, "t", "22794.0")


def test_sentences_are_no_countries(explorer):
    reading, rows = explorer
    assert len(reading.refused) == 2
    assert all("is a note, not a country" in refused.why for refused in reading.refused)
    places = {row["place"] for row in find(rows, mineral="rare-earths", stage="mine")}
    assert places == {"CN", "MM", "AU", "US", "other", "world"}


def test_the_rest_and_the_world_are_no_countries(rows):
    rest = [row for row in rows if "Rest of world" in row["row_key"]]
    assert {row["place"] for row in rest} == {"other"}
    totals = [row for row in rows if "/total/" in row["row_key"]]
    assert {row["place"] for row in totals} == {"world"}


def test_an_outlook_is_never_a_figure_of_the_past(rows):
    for row in rows:
        past = row["from_"].year == 2024
        assert row["status"] == ("reported" if past else "estimated")
        if row["property"] == "production":
            assert ("outlook, base case" in row["item"]) != past
    assert {row["from_"].year for row in rows if row["property"] == "production"} == {2024, 2030, 2035, 2040}


def test_demand_names_technology_and_scenario(rows):
    items = {row["item"] for row in find(rows, property="demand", mineral="cobalt")}
    assert {"Electric vehicles", "Electric vehicles, STEPS", "Electric vehicles, NZE", "all uses, APS"} <= items


def test_what_the_transcriber_called_rare_earths_is_magnet_rare_earths(rows):
    items = {row["item"] for row in find(rows, mineral="rare-earths", property="production")}
    assert items == {f"{said} (magnet rare earth elements)" for said in ("mining", "refining", "outlook, base case")}


def test_a_rest_that_holds_a_listed_country_is_no_part_beside_it(rows):
    """In nickel and graphite the last country listed is counted in the rest too: the parts exceed the total by it."""
    noted = [row for row in rows if row["note"]]
    assert len(noted) == 16
    assert {(row["mineral"], row["stage"]) for row in noted} == {
        (mineral, stage) for mineral in ("nickel", "graphite") for stage in ("mine", "refine")
    }
    (nickel,) = [row for row in find(noted, mineral="nickel", stage="mine") if row["from_"].year == 2024]
    assert nickel["item"] == "mining, Rest of world with Australia"
    assert (nickel["place"], nickel["value"]) == ("other", 629_000.0)
    of_2024 = [row for row in find(rows, mineral="nickel", stage="mine") if row["from_"].year == 2024]
    parts = sum(row["value"] for row in of_2024 if row["place"] != "world")
    (world,) = [row["value"] for row in of_2024 if row["place"] == "world"]
    (australia,) = [row["value"] for row in of_2024 if row["place"] == "AU"]
    assert parts - world == pytest.approx(australia) == pytest.approx(100_000)


def test_the_parts_of_every_item_never_exceed_its_total(rows):
    sums, world, whole = defaultdict(float), {}, set()
    for row in find(rows, property="production"):
        group = (row["mineral"], row["stage"], row["item"], row["from_"])
        if row["place"] == "world":
            world[group] = row["value"]
        else:
            sums[group] += row["value"]
        if row["place"] == "other":
            whole.add(group)
    assert len(world) == 48
    for group, total in world.items():
        assert sums[group] <= total * (1 + 1e-9), group
        if group in whole:
            assert sums[group] == pytest.approx(total, rel=1e-6), group
    assert len(whole & set(world)) == 32


def test_no_demand_twice(rows):
    subject = ("property", "mineral", "stage", "item", "place", "from_")
    assert len({tuple(row[name] for name in subject) for row in rows}) == len(rows)


def test_a_locator_leads_to_the_figure(rows, document):
    for row in (rows[0], rows[700], rows[-1]):
        found = document
        for part in row["locator"].partition("#/")[2].split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        assert found * 1000 == pytest.approx(row["value"])


def test_another_document_is_refused(document, tmp_path):
    assert "is not iea-critical-minerals" in refusal({**document, "source": "Made-up explorer"}, tmp_path)


def test_another_edition_is_refused(document, tmp_path):
    said = document["source"].replace("2024", "2031")
    assert "another edition" in refusal({**document, "source": said}, tmp_path)


def test_a_missing_table_is_named(document, tmp_path):
    del document["byTechnology"]
    assert "byTechnology" in refusal(document, tmp_path)


def test_an_unknown_country_is_a_fault(document, tmp_path):
    countries = document["supply"]["Cobalt"]["mining"]["countries"]
    countries["Atlantis"] = countries.pop("Russia")
    assert "Atlantis" in refusal(document, tmp_path)


def test_all_faults_come_at_once(document, tmp_path):
    document["supply"]["Cobalt"]["mining"]["countries"]["Russia"]["2024"] = -1
    document["supply"]["Nickel"]["refining"]["total"]["2030"] = "many"
    document["totalDemand"]["Cobalt"]["sectors"]["Electric vehicles"]["NZE"]["2040"] = True
    message = refusal(document, tmp_path)
    assert all(said in message for said in ("-1", "many", "true", "#/supply/Cobalt/mining/countries/Russia/2024"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"STEPS": 3.5}, "/STEPS: column STEPS: found '3.5', allowed: {…}"),
        ({"2024": {"2030": 1.0}}, "column 2024: found '{\"2030\": 1.0}', allowed: a number, 0 to 1,000,000,000; null"),
        ({"2024": float("1e300")}, "column 2024: found '1e+300'"),
        ({"2024": 10**400}, "column 2024: found '1000"),
        ({"APS": {"NZE": {"2030": 1.0}}}, "/APS/NZE: column NZE: found 'NZE', allowed: YYYY"),
        ({"next year": 1.0}, "column next year: found 'next year', allowed: YYYY, STEPS, APS, NZE"),
    ],
)
def test_what_is_no_series(document, tmp_path, change, said):
    document["totalDemand"]["Cobalt"]["sectors"]["Electric vehicles"].update(change)
    assert said in refusal(document, tmp_path)


def test_figures_in_another_unit_are_noticed(document, tmp_path):
    for sides in document["supply"].values():
        for side in sides.values():
            for series in (*side["countries"].values(), side["total"]):
                series.update({year: figure and figure * 1000 for year, figure in series.items()})
    assert "largest supply figure (kt)" in refusal(document, tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"source": NaN}', "NaN"),
        ('{"source": 1, "source": 2}', "twice"),
        ("[" * 100_000, "JSON"),
        ("[]", "not an object"),
        ('{"source": "IEA', "ends in the middle"),
        ('{"source" "IEA"}', "cannot be read as JSON"),
    ],
)
def test_text_that_is_no_document(text, said, tmp_path):
    assert said in refusal(None, tmp_path, text)


def test_a_file_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(SOURCE.raw["most_bytes"] + 1)
    with pytest.raises(SourceError, match="at most 5000000"):
        read(path, Sink(tmp_path))
