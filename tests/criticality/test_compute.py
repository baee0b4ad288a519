"""All metrics of a made-up mineral, and what is said where one cannot be reckoned."""

import json
from datetime import date

import pytest

from orepath.criticality.compute import COMPUTE, NOTHING, criticality
from orepath.criticality.methods import methods
from orepath.errors import InputError, UnknownName
from tests.criticality.conftest import ALAND, BORIA, CESTIA, ENLAND, GOOD, governance, made, stated

SUPPLY = [made(ALAND, 50.0), made(BORIA, 25.0), made(CESTIA, 12.5), made("other", 12.5), made("world", 100.0)]
CONTRACT = {"mineral", "stage", "year", "metric", "value", "unit", "dataset", "statements"}


def only(evidence, metric, **asked):
    found = criticality(evidence, GOOD.mineral, metric=metric, **asked)
    assert len(found) == 1, found
    return found[0]


def test_the_metrics_of_the_contract_are_there_each_with_a_way_to_reckon_it():
    named = ["hhi", "wgi_hhi", "top3_share", "n_minus_1", "net_import_reliance", "import_source_hhi"]
    named += ["stock_cover_days", "eu_supply_risk", "geopolrisk"]
    assert set(named) <= set(methods())
    assert set(COMPUTE) == set(NOTHING) == set(methods())


def test_concentration(world):
    evidence = world(SUPPLY)
    found = only(evidence, "hhi")
    assert found.value == pytest.approx(0.25 + 0.0625 + 0.015625)
    assert found.high == pytest.approx(found.value + 0.625**2 - 0.25)
    assert only(evidence, "top3_share").value == pytest.approx(0.875)
    assert only(evidence, "n_minus_1").value == pytest.approx(0.5)
    assert only(evidence, "n_minus_1").low == pytest.approx(0.375)


def test_governance_weighted_concentration_uses_the_newest_year_with_all_six_dimensions(world):
    scores = [*governance(ALAND, -0.5), *governance(BORIA, 2.5), *governance(CESTIA, 0.5)]
    later = governance(ALAND, 2.5, number=2024, dimensions=["political_stability"])  # the other five are not out yet
    found = only(world(SUPPLY + scores + later), "wgi_hhi")
    assert found.value == pytest.approx(0.25 * 6 + 0.0625 * 0 + 0.015625 * 4)
    assert "2023" in found.note.en
    assert len(found.statements) == 5 + 18


def test_a_place_without_score_is_named_and_bounded(world):
    found = only(world(SUPPLY + governance(ALAND, -0.5) + governance(CESTIA, 0.5)), "wgi_hhi")
    assert found.value == pytest.approx(1.5 + 0.0625)
    assert found.high > found.value + 10 * 0.0625 - 1e-9
    assert "Not scored" in found.note.en and "評点のない国・地域" in found.note.ja


def test_without_governance_the_value_is_null_and_says_so(world):
    found = only(world(SUPPLY), "wgi_hhi")
    assert found.value is None and "Governance" in found.note.en and "WGI" in found.note.ja


def test_bounds_are_not_given_where_the_total_leaves_a_place_out(world):
    hidden = made(ENLAND, None, status="withheld")
    rows = [made(ALAND, 60.0), made(BORIA, 40.0), hidden, made("world", 100.0)]
    found = only(world(rows), "hhi")
    assert (found.value, found.low, found.high) == (pytest.approx(0.52), None, None)


def test_reliance_as_published_keeps_its_kind(world):
    rows = [stated("net_import_reliance", None, low=0.25, status="greater_than", unit="share", original=">25")]
    found = only(world(rows), "net_import_reliance")
    assert (found.value, found.low, found.high, found.place) == (None, 0.25, None, ENLAND)
    assert ">25" in found.note.en


def inputs(note="Defined as imports - exports.", **values):
    figures = {"imports": 80.0, "exports": 20.0, "apparent_consumption": 100.0} | values
    rows = [stated(name, value) for name, value in figures.items() if value is not None]
    return [*rows, stated("net_import_reliance", 0.6, unit="share", note=note)]


def test_reliance_is_computed_beside_the_published_figure(world):
    evidence = world(inputs())
    assert only(evidence, "net_import_reliance").value == 0.6
    found = only(evidence, "net_import_reliance_computed")
    assert found.value == pytest.approx(0.6) and len(found.statements) == 3


@pytest.mark.parametrize("missing", ["imports", "exports", "apparent_consumption"])
def test_a_missing_input_of_reliance_is_said(world, missing):
    found = only(world(inputs(**{missing: None})), "net_import_reliance_computed")
    assert found.value is None and missing.replace("_", " ") in found.note.en


def test_stock_changes_of_the_definition_are_part_of_reliance_and_unknown_ones_leave_it_unknown(world):
    definition = "Defined as imports - exports ± adjustments for industry stock changes."
    evidence = world(inputs(definition))
    assert only(evidence, "net_import_reliance_computed").value is None
    rows = [*inputs(definition), stated("stocks", 5.0), stated("stocks", 25.0, number=2023)]
    evidence = world(rows, edition="2", recorded=date(2026, 2, 1))
    assert only(evidence, "net_import_reliance_computed").value == pytest.approx(0.8)


def test_government_stocks_are_not_read_from_the_stocks_of_industry(world):
    rows = inputs("Defined as imports - exports ± adjustments for Government stock changes.")
    evidence = world([*rows, stated("stocks", 5.0), stated("stocks", 25.0, number=2023)])
    assert only(evidence, "net_import_reliance_computed").value is None


def test_series_of_other_parts_are_not_taken_for_an_input(world):
    rows = [row for row in inputs() if row["property"] != "imports"]
    rows += [stated("imports", 80.0, item="imports: concentrate"), stated("imports", 9.0, item="imports: metal")]
    assert only(world(rows), "net_import_reliance_computed").value is None


def test_stock_cover(world):
    found = only(world([stated("stocks", 20.0), stated("apparent_consumption", 73.0)]), "stock_cover_days")
    assert found.value == pytest.approx(100) and found.unit == "days" and found.place == ENLAND


def test_stock_and_consumption_on_two_bases_give_no_days(world):
    rows = [stated("stocks", 20.0, item="stocks: ore"), stated("apparent_consumption", 73.0, item="metal content")]
    found = only(world(rows), "stock_cover_days")
    assert found.value is None and "basis" in found.note.en


def test_a_withheld_stock_is_no_stock_of_zero(world):
    rows = [stated("stocks", None, status="withheld", original="W"), stated("apparent_consumption", 73.0)]
    assert only(world(rows), "stock_cover_days").value is None


def import_share(partner, value):
    period = {"from_": date(2021, 1, 1), "until": date(2025, 1, 1)}
    return stated("import_share", value, unit="share", item="made-up imports") | {"partner": partner, **period}


def test_published_import_sources_carry_their_years_and_bounds(world):
    found = only(
        world([import_share(ALAND, 0.5), import_share(BORIA, 0.3), import_share("other", 0.2)]), "import_source_hhi"
    )
    assert (found.year, found.from_, found.until) == (None, "2021-01-01", "2025-01-01")
    assert found.value == pytest.approx(0.34) and found.high == pytest.approx(0.34 + 0.7**2 - 0.25)
    assert found.json()["from_"] == "2021-01-01"


TRADE = [(2024, ALAND, ENLAND, GOOD.code, 1.0, 60.0), (2024, BORIA, ENLAND, GOOD.code, 1.0, 20.0)]


def test_import_sources_from_trade(world):
    found = only(world(trade=TRADE, dataset="baci", edition="HS92"), "import_source_hhi", place=ENLAND)
    assert found.value == pytest.approx(0.625) and found.year == 2024 and found.dataset == "baci"


def test_geopolrisk(world):
    world([*SUPPLY, made(ENLAND, 20.0), *governance(ALAND, 0.0), *governance(BORIA, 2.5)], edition="2")
    evidence = world(trade=TRADE, dataset="baci", edition="HS92")
    found = only(evidence, "geopolrisk", place=ENLAND)
    total = 120.0  # the places listed sum to more than the made-up total
    hhi = (50**2 + 25**2 + 12.5**2 + 20**2) / total**2
    assert found.value == pytest.approx(hhi * (0.5 * 60) / (20 + 80))
    assert found.datasets == ("baci", "made-up")


def test_geopolrisk_of_a_place_whose_production_is_not_listed_is_bounded(world):
    world([*SUPPLY, *governance(ALAND, 0.0), *governance(BORIA, 2.5)])
    found = only(world(trade=TRADE, dataset="baci", edition="HS92"), "geopolrisk", place=ENLAND)
    assert found.low == pytest.approx(found.value * 80 / 92.5)
    assert "No production" in found.note.en


def test_geopolrisk_without_masses_is_unknown(world):
    world([*SUPPLY, *governance(ALAND, 0.0)])
    rows = [(2024, ALAND, ENLAND, GOOD.code, 75.0, None), (2024, BORIA, ENLAND, GOOD.code, 25.0, 20.0)]
    found = only(world(trade=rows, dataset="baci", edition="HS92"), "geopolrisk", place=ENLAND)
    assert found.value is None and "75 %" in found.note.en


def test_geopolrisk_leaves_out_a_trifle_without_mass_and_says_so(world):
    world([*SUPPLY, made(ENLAND, 20.0), *governance(ALAND, 0.0), *governance(BORIA, 2.5)])
    rows = [*TRADE, (2024, CESTIA, ENLAND, GOOD.code, 0.001, None)]
    found = only(world(trade=rows, dataset="baci", edition="HS92"), "geopolrisk", place=ENLAND)
    assert found.value is not None and found.low is None
    assert "no mass" in found.note.en and "重量が不明" in found.note.ja


def eu(item, place, share, t):
    period = {"from_": date(2016, 1, 1), "until": date(2021, 1, 1)}
    about = {"mineral": GOOD.mineral, "stage": GOOD.stage, "item": item, "place": place, **period}
    return [
        {**about, "property": "supply_share", "unit": "share", "value": share},
        {**about, "property": "trade_parameter", "unit": "index", "value": t},
    ]


EU = [
    *eu("global supply", ALAND, 0.7, 1.1),
    *eu("global supply", BORIA, 0.2, 1.0),
    *eu("global supply", CESTIA, 0.1, 1.0),
    *eu("EU supply", ALAND, 0.5, 1.1),
    *eu("EU supply", CESTIA, 0.3, 1.0),
    *eu("EU supply", ENLAND, 0.2, 0.8),
    *[
        row
        for p, wgi in ((ALAND, 6), (BORIA, 4), (CESTIA, 2), (ENLAND, 2))
        for row in governance(p, 2.5 - wgi / 2, 2019)
    ],
]


def test_the_eu_vector_from_statements(world):
    given = {"import_reliance": 0.8, "eol_rir": 0.1, "si_sr": 0.95}
    found = only(world(EU), "eu_supply_risk_computed", parameters=given)
    assert found.value == pytest.approx(2.13921)
    assert found.from_ == "2016-01-01" and "si_sr=0.95" in found.note.en


def test_the_eu_method_invents_no_parameter(world):
    found = only(world(EU), "eu_supply_risk_computed", parameters={"import_reliance": 0.8})
    assert found.value is None and "eol_rir, si_sr" in found.note.en
    assert found.low == 0 and found.high == pytest.approx(2.502)


def test_the_published_eu_figure_is_given_as_published(world):
    rows = [stated("supply_risk", 2.8, place="eu", number=2023, unit="index")]
    found = only(world(rows, dataset="ec-crm-2023"), "eu_supply_risk")
    assert (found.value, found.dataset, found.year) == (2.8, "ec-crm-2023", 2023)


def test_the_json_has_the_keys_of_the_contract_and_is_plain(world):
    for each in criticality(world(SUPPLY), GOOD.mineral):
        found = json.loads(json.dumps(each.json()))
        assert set(found) >= CONTRACT
        assert found["value"] is not None or (found["note"]["en"] and found["note"]["ja"])


def test_every_metric_answers_though_nothing_is_known(world):
    found = criticality(world([made(ALAND, 1.0)]), GOOD.mineral)
    assert [each.metric for each in found] == list(methods())
    assert all(each.value is None and each.note for each in found)


def test_demand_covered_without_the_largest_supplier(world):
    demand = {"mineral": GOOD.mineral, "property": "demand", "item": "all uses", "place": "world", "value": 80.0}
    found = only(world([*SUPPLY, {**made("world", 80.0), **demand, "stage": None}]), "n_minus_1_to_demand")
    assert found.value == pytest.approx(50 / 80)


@pytest.mark.parametrize(
    "asked",
    [
        {"mineral": "unobtanium"},
        {"stage": "mining shaft"},
        {"metric": "hhj"},
        {"dataset": "made-upp"},
        {"place": "Atlantis"},
        {"parameters": {"eol_rirr": 0.1}},
    ],
)
def test_unknown_names_are_refused_with_the_nearest(world, asked):
    with pytest.raises(UnknownName):
        criticality(world(SUPPLY), **({"mineral": GOOD.mineral} | asked))


def test_a_dataset_that_no_release_in_use_has_is_not_called_unknown(world):
    with pytest.raises(InputError, match="no release in use has world-mining-data"):
        criticality(world(SUPPLY), GOOD.mineral, dataset="world-mining-data")


def test_a_parameter_out_of_range_is_refused(world):
    with pytest.raises(InputError, match="0 … 1"):
        criticality(world(SUPPLY), GOOD.mineral, parameters={"si_sr": 1.5})


def test_an_unknown_year_names_the_years_there_are(world):
    with pytest.raises(InputError, match="2024"):
        criticality(world(SUPPLY), GOOD.mineral, GOOD.stage, 1824, "hhi")


def test_names_in_japanese_are_understood(world):
    from orepath.vocabulary.terms import minerals, stages

    found = criticality(world(SUPPLY), minerals()[GOOD.mineral].name.ja, stages()[GOOD.stage].name.ja, metric="hhi")
    assert found[0].mineral == GOOD.mineral and found[0].stage == GOOD.stage
