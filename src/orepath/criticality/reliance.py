"""Measures of how much a place depends on others."""

from __future__ import annotations

from collections.abc import Mapping

from orepath.criticality.concentration import hhi
from orepath.criticality.shares import Bracket, known

DAYS_A_YEAR = 365


def apparent_consumption(production_t: float, imports_t: float, exports_t: float, stock_decrease_t: float) -> float:
    """Apparent consumption in tonnes: what was produced and imported, less exports, plus what stocks gave up.

    References
    ----------
    USGS, Mineral Commodity Summaries, appendix B (definitions).

    >>> apparent_consumption(10.0, 30.0, 5.0, -1.0)
    34.0
    """
    return production_t + imports_t - exports_t + stock_decrease_t


def net_import_reliance(
    imports_t: float, exports_t: float, stock_decrease_t: float, apparent_consumption_t: float
) -> float:
    """The share of apparent consumption that comes from abroad or from stocks; below 0 for a net exporter.

    ``(imports - exports + stock decrease) / apparent consumption``. A figure above 1 is possible where the inputs are
    not of one definition, and is not cut off. USGS prints a net exporter as ``E``.

    Raises
    ------
    ValueError
        Where apparent consumption is not more than 0, for then the share means nothing.

    References
    ----------
    USGS, Mineral Commodity Summaries 2026, salient statistics: imports - exports +/- adjustments for
    Government and industry stock changes, as a percentage of apparent consumption.

    Examples
    --------
    >>> net_import_reliance(imports_t=80.0, exports_t=20.0, stock_decrease_t=0.0, apparent_consumption_t=100.0)
    0.6
    """
    if not apparent_consumption_t > 0:
        raise ValueError("apparent consumption must be more than 0 tonnes")
    return (imports_t - exports_t + stock_decrease_t) / apparent_consumption_t


def import_source_hhi(shares: Mapping[str, float]) -> Bracket:
    """The Herfindahl-Hirschman index of the places imports come from, 0 to 1; the same formula as `hhi`.

    >>> import_source_hhi({"Aland": 0.5, "Boria": 0.5}).value
    0.5
    """
    return hhi(shares)


def partner_share(shares: Mapping[str, float], partner: str) -> Bracket:
    """The share of imports that comes from one partner; all of the unknown may be its own too.

    >>> partner_share({"Aland": 0.5, "unknown": 0.25, "Boria": 0.25}, "Boria")
    Bracket(value=0.25, low=0.25, high=0.5)
    """
    suppliers, unknown = known(shares)
    share = suppliers.get(partner, 0.0)
    return Bracket(share, share, min(1.0, share + unknown))


def stock_cover_days(stock_t: float, consumption_t: float) -> float:
    """How many days of consumption a stock lasts: ``stock / consumption * 365``.

    Parameters
    ----------
    stock_t
        The stock at the end of the year, in tonnes.
    consumption_t
        The year's consumption in tonnes, on the same basis (both contained metal or both gross weight).

    References
    ----------
    No publisher defines it for minerals; it is the measure in which stockholding duties are stated (days of demand).

    >>> stock_cover_days(60.0, 365.0)
    60.0
    """
    if not consumption_t > 0:
        raise ValueError("consumption must be more than 0 tonnes")
    return stock_t / consumption_t * DAYS_A_YEAR
