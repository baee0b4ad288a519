"""Shocks against made-up networks of Aland, Boria and Cestia, and against each other."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from orepath.errors import InputError
from orepath.network.network import network
from orepath.stress.assuming import assumption
from orepath.stress.reading import check
from orepath.stress.shock import Shock
from orepath.vocabulary.language import Text

ALAND, BORIA, CESTIA, DUNIA = "AX", "BW", "CK", "DM"
MINERAL = "made-up"


@pytest.fixture
def networks():
    """Aland mines and ships ore to Boria, which refines it and ships metal to Cestia."""
    nodes = [
        {"node": "mine:A", "stage": "mine", "place": ALAND, "own": 10.0, "label": ALAND},
        {"node": "mine-market:A", "stage": "mine-market", "place": ALAND},
        {"node": "refine:B", "stage": "refine", "place": BORIA},
        {"node": "refine-market:B", "stage": "refine-market", "place": BORIA},
        {"node": "refine-market:C", "stage": "refine-market", "place": CESTIA, "use": 10.0},
    ]
    ids = [node["node"] for node in nodes]
    flows = [{"source": a, "target": b, "flow": 10.0} for a, b in pairwise(ids)]
    return {MINERAL: network(MINERAL, 2030, "own", nodes, flows)}


def shock(**more):
    plain = Shock("first", Text("", ""), ALAND, MINERAL, "ban", ("all",), date(2031, 1, 1), assumption("ban.share"))
    return replace(plain, **more)


def faults(shocks, networks):
    with pytest.raises(InputError) as raised:
        check(shocks, networks)
    assert all(fault.text("ja") for fault in raised.value.faults)
    return [fault.text() for fault in raised.value.faults]


def test_what_the_network_knows_passes(networks):
    check([shock(stages=("mine",), targets=(BORIA,)), shock(imposer=BORIA, stages=("refine",))], networks)
    check([shock(instrument="outage", stages=("refine",), imposer=BORIA)], networks)


def test_a_mineral_without_a_network(networks):
    (told,) = faults([shock(mineral="lithium")], networks)
    assert "no supply network of lithium" in told and MINERAL in told


def test_a_stage_that_the_network_lacks(networks):
    (told,) = faults([shock(stages=("cell",))], networks)
    assert f"{MINERAL} has no cell stage in this release" in told and "mine, refine" in told


def test_places_without_figures_are_told_with_those_that_have(networks):
    first, second = faults([shock(imposer=DUNIA, targets=(BORIA, DUNIA), stages=("mine",))], networks)
    assert first.startswith(f"first: {DUNIA} has no figures") and ALAND in first
    assert second.startswith(f"first: {DUNIA} has no figures") and BORIA in second


def test_a_place_has_figures_at_the_stage_or_has_not(networks):
    assert len(faults([shock(stages=("refine",))], networks)) == 1
    assert len(faults([shock(instrument="outage", imposer=CESTIA, stages=("refine",))], networks)) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"cut": assumption("quota.share")},
        {"instrument": "licence"},
        {"targets": (BORIA,), "stages": ("mine",)},
        {"from_": date(2035, 1, 1)},
        {},
    ],
)
def test_shocks_that_cannot_both_hold(networks, more):
    (told,) = faults([shock(), shock(id="second", **more)], networks)
    assert told.startswith("second: it contradicts 'first'")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"imposer": BORIA, "stages": ("refine",)}),
        ({"stages": ("mine",)}, {"stages": ("mine",), "instrument": "outage"}),
        ({"instrument": "quota"}, {"instrument": "duty"}),
        ({"until": date(2032, 1, 1)}, {"from_": date(2032, 1, 1)}),
    ],
)
def test_shocks_that_stand_side_by_side(networks, first, second):
    check([shock(**first), shock(id="second", **second)], networks)


def test_a_retaliation_needs_a_shock_of_another_place_before_it(networks):
    answer = shock(id="answer", imposer=BORIA, stages=("refine",), retaliation=True)
    check([shock(), answer], networks)
    for alone in ([answer], [shock(from_=date(2032, 1, 1)), answer], [replace(shock(), retaliation=True), answer]):
        assert any("called a retaliation" in told for told in faults(alone, networks))


def test_all_faults_at_once(networks):
    wrong = [shock(imposer=DUNIA), shock(id="second", stages=("cell",), mineral="lithium")]
    wrong.append(shock(id="third", retaliation=True, from_=date(2030, 1, 1)))
    assert len(faults(wrong, networks)) == 3
