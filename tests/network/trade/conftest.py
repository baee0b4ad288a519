"""A made-up world of traded goods, and the real evidence.

The places are codes of uninhabited or polar territories, standing for invented economies; figures are made up.
"""

import pytest

from orepath.evidence.precedence import rule
from orepath.evidence.store import Evidence
from orepath.network.trade.fractions import read
from orepath.reference.packaged import packaged
from tests.made_up import release, year

ALAND, BORIA, CESTIA, DUNIA = "AQ", "BV", "GS", "HM"
PREFERRED, SECOND = rule("trade").editions
MINERAL, ORE, CRUDE, TWIN, METAL = "cobalt", "000001", "000002", "000003", "000004"
PRICE = 10_000.0  # USD a tonne, made up
PRICES = [
    {
        "property": "price",
        "mineral": MINERAL,
        "item": "Price, average: London Metal Exchange (made up)",
        "place": ALAND,
        "value": PRICE,
        "unit": "usd_per_t",
        **year(2030),
    }
]


def made_up(code, **more):
    """A made-up rule; a tenth of the mineral in a tonne."""
    entry = {"mineral": MINERAL, "code": code, "band": "made-up", "stage": "mine", "low": 0.05, "mid": 0.1, "high": 0.2}
    return {**entry, "judgement": True, "reference": "made up", **more}


RULES = read(
    [
        made_up(ORE),
        made_up(CRUDE, band="crude", below_price=0.5, low=0.2, mid=0.3, high=0.4, overlap=[TWIN]),
        made_up(CRUDE, band="fine", from_price=0.5, stage="refine", low=0.6, mid=0.7, high=0.8),
        made_up(TWIN, band="crude", low=0.2, mid=0.3, high=0.4, overlap=[CRUDE]),
        made_up(METAL, band="metal", stage="refine", low=0.9, mid=1.0, high=1.0, price_range=[0.8, 1.25]),
    ]
)


@pytest.fixture
def world(tmp_path):
    """Evidence of made-up trade (year, exporter, importer, good, usd, tonnes) and a made-up price."""
    releases = [release(tmp_path, PRICES)]

    def build(*trade, edition=PREFERRED):
        releases.append(release(tmp_path, trade=trade, dataset="baci", edition=edition))
        return Evidence(releases)

    return build


@pytest.fixture(scope="session")
def real():
    """The packaged release."""
    return Evidence([packaged()])


def mined(evidence, mineral, number, dataset="usgs-mcs-2025"):
    """Tonnes mined by place, as one dataset says."""
    rows = evidence.rows(
        """select place, value from statements where property = 'production' and stage = 'mine' and mineral = ?
        and year(from_) = ? and dataset = ? and value is not null and length(place) = 2""",
        [mineral, number, dataset],
    )
    return {row["place"]: row["value"] for row in rows}


def flow(trade, exporter, importer, stage="mine"):
    """The one flow between two places at a stage."""
    rows = trade.table.to_pylist()
    found = [r for r in rows if (r["exporter"], r["importer"], r["stage"]) == (exporter, importer, stage)]
    assert len(found) == 1, found
    return found[0]


def total(trade, exporter, stage="mine"):
    """What an exporter sent in all."""
    return next(r for r in trade.totals.to_pylist() if (r["exporter"], r["stage"]) == (exporter, stage))
