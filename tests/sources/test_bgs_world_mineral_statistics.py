"""World Mineral Statistics: ore is never metal, no two rows are added, states that are no more stay what they were."""

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from orepath.criticality.supply import supply
from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.evidence.store import Evidence
from orepath.network.assembly.inputs import MINE, REFINE
from orepath.network.assembly.production import production
from orepath.network.assembly.rules import bases
from orepath.reference.packaged import packaged
from orepath.sources.bgs_world_mineral_statistics import tables
from orepath.sources.bgs_world_mineral_statistics.read import SOURCE, read
from orepath.sources.bgs_world_mineral_statistics.subject import Series, subject
from orepath.sources.importing import import_dataset
from orepath.vocabulary.terms import minerals, stages

DATASET = "bgs-world-mineral-statistics"
FOLDER = "bgs"
COLUMNS = [*SOURCE.raw["columns"]["needed"], *SOURCE.raw["columns"]["unused"]]
MADE_UP = {
    "bgs_statistic_type_trans": "Production",
    "bgs_commodity_trans": "made-up ore",
    "units": "tonnes (metric)",
    "year": "2020-01-01 00:00:00",
    "country_trans": "Japan",
    "country_iso2_code": "JP",
    "country_iso3_code": "JPN",
    "quantity": "12",
    "quantity_in_book_style": "12",
    "sdmx_code": "A",
}
MISSING = {"quantity": "", "quantity_in_book_style": "...", "sdmx_code": "O"}


def written(folder: Path, *rows: dict[str, str], name: str = "made-up.csv", columns: list[str] = COLUMNS) -> Path:
    """A file of made-up rows, each the first one with other cells."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**MADE_UP, **row} for row in rows)
    path = folder / name
    path.write_text(text.getvalue(), "utf-8")
    return path


def refusal(path: Path, folder: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(folder))
    assert not (folder / "statements.parquet").exists()
    return raised.value.message()


@pytest.fixture
def made_up(tmp_path, read_rows):
    """The rows that made-up rows become, after what the reader says."""
    return lambda *rows: read_rows(DATASET, written(tmp_path, *rows))


@pytest.fixture(scope="module")
def real(shared_data, read_rows):
    return read_rows(DATASET, shared_data / FOLDER)


@pytest.fixture(scope="module")
def rows(real):
    return real[1]


@pytest.fixture(scope="module")
def published(shared_data):
    """The rows of the files as the csv module reads them."""
    found = []
    for path in sorted((shared_data / FOLDER).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file))
    return found


class TestRealFiles:
    def test_what_was_read(self, real):
        reading, rows = real
        assert (reading.edition, reading.read, reading.kept, len(rows)) == ("2023", 27487, 27466, 27466)
        assert len(reading.refused) == 21
        assert any("1034 figures are of years that do not end in December" in note for note in reading.notes)

    def test_the_sum_of_every_series_is_that_of_the_files(self, rows, published):
        factor = {"tonnes (metric)": 1.0, "tonnes (metal content)": 1.0, "kilograms (metal content)": 0.001}
        summed, expected = Counter(), Counter()
        for row in rows:
            series = row["row_key"].rsplit(" | ", 2)[0]
            summed[series] += row["value"] or 0.0
        for row in published:
            key = ("bgs_statistic_type_trans", "bgs_commodity_trans", "bgs_sub_commodity_trans", "units")
            expected[" | ".join(row[name] for name in key)] += float(row["quantity"] or 0) * factor[row["units"]]
        assert len(summed) == len(expected) == 80
        assert all(summed[series] == pytest.approx(expected[series]) for series in expected)

    def test_kinds(self, rows, published):
        kinds = Counter(row["sdmx_code"] for row in published)
        statuses = Counter(row["status"] for row in rows)
        assert statuses["not_available"] == kinds["O"] - 21 == 168
        assert statuses["less_than"] == kinds["N"] == 8
        assert all(row["value"] is None for row in rows if row["status"] in ("not_available", "less_than"))
        nil = [row for row in rows if row["original"] == "-----"]
        assert len(nil) == 1051 and {row["value"] for row in nil} == {0.0}

    def test_facts_read_off_by_hand(self, rows):
        by_key = {row["row_key"]: row for row in rows}
        mined = by_key["Production | cobalt, mine |  | tonnes (metal content) | Congo, Democratic Republic | 2022"]
        assert (mined["value"], mined["mineral"], mined["stage"], mined["place"]) == (115371, "cobalt", "mine", "CD")
        metal = by_key[
            "Production | platinum group metals, mine | Palladium | kilograms (metal content) | South Africa | 2023"
        ]
        assert (metal["value"], metal["unit"], metal["mineral"]) == (74.917, "t", "palladium")
        small = by_key["Production | tungsten, mine |  | tonnes (metal content) | New Zealand | 1986"]
        assert (small["low"], small["high"], small["status"]) == (0.0, 0.5, "less_than")

    def test_no_mineral_and_stage_has_two_figures_of_a_place_and_year(self, rows):
        staged = Counter(
            (row["property"], row["mineral"], row["stage"], row["place"], row["from_"])
            for row in rows
            if row["stage"] and row["place"] != "other"
        )
        assert len(staged) > 13_000 and set(staged.values()) == {1}

    def test_what_is_no_metal_or_not_the_whole_has_no_stage(self, rows):
        words = ("ferro-alloys", "lithium", "manganese ore", "rare earth minerals", "germanium", "copper, smelter")
        loose = [row for row in rows if row["item"].startswith(words) or "(crude)" in row["item"]]
        assert len(loose) > 12_000 and {row["stage"] for row in loose} == {None}

    def test_platinum_metals_have_a_stage_once_their_largest_maker_divides_them(self, rows):
        for mineral, since in (("palladium", 1997), ("platinum", 1997), ("rhodium", 2018)):
            staged = [row["from_"].year for row in rows if row["mineral"] == mineral and row["stage"] == "mine"]
            makers = {row["from_"].year for row in rows if row["mineral"] == mineral and row["place"] == "ZA"}
            assert min(staged) == since and set(range(since, 2024)) <= makers

    def test_states_that_are_no_more(self, rows):
        other = Counter(row["text"] for row in rows if row["place"] == "other")
        assert other["Soviet Union"] == 469 and sum(other.values()) == 1295 and len(other) == 5
        assert all(row["text"] in row["note"] or "German Democratic" in row["note"] for row in rows if row["text"])
        renamed = {"Zaire": "CD", "Rhodesia": "ZW", "Congo": "CG", "German Federal Republic": "DE"}
        for row in rows:
            country = row["row_key"].split(" | ")[-2]
            assert row["place"] == renamed.get(country, row["place"])

    def test_one_file_alone(self, shared_data, read_rows):
        reading, rows = read_rows(DATASET, shared_data / FOLDER / "BGS_gallium_production.csv")
        assert (reading.edition, reading.read, reading.kept, len(rows)) == ("2023", 82, 82, 82)

    def test_rows_cut_off_are_noticed(self, shared_data, tmp_path):
        lines = (shared_data / FOLDER / "BGS_cobalt_production.csv").read_text("utf-8").splitlines(keepends=True)
        path = tmp_path / "cut.csv"
        path.write_text("".join(lines[:1000]), "utf-8")
        message = refusal(path, tmp_path)
        assert "rows of cobalt, mine" in message and "rows of cobalt, refined" in message


class TestBesideWhatIsPackaged:
    """An import changes no share and no network that is packaged."""

    @pytest.fixture
    def evidence(self, home, shared_data):
        release, _ = import_dataset(DATASET, shared_data / FOLDER, date(2026, 1, 1))
        return Evidence([packaged()]), Evidence([packaged(), release])

    def test_shares_of_supply_stay(self, evidence):
        before, after = evidence
        compared = 0
        for mineral in minerals():
            for stage in stages():
                for year in (None, 2020, 2023):
                    alone = supply(before, mineral, stage, year)
                    if alone:
                        beside = supply(after, mineral, stage, year)
                        assert (beside.dataset, beside.item, beside.shares) == (alone.dataset, alone.item, alone.shares)
                        compared += 1
        assert compared > 100

    def test_gross_ore_and_parts_enter_no_network(self, evidence):
        _, after = evidence
        said = {found.statement_id for found in after.statements("production", dataset=DATASET)}
        used = Counter()
        for mineral in bases():
            for stage in (MINE, REFINE):
                made = production(after, mineral, stage, 2023)
                used[mineral] += len(said & {one for figure in made.places.values() for one in figure.statements})
        assert {mineral for mineral, count in used.items() if count} == {"cobalt", "graphite", "nickel", "rare-earths"}

    def test_all_states_that_are_no_more_count_in_a_network(self, evidence):
        _, after = evidence
        found = production(after, "nickel", MINE, 1985)
        gone = after.statements("production", mineral="nickel", stage=MINE, year=1985, place="other", dataset=DATASET)
        assert len(gone) > 1
        assert found.other.mid == pytest.approx(sum(said.value for said in gone))

    def test_a_share_of_a_year_with_states_that_are_no_more_is_of_the_whole(self, evidence):
        _, after = evidence
        found = supply(after, "cobalt", "mine", 1985)
        assert found.total_t == 30391 and found.shares["unknown"] == pytest.approx(2700 / 30391, abs=0.01)


def test_a_series_that_nobody_sorted_has_no_mineral(made_up):
    reading, rows = made_up({})
    assert (rows[0]["mineral"], rows[0]["stage"], rows[0]["item"]) == (None, None, "made-up ore, tonnes (metric)")
    assert any("has not sorted" in note or "have no mineral: made-up ore" in note for note in reading.notes)


def test_imports_of_a_listed_commodity_are_no_production():
    assert subject(Series("Imports", "graphite", None, "tonnes (metric)"), 2020, ()).mineral is None
    assert subject(Series("Production", "graphite", None, "tonnes (metric)"), 2020, ()).stage == "mine"


@pytest.mark.parametrize(("statistic", "property_"), [("Imports", "imports"), ("Exports", "exports")])
def test_statistic_types(made_up, statistic, property_):
    assert made_up({"bgs_statistic_type_trans": statistic})[1][0]["property"] == property_


@pytest.mark.parametrize(
    ("cells", "status", "value"),
    [
        ({}, "reported", 12.0),
        ({"sdmx_code": "E"}, "estimated", 12.0),
        ({"concat_figure_notes_text": "Sales.|Estimates.", "concat_figure_notes_code": "*|a"}, "estimated", 12.0),
        ({"sdmx_code": "N", "quantity": "0", "quantity_in_book_style": "0"}, "less_than", None),
        ({"quantity": "0", "quantity_in_book_style": "-----"}, "reported", 0.0),
        (MISSING, "not_available", None),
        (
            {**MISSING, "concat_figure_notes_text": "Estimates.", "concat_figure_notes_code": "*"},
            "not_available",
            None,
        ),
    ],
)
def test_what_a_code_says(made_up, cells, status, value):
    (row,) = made_up(cells)[1]
    assert (row["status"], row["value"]) == (status, value)


def test_notes_stay_with_their_figure(made_up):
    notes = {
        "data_precision_description": "Made-up precision",
        "concat_figure_notes_text": "Years ended 31 March following that stated.|Sales.",
        "concat_figure_notes_code": "#|a",
        "concat_table_notes_text": "One.|Two.",
        "concat_table_notes_code": "1|2",
    }
    reading, (row,) = made_up(notes)
    said = "Made-up precision -- Years ended 31 March following that stated. Sales. -- Of the table: One. Two."
    assert row["note"] == said
    assert (row["from_"], row["until"]) == (date(2020, 1, 1), date(2021, 1, 1))
    assert any(note.startswith("1 figures are of years that do not end in December") for note in reading.notes)


class TestPlaces:
    def test_a_name_of_the_publisher_alone(self, made_up):
        korea = {"country_trans": "Korea (Rep. of)", "country_iso2_code": "KR", "country_iso3_code": "KOR"}
        assert made_up(korea)[1][0]["place"] == "KR"

    @pytest.mark.parametrize(
        "cells",
        [
            {"country_trans": "Atlantis", "country_iso2_code": "", "country_iso3_code": ""},
            {"country_trans": "Atlantis"},
            {"country_iso2_code": "CL"},
            {"country_iso3_code": "CHL"},
            {"country_trans": "Congo", "country_iso2_code": "CD", "country_iso3_code": "COD"},
            {"country_trans": "Soviet Union"},
        ],
    )
    def test_names_and_codes_that_do_not_say_one_place(self, cells, tmp_path):
        message = refusal(written(tmp_path, {}, cells), tmp_path)
        assert "row 3" in message and "country_trans" in message

    def test_of_two_rows_of_a_place_the_one_with_a_figure_stays(self, made_up):
        earlier = {"country_trans": "German Federal Republic", "country_iso2_code": "DE", "country_iso3_code": "DEU"}
        reading, rows = made_up({**earlier, **MISSING}, {**earlier, "country_trans": "Germany"})
        assert [(row["place"], row["value"]) for row in rows] == [("DE", 12.0)]
        assert [refused.row for refused in reading.refused] == [2]

    def test_two_figures_of_a_place_are_never_added_nor_chosen_from(self, made_up):
        earlier = {"country_trans": "German Federal Republic", "country_iso2_code": "DE", "country_iso3_code": "DEU"}
        reading, rows = made_up(earlier, {**earlier, "country_trans": "Germany", "quantity": "5"} | same("5"), {})
        assert [row["place"] for row in rows] == ["JP"]
        assert [refused.row for refused in reading.refused] == [2, 3]

    def test_states_that_are_no_more_stay_apart(self, made_up):
        soviet = {"country_trans": "Soviet Union", "country_iso2_code": "SU", "country_iso3_code": "SUN"}
        czech = {"country_trans": "Czechoslovakia", "country_iso2_code": "CS", "country_iso3_code": "CSK"}
        _, rows = made_up(soviet, czech)
        assert [(row["place"], row["text"]) for row in rows] == [("other", "Soviet Union"), ("other", "Czechoslovakia")]

    def test_the_codes_that_do_not_fit_are_told(self, tmp_path):
        message = refusal(written(tmp_path, {}, {"country_iso2_code": "CL"}), tmp_path)
        assert "allowed: the name of a country with its own ISO codes (here: CL, JPN)" in message


def same(quantity: str) -> dict[str, str]:
    return {"quantity": quantity, "quantity_in_book_style": quantity}


class TestHostile:
    def test_parts_of_a_commodity_that_are_cells_of_another_column(self, tmp_path):
        rows = [{"bgs_commodity_trans": "graphite", "bgs_sub_commodity_trans": name} for name in ("JPN", "CHL", "")]
        message = refusal(written(tmp_path, *rows), tmp_path)
        assert "share of rows of known commodities whose sub-commodity is unknown: found 0.6667, at most 0.5" in message

    def test_a_negative_zero_is_zero(self, made_up):
        assert str(made_up(same("-0"))[1][0]["value"]) == "0.0"

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            (same("1,5"), "quantity"),
            (same("-1"), "quantity"),
            (same("nan"), "quantity"),
            (same("inf"), "quantity"),
            (same("#REF!"), "quantity"),
            ({"quantity": "１２"}, "quantity"),
            ({"quantity": ""}, "quantity"),
            ({"quantity": "13"}, "quantity_in_book_style"),
            ({"quantity_in_book_style": "-----"}, "quantity_in_book_style"),
            ({"quantity_in_book_style": "..."}, "quantity_in_book_style"),
            ({"quantity_in_book_style": ""}, "quantity_in_book_style"),
            ({"sdmx_code": "O"}, "quantity"),
            ({"sdmx_code": "N"}, "quantity"),
            ({"sdmx_code": "Z"}, "sdmx_code"),
            ({"sdmx_code": ""}, "sdmx_code"),
            ({"units": "million cubic metres"}, "units"),
            ({"year": "2020"}, "year"),
            ({"year": "2020-06-30 00:00:00"}, "year"),
            ({"year": "9999-01-01 00:00:00"}, "year"),
            ({"year": "year-01-01 00:00:00"}, "year"),
            ({"bgs_statistic_type_trans": "Consumption"}, "bgs_statistic_type_trans"),
            ({"bgs_commodity_trans": ""}, "bgs_commodity_trans"),
            ({"bgs_commodity_trans": "102.18"}, "bgs_commodity_trans"),
            ({"bgs_sub_commodity_trans": "0000-00-00"}, "bgs_sub_commodity_trans"),
            ({"concat_figure_notes_text": "Crude."}, "concat_figure_notes_text"),
            ({"concat_table_notes_code": "1"}, "concat_table_notes_text"),
            ({"concat_figure_notes_text": "a", "concat_figure_notes_code": "Crude."}, "concat_figure_notes_code"),
            ({"concat_figure_notes_text": "Sales.", "concat_figure_notes_code": "*"}, "concat_figure_notes_code"),
            ({"concat_figure_notes_text": "Estimates.", "concat_figure_notes_code": "a"}, "concat_figure_notes_code"),
            ({"country_trans": ""}, "country_trans"),
        ],
    )
    def test_a_cell_that_holds_what_it_may_not(self, cells, column, tmp_path):
        message = refusal(written(tmp_path, {}, {"year": "2021-01-01 00:00:00", **cells}), tmp_path)
        assert "row 3" in message and f"column {column}" in message

    def test_all_faults_of_all_files_come_at_once(self, tmp_path):
        written(tmp_path, same("-1"), {"units": "carats"}, name="one.csv")
        written(tmp_path, {"year": "2021"}, {"country_trans": "Atlantis", "country_iso2_code": ""}, name="two.csv")
        message = refusal(tmp_path, tmp_path)
        assert all(said in message for said in ("'-1'", "'carats'", "'2021'", "Atlantis", "one.csv", "two.csv"))

    def test_a_key_twice(self, tmp_path):
        assert "first in row 2" in refusal(written(tmp_path, {}, same("13")), tmp_path)

    def test_a_key_twice_in_two_files(self, tmp_path):
        written(tmp_path, {}, name="one.csv")
        written(tmp_path, {}, name="two.csv")
        assert "first in row 2, one.csv" in refusal(tmp_path, tmp_path)

    def test_the_order_of_columns_does_not_matter(self, tmp_path, read_rows):
        _, rows = read_rows(DATASET, written(tmp_path, {}, columns=COLUMNS[::-1]))
        assert [(row["place"], row["value"]) for row in rows] == [("JP", 12.0)]

    @pytest.mark.parametrize("columns", [COLUMNS[1:], [*COLUMNS, "made_up"], [*COLUMNS, "units"]])
    def test_columns_of_another_file(self, columns, tmp_path):
        assert "columns are not those of" in refusal(written(tmp_path, {}, columns=columns), tmp_path)

    @pytest.mark.parametrize(("one", "other"), [("quantity", "units"), ("country_trans", "bgs_commodity_trans")])
    def test_swapped_columns(self, one, other, tmp_path):
        swapped = {one: other, other: one}
        path = written(tmp_path, {})
        header, rest = path.read_text("utf-8").split("\n", 1)
        path.write_text(",".join(swapped.get(name, name) for name in header.split(",")) + "\n" + rest, "utf-8")
        assert "row 2" in refusal(path, tmp_path)

    def test_a_row_with_another_number_of_cells(self, tmp_path):
        path = written(tmp_path, {}, {"year": "2021-01-01 00:00:00"})
        path.write_text(path.read_text("utf-8").replace("Japan,JP", "Japan,JP,JP", 1), "utf-8")
        assert "row 2" in refusal(path, tmp_path)

    def test_a_folder_without_its_files(self, tmp_path):
        (tmp_path / "read-me.txt").write_text("made up", "utf-8")
        assert "no file of BGS" in refusal(tmp_path, tmp_path)

    def test_files_too_large_together(self, tmp_path, monkeypatch):
        size = written(tmp_path, {}, name="one.csv").stat().st_size
        written(tmp_path, {"year": "2021-01-01 00:00:00"}, name="two.csv")
        monkeypatch.setitem(tables.SOURCE.raw, "most_bytes", size + 10)
        assert "two.csv" in refusal(tmp_path, tmp_path)

    def test_text_that_looks_like_sql(self, made_up):
        _, (row,) = made_up({"bgs_sub_commodity_trans": "'); drop table figures; --"})
        assert "drop table" in row["item"]
