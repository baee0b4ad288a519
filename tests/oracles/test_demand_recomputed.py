"""The demand for battery minerals in the dossier, reckoned again with pandas from the publishers' own files."""

import math

import pandas as pd
import pytest

from orepath.demand.battery import battery_demand
from orepath.demand.outlook import expected_sales
from tests.oracles.recomputing.dossier import year

NAMES = {"JP": ("Japan", "Japan"), "US": ("USA", "United States")}
"""How the IEA and Busch et al. name the Parties."""
JUDGED = 0.1  # change of capacity a year
WIDE = 0.01  # share of the world's mix from which on a chemistry may be all of a place's
CLOSE = 1e-9


@pytest.fixture(scope="module")
def raw(shared_data):
    """The raw files as tables."""
    ev, held = shared_data / "ev", shared_data / "intensity"
    iea = pd.read_csv(ev / "IEA Global EV Data 2024.csv", keep_default_na=False)
    new = pd.read_excel(held / "Mineral_Intensity_2025.xlsx", sheet_name="All_Minerals", engine="calamine")
    old = pd.read_excel(held / "Mineral_Intensity_2023_batpac.xlsx", sheet_name="BatPac", engine="calamine")
    return {
        "iea": iea[iea.parameter == "EV sales"],
        "sales": pd.read_csv(ev / "pmbusch_EV_Sales.csv").set_index(["c", "Year"]).Sales,
        "mix": pd.read_csv(held / "battery_chem_world.csv").set_index(["Year", "chemistry"]).MWh,
        "sizes": pd.read_csv(held / "bat_size.csv").set_index("c"),
        "new": new.set_index(["Mineral", "chemistry"]).kg_per_kwh,
        "old": old.set_index(["Mineral", "chemistry"]).kg_per_kwh,
    }


def reckoned(raw, place: str, when: int, mineral: str) -> tuple[float, float, float]:
    """Low, middle and high in tonnes."""
    iea, name = NAMES[place]
    rows = raw["iea"]
    cars = rows[(rows.region == iea) & (rows["mode"] == "Cars") & (rows.powertrain == "BEV") & (rows.year == when)]
    sold = float(cars[cars.category == "Historical"].value.iloc[0])
    half = 10 ** (math.floor(math.log10(sold)) - 1) / 2
    other = float(raw["sales"][name, when])
    size = raw["sizes"].loc[name]
    change = JUDGED * abs(size.Year - when)
    mix = raw["mix"][when] / raw["mix"][when].sum()
    new, old = (raw[key][mineral.capitalize()] for key in ("new", "old"))
    both = pd.DataFrame({"new": new, "old": old}).loc[mix.index]
    low, high = both.min(axis=1), both.max(axis=1)
    wide = mix[mix >= WIDE].index
    least = min(low[wide].min(), (mix * low).sum())
    most = max(high[wide].max(), (mix * high).sum())
    return (
        min(sold - half, other) * size.kwh_veh * (1 - change) * least / 1000,
        sold * size.kwh_veh * (mix * both.new).sum() / 1000,
        max(sold + half, other) * size.kwh_veh * (1 + change) * most / 1000,
    )


def test_the_dossier_s_demand(raw, recomputed, tally):
    for mineral, figure in recomputed.of("battery_demand"):
        low, mid, high = reckoned(raw, figure["place"], year(figure), mineral)
        subject = recomputed.words(figure)["subject"]["en"]
        tally.compare("demand", subject, figure["value"], mid)
        tally.compare("demand, low", subject, figure["low"], low)
        tally.compare("demand, high", subject, figure["high"], high)
    assert not tally.differ
    assert tally.agreed["demand"] == 2 * 5


@pytest.mark.parametrize("place", sorted(NAMES))
def test_earlier_years(raw, evidence, place):
    for found in battery_demand(evidence, place, range(2016, 2024)):
        for mineral in ("lithium", "cobalt", "nickel", "manganese", "graphite"):
            made = found.minerals[mineral].demand_t
            assert made
            low, mid, high = reckoned(raw, place, found.year, mineral)
            assert (made.low, made.mid, made.high) == pytest.approx((low, mid, high), rel=CLOSE)


def test_the_dossier_s_parts_by_chemistry(raw, evidence):
    (found,) = battery_demand(evidence, "JP", 2023, ["nickel"])
    mix = raw["mix"][2023] / raw["mix"][2023].sum()
    sold, size = 88_000, raw["sizes"].loc["Japan"].kwh_veh
    parts = found.minerals["nickel"].by_chemistry
    assert set(parts) == set(mix.index)
    for chemistry, part in parts.items():
        expected = sold * size * mix[chemistry] * raw["new"]["Nickel", chemistry] / 1000
        assert part.demand_t.mid == pytest.approx(expected, rel=CLOSE)


def test_the_outlook_is_what_its_publisher_has(raw, evidence):
    rows = raw["iea"]
    cars = rows[(rows["mode"] == "Cars") & (rows.powertrain == "BEV") & (rows.year > 2023)]
    found = {(one.scenario.en, one.year): one.statement.value for one in expected_sales(evidence, "US")}
    for scenario in ("STEPS", "APS"):
        of = cars[(cars.region == "USA") & (cars.category == f"Projection-{scenario}")]
        assert len(of) == 3
        for _, row in of.iterrows():
            assert found[f"IEA Global EV Data 2024, {scenario}", row.year] == row.value
    assert not cars[cars.region == "Japan"].size
    assert {one.statement.dataset for one in expected_sales(evidence, "JP")} == {"ev-sales"}
