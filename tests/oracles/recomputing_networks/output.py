"""What places make and what their statistical offices sum up, as figures with intervals."""

import tomllib
from dataclasses import dataclass

import pandas as pd

from tests.oracles.recomputing_networks.evidence import PACKAGE, places, statements

RULES = tomllib.loads((PACKAGE / "network" / "assembly" / "rules.toml").read_text("utf-8"))
Z = RULES["interval"]["standard_uncertainties"]
ORDER = {
    "mine": ["usgs-mcs-2026", "usgs-mcs-2025", "world-mining-data", "iea-critical-minerals"],
    "refine": ["iea-critical-minerals", "usgs-mcs-2026", "usgs-mcs-2025"],
}


@dataclass(frozen=True)
class Figure:
    """A figure (t) and the bounds it may lie in."""

    mid: float
    low: float
    high: float

    @property
    def sigma(self) -> float:
        return max((self.high - self.mid) / Z, (self.mid - self.low) / Z, abs(self.mid) / 1000, 1 / 1000)

    def times(self, factor: float) -> "Figure":
        return Figure(self.mid * factor, self.low * factor, self.high * factor)


def error(kind: str) -> float:
    return RULES["uncertainty"].get(kind, RULES["uncertainty"]["reported"])["relative"]


def figure(row: pd.Series, others: pd.Series, kind: str) -> Figure:
    """A statement's own 90 % interval, widened to what others say."""
    half = Z * error(kind) * row["value"]
    said = [row["value"] - half, row["value"] + half, row["low"], row["high"], *others]
    said = [value for value in said if pd.notna(value)]
    return Figure(row["value"], max(min(said), 0.0), max(said))


def produced(mineral: str, stage: str, year: int) -> dict[str, Figure]:
    """Production by place, with `world` and `other` where the publisher gives them."""
    table = statements("production", mineral, year)
    table = table[(table["stage"] == stage) & table["partner"].isna()]
    until, began = pd.to_datetime(table["until"]), pd.to_datetime(table["from_"])
    table = table[(until.dt.year == year + 1) & (began <= table["recorded"])]
    for word in RULES["mineral"][mineral].get("other_basis", []):
        table = table[~table["item"].fillna("").str.contains(word)]
    chosen: dict[str, pd.DataFrame] = {}
    for (dataset, *_), group in table.groupby(["dataset", "edition", "item"], dropna=False):
        if (group["value"].notna() & group["place"].isin(places())).sum() > 1:
            full = ("world" in set(group["place"]), group["recorded"].max(), len(group))
            if dataset not in chosen or full > chosen[dataset].attrs["full"]:
                group.attrs["full"] = full
                chosen[dataset] = group
    name = next((name for name in ORDER[stage] if name in chosen), None)
    if name is None:
        return {}
    others = pd.concat([group for dataset, group in chosen.items() if dataset != name] or [table.iloc[:0]])
    found = {}
    for _, row in chosen[name].dropna(subset=["value"]).iterrows():
        where = row["place"]
        if where in places() or where in ("world", "other"):
            beside = others[others["place"] == where]["value"] if where != "other" else pd.Series(dtype=float)
            found[where] = figure(row, beside, "world" if where == "world" else row["status"])
    return found


def totals(mineral: str, year: int) -> dict[str, dict[str, Figure]]:
    """Arrivals, exports, scrap, use and change of stocks by place, where every item is given."""
    found: dict[str, dict[str, Figure]] = {k: {} for k in ("arrivals", "exports", "recycled", "consumption", "stock")}
    for rule in RULES["total"]:
        if rule["mineral"] != mineral:
            continue
        for kind in found:
            if kind not in rule:
                continue
            now = _summed(rule["dataset"], mineral, year, rule[kind])
            if kind == "stock":
                before = _summed(rule["dataset"], mineral, year - 1, rule[kind])
                now = {
                    p: Figure(e.mid - before[p].mid, e.low - before[p].high, e.high - before[p].low)
                    for p, e in now.items()
                    if p in before
                }
            found[kind].update(now)
    return found


def _summed(dataset: str, mineral: str, year: int, items: list[list[str]]) -> dict[str, Figure]:
    parts = []
    for property_, item in items:
        table = statements(property_, mineral, year)
        table = table[(table["dataset"] == dataset) & (table["item"] == item) & (table["unit"] == "t")]
        parts.append(table.dropna(subset=["value"]).drop_duplicates("place", keep="last").set_index("place"))
    shared = set.intersection(*(set(part.index) for part in parts))
    found = {}
    for where in sorted(shared):
        each = [figure(part.loc[where], pd.Series(dtype=float), "total") for part in parts]
        found[where] = Figure(sum(e.mid for e in each), sum(e.low for e in each), sum(e.high for e in each))
    return found
