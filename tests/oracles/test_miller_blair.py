"""The two-sector economy of the textbook of input-output analysis, with its figures as printed.

References
----------
Miller and Blair (2009), Input-Output Analysis: Foundations and Extensions, 2nd edition, Cambridge University Press,
section 2.3: table 2.3 (flows), table 2.4 (input coefficients), the inverse behind it, equation 2.13 (new outputs).
"""

import pytest

from orepath.attribution.asked import attribute
from orepath.attribution.traced import traced
from orepath.network.network import network

FLOWS = {("1", "1"): 150.0, ("1", "2"): 500.0, ("2", "1"): 200.0, ("2", "2"): 100.0}
PAYMENTS = {"1": 650.0, "2": 1400.0}
FINAL_DEMAND = {"1": 350.0, "2": 1700.0}
OUTPUT = {"1": 1000.0, "2": 2000.0}
COEFFICIENTS = {("1", "1"): 0.15, ("1", "2"): 0.25, ("2", "1"): 0.20, ("2", "2"): 0.05}
INVERSE = {("1", "1"): 1.2541, ("1", "2"): 0.3300, ("2", "1"): 0.2640, ("2", "2"): 1.1221}
NEW_DEMAND = {"1": 600.0, "2": 1500.0}
NEW_OUTPUT = {"1": 1247.5, "2": 1841.6}

ECONOMY = network(
    "tin",
    2024,
    "own",
    [{"node": sector, "place": sector, "own": paid, "label": sector} for sector, paid in PAYMENTS.items()],
    [{"source": i, "target": j, "flow": flow} for (i, j), flow in FLOWS.items()],
)
ENGINES = pytest.mark.parametrize("engine", ["memory", "duckdb"])


def shares(engine):
    """By sector and where its payments stand: the share."""
    with attribute(ECONOMY, engine=engine) as answer:
        return {(i, row["node"]): row[i] for row in answer.arrow().to_pylist() for i in PAYMENTS}


def test_the_printed_table_closes():
    for sector, output in OUTPUT.items():
        assert output == PAYMENTS[sector] + sum(flow for (_, j), flow in FLOWS.items() if j == sector)
        assert output == FINAL_DEMAND[sector] + sum(flow for (i, _), flow in FLOWS.items() if i == sector)
    for (i, j), flow in FLOWS.items():
        assert COEFFICIENTS[i, j] == flow / OUTPUT[j]


@ENGINES
def test_the_inverse(engine):
    """Of what a sector makes, its suppliers' payments are their payments a unit of output, times the inverse."""
    found = shares(engine)
    for (i, j), printed in INVERSE.items():
        assert round(found[i, j] * OUTPUT[i] / PAYMENTS[i], 4) == printed


@ENGINES
def test_the_inverse_times_the_coefficients_is_the_inverse_less_one(engine):
    found = {(i, j): share * OUTPUT[i] / PAYMENTS[i] for (i, j), share in shares(engine).items()}
    for i in OUTPUT:
        for j in OUTPUT:
            product = sum(found[i, k] * COEFFICIENTS[k, j] for k in OUTPUT)
            assert product == pytest.approx(found[i, j] - (i == j), abs=1e-14)


def test_outputs_for_a_new_final_demand():
    found = traced(ECONOMY, NEW_DEMAND)
    demand = sum(NEW_DEMAND.values())
    for sector, printed in NEW_OUTPUT.items():
        assert round(found[sector] * demand * OUTPUT[sector] / PAYMENTS[sector], 1) == printed


def test_payments_in_final_demand_are_all_payments():
    found, demand = traced(ECONOMY, FINAL_DEMAND), sum(FINAL_DEMAND.values())
    for sector, paid in PAYMENTS.items():
        assert found[sector] * demand == pytest.approx(paid, rel=1e-14)
