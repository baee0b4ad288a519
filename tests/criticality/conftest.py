"""A made-up world of five economies with made-up figures.

The places are codes of uninhabited or polar territories, standing for the invented economies Aland to Enland; nothing
here is a fact about them. The mineral is whichever the vocabulary lists first with a traded good.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from orepath.evidence.store import Evidence
from orepath.vocabulary.terms import goods
from tests.made_up import release, year

ALAND, BORIA, CESTIA, DUNIA, ENLAND = "AQ", "BV", "GS", "HM", "TF"
GOOD = goods()[0]
DIMENSIONS = (
    "political_stability",
    "voice_accountability",
    "government_effectiveness",
    "regulatory_quality",
    "rule_of_law",
    "control_of_corruption",
)


def made(place, value, *, number=2024, item="made-up mine production", stage=GOOD.stage, status="reported", **more):
    """A made-up production statement in tonnes."""
    subject = {"property": "production", "mineral": GOOD.mineral, "stage": stage, "item": item, "place": place}
    return {**subject, **year(number), "value": value, "unit": "t", "status": status, **more}


def stated(property_, value, *, place=ENLAND, number=2024, item=None, unit="t", **more):
    """A made-up statement about one place."""
    subject = {"property": property_, "mineral": GOOD.mineral, "item": item or property_, "place": place}
    return {**subject, **year(number), "value": value, "unit": unit, **more}


def governance(place, score, number=2023, dimensions=DIMENSIONS):
    """A made-up governance score in every dimension."""
    about = {"place": place, **year(number), "value": score, "unit": "index"}
    return [{"property": dimension, **about} for dimension in dimensions]


@pytest.fixture
def world(tmp_path):
    """Evidence of made-up rows: ``world(rows, trade=..., dataset=...)``, each call adding a release."""
    releases = []

    def build(rows=(), *, trade=(), dataset="made-up", edition="1", recorded=date(2026, 1, 1)):
        releases.append(release(tmp_path, list(rows), dataset=dataset, edition=edition, recorded=recorded, trade=trade))
        return Evidence(releases)

    return build


@pytest.fixture
def places():
    """The codes of the invented economies."""
    return SimpleNamespace(aland=ALAND, boria=BORIA, cestia=CESTIA, dunia=DUNIA, enland=ENLAND)
