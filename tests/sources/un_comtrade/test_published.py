"""The real files: what becomes of every row, and facts taken by another route. No figure is stored."""

import csv
import gzip
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Reading, Sink
from orepath.sources.importing import reader
from orepath.sources.un_comtrade.codes import areas

Key = tuple[str, ...]


def records(path: Path) -> list[dict[str, str]]:
    """The rows of a file as the csv module reads them."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        return list(csv.DictReader(file))


def noted(reading: Reading, opening: str) -> int:
    """The count that a note begins with, of the note that goes on in some words; 0 where there is none."""
    counts = [re.match(rf"(\d+) {opening}", note) for note in reading.notes]
    return sum(int(found[1]) for found in counts if found)


def accounted(reading: Reading) -> int:
    """The rows that the reading and its notes tell of."""
    summed = next((re.search(r"are sums of (\d+) rows", note) for note in reading.notes if "are sums of" in note), None)
    merged = int(summed[1]) - noted(reading, "figures of partners that are no country") if summed else 0
    left_out = ("rows are breakdowns", "totals over all partners", "rows are reported by an area")
    return reading.kept + len(reading.refused) + merged + sum(noted(reading, opening) for opening in left_out)


@pytest.mark.parametrize(
    ("year", "read", "kept", "world", "inferred"),
    [("2022", 166_616, 33_340, 4_379, 18_769), ("2024", 164_831, 31_339, 3_987, 19_295)],
)
def test_the_compact_files(shared_data, keep, year, read, kept, world, inferred):
    path = shared_data / "trade" / "comtrade_raw" / f"comtrade_{year}.csv.gz"
    reading, rows = keep(path)
    assert (reading.read, reading.kept, reading.refused) == (read, kept, ())
    assert accounted(reading) == read
    assert noted(reading, "totals over all partners") == world
    assert noted(reading, "keys have several rows") == inferred
    assert any(f"{world} agree within" in note and " 0 fall short" in note for note in reading.notes)
    assert {row["from_"].year for row in rows} == {int(year)}
    assert {(row["currency"], row["valuation"], row["nomenclature"]) for row in rows} == {("USD", None, None)}

    values: dict[Key, list[float]] = defaultdict(list)
    for record in records(path):
        values[record["reporter"], record["partner"], record["flow"], record["cmd"]].append(float(record["value"]))
    by_world, by_pair = Counter[Key](), Counter[Key]()
    for (reporter, partner, flow, good), found in values.items():
        (by_world if partner == "0" else by_pair)[areas()[int(reporter)].place, flow, good] += max(found)
    ours = Counter[Key]()
    for row in rows:
        ours[row["reporter"], {"import": "M", "export": "X"}[row["flow"]], row["good"]] += row["value"]
    assert set(ours) == set(by_world) == set(by_pair)
    assert all(abs(ours[key] - by_world[key]) < 1 + 1e-6 * by_world[key] for key in ours)


def test_breakdowns_always_double_a_total_of_the_real_files(shared_data):
    """The rule by which a total is told has no exception in 38,064 keys."""
    multiples = Counter[int]()
    for year in ("2022", "2024"):
        values: dict[Key, list[float]] = defaultdict(list)
        for record in records(shared_data / "trade" / "comtrade_raw" / f"comtrade_{year}.csv.gz"):
            values[record["reporter"], record["partner"], record["flow"], record["cmd"]].append(float(record["value"]))
        for found in values.values():
            if len(found) > 1:
                times = round(sum(found) / max(found))
                assert abs(sum(found) - times * max(found)) <= 0.0005 * (len(found) + times) + 1e-6
                multiples[times] += 1
    assert set(multiples) == {2, 4, 8}
    assert sum(multiples.values()) == 38_064


def test_the_extract_of_nickel(shared_data, keep):
    path = shared_data / "trade" / "UN_nickel_trade.csv"
    reading, rows = keep(path)
    assert (reading.read, reading.kept, reading.refused) == (13_739, 10_302, ())
    assert accounted(reading) == reading.read
    written = {int(number): record for number, record in enumerate(records(path), start=2)}
    assert all(written[row["row"]]["partnerISO"] != "W00" for row in rows)
    assert all(float(written[row["row"]]["primaryValue"]) == row["value"] for row in rows)
    valued = {(row["flow"], row["valuation"]) for row in rows if row["value"]}
    assert valued == {("import", "cif"), ("import", "fob"), ("export", "fob")}
    assert sum(row["valuation"] == "fob" and row["flow"] == "import" for row in rows) == 718
    weightless = [row for row in rows if row["mass_t"] is None]
    assert len(weightless) == 505
    assert all(written[row["row"]]["netWgt"] in ("", "0.0") for row in weightless)
    assert sum(row["partner"] == "unknown" for row in rows) == 62
    assert {row["partner"] for row in rows} >= {"TW", "FR", "US", "CH", "NO", "IN", "other", "unknown"}


def test_an_extract_of_chinas_exports_by_name_is_not_this_dataset(shared_data, tmp_path):
    path = shared_data / "trade" / "china_qennis" / "deep_dive_hs6_monthly.csv"
    with pytest.raises(
        SourceError, match="missing: period, reporterCode, partnerCode, flowCode, cmdCode, primaryValue"
    ):
        reader("comtrade").read(path, Sink(tmp_path))


def test_a_shifted_real_file_is_refused_and_says_so(shared_data, tmp_path):
    text = (shared_data / "trade" / "UN_nickel_trade.csv").read_text("utf-8")
    header, *lines = text.splitlines()
    shifted = tmp_path / "shifted.csv"
    shifted.write_text(
        "\n".join([header, *(f"0,{line.rpartition(',')[0]}" for line in lines[:2000] if '"' not in line)]) + "\n"
    )
    with pytest.raises(SourceError, match="every row is shifted against the header") as raised:
        reader("comtrade").read(shifted, Sink(tmp_path))
    assert "flowCode" in raised.value.faults[0].text()
