"""Import sources from made-up trade."""

import pytest

from orepath.criticality.trade import imports, trade_years
from orepath.vocabulary.terms import goods
from tests.criticality.conftest import ALAND, BORIA, CESTIA, DUNIA, ENLAND, GOOD

OTHER_GOOD = next(good for good in goods() if good.mineral != GOOD.mineral)


def into(evidence, place=ENLAND, number=2024):
    return imports(evidence, GOOD.mineral, GOOD.stage, number, place)[place]


def flow(exporter, usd, tonnes, *, number=2024, importer=ENLAND, good=GOOD.code):
    return (number, exporter, importer, good, usd, tonnes)


def test_shares_are_by_mass_of_the_goods_of_the_mineral_alone(world):
    rows = [flow(ALAND, 900.0, 10.0), flow(BORIA, 100.0, 30.0), flow(CESTIA, 5.0, 1e6, good=OTHER_GOOD.code)]
    rows += [flow(ALAND, 1.0, 1e6, importer=DUNIA), flow(ALAND, 1.0, 1e6, number=2023)]
    found = into(world(trade=rows, dataset="baci", edition="HS92"))
    assert found.shares == {ALAND: 0.25, BORIA: 0.75}
    assert found.by_mass and GOOD.code in found.note.en
    assert len(found.statements) == 4  # a value and a mass each


def test_a_blank_mass_is_unknown_and_not_zero_so_value_is_taken_and_said(world):
    found = into(world(trade=[flow(ALAND, 900.0, None), flow(BORIA, 100.0, 30.0)], dataset="baci", edition="HS92"))
    assert found.shares == {ALAND: 0.9, BORIA: 0.1}
    assert not found.by_mass and "value" in found.note.en and "金額" in found.note.ja
    assert found.value_without_mass == pytest.approx(0.9)


def test_two_editions_are_never_added_and_the_preferred_one_is_read(world):
    world(trade=[flow(ALAND, 10.0, 10.0), flow(BORIA, 10.0, 10.0)], dataset="baci", edition="HS92")
    evidence = world(trade=[flow(ALAND, 99.0, None)], dataset="baci", edition="HS17")
    assert into(evidence).shares == {ALAND: 0.5, BORIA: 0.5}


def test_a_good_or_year_the_preferred_edition_lacks_is_read_from_the_other(world):
    world(trade=[flow(ALAND, 10.0, 10.0, number=2023)], dataset="baci", edition="HS92")
    evidence = world(trade=[flow(BORIA, 99.0, None), flow(CESTIA, 1.0, None)], dataset="baci", edition="HS17")
    assert into(evidence).shares == {BORIA: 0.99, CESTIA: 0.01}
    assert into(evidence, number=2023).shares == {ALAND: 1.0}
    assert trade_years(evidence, GOOD.mineral, GOOD.stage) == [2024, 2023]


def test_an_exporter_that_is_no_country_is_unknown(world):
    found = into(world(trade=[flow(ALAND, 1.0, 10.0), flow("other", 1.0, 30.0)], dataset="baci", edition="HS92"))
    assert found.shares == {ALAND: 0.25, "unknown": 0.75}
