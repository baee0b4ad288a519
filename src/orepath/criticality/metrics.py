"""The pure functions of this room in one place; the modules they come from hold definitions and sources."""

from orepath.criticality.concentration import governance, hhi, n_minus_1, n_minus_1_to_demand, top_n_share, wgi_hhi
from orepath.criticality.reliance import (
    apparent_consumption,
    import_source_hhi,
    net_import_reliance,
    partner_share,
    stock_cover_days,
)
from orepath.criticality.scores import eu_supply_risk, geopolrisk, import_reliance, instability
from orepath.criticality.shares import UNKNOWN, Bracket

__all__ = [
    "UNKNOWN",
    "Bracket",
    "apparent_consumption",
    "eu_supply_risk",
    "geopolrisk",
    "governance",
    "hhi",
    "import_reliance",
    "import_source_hhi",
    "instability",
    "n_minus_1",
    "n_minus_1_to_demand",
    "net_import_reliance",
    "partner_share",
    "stock_cover_days",
    "top_n_share",
    "wgi_hhi",
]
