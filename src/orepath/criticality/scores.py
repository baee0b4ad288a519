"""Composite scores of supply risk, each by its own published method."""

from __future__ import annotations

import math
from collections.abc import Mapping

from orepath.criticality.shares import Bracket


def import_reliance(production_t: float, imports_t: float, exports_t: float) -> float:
    """Import reliance of the EU method, cut off to 0..1: net imports over domestic production plus net imports.

    References
    ----------
    European Commission (2017), doi:10.2873/769526.

    >>> import_reliance(production_t=20.0, imports_t=90.0, exports_t=10.0)
    0.8
    """
    net = imports_t - exports_t
    if not production_t + net > 0:
        return 0.0
    return min(1.0, max(0.0, net / (production_t + net)))


def eu_supply_risk(
    global_wgi_hhi: Bracket,
    eu_wgi_hhi: Bracket,
    import_reliance: float,
    eol_rir: float,
    si_sr: float,
) -> Bracket:
    r"""Supply risk of the EU method (2017, used in 2020 and 2023).

    .. math:: SR = [H_{GS}\,IR/2 + H_{EU}\,(1 - IR/2)]\,(1 - RIR)\,SI_{SR}

    Parameters
    ----------
    global_wgi_hhi, eu_wgi_hhi
        Governance-weighted concentration (`wgi_hhi` with trade parameters) of global supply and of the EU's sourcing.
    import_reliance
        IR, 0 to 1 (see `import_reliance`).
    eol_rir
        End-of-life recycling input rate, 0 to 1: old scrap over all input.
    si_sr
        Substitution index for supply risk, above 0 to 1 (1: nothing substitutes).

    References
    ----------
    European Commission (2017), Methodology for establishing the EU list of critical raw materials, guidelines,
    doi:10.2873/769526. Evaluate both stages; the method takes the higher.

    Examples
    --------
    >>> flat = lambda x: Bracket(x, x, x)
    >>> round(eu_supply_risk(flat(3.414), flat(1.894), import_reliance=0.8, eol_rir=0.1, si_sr=0.95).value, 5)
    2.13921
    """
    for name, share in (("import reliance", import_reliance), ("EoL-RIR", eol_rir), ("SI_SR", si_sr)):
        if not 0 <= share <= 1:
            raise ValueError(f"{name} must lie between 0 and 1")
    half = import_reliance / 2
    rest = (1 - eol_rir) * si_sr
    sides = zip(global_wgi_hhi, eu_wgi_hhi, strict=True)
    return Bracket(*((world * half + sourcing * (1 - half)) * rest for world, sourcing in sides))


def instability(score: float) -> float:
    """A WGI estimate of political stability (about -2.5 to 2.5) as instability, 0 best to 1 worst: ``(2.5 - x) / 5``.

    >>> instability(2.5), instability(0.0)
    (0.0, 0.5)
    """
    return (2.5 - score) / 5


def geopolrisk(
    production_hhi: Bracket, imports_t: Mapping[str, float], instability_1: Mapping[str, float], production_t: float
) -> Bracket:
    r"""The GeoPolRisk score of an importer, 0 to 1: :math:`HHI\,\sum_i g_i f_i / (p + F)`.

    Parameters
    ----------
    production_hhi
        Concentration of world production of the raw material (`hhi`).
    imports_t
        Imports f by exporter in tonnes; F is their sum.
    instability_1
        Instability g by exporter, 0 to 1 (see `instability`). An exporter without one, or ``unknown``, adds nothing to
        the value and anything from 0 to its whole mass to the bounds; nothing is put in its place.
    production_t
        Domestic production p of the importer, in tonnes.

    Raises
    ------
    ValueError
        Where neither imports nor production is more than 0.

    References
    ----------
    Gemechu, E. D. et al. (2015), Import-based indicator for the geopolitical supply risk of raw materials in life cycle
    sustainability assessments, Journal of Industrial Ecology 20(1), 154-165. Santillan-Saldivar, J. et al. (2022).
    Koyamparambath, A. et al. (2024). Equation 1 of geopolrisk-py, doi:10.21105/joss.09600.

    Examples
    --------
    >>> made = Bracket(0.5, 0.5, 0.5)
    >>> geopolrisk(made, {"Boria": 60.0, "Cestia": 20.0}, {"Boria": 0.5, "Cestia": 0.25}, production_t=20.0).value
    0.175
    """
    total = math.fsum(imports_t.values()) + production_t
    if not total > 0 or any(not mass >= 0 for mass in imports_t.values()):
        raise ValueError("imports and production must be 0 tonnes or more, and not all of them 0")
    scored = math.fsum(instability_1.get(place, 0.0) * mass for place, mass in imports_t.items())
    unscored = math.fsum(mass for place, mass in imports_t.items() if place not in instability_1)
    return Bracket(
        production_hhi.value * scored / total,
        production_hhi.low * scored / total,
        production_hhi.high * (scored + unscored) / total,
    )
