"""The page of a real mineral on the packaged release: it rests on statements, and its ways are the trace."""

import math

import pytest

from orepath.network.asked import assembled_or_published
from orepath.reference.in_use import open_evidence
from orepath.review.trace_page.legs import columns
from orepath.review.trace_page.page import render_page
from orepath.review.trace_page.scene import Scene
from orepath.tracing.asked import traced_in
from orepath.tracing.series import Series

MINERAL, TO = "lithium", "JP"


@pytest.fixture(scope="module", params=[False, True], ids=["assembled", "published"])
def scene(request) -> Scene:
    evidence = open_evidence()
    found = assembled_or_published(evidence, MINERAL, published=request.param, draws=0)
    return Scene(traced_in(found, TO), getattr(found, "network", found), evidence)


@pytest.mark.parametrize("answer", ["gross", "net"])
def test_the_ways_add_up_to_the_views(scene, answer):
    way, views = scene.legs(answer), scene.views(answer)
    for sums, view in zip(columns(way.made, way.shipped), (views.origin, views.processor, views.border), strict=True):
        assert math.fsum(sums.values()) == pytest.approx(1.0, abs=1e-9)
        for share in view:
            assert sums.get(share.place, 0.0) == pytest.approx(share.mid, abs=1e-9)


def test_every_statement_is_found_and_listed_under_its_edition(scene):
    listed = [one for ids in scene.editions.values() for one in ids]
    assert sorted(listed) == sorted(scene.trace.statements)
    assert len(listed) > 5
    page = render_page(scene, "ja")
    assert all(one in page for one in listed)
    assert all(edition.licence in page for edition in scene.editions)


def test_years_with_other_goods_are_another_whole():
    """Nickel: one intermediate is in the evidence of two years alone."""
    evidence = open_evidence()
    found = assembled_or_published(evidence, "nickel", 2024, draws=0)
    every = Series("nickel", TO, {year: {"AU": 1.0} for year in range(2005, 2025)}, ())
    scene = Scene(traced_in(found, TO), found.network, evidence, every)
    codes = {
        row["year"]: row["goods"]
        for row in evidence.rows(
            "select year, list(distinct good order by good) as goods from trade "
            "where good in ('260400', '750210') group by year"
        )
    }
    assert set(scene.seen) == {year for year in codes if codes[year] == codes[2024]}
    assert 0 < len(scene.seen) < 20
