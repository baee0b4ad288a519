"""Measures of how concentrated supply is.

Every measure takes shares by supplier and gives a `Bracket`: ``value`` rests on the known suppliers alone; ``low`` and
``high`` hold every value that is possible however the unknown share is divided among suppliers, known or not.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping

from orepath.criticality.shares import Bracket, known

WORST = 10.0  # of the governance scale of the EU method, whose best is 0


def hhi(shares: Mapping[str, float]) -> Bracket:
    r"""The Herfindahl-Hirschman index of supply, 0 to 1: :math:`\sum_c S_c^2`.

    The known suppliers give the value, to which the unknown share adds nothing, as if it were spread over infinitely
    many suppliers; so the value is also the lowest possible. The highest is reached when all of it belongs to the
    largest known supplier. The index of competition authorities is this times 10,000.

    References
    ----------
    Hirschman, A. O. (1964), The paternity of an index, American Economic Review 54(5), 761.
    Rhoades, S. A. (1993), The Herfindahl-Hirschman index, Federal Reserve Bulletin 79, 188-189.

    Examples
    --------
    >>> round(hhi({"Aland": 0.7, "Boria": 0.2, "Cestia": 0.1}).value, 12)
    0.54
    >>> hhi({"Aland": 0.5, "Boria": 0.25, "unknown": 0.25})
    Bracket(value=0.3125, low=0.3125, high=0.625)
    """
    everything = known(shares)
    value = math.fsum(share * share for share in everything.suppliers.values())
    added = (everything.largest + everything.unknown) ** 2 - everything.largest**2
    return Bracket(value, value, min(1.0, value + added))


def governance(score: float) -> float:
    """A Worldwide Governance estimate (about -2.5 to 2.5) on the scale of the EU method, 0 best to 10 worst.

    The scale is linear, ``10 * (2.5 - x) / 5``, and is not cut off: an estimate below -2.5 gives a little over 10.

    >>> governance(-0.5), governance(2.5), governance(-2.5)
    (6.0, 0.0, 10.0)
    """
    return 10 * (2.5 - score) / 5


def wgi_hhi(
    shares: Mapping[str, float], governance_10: Mapping[str, float], trade_parameter: Mapping[str, float] | None = None
) -> Bracket:
    r"""The governance-weighted Herfindahl-Hirschman index, 0 to 10: :math:`\sum_c S_c^2\,\mathrm{WGI}_c\,t_c`.

    Parameters
    ----------
    shares
        Share (0 to 1) by supplier.
    governance_10
        Governance by supplier, 0 best to 10 worst (see `governance`). A supplier without one adds nothing to the
        value and anything from 0 to 10 times its squared share to the bounds.
    trade_parameter
        The factor t of the EU method by supplier; one that is not given counts as 1, no restriction. The unknown share
        is bounded by the largest factor given, at least 1.

    References
    ----------
    European Commission (2017), Methodology for establishing the EU list of critical raw materials, guidelines,
    doi:10.2873/769526. Blengini, G. A. et al. (2017), JRC background report EUR 28654, doi:10.2760/73303.

    Examples
    --------
    >>> wgi_hhi({"Aland": 1.0}, {"Aland": 5.5})
    Bracket(value=5.5, low=5.5, high=5.5)
    >>> wgi_hhi({"Aland": 0.5, "unknown": 0.5}, {"Aland": 4.0})
    Bracket(value=1.0, low=1.0, high=4.0)
    """
    suppliers, unknown = known(shares)
    factors = dict(trade_parameter or {})
    highest_factor = max([1.0, *factors.values()])
    worst = max([WORST, *governance_10.values()])

    def weight(place: str, missing: float) -> float:
        return governance_10.get(place, missing) * factors.get(place, 1.0)

    value = math.fsum(share**2 * weight(place, 0.0) for place, share in suppliers.items())
    known_high = math.fsum(share**2 * weight(place, worst) for place, share in suppliers.items())
    joined = [((s + unknown) ** 2 - s**2) * weight(place, worst) for place, s in suppliers.items()]
    return Bracket(value, value, known_high + max([unknown**2 * worst * highest_factor, *joined]))


def top_n_share(shares: Mapping[str, float], n: int = 3) -> Bracket:
    """The share of the ``n`` largest suppliers together, 0 to 1.

    The unknown share can only add to it, and at most as a whole.

    References
    ----------
    The concentration ratio CR_n; the IEA reports the top three in its Global Critical Minerals Outlook.

    Examples
    --------
    >>> top_n_share({"Aland": 0.5, "Boria": 0.25, "Cestia": 0.125, "Dunia": 0.0625, "unknown": 0.0625})
    Bracket(value=0.875, low=0.875, high=0.9375)
    """
    suppliers, unknown = known(shares)
    value = min(1.0, math.fsum(heapq.nlargest(n, suppliers.values())))
    return Bracket(value, value, min(1.0, value + unknown))


def n_minus_1(shares: Mapping[str, float]) -> Bracket:
    """The share of supply that is left without the largest supplier, 0 to 1.

    The value leaves out the largest known supplier and keeps the unknown share as supply that is left; so it is also
    the highest possible. In the worst case the unknown belongs to the largest supplier too.

    References
    ----------
    International Energy Agency (2025), Global Critical Minerals Outlook 2025, "N-1" analysis of supply without the
    largest supplier.

    Examples
    --------
    >>> n_minus_1({"Aland": 0.5, "Boria": 0.25, "unknown": 0.25})
    Bracket(value=0.5, low=0.25, high=0.5)
    """
    everything = known(shares)
    left = 1 - everything.largest
    return Bracket(left, max(0.0, left - everything.unknown), left)


def n_minus_1_to_demand(shares: Mapping[str, float], supply_t: float, demand_t: float) -> Bracket:
    """How much of demand the supply covers that is left without the largest supplier; may exceed 1.

    Parameters
    ----------
    supply_t, demand_t
        World supply and the demand to be met, in tonnes. Whether the largest supplier's own demand is part of it is
        for the caller to say; the IEA leaves it out, which gives a higher figure.

    Examples
    --------
    >>> n_minus_1_to_demand({"Aland": 0.5, "Boria": 0.5}, 80.0, 100.0).value
    0.4
    """
    if not demand_t > 0:
        raise ValueError("demand must be more than 0 tonnes")
    value, low, high = (left * supply_t / demand_t for left in n_minus_1(shares))
    return Bracket(value, low, high)
