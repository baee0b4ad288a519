"""A second program: pymrio's own test system, six made-up regions of eight sectors, through its inverses and through
attribution.

What a sector adds (its output less what it buys) is own mass, deliveries are flows, final demand is what arrives.

References
----------
Stadler (2021), Pymrio, Journal of Open Research Software 9(1).
"""

import numpy as np
import pandas as pd
import pymrio
import pytest

from orepath.attribution.asked import attribute
from orepath.attribution.traced import traced
from orepath.network.network import network

WITHIN = 1e-13
ENGINES = pytest.mark.parametrize("engine", ["memory", "duckdb"])


@pytest.fixture(scope="module")
def system():
    """The test system, with all its coefficients."""
    return pymrio.load_test().calc_all()


@pytest.fixture(scope="module")
def added(system):
    """What each sector adds."""
    return system.x["indout"] - system.Z.sum(axis="index")


def as_network(system, added, label):
    """The system as a network, own mass labelled by region or by sector of a region."""
    ids = [f"{region}, {sector}" for region, sector in system.Z.index]
    rows = [
        {"node": node, "place": region, "stage": sector, "own": own, "label": region if label == "region" else node}
        for node, (region, sector), own in zip(ids, system.Z.index, added.tolist(), strict=True)
    ]
    flows = [
        {"source": i, "target": j, "flow": flow}
        for i, row in zip(ids, system.Z.to_numpy().tolist(), strict=True)
        for j, flow in zip(ids, row, strict=True)
    ]
    return network("tin", 2024, "own", rows, flows)


def found(given, engine, **question):
    """Labels and shares, (nodes, labels)."""
    with attribute(given, engine=engine, **question) as answer:
        table = answer.arrow()
        assert answer.certificate < 1e-11
    return table.column_names[1:], np.column_stack([column.to_numpy() for column in table.columns[1:]])


def ends_with_nothing(names, shares):
    """The shares without `unattributed`, which is 0."""
    assert names[-1] == "unattributed" and (shares[:, -1] == 0).all()
    return names[:-1], shares[:, :-1]


def test_the_system_is_one_that_attribution_can_be_asked_about(system, added):
    assert system.Z.shape == (48, 48) and (added > 0).all() and (system.Z.to_numpy() > 0).all()


@ENGINES
def test_rows_are_what_sectors_add_times_the_leontief_inverse(system, added, engine):
    names, shares = ends_with_nothing(*found(as_network(system, added, "sector"), engine))
    inverse = pymrio.calc_L(pymrio.calc_A(system.Z, system.x)).to_numpy()
    expected = pd.DataFrame(((added / system.x["indout"]).to_numpy()[:, None] * inverse).T)
    expected.columns = [f"{region}, {sector}" for region, sector in system.Z.index]
    assert np.abs(shares - expected[names].to_numpy()).max() <= WITHIN


@ENGINES
def test_columns_are_what_sectors_add_led_on_by_the_ghosh_inverse(system, added, engine):
    names, shares = ends_with_nothing(*found(as_network(system, added, "region"), engine))
    inverse = pymrio.calc_G(pymrio.calc_B(system.Z, system.x)).to_numpy()
    spread = pd.DataFrame(added.to_numpy()[:, None] * inverse, index=system.Z.index).groupby(level="region").sum()
    assert (
        np.abs(shares * system.x.to_numpy() - spread.loc[names].to_numpy().T).max()
        <= WITHIN * system.x.to_numpy().max()
    )


def test_what_is_traced_from_final_demand_is_its_footprint(system, added):
    regions = system.get_regions()
    factors = pd.DataFrame(
        {column: np.where(np.array(regions) == column[0], added[column], 0.0) for column in system.Z.columns}, regions
    )
    factors.columns = system.Z.columns
    other = pymrio.IOSystem(Z=system.Z, Y=system.Y)
    other.added = pymrio.Extension(name="added", F=factors)
    footprint = other.calc_all().added.D_cba_reg
    given = as_network(system, added, "region")
    for region in regions:
        demand = system.Y[region].sum(axis="columns").to_numpy()
        shares = traced(given, demand)
        for origin in regions:
            assert shares[origin] * demand.sum() == pytest.approx(footprint.loc[origin, region], rel=1e-12)


@ENGINES
def test_what_passed_a_sector_is_what_is_lost_without_it(system, added, engine):
    """The hypothetical extraction of one sector in all regions: what reaches the others without it."""
    given = as_network(system, added, "region")
    extracted = system.Z.index.get_level_values("sector") == system.get_sectors()[0]
    flags = {"sector": np.array(given.column("node"))[extracted].tolist()}
    _, shares = found(given, engine, labels="touched", flags=flags)
    left = system.A.loc[~extracted, ~extracted]
    without = (added / system.x["indout"])[~extracted].to_numpy() @ pymrio.calc_L(left).to_numpy()
    assert (shares[extracted] == 1).all()
    assert np.abs(shares[~extracted, 0] - (1 - without)).max() <= WITHIN


@ENGINES
def test_the_last_stage_is_the_value_that_entered_there(system, added, engine):
    """With one sector as the asked stage: what stands there is its own, the others' is `not_processed`."""
    given, sector = as_network(system, added, "region"), system.get_sectors()[1]
    names, shares = ends_with_nothing(*found(given, engine, labels="last-stage", stage=sector))
    cut = system.Z.index.get_level_values("sector") == sector
    deliveries = system.Z.copy()
    deliveries.loc[:, cut] = 0.0
    own = (system.x["indout"] - deliveries.sum(axis="index")) / system.x["indout"]
    behind = own.to_numpy()[:, None] * pymrio.calc_L(pymrio.calc_A(deliveries, system.x)).to_numpy()
    label = np.where(cut, system.Z.index.get_level_values("region"), "not_processed")
    expected = pd.DataFrame(behind, index=label).groupby(level=0).sum()
    assert np.abs(shares - expected.loc[names].to_numpy().T).max() <= WITHIN
