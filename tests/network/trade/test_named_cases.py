"""The cases the supply network was asked for, on the publishers' real figures."""

import csv
from collections import defaultdict

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from orepath.errors import UnknownName
from orepath.evidence.reading import Sink
from orepath.evidence.release import describe, publish, staging
from orepath.evidence.store import Evidence
from orepath.network.trade.contained import contained_trade
from orepath.network.trade.masses import masses
from orepath.network.trade.mirror import gaps_between, mirror_gaps
from orepath.network.trade.stoichiometry import content
from orepath.reference.packaged import packaged
from orepath.sources.importing import reader
from orepath.vocabulary.places import is_country, place
from tests.network.trade.conftest import flow, mined, total

HYDROXIDE, METAL = "282200", "810510"


def imported(shared_data, folder, dataset, name):
    """A release of a publisher's real file, by its reader."""
    with staging(folder) as parts:
        sink = Sink(parts)
        reading = reader(dataset).read(shared_data / name, sink)
        manifest = describe([(reader(dataset).SOURCE, reading, sink)], parts, reading.recorded)
        return publish(parts, folder, manifest, dataset)


@pytest.fixture(scope="module")
def others(shared_data, tmp_path_factory):
    """The evidence of another publisher of production."""
    name, folder = "geopolrisk/world_mining_data.db", tmp_path_factory.mktemp("wmd")
    return Evidence([imported(shared_data, folder, "world-mining-data", name)])


@pytest.fixture(scope="module")
def others_mined(others):
    """Cobalt mined in 2023 by place, by another publisher."""
    return mined(others, "cobalt", 2023, "world-mining-data")


def test_the_other_publisher_mined_less(real, others_mined):
    assert sum(others_mined.values()) == pytest.approx(199_348, abs=1)
    assert (others_mined["CD"], mined(real, "cobalt", 2023)["CD"]) == (140_121, 175_000)


# Cobalt 2023 ---------------------------------------------------------------------------------------------------------


def test_naive_fractions_over_both_codes_give_four_times_the_cobalt_mined(real, shared_data):
    gross = {
        row["good"]: row["mass_t"]
        for row in real.rows(
            "select good, sum(mass_t) as mass_t from trade where year = 2023 and good in (?, ?) group by good",
            [HYDROXIDE, METAL],
        )
    }
    naive = gross[HYDROXIDE] * content("Co3O4", "Co") + gross[METAL] * 1.0
    assert naive == pytest.approx(823_100, abs=100)
    query = "select sum(quantity) from read_csv(?) where year(year) = 2023 and bgs_commodity_trans = 'cobalt, mine'"
    world = duckdb.execute(query, [str(shared_data / "bgs" / "BGS_cobalt_production.csv")]).fetchall()[0][0]
    assert world == 203_130 and naive > 4 * world


@pytest.mark.parametrize("publisher", ["usgs", "other"])
def test_cobalt_sent_stays_within_what_was_mined(real, others_mined, publisher):
    production = mined(real, "cobalt", 2023) if publisher == "usgs" else others_mined
    found = contained_trade(real, "cobalt", 2023, production)
    table = [row for row in found.table.to_pylist() if row["stage"] == "mine"]
    arrived, arrived_high = defaultdict(float), defaultdict(float)
    for row in table:
        arrived[row["importer"]] += row["low_t"]
        arrived_high[row["importer"]] += row["high_t"]
    net = []
    for row in found.totals.to_pylist():
        if row["stage"] == "mine":
            known = row["mid_t"] if row["mid_t"] is not None else row["known_t"]
            net.append(max(0.0, known - arrived[row["exporter"]]))
            if row["exporter"] in production:
                assert row["high_t"] <= row["cap_t"] * (1 + 1e-9)
                assert known <= production[row["exporter"]] + arrived_high[row["exporter"]]
    assert 100_000 < sum(net) <= 203_130


@pytest.mark.parametrize(("year", "sent_t"), [(2022, 107_950), (2023, 120_690), (2024, 190_514)])
def test_the_fraction_of_crude_hydroxide_fits_three_years_of_mining(real, others, year, sent_t):
    sent = total(contained_trade(real, "cobalt", year, {}), "CD")["mid_t"]
    assert sent == pytest.approx(sent_t, abs=1)
    assert 0.85 < sent / mined(others, "cobalt", year, "world-mining-data")["CD"] < 1.0


def test_the_largest_consignment_is_one_flow_of_two_testimonies(real):
    production = mined(real, "cobalt", 2023)
    found = contained_trade(real, "cobalt", 2023, production)
    both = flow(found, "CD", "CN")
    assert sorted(both["goods"]) == [HYDROXIDE, METAL] and both["note"] == "two_codes" and len(both["statements"]) == 4
    assert 0 < both["low_t"] < both["mid_t"] < both["high_t"] < production["CD"]
    sent = total(found, "CD")
    flows = [row["mid_t"] for row in found.table.to_pylist() if row["exporter"] == "CD" and row["stage"] == "mine"]
    assert sent["mid_t"] == pytest.approx(120_690, abs=1) and sum(flows) > 1.2 * sent["mid_t"]
    assert not any(row["exporter"] == "CD" and row["stage"] == "refine" for row in found.table.to_pylist())


# Nickel ore ----------------------------------------------------------------------------------------------------------


def test_nickel_ore_at_48_and_at_2886_dollars_is_not_the_same_ore(real):
    found = contained_trade(real, "nickel", 2023, {})
    worth = {
        row["exporter"]: row["worth"]
        for row in real.rows(
            """select exporter, sum(value_usd) / sum(mass_t) as worth from trade where year = 2023 and good = '260400'
            and exporter in ('ID', 'AU') group by exporter"""
        )
    }
    assert round(worth["ID"]) == 48 and round(worth["AU"]) == 2886
    laterite, concentrate = flow(found, "ID", "CN"), flow(found, "AU", "CN")
    assert laterite["band"] == "laterite" and concentrate["band"] == "sulphide-concentrate"
    assert laterite["mid_t"] / laterite["gross_t"] == pytest.approx(0.0150)
    assert 0.08 < concentrate["low_t"] / concentrate["gross_t"] < concentrate["mid_t"] / concentrate["gross_t"] < 0.25


def test_the_literatures_one_fraction_is_ours_for_laterite(real, shared_data):
    with (shared_data / "stage/cheng2024/Nickel_Sankey_data.csv").open(encoding="utf-8") as file:
        said = {(row["Source"], row["Target"]): float(row["Value"]) for row in csv.DictReader(file)}
    gross = real.rows(
        "select mass_t from trade where year = 2020 and good = '260400' and exporter = 'NC' and importer = 'JP'"
    )
    share = said[("New Caledonia_mine", "Japan_ref_poss")] / gross[0]["mass_t"]
    assert share == pytest.approx(0.0150, abs=1e-5)


# Blank quantities ----------------------------------------------------------------------------------------------------


def test_every_blank_quantity_is_estimated_and_labelled_or_left_out_with_a_reason(shared_data):
    columns = "t as year, k as good, i::varchar as exporter, v * 1000 as value_usd, q as mass_t"
    file = str(shared_data / "baci/baci_hs92_minerals_1995_2024.parquet")
    rows = duckdb.sql(f"select {columns} from read_parquet('{file}')").to_arrow_table()
    found = masses(rows)
    blank = rows["mass_t"].is_null().to_numpy()
    assert rows.num_rows == 1_264_888 and blank.sum() == 61_682
    assert (found.stated == ~blank).all()
    estimated, unknown = blank & ~np.isnan(found.mass_t), blank & np.isnan(found.mass_t)
    assert (estimated.sum(), unknown.sum()) == (46_461, 15_221)
    assert (found.mass_t[estimated] > 0).all() and (found.low_t[estimated] <= found.high_t[estimated]).all()
    priced = rows.filter(pa.array(~blank)).group_by(["good", "year"]).aggregate([]).to_pylist()
    left = rows.filter(pa.array(unknown)).group_by(["good", "year"]).aggregate([]).to_pylist()
    assert not {(row["good"], row["year"]) for row in left} & {(row["good"], row["year"]) for row in priced}


def test_blank_quantities_of_the_packaged_minerals_are_all_accounted_for(real):
    blank = "select count(*) as n from trade where year = 2023 and mass_t is null and list_contains(?, good)"
    for mineral in ("cobalt", "graphite", "lithium", "manganese", "nickel", "rare-earths"):
        found = contained_trade(real, mineral, 2023, {})
        rows = [row for row in found.table.to_pylist() if row["basis"] == "unit_value"]
        codes = sorted({code for row in found.table.to_pylist() for code in row["goods"]})
        count = real.rows(blank, [codes])[0]["n"]
        merged = sum(len(row["goods"]) - 1 for row in found.table.to_pylist())
        assert 0 < len(rows) <= count <= len(rows) + found.left_out.num_rows + merged
        assert all(row["gross_t"] > 0 and row["high_t"] > 0 for row in rows)


def test_value_alone_becomes_mass_by_the_metals_price(real):
    found = contained_trade(real, "nickel", 2024, {})
    rows = [row for row in found.table.to_pylist() if row["goods"] == ["750210"]]
    assert len(rows) == 983 and {row["basis"] for row in rows} == {"price"}
    value = real.rows("select sum(value_usd) as usd from trade where year = 2024 and good = '750210'")[0]["usd"]
    assert sum(row["mid_t"] for row in rows) == pytest.approx(value / 16_812)
    assert "750210" not in found.not_seen["code"].to_pylist()
    assert "750210" in contained_trade(real, "nickel", 2023, {}).not_seen["code"].to_pylist()


# Mirror gaps ---------------------------------------------------------------------------------------------------------


def test_two_editions_of_one_year_widen_the_range(real):
    gaps = mirror_gaps(real, [HYDROXIDE], 2022)
    read, other = (np.nansum(gaps[name].to_numpy()) for name in ("value_usd", "other_value_usd"))
    assert (round(read / 1e6), round(other / 1e6)) == (2049, 1550)
    found = contained_trade(real, "cobalt", 2022, {})
    assert flow(found, "CD", "MZ")["low_t"] == 0.0  # 149 million dollars that the other edition does not have
    manganese = flow(contained_trade(real, "manganese", 2022, {}), "GA", "CN")
    assert manganese["note"] == "mirror_gap" and manganese["low_t"] / manganese["gross_t"] == pytest.approx(
        0.30 * 0.6367, abs=1e-3
    )


def nickel_reports(shared_data):
    """Nickel ore as both ends report it: partners that are places, as the raw file has them."""
    rows = []
    with (shared_data / "trade/UN_nickel_trade.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            reporter, partner = row["reporterISO"], row["partnerISO"].strip()
            if row["cmdCode"] != "260400" or len(reporter) != 3 or len(partner) != 3 or not partner.isalpha():
                continue
            own, mirror = ("importer", "exporter") if row["flowCode"].strip() == "M" else ("exporter", "importer")
            try:
                ends = {own: place(reporter), mirror: place(partner)}
            except UnknownName:
                continue
            if not all(is_country(end) for end in ends.values()):
                continue
            mass = float(row["netWgt"] or 0) / 1000
            rows.append(
                {"good": "260400", "year": int(row["period"]), "reporter": own, "mass_t": mass or None,
                 "value_usd": float(row["primaryValue"]), **ends}
            )  # fmt: skip
    return pa.Table.from_pylist(rows)


def test_both_ends_of_nickel_ore_differ_and_the_range_holds_both(real, shared_data):
    reports = nickel_reports(shared_data)
    gaps = gaps_between(reports).to_pylist()
    pair = next(r for r in gaps if (r["year"], r["exporter"], r["importer"]) == (2023, "PH", "CN"))
    assert pair["ratio"] == pytest.approx(pair["importer_t"] / pair["exporter_t"]) and pair["ratio"] < 0.4
    alone = flow(contained_trade(real, "nickel", 2023, {}), "PH", "CN")
    told = flow(contained_trade(real, "nickel", 2023, {}, reports=reports), "PH", "CN")
    assert told["low_t"] <= alone["low_t"] and told["high_t"] >= alone["high_t"]
    assert told["mid_t"] == alone["mid_t"] and told["note"] == "mirror_gap"
    assert told["low_t"] <= pair["exporter_t"] * 0.0150 <= told["high_t"]
    assert told["low_t"] <= pair["importer_t"] * 0.0150 <= told["high_t"]


# Re-exports and codes of several metals ------------------------------------------------------------------------------


def test_what_a_place_without_a_mine_sends_is_trade_and_not_origin(real):
    production = mined(real, "nickel", 2024, "usgs-mcs-2026")
    assert "NA" not in production
    found = contained_trade(real, "nickel", 2024, production)
    into, out = flow(found, "ZM", "NA"), flow(found, "NA", "CN")  # copper-belt ore through a port
    assert into["mid_t"] > out["mid_t"] > 5000 and total(found, "NA")["cap_t"] is None
    cobalt = contained_trade(real, "cobalt", 2023, mined(real, "cobalt", 2023))
    for hub in ("HK", "MZ", "SG"):
        assert flow(cobalt, "CD", hub)["low_t"] == 0.0  # may be on its way to where the other code says
    assert flow(cobalt, "MY", "CN")["mid_t"] > 0


def test_what_a_place_sends_beyond_its_mines_is_what_it_bought(real):
    found = contained_trade(real, "graphite", 2023, mined(real, "graphite", 2023))
    sent = total(found, "DE")
    assert sent["mid_t"] > 180 and sent["cap_t"] > sent["mid_t"]  # 180 t mined, the rest imported


def test_a_code_of_several_metals_is_never_divided(shared_data, tmp_path):
    evidence = Evidence([packaged(), imported(shared_data, tmp_path, "baci", "trade/baci_v202601")])
    rows = evidence.rows("select count(*) as n from trade where year = 2022 and good = '811292'")[0]["n"]
    for mineral in ("gallium", "germanium"):
        found = contained_trade(evidence, mineral, 2022, {})
        assert found.table.num_rows == 0 and rows > 500
        assert set(found.left_out["reason"].to_pylist()) == {"merges"} and found.left_out.num_rows == rows
        assert [(r["code"], r["reason"]) for r in found.not_seen.to_pylist()] == [("811292", "merges")]


def test_ore_declared_as_a_chemical_is_ore(real):
    found = contained_trade(real, "lithium", 2024, {})
    ore = flow(found, "NG", "CN")
    assert ore["band"] == "ore-declared-as-chemical" and ore["high_t"] < 0.03 * ore["gross_t"]
    assert found.main_codes_seen("mine") == () and found.main_codes_seen("refine") == ("283691", "282520")
    concentrate = flow(contained_trade(real, "rare-earths", 2023, mined(real, "rare-earths", 2023)), "AU", "MY")
    assert concentrate["goods"] == ["280530"] and concentrate["high_t"] == 16_000


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("mineral", ["cobalt", "graphite", "lithium", "manganese", "nickel", "rare-earths"])
def test_every_flow_is_in_order_and_its_statements_exist(real, mineral, year):
    dataset = {2023: "usgs-mcs-2025", 2024: "usgs-mcs-2026"}[year]
    found = contained_trade(real, mineral, year, mined(real, mineral, year, dataset))
    table = found.table.to_pylist()
    assert len({(r["exporter"], r["importer"], r["stage"], *r["goods"]) for r in table}) == len(table) > 100
    for row in table:
        assert 0 <= row["low_t"] <= row["high_t"] and row["high_t"] > 0, row
        assert row["mid_t"] is None or row["low_t"] <= row["mid_t"] * (1 + 1e-12) <= row["high_t"] * (1 + 2e-12), row
        assert row["exporter"] != row["importer"] and row["statements"]
    ids = [one for row in table[:40] for one in row["statements"]]
    assert len(real.statements_with(ids)) == len(set(ids))
    for row in found.totals.to_pylist():
        assert row["low_t"] <= row["high_t"] and (row["mid_t"] is None or row["low_t"] <= row["mid_t"] <= row["high_t"])
