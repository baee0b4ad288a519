"""The policy tracker: what its table and its extract become, and every way they are refused."""

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.register import registers
from orepath.sources.iea_policy_tracker.read import SOURCE, read

TABLE, EXTRACT = "measures/IEA_CM_Policies.csv", "measures/iea_policies.json"
COLUMNS, MEMBERS = SOURCE.raw["table"]["columns"], SOURCE.raw["extract"]["members"]


@pytest.fixture(scope="module")
def table(shared_data, read_rows):
    return read_rows("iea-policy-tracker", shared_data / TABLE)


@pytest.fixture(scope="module")
def extract(shared_data, read_rows):
    return read_rows("iea-policy-tracker", shared_data / EXTRACT)


@pytest.fixture(scope="module")
def published(shared_data) -> list[dict[str, str]]:
    with (shared_data / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def policy(number: int = 1, **cells: str) -> dict[str, str]:
    """A made-up row of the table."""
    made = {
        "title": f"Made-up policy {number}",
        "description": "<p>Made up.</p>",
        "status": "In force",
        "year": "2030",
        "jurisdiction": "National",
        "source": "International Energy Agency",
        "dateModified": "1751328000000",
        "countries": '[{"iso3":"CHL","name":"Chile"}]',
        "states": "[]",
        "technologies": "[]",
        "tags": "[]",
        "policyType": '[{"family":"Trade","name":"Made up","category":null}]',
    }
    return dict.fromkeys(COLUMNS, "") | made | cells


def entry(number: int = 1, **members: object) -> dict[str, object]:
    """A made-up policy of the extract."""
    made = {
        "title": f"Made-up policy {number}",
        "status": "Announced",
        "jurisdiction": "National",
        "year": "2030",
        "datePromulgated": "2030",
        "countries": ["Chile"],
        "policyTypes": [{"family": "Trade", "name": "Made up"}],
    }
    return dict.fromkeys(MEMBERS, "") | made | members


def table_file(tmp_path: Path, *first: dict[str, str], count: int = 500) -> Path:
    rows = [*first, *(policy(number) for number in range(2, count + 1))]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "made-up.csv"
    path.write_text(text.getvalue(), "utf-8")
    return path


def extract_file(tmp_path: Path, *first: object, count: int = 60) -> Path:
    path = tmp_path / "made-up.json"
    path.write_text(json.dumps([*first, *(entry(number) for number in range(2, count + 1))]), "utf-8")
    return path


def refusal(path: Path, tmp_path: Path) -> str:
    sink = Sink(tmp_path)
    with pytest.raises(SourceError) as raised:
        read(path, sink)
    assert not sink.tables
    assert raised.value.message("ja")
    return raised.value.message()


def test_every_policy_is_a_candidate_and_nothing_else(table):
    reading, rows = table
    assert (reading.edition, reading.recorded) == ("2026-04-14", date(2026, 4, 14))
    assert (reading.read, reading.kept, reading.refused) == (625, 625, ())
    assert {row["property"] for row in rows} == {"candidate_measure"}
    assert {row["value"] for row in rows} == {None}
    assert len({row["row_key"] for row in rows}) == 625


def test_it_is_the_file_by_another_route(table, published):
    fields = [json.loads(row["fields"]) for row in table[1]]
    assert Counter(one["status"] for one in fields) == Counter(row["status"] for row in published)
    assert [one["implementers"] for one in fields] == [
        [country["name"] for country in json.loads(row["countries"])] for row in published
    ]
    assert sum("link" in one for one in fields) == sum(bool(row["learnMore"]) for row in published) == 620
    assert [one["kinds"][0].split(" / ")[:2] for one in fields] == [
        [(kind := json.loads(row["policyType"])[0])["family"], kind["name"]] for row in published
    ]


def test_places_are_codes(table):
    rows = table[1]
    found = {place for row in rows for place in json.loads(row["fields"])["places"]}
    assert {"eu", "KR", "TR", "CI", "CD", "CG", "NA"} <= found
    assert Counter(row["place"] for row in rows)["US"] > 50
    assert {row["place"] for row in rows if len(json.loads(row["fields"])["places"]) > 1} == {None}


def test_dates_keep_their_precision(table):
    fields = [json.loads(row["fields"]) for row in table[1]]
    assert Counter(one.get("announced_precision") for one in fields)["day"] == 167
    assert {one["implemented_precision"] for one in fields if "implemented" in one} == {"year"}
    assert all("implemented" not in one for one in fields if one["status"] == "Announced")
    turned = next(one for one in fields if one["title"] == "Export Ban on Bauxite Ores")
    assert (turned["announced"], turned["implemented"]) == ("2023-06-01", "2023")


def test_no_markup_is_left(table):
    assert not [row for row in table[1] if "<div" in row["fields"] or "<li" in row["fields"]]


def test_no_kind_suggests_an_instrument_it_may_not_be(table):
    assert set(SOURCE.raw["instruments"].values()) <= set(registers()["measure"].column("instrument").allowed)
    assert {json.loads(row["fields"]).get("instruments") for row in table[1]} == {None}


def test_the_extract_has_the_same_keys(table, extract):
    reading, rows = extract
    assert (reading.edition, reading.recorded, len(rows)) == ("extract of 110 policies", None, 110)
    assert {row["row_key"] for row in rows} <= {row["row_key"] for row in table[1]}


def test_what_was_seen_is_said(table, extract):
    said = " ".join(table[0].notes)
    assert "10 days written DD-MM-YYYY" in said
    assert "20 policies were promulgated in another year" in said
    assert "105 descriptions break off" in " ".join(extract[0].notes)


def test_an_instrument_is_suggested_where_the_table_says_so(tmp_path, read_rows, monkeypatch):
    monkeypatch.setitem(SOURCE.raw["instruments"], "Trade / Made up", "licence")
    _, rows = read_rows("iea-policy-tracker", table_file(tmp_path, policy()))
    assert json.loads(rows[0]["fields"])["instruments"] == ["licence"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"title": ""}, "title"),
        ({"title": "a" * 1001}, "1001"),
        ({"title": "3.2"}, "a text in words"),
        ({"jurisdiction": "In force"}, "column jurisdiction: found 'In force'"),
        ({"policyType": "[]"}, "policyType is empty"),
        ({"policyType": '[{"family":"Made up","name":"Made up"}]'}, "policyType"),
        ({"policyType": '[{"family":"Trade","name":"%s"}]' % ("a" * 1001)}, "1009"),
        ({"description": "a" * 60_001}, "60001 characters"),
        ({"status": "Perhaps"}, "Perhaps"),
        ({"status": "2030", "year": "In force"}, "YYYY"),
        ({"year": ""}, "year"),
        ({"year": "30"}, "YYYY"),
        ({"datePromulgated": "2030-02-30"}, "2030-02-30"),
        ({"datePromulgated": "30-02-2030"}, "30-02-2030"),
        ({"datePromulgated": "02/03/2030"}, "02/03/2030', allowed: YYYY-MM-DD, DD-MM-YYYY, YYYY"),
        ({"source": "Made up"}, "International Energy Agency"),
        ({"learnMoreLanguage": "<div>Made up</div>"}, "column learnMoreLanguage"),
        ({"tags": "Made up"}, "column tags: found 'Made up'"),
        ({"technologies": "<div>Made up</div>"}, "column technologies"),
        ({"policyType": '[{"family":"Made up","name":"Made up"}]'}, "Economic / Prescriptive"),
        ({"yearEnded": "2029"}, "2029"),
        ({"yearEnded": "2,031"}, "2,031"),
        ({"learnMore": "javascript:alert(1)"}, "javascript"),
        ({"learnMore": "https://example.org/a b"}, "https://"),
        ({"dateModified": "NaN"}, "NaN"),
        ({"dateModified": "9" * 4000}, "dateModified"),
        ({"dateModified": "-1"}, "-1"),
        ({"countries": "[]"}, "countries"),
        ({"countries": "Chile"}, "countries"),
        ({"countries": '[{"iso3":"CHL"}]'}, "countries"),
        ({"countries": '[{"name":7}]'}, "countries"),
        ({"countries": "[" * 100_000}, "countries"),
        ({"countries": '[{"name":"Atlantis"}]'}, "Atlantis"),
        ({"countries": '[{"name":"Chile","name":"Peru"}]'}, "countries"),
        ({"policyType": '[{"family":"Trade"}]'}, "policyType"),
        ({"policyType": "[NaN]"}, "policyType"),
        ({"title": "Made-up policy 2"}, "occurs again (first in row 2)"),
    ],
)
def test_faults_of_a_row(cells, said, tmp_path):
    message = refusal(table_file(tmp_path, policy(**cells)), tmp_path)
    assert said in message
    assert "made-up.csv, row " in message


def test_every_fault_is_told_at_once(tmp_path):
    message = refusal(table_file(tmp_path, policy(status="Perhaps"), policy(3, year="x")), tmp_path)
    assert "row 2" in message
    assert "row 3" in message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("title,description", "description,title", 1), "row 2: column title is empty"),
        (lambda text: text.replace("status,year", "year,status", 1), "column status: found '2030'"),
        (lambda text: text.replace("title,", "titel,", 1), "missing title; not expected titel"),
        (lambda text: text.replace("title,", "title,title,", 1), "not expected title"),
        (lambda text: text[:-30], "the last line has no end"),
        (lambda text: text[: len(text) // 2] + "\n", "row 251"),
        (lambda text: text.replace(",", ";"), "the cells are parted by ';'"),
    ],
)
def test_a_table_shifted_cut_or_saved_otherwise(change, said, tmp_path):
    path = table_file(tmp_path, policy(description=""))
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    assert said in refusal(path, tmp_path)


def test_a_short_table_or_extract_is_refused(tmp_path):
    assert "policies of the table: found 400" in refusal(table_file(tmp_path, policy(), count=400), tmp_path)
    assert "policies of the extract: found 20" in refusal(extract_file(tmp_path, entry(), count=20), tmp_path)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (entry(status=None), "status"),
        (entry(countries="Chile"), "countries"),
        (entry(countries=["Chile", 3]), "countries"),
        (entry(countries=[]), "countries"),
        (entry(countries=["Atlantis"]), "Atlantis"),
        (entry(policyTypes=[{"family": "Trade"}]), "policyTypes"),
        (entry(policyTypes=["Trade"]), "policyTypes"),
        (entry(policyTypes=[]), "column policyTypes is empty"),
        (entry(title="half \ud83d"), "half of a surrogate pair"),
        (entry(title=["a"]), "column title: found 'array', allowed: text"),
        (entry(year=2030), "year"),
        (entry(link="ftp://example.org"), "column link: found 'ftp://example.org'"),
        (entry(further="made up"), "further"),
    ],
)
def test_faults_of_an_entry(first, said, tmp_path):
    assert said in refusal(extract_file(tmp_path, entry(9999), first), tmp_path)


@pytest.mark.parametrize("content", ["{}", "[]", "[1]", '{"title": "made up"}', '[{"title": "made up"}]'])
def test_other_json_is_another_dataset(content, tmp_path):
    path = tmp_path / "made-up.json"
    path.write_text(content, "utf-8")
    assert "is not iea-policy-tracker" in refusal(path, tmp_path)


def test_entries_that_are_no_policies_are_told(tmp_path):
    message = refusal(extract_file(tmp_path, entry(), 7, ["a"], {"title": "made up"}), tmp_path)
    assert "policy 2" in message
    assert "policy 4" in message


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=20), min_size=1, max_size=4))
def test_any_cell_is_kept_or_refused(tmp_path_factory, cells):
    tmp_path = tmp_path_factory.mktemp("any")
    path = table_file(tmp_path, policy(**cells))
    try:
        reading = read(path, Sink(tmp_path))
    except SourceError as error:
        assert error.faults
    else:
        assert reading.kept == 500
