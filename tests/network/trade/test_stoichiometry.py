"""Shares of compounds, against figures of the handbooks."""

import pytest

from orepath.network.trade.fractions import reckoned
from orepath.network.trade.stoichiometry import atoms, content, molar_mass


def test_atoms_of_nested_and_hydrated_formulas():
    assert atoms("Ce2(CO3)3.8H2O") == {"Ce": 2, "C": 3, "O": 17, "H": 16}


@pytest.mark.parametrize(
    ("formula", "measured_as", "share"),
    [
        ("Co3O4", "Co", 0.7342),
        ("Co(OH)2", "Co", 0.6341),
        ("Li2CO3", "Li", 0.1879),
        ("LiOH.H2O", "Li", 0.1654),
        ("NiSO4.6H2O", "Ni", 0.2233),
        ("MnO2", "Mn", 0.6319),
        ("Nd", "Nd2O3", 1.1664),
        ("Y", "Y2O3", 1.2699),
        ("CeO2", "CeO2", 1.0),
    ],
)
def test_content_is_that_of_the_handbooks(formula, measured_as, share):
    assert content(formula, measured_as) == pytest.approx(share, abs=6e-5)


def test_the_parts_of_a_compound_sum_to_it():
    parts = [content("Co(OH)2", symbol) for symbol in ("Co", "O", "H")]
    assert sum(parts) == pytest.approx(1.0, abs=1e-12)
    assert molar_mass("Co(OH)2") == pytest.approx(92.947, abs=1e-3)


def test_purity_and_another_substance_are_told_in_the_text():
    assert reckoned("0.5 Co3O4", "cobalt") == pytest.approx(content("Co3O4", "Co") / 2)
    assert reckoned("0.9 Lu as Lu2O3", "rare-earths") == pytest.approx(0.9 * content("Lu", "Lu2O3"))
    assert reckoned(0.25, "cobalt") == 0.25
