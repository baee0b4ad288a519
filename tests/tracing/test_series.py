"""The years of a mineral and a place, on the packaged release."""

import pytest

from orepath.network.trade.contained import contained_trade
from orepath.reference.in_use import open_evidence
from orepath.tracing.series import series

MINERAL, TO = "lithium", "JP"


@pytest.fixture(scope="module")
def evidence():
    return open_evidence()


@pytest.fixture(scope="module")
def found(evidence):
    told = []
    return series(evidence, MINERAL, TO, lambda done, total: told.append((done, total))), told


def test_every_year_with_a_network_is_traced_once(found):
    years, told = found
    kinds = {trace.year: trace.kind for trace in years.traces}
    assert kinds[2020] == "published"
    assert set(kinds.values()) == {"published", "assembled"}
    assert list(kinds) == sorted(kinds)
    assert told[-1] == (len(told), len(told))


def test_what_customs_data_show_sums_to_1_in_every_year(found):
    seen = found[0].seen
    assert len(seen) > 3
    assert all(abs(sum(year.values()) - 1) < 1e-9 for year in seen.values())


def test_a_year_is_what_its_rows_say(evidence, found):
    year = max(found[0].seen)
    rows = contained_trade(evidence, MINERAL, year, {}).table.to_pylist()
    coming = [row for row in rows if row["importer"] == TO and row["mid_t"]]
    total = sum(row["mid_t"] for row in coming)
    largest = max(found[0].seen[year], key=found[0].seen[year].get)
    expected = sum(row["mid_t"] for row in coming if row["exporter"] == largest) / total
    assert found[0].seen[year][largest] == pytest.approx(expected)
