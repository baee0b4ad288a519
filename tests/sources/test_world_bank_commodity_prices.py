"""The World Bank's workbooks of commodity prices: the real monthly one, and made-up annual ones in its layout."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.network.trade.prices import QUERY
from orepath.sources.world_bank_commodity_prices.description import Description
from orepath.sources.world_bank_commodity_prices.read import SOURCE, read
from orepath.vocabulary.terms import minerals, properties, units

FILE = "prices/CMO-Historical-Data-Monthly.xlsx"
DATASET = "world-bank-commodity-prices"
SERIES = SOURCE.raw["series"]
YEARS = range(1960, 2021)


@pytest.fixture(scope="module")
def reading(shared_data, read_rows):
    return read_rows(DATASET, shared_data / FILE)


@pytest.fixture(scope="module")
def rows(reading):
    return {row["row_key"]: row for row in reading[1]}


def test_what_was_read(reading):
    done, rows = reading
    assert (done.edition, done.recorded) == ("2025-04 monthly", date(2025, 4, 2))
    assert done.read == done.kept == len(rows) == 783 * (71 + 16)
    assert sum(row["status"] == "not_available" for row in rows) == 6175 + 201
    assert any("AFOSHEET, Index Weights" in note for note in done.notes)


def test_rows_as_recorded(reading, golden_rows):
    items = ("Copper", "Gold", "Iron ore, cfr spot", "Crude oil, WTI", "Rubber, TSR20", "Plywood", "Natural gas index")
    items += ("Metals & Minerals",)
    golden_rows(
        DATASET, [r for r in reading[1] if r["item"] in items and r["from_"] in (date(1960, 1, 1), date(2025, 3, 1))]
    )


def test_every_cell_is_as_another_reader_of_workbooks_has_it(shared_data, rows):
    book = load_workbook(shared_data / FILE, read_only=True, data_only=True)
    lines = list(book["Monthly Prices"].iter_rows(values_only=True))
    names = [name and name.replace("**", "").strip() for name in lines[4]]
    seen = 0
    for line in lines[6:]:
        for name, unit, cell in list(zip(names, lines[5], line, strict=True))[1:72]:
            row = rows[f"Monthly Prices|{name}|{line[0]}"]
            if isinstance(cell, str):
                assert (row["value"], row["status"], row["original"]) == (None, "not_available", cell)
            elif "2010=100" not in unit:
                factor = units()[unit.strip("()").casefold()].factor
                assert row["value"] == pytest.approx(cell * factor, rel=1e-12)
                seen += 1
    assert seen == 783 * 71 - 6376 - 579  # 579 figures are those of the natural gas index


def test_units(rows):
    copper, gold = rows["Monthly Prices|Copper|2025M03"], rows["Monthly Prices|Gold|2025M03"]
    assert (copper["value"], copper["unit"], copper["mineral"]) == (9739.68, "usd_per_t", "copper")
    assert gold["value"] == pytest.approx(2983.25 / 31.1034768e-6)
    assert rows["Monthly Prices|Cocoa|2025M03"]["value"] == pytest.approx(8083.86)
    assert rows["Monthly Prices|Plywood|2025M03"]["unit"] == "dollars per sheet"
    ore = rows["Monthly Prices|Iron ore, cfr spot|2025M03"]
    assert (ore["value"], ore["unit"]) == (100.1, "dollars per dry metric ton unit")
    assert "US dollars a dry tonne from December 2008" in ore["note"]


def test_a_month_lasts_until_the_next(rows):
    last = rows["Monthly Prices|Tin|2024M12"]
    assert (last["from_"], last["until"]) == (date(2024, 12, 1), date(2025, 1, 1))


def test_an_index_is_no_price(rows):
    for row in rows.values():
        assert (row["property"] == "market_price_index") == (row["unit"] == "index")
        assert row["unit"] != "index" or row["note"].startswith("2010=100")
    assert rows["Monthly Prices|Natural gas index|2025M03"]["property"] == "market_price_index"


def test_specification_and_change_are_in_the_note(rows):
    assert "minimum 99.8% purity" in rows["Monthly Prices|Nickel|2025M03"]["note"]
    potash = rows["Monthly Prices|Potassium chloride|2025M03"]
    assert "changed from Vancouver to Brazil from January 2020" in potash["note"] and potash["mineral"] == "potash"
    assert "Marked **" in rows["Monthly Indices|Food|2025M03"]["note"]
    assert "Marked **" not in rows["Monthly Prices|Copper|2025M03"]["note"]


def test_the_publishers_estimates_are_no_reports(rows):
    estimated = {key for key, row in rows.items() if row["status"] == "estimated"}
    assert estimated == {f"Monthly Prices|Liquefied natural gas, Japan|2025M0{month}" for month in (2, 3)}


def test_every_series_is_described_by_lines_of_its_own(rows):
    told = [row["note"] for key, row in rows.items() if key.startswith("Monthly Prices") and key.endswith("1960M01")]
    assert len(set(told)) == len(told) == 71


def test_prices_that_answers_rest_on_are_not_touched(rows):
    assert "property = 'price'" in QUERY
    assert {row["property"] for row in rows.values()} <= {"market_price", "market_price_index"}
    assert {row["mineral"] for row in rows.values()} - {None} == {
        s["mineral"] for s in SERIES.values() if "mineral" in s
    }
    assert {s["mineral"] for s in SERIES.values() if "mineral" in s} <= set(minerals())
    assert all(row["property"] in properties() for row in rows.values())


def test_the_other_publisher_agrees(shared_data, read_rows, rows):
    other = read_rows("imf-commodity-prices", shared_data / "prices/imf_external-data.xls")[1]
    checked = 0
    for row in other:
        name = {"Copper (PCOPP)": "Copper", "Nickel (PNICK)": "Nickel", "Aluminum (PALUM)": "Aluminum"}.get(row["item"])
        if name and row["from_"].year >= 1990:
            mine = rows[f"Monthly Prices|{name}|{row['from_']:%YM%m}"]
            assert row["value"] == pytest.approx(mine["value"], rel=0.025)
            assert row["unit"] == mine["unit"] == "usd_per_t"
            checked += 1
    assert checked == 3 * 330


def cells(kind: str) -> list[list[object]]:
    """A made-up sheet in the layout of the annual workbook; every price is a plain multiple of its least one."""
    title = {"Nominal": "nominal US dollars", "Real": "real 2010 US dollars"}[kind]
    names = [name for name in SERIES if name != "Natural gas index"]
    listed = [(name, SERIES[name].get("unit", "$/mt"), SERIES[name].get("least", 1.0) * 10) for name in names]
    more = [("Natural gas index", "2010=100", 90.0)] + ([("MUV Index", "", 80.0)] if kind == "Real" else [])
    every = [*listed, *more]
    head = [["World Bank"], [f"annual prices, 1960 to present, {title}"], [], ["Updated on March 03, 2026"], [], []]
    head += [["", *(n for n, _, _ in every)], ["", *(f"({u})" if u else "" for _, u, _ in every)]]
    return [*head, *([year, *(value for _, _, value in every)] for year in YEARS), [], ["A note, made up"]]


def index_cells() -> list[list[object]]:
    head = [["World Bank"], ["annual indices, 2010=100"], [], ["Updated on March 03, 2026"], []]
    head += [["", "Energy", ""], ["", "", "Metals  & Minerals **"], ["", "iENERGY", "iMETMIN"]]
    return [*head, *([year, 100.0, 120.0] for year in YEARS)]


def annual(
    path: Path, changes: dict[tuple[str, int, int], object] | None = None, drop: str = "", described: str = ""
) -> Path:
    """A made-up annual workbook; changes are cells by sheet, row and column, counted from 1."""
    sheets = {f"Annual Prices ({kind})": cells(kind) for kind in ("Nominal", "Real")}
    sheets |= {f"Annual Indices ({kind})": index_cells() for kind in ("Nominal", "Real")}
    for (name, row, column), value in (changes or {}).items():
        sheets[name].extend([] for _ in range(row - len(sheets[name])))
        line = sheets[name][row - 1]
        line.extend([""] * (column - len(line)))
        line[column - 1] = value
    sheets.pop(drop, None)
    with xlsxwriter.Workbook(path, {"nan_inf_to_errors": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, lines in [*sheets.items(), ("Description", [["", described]])]:
            page = book.add_worksheet(name)
            for row, line in enumerate(lines):
                page.write_row(row, 0, line)
    return path


PRICES = "Annual Prices (Nominal)"
COPPER = list(cells("Nominal")[6]).index("Copper") + 1


def refusal(path: Path, tmp_path: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    assert not list(tmp_path.glob("*.parquet"))
    return raised.value.message()


def test_the_annual_workbook(tmp_path, read_rows):
    done, rows = read_rows(DATASET, annual(tmp_path / "made-up.xlsx"))
    assert (done.edition, done.recorded) == ("2026-03 annual", date(2026, 3, 3))
    by_key = {row["row_key"]: row for row in rows}
    nominal, real = (by_key[f"Annual Prices ({kind})|Copper|2020"] for kind in ("Nominal", "Real"))
    assert (nominal["property"], real["property"]) == ("market_price", "market_price_real")
    assert real["note"].startswith("real 2010 US dollars")
    assert (nominal["from_"], nominal["until"]) == (date(2020, 1, 1), date(2021, 1, 1))
    assert by_key["Annual Prices (Real)|MUV Index|1960"]["property"] == "market_price_index"
    assert by_key["Annual Prices (Real)|Natural gas index|1960"]["property"] == "market_price_index_real"
    assert by_key["Annual Indices (Real)|Metals & Minerals|1960"]["property"] == "market_price_index_real"
    assert by_key["Annual Indices (Nominal)|Energy|1960"]["value"] == 100.0


@pytest.mark.parametrize("mark", ["…", "...", ".."])
def test_a_mark_for_no_figure_is_never_zero(tmp_path, read_rows, mark):
    path = annual(tmp_path / "made-up.xlsx", {(PRICES, 9, COPPER): mark})
    row = next(row for row in read_rows(DATASET, path)[1] if row["row_key"] == f"{PRICES}|Copper|1960")
    assert (row["value"], row["status"], row["original"]) == (None, "not_available", mark)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", "''"),
        ("1,5", "'1,5'"),
        ("n/a", "'n/a'"),
        (0, "'0'"),
        (-3.0, "'-3'"),
        (9e9, "'9000000000'"),
        (float("nan"), "#NUM!"),
        (float("inf"), "#DIV/0!"),
        (True, "'TRUE'"),
        (date(2020, 1, 1), "'2020-01-01'"),
    ],
)
def test_a_cell_that_is_no_price(tmp_path, value, found):
    message = refusal(annual(tmp_path / "made-up.xlsx", {(PRICES, 9, COPPER): value}), tmp_path)
    assert found in message and "column Copper" in message and "a number 300 to 50000" in message


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ((PRICES, 10, 1), 1960, "the period that begins on 1961-01-01"),
        ((PRICES, 10, 1), 1962, "the period that begins on 1961-01-01"),
        ((PRICES, 10, 1), "1961*", "'1961*'"),
        ((PRICES, 10, 1), "", "column A"),
        ((PRICES, 7, COPPER), "Kopper", "missing Copper"),
        ((PRICES, 7, COPPER), "Lead", "not expected Lead"),
        ((PRICES, 7, COPPER), "", "one name and at most one (unit)"),
        ((PRICES, 8, COPPER), "($/kg)", "found '$/kg', allowed: $/mt"),
        ((PRICES, 8, COPPER), "", "found '', allowed: $/mt"),
        ((PRICES, 8, 2), "", "a unit in brackets"),
        ((PRICES, 4, 1), "Updated on Smarch 03, 2026", "no line 'Updated on Month DD, YYYY'"),
        (("Annual Indices (Real)", 6, 3), "Metals", "one name and at most one (unit)"),
    ],
)
def test_a_header_or_period_that_is_wrong(tmp_path, cell, value, said):
    assert said in refusal(annual(tmp_path / "made-up.xlsx", {cell: value}), tmp_path)


def test_a_figure_that_leaps_is_refused(tmp_path):
    place = list(cells("Nominal")[6]).index("Soybeans") + 1
    path = annual(tmp_path / "made-up.xlsx", {(PRICES, 12, place): 10_000.0})
    assert "no more than 20 times the figure before it" in refusal(path, tmp_path)


def test_every_fault_at_once(tmp_path):
    changes = {(PRICES, 9, COPPER): "x1", (PRICES, 12, 5): "x2", ("Annual Indices (Real)", 9, 2): "x3"}
    message = refusal(annual(tmp_path / "made-up.xlsx", changes), tmp_path)
    assert all(said in message for said in ("'x1'", "'x2'", "'x3'", "cell E12", "sheet Annual Indices (Real)"))


def test_a_sheet_that_lacks(tmp_path):
    message = refusal(annual(tmp_path / "made-up.xlsx", drop="Annual Indices (Real)"), tmp_path)
    assert "this is not world-bank-commodity-prices" in message and "Annual Indices (Real)" in message


def test_a_sheet_that_ends_early(tmp_path):
    width = len(cells("Nominal")[6])
    cut = {(PRICES, row, column): "" for row in (68, 69) for column in range(1, width + 1)}
    assert "years: found 59, at least 60" in refusal(annual(tmp_path / "made-up.xlsx", cut), tmp_path)


def test_what_would_swell_every_statement_is_refused(tmp_path):
    long_name = annual(tmp_path / "made-up.xlsx", {(PRICES, 7, 2): "x" * 101})
    assert "together at most 100 characters" in refusal(long_name, tmp_path)
    long_note = annual(tmp_path / "made-up.xlsx", described="Copper (LME) " + "x" * 2000)
    assert "column note on Copper" in refusal(long_note, tmp_path)


def test_rows_without_end_are_told_of_by_the_first(tmp_path):
    rows = {(PRICES, row, column): "x" for row in range(80, 480) for column in (1, 2)}
    path = annual(tmp_path / "made-up.xlsx", {(PRICES, row, 1): "" for row in range(71, 80)} | rows)
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    assert len(raised.value.faults) == 200


def test_a_unit_nobody_knows_stays_the_publishers(tmp_path, read_rows):
    path = annual(tmp_path / "made-up.xlsx", {(PRICES, 8, 2): "($/bushel)"})
    row = next(row for row in read_rows(DATASET, path)[1] if row["row_key"] == f"{PRICES}|Crude oil, average|1960")
    assert (row["value"], row["unit"]) == (10.0, "$/bushel")


def test_changes_are_found_by_the_first_word():
    said = Description((), ("Beef, replaced (made up)", "Beefsteak (made up)", "Barley changed (made up)"))
    assert said.changes_of("Beef") == "Beef, replaced (made up)"
    assert said.changes_of("Copper") == ""
