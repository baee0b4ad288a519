"""Figures with their intervals: what one publisher says, its own error, and what the others say."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from orepath.evidence.store import Evidence
from orepath.network.assembly.drawing import drawn
from orepath.network.assembly.estimate import Estimate
from orepath.network.assembly.production import production, production_years
from orepath.network.assembly.rules import bases, relative_uncertainty, standard_uncertainties
from orepath.network.assembly.system import System
from orepath.network.assembly.totals import totals
from orepath.reference.in_use import open_evidence
from tests.made_up import release, year

ALAND, BORIA, CESTIA = "AQ", "BV", "GS"  # polar and uninhabited territories standing for invented economies
MINERAL = "cobalt"


def mined(place, value, *, number=2024, status="estimated", item="made-up mine production", **more):
    subject = {"property": "production", "mineral": MINERAL, "stage": "mine", "item": item, "place": place}
    return {**subject, **year(number), "value": value, "unit": "t", "status": status, **more}


def evidence(tmp_path, *sets):
    return Evidence([release(tmp_path, rows, dataset=name, recorded=date(2026, 1, 1)) for name, rows in sets])


def test_the_preferred_figure_stands_within_its_own_error(tmp_path):
    known = evidence(tmp_path, ("made-up", [mined(ALAND, 100.0), mined(BORIA, 50.0)]))
    found = production(known, MINERAL, "mine", 2024)
    reach = standard_uncertainties() * relative_uncertainty("estimated") * 100.0
    assert found.places[ALAND].mid == 100.0
    assert found.places[ALAND].low == pytest.approx(100.0 - reach)
    assert found.places[ALAND].high == pytest.approx(100.0 + reach)
    assert found.places[ALAND].sigma == pytest.approx(10.0)


def test_another_publisher_widens_the_interval_and_is_cited(tmp_path):
    first = ("usgs-mcs-2026", [mined(ALAND, 100.0), mined(BORIA, 50.0)])
    second = ("made-up", [mined(ALAND, 40.0), mined(BORIA, 50.0)])
    found = production(evidence(tmp_path, first, second), MINERAL, "mine", 2024)
    assert (found.dataset, found.places[ALAND].mid, found.places[ALAND].low) == ("usgs-mcs-2026", 100.0, 40.0)
    assert len(found.places[ALAND].statements) == 2
    assert found.places[BORIA].low > 40.0


def test_withheld_is_named_and_is_no_zero(tmp_path):
    rows = [mined(ALAND, 100.0), mined(BORIA, 50.0), mined(CESTIA, None, status="withheld")]
    found = production(evidence(tmp_path, ("made-up", rows)), MINERAL, "mine", 2024)
    assert CESTIA not in found.places
    assert list(found.hidden) == [CESTIA]


def test_projections_and_years_without_places_do_not_count(tmp_path):
    rows = [mined(ALAND, 100.0), mined(BORIA, 50.0), mined(ALAND, 120.0, number=2040), mined("world", 9.0, number=2020)]
    known = evidence(tmp_path, ("made-up", rows))
    assert production_years(known, MINERAL, "mine") == [2024]
    assert not production(known, MINERAL, "mine", 2040).known


def test_what_counts_something_else_is_left_out(tmp_path):
    rows = [mined(ALAND, 1.0, item="mining (magnet rare earth elements)"), mined(BORIA, 2.0)]
    rows = [{**row, "mineral": "rare-earths"} for row in rows]
    assert bases()["rare-earths"].other == ("magnet rare earth elements",)
    assert not production(evidence(tmp_path, ("made-up", rows)), "rare-earths", "mine", 2024).known


def test_a_total_is_known_only_with_every_item(tmp_path):
    def said(item, value):
        about = {"property": "imports", "mineral": "nickel", "item": item, "place": ALAND, "unit": "t"}
        return {**about, **year(2024), "value": value}

    some = [said("Imports: Ores and concentrates", 5.0)]
    every = [*some, said("Imports: Primary", 10.0)]
    assert totals(evidence(tmp_path / "some", ("usgs-mcs-2026", some)), "nickel", 2024).arrivals == {}
    found = totals(evidence(tmp_path / "every", ("usgs-mcs-2026", every)), "nickel", 2024).arrivals[ALAND]
    assert found.mid == 15.0
    assert found.low < 15.0 < found.high


def test_the_measured_uncertainty_is_what_the_packaged_editions_differ_by():
    measured = open_evidence().rows(
        """
        with early as (select mineral, place, any_value(value) as value from statements
            where dataset = 'usgs-mcs-2025' and property = 'production' and stage = 'mine' and status = 'estimated'
                and year(from_) = 2024 and place <> 'other' and value > 0 group by all),
        late as (select mineral, place, any_value(value) as value from statements
            where dataset = 'usgs-mcs-2026' and property = 'production' and stage = 'mine'
                and year(from_) = 2024 and value > 0 group by all)
        select early.place = 'world' as world, median(abs(ln(late.value / early.value))) / 0.6745 as sigma
        from early join late using (mineral, place) group by all order by world"""
    )
    assert [row["world"] for row in measured] == [False, True]
    assert measured[0]["sigma"] == pytest.approx(relative_uncertainty("estimated"), rel=0.2)
    assert measured[1]["sigma"] == pytest.approx(relative_uncertainty("world"), rel=0.2)


def test_draws_are_seeded_stay_inside_and_err_together():
    system = System()
    block = system.stated("made", {(ALAND,): Estimate(10.0, 5.0, 30.0), (BORIA,): Estimate(20.0, 10.0, 60.0)})
    block.group = ["together", "together"]
    system.free("nobody", [(CESTIA,)], 100.0)
    first, again, other = drawn(system, 400, 7), drawn(system, 400, 7), drawn(system, 400, 8)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert (first[0] >= 5.0).all() and (first[0] <= 30.0).all()
    assert np.allclose(first[1], 2 * first[0])
    assert (first[2] == 0).all()
    assert first[0].mean() == pytest.approx((5.0 + 10.0 + 30.0) / 3, rel=0.05)
