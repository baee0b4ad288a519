"""What crossed borders, in contained tonnes: the rules of fractions.toml applied one row at a time."""

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from tests.oracles.recomputing_networks.evidence import PACKAGE, statements, trade

FOLDER = PACKAGE / "network" / "trade"
UNDERSTOOD = {
    *("mineral", "code", "also_codes", "exporters", "importers", "band", "stage", "low", "mid", "high"),
    *("from_usd_t", "below_usd_t", "from_price", "below_price", "payable", "worth_bound", "least_price"),
    *("least_usd_t", "price_range", "overlap", "merges", "how_sure", "judgement", "reference"),
}
MINIMUM_ROWS = 3  # rows with mass and value for a unit value of an exporter's own


def _toml(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


@cache
def _weights() -> dict[str, float]:
    return pd.read_csv(FOLDER / "atomic_weights.csv", comment="#").set_index("symbol")["weight"].to_dict()


def mass_of(formula: str) -> float:
    """The molar mass of a formula; a point divides the parts of a hydrate."""
    total = 0.0
    for part in formula.split("."):
        number, body = re.match(r"(\d*)(.*)", part).groups()
        while match := re.search(r"\(([^()]*)\)(\d*)", body):
            body = body.replace(match[0], match[1] * int(match[2] or 1), 1)
        total += int(number or 1) * sum(
            _weights()[symbol] * int(count or 1) for symbol, count in re.findall(r"([A-Z][a-z]?)(\d*)", body)
        )
    return total


def _atoms(formula: str, element: str) -> int:
    total = 0
    for part in formula.split("."):
        number, body = re.match(r"(\d*)(.*)", part).groups()
        while match := re.search(r"\(([^()]*)\)(\d*)", body):
            body = body.replace(match[0], match[1] * int(match[2] or 1), 1)
        pairs = re.findall(r"([A-Z][a-z]?)(\d*)", body)
        total += int(number or 1) * sum(int(count or 1) for symbol, count in pairs if symbol == element)
    return total


def share(said: float | str | None, basis: str) -> float:
    """The share a rule gives as a number or as a formula."""
    if said is None:
        return math.nan
    if not isinstance(said, str):
        return float(said)
    words = said.split()
    purity = float(words.pop(0)) if re.match(r"[\d.]+$", words[0]) else 1.0
    formula, substance = words[0], words[2] if len(words) > 2 else basis
    element = re.match(r"[A-Z][a-z]?", substance)[0]
    moles = _atoms(formula, element) / _atoms(substance, element)
    return purity * moles * mass_of(substance) / mass_of(formula)


@cache
def rules(mineral: str) -> list[dict]:
    """The rules of a mineral in order, one a code, shares reckoned."""
    found = []
    for entry in _toml("fractions.toml")["fraction"]:
        assert set(entry) <= UNDERSTOOD, set(entry) - UNDERSTOOD
        if entry["mineral"] == mineral:
            basis = _toml("basis.toml")[mineral].get("measured_as", "")
            worked = {key: share(entry.get(key), basis) for key in ("low", "mid", "high")}
            for code in [entry["code"], *entry.get("also_codes", [])]:
                found.append({**entry, **worked, "code": code, "older": entry["code"]})
    return found


def prices(mineral: str, year: int) -> tuple[float, float]:
    """The price that bands are told by and the highest, USD a tonne of contained mineral; NaN where there is none."""
    entry = _toml("basis.toml")[mineral]
    rule = entry.get("price", {})
    if not rule:
        return math.nan, math.nan
    table = statements("price", mineral, year)
    table = table[(table["unit"] == rule["unit"]) & (table["value"] > 0)].sort_values("item")
    named = table[table["item"].str.contains(rule["item"], regex=False)]["value"]
    bound = table[table["item"].str.contains(rule["bound"], regex=False)]["value"]
    if named.empty:
        return math.nan, math.nan
    factor = rule.get("factor", 1.0)
    if "of" in rule:
        factor /= share(rule["of"], entry["measured_as"])
    return named.iloc[0] * factor, max(named.max(), bound.max() if len(bound) else 0.0) * factor


def _quantile(rows: pd.DataFrame, q: float) -> float:
    """The unit value below which a share q of the mass lies."""
    rows = rows.assign(worth=rows["value_usd"] / rows["mass_t"]).sort_values("worth")
    reached = rows["mass_t"].cumsum()
    return rows["worth"][reached >= q * reached.iloc[-1] * (1 - 1e-12)].iloc[0]


def with_masses(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``gross``, ``gross_low``, ``gross_high``: stated, or value over the unit value of such goods."""
    rows = rows.copy()
    full = (rows["mass_t"] > 0) & (rows["value_usd"] > 0)
    for end in ("gross", "gross_low", "gross_high"):
        rows[end] = rows["mass_t"].where(rows["mass_t"] > 0)
    for number, row in rows[~(rows["mass_t"] > 0) & (rows["value_usd"] > 0)].iterrows():
        such = rows[full & (rows["good"] == row["good"])]
        own = such[such["exporter"] == row["exporter"]]
        such = own if len(own) >= MINIMUM_ROWS else such
        if len(such):
            for end, q in (("gross", 0.5), ("gross_low", 0.9), ("gross_high", 0.1)):
                rows.loc[number, end] = row["value_usd"] / _quantile(such, q)
    return rows


def _fits(rule: dict, row: dict, worth: float, price: float) -> bool:
    if rule["code"] != row["good"]:
        return False
    if rule.get("exporters") and row["exporter"] not in rule["exporters"]:
        return False
    if rule.get("importers") and row["importer"] not in rule["importers"]:
        return False
    for unit, value in (("usd_t", worth), ("price", worth / price)):
        if f"from_{unit}" in rule and not value >= rule[f"from_{unit}"]:
            return False
        if f"below_{unit}" in rule and not value < rule[f"below_{unit}"]:
            return False
    return True


def contained(row: dict, own: list[dict], price: float, bound: float) -> dict | None:
    """The contained tonnes of one row, with stage, band and the codes it shares consignments with."""
    value = row["value_usd"] if row["value_usd"] > 0 else 0.0
    worth = value / row["gross"] if row["gross"] > 0 and value > 0 else math.nan
    rule = next((rule for rule in own if _fits(rule, row, worth, price)), None)
    low, mid, high = (rule[key] for key in ("low", "mid", "high")) if rule else (math.nan,) * 3
    if rule is None:
        of_code = [rule for rule in own if rule["code"] == row["good"]]
        if not of_code:
            return None
        rule = of_code[-1]
        low, high = min(each["low"] for each in of_code), max(each["high"] for each in of_code)
    if "payable" in rule and worth / price > 0:
        least, usual, most = rule["payable"]
        low, mid, high = (min(max(worth / price / paid, rule["low"]), rule["high"]) for paid in (most, usual, least))
    low, mid, high = low * row["gross_low"], mid * row["gross"], high * row["gross_high"]
    if rule.get("worth_bound") and high >= 0 and bound > 0:
        bought = value / bound
        if bought > high:
            high = bought
            mid = math.nan if "payable" in rule else mid
        else:
            low = max(low, bought)
            mid = max(mid, low) if mid >= 0 else mid
    floor = np.nanmax([rule.get("least_price", 0.0) * (price if price > 0 else math.nan), rule.get("least_usd_t", 0.0)])
    if floor > 0 and value > 0:
        most = value / floor
        low = 0.0 if most < low else low
        mid = math.nan if most < mid else mid
        high = min(high, most) if high >= 0 else high
    if not row["gross"] > 0 and value > 0 and "price_range" in rule and price > 0:
        mid = value / price
        low, high = mid / rule["price_range"][1], mid / rule["price_range"][0]
    if not high >= 0:
        return None
    return {
        "exporter": row["exporter"], "importer": row["importer"], "good": row["good"], "stage": rule["stage"],
        "group": _group(rule, own), "band": rule["band"], "low": low, "mid": mid, "high": high,
        "estimated": not row["mass_t"] > 0,
    }  # fmt: skip


def _group(rule: dict, own: list[dict]) -> str:
    """One name for all codes under which the same consignments are declared."""
    if not rule.get("overlap"):
        return rule["code"]
    sets = [{other["code"], *other["overlap"]} for other in own if other.get("overlap")]
    joined = {rule["code"]}
    while more := set().union(*(each for each in sets if joined & each)) - joined:
        joined |= more
    return min(joined) + " and its like"


@dataclass(frozen=True)
class Traded:
    """Flows by exporter, importer, stage and group of codes; what each exporter sent in all; the codes held."""

    flows: pd.DataFrame
    sent: pd.DataFrame
    rows: pd.DataFrame
    held: set[str]


def traded(mineral: str, year: int, mined: dict[str, float]) -> Traded:
    """The contained trade of a mineral in a year; ``mined`` are the most tonnes each place mined."""
    own = rules(mineral)
    vocabulary = pd.read_csv(PACKAGE / "vocabulary" / "goods.csv", dtype=str, keep_default_na=False, comment="#")
    listed = vocabulary[(vocabulary["mineral"] == mineral) & vocabulary["stage"].isin(["mine", "refine"])]["code"]
    read, beside = trade(sorted({*listed, *(rule["code"] for rule in own)}), year)
    held = set(read["good"])
    newer = {rule["code"] for rule in own if rule["code"] != rule["older"] and rule["older"] in held}
    price, bound = prices(mineral, year)
    rows = with_masses(read)
    kept = rows[~rows["good"].isin(newer) & (rows["exporter"] != rows["importer"])]
    found = [contained(row, own, price, bound) for row in kept.to_dict("records")]
    table = pd.DataFrame([row for row in found if row])
    _widened(table, read, beside)
    return Traded(*_flows(table, mined), table, held)


def _widened(table: pd.DataFrame, read: pd.DataFrame, beside: pd.DataFrame) -> None:
    """Widen each flow's range to what another edition says of it; one that has the good but not the flow says 0."""
    key = ["good", "exporter", "importer"]
    ours, theirs = read.set_index(key), beside.set_index(key)
    doubled = set(beside["good"])
    for number, row in table[table["good"].isin(doubled)].iterrows():
        at = tuple(row[key])
        ratios = [0.0]
        if at in theirs.index:
            ratios = []
            for _, other in theirs.loc[[at]].iterrows():
                mine = ours.loc[at]
                by_mass = other["mass_t"] / mine["mass_t"]
                ratios.append(by_mass if pd.notna(by_mass) else other["value_usd"] / mine["value_usd"])
        table.loc[number, "low"] *= min([1.0, *ratios])
        table.loc[number, "high"] *= max([1.0, *ratios])


def _flows(table: pd.DataFrame, mined: dict[str, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    users = ["exporter", "stage", "group"]
    by_code = table.groupby([*users, "good"])["high"].sum()
    ordered = table.sort_values(["mid", "high"], ascending=False, na_position="last", kind="stable")
    found = ordered.groupby(["exporter", "importer", "stage", "group"], as_index=False).agg(
        low=("low", "min"), mid=("mid", "max"), high=("high", "max"), band=("band", "first"),
        goods=("good", frozenset), estimated=("estimated", "any"),
    )  # fmt: skip
    under_all = found.set_index(users).index.map(by_code.groupby(users).sum())
    several = found.set_index(users).index.map(by_code.groupby(users).size()) > 1
    keys = zip(found["exporter"], found["stage"], found["group"], found["goods"], strict=True)
    under_this = np.array([by_code[exporter, stage, group, min(goods)] for exporter, stage, group, goods in keys])
    alone = (found["goods"].map(len) == 1) & several
    found["low"] = found["low"].where(~alone, np.maximum(found["low"] - (under_all - under_this), 0.0))
    table = table.assign(known=table["mid"].fillna(0.0), open_low=table["low"].where(table["mid"].isna(), 0.0),
                         open_high=table["high"].where(table["mid"].isna(), 0.0))  # fmt: skip
    sums = table.groupby([*users, "good"])[["low", "known", "high", "open_low", "open_high"]].sum()
    sent = sums.groupby(users).max().groupby(["exporter", "stage"]).sum().reset_index()
    arrived = found[found["stage"] == "mine"].groupby("importer")["high"].sum()
    cap = {place: most + arrived.get(place, 0.0) for place, most in mined.items()}
    middle = sent["known"] + (sent["open_low"] + sent["open_high"]) / 2
    sent["mid"] = middle.where(sent["open_high"] <= 0.05 * sent["high"])
    known = sent[sent["stage"] == "mine"].set_index("exporter")["known"]
    grade = {place: min(1.0, most / known[place]) for place, most in cap.items() if known.get(place, 0.0) > 0}
    alike = found["exporter"].map(grade).where(found["stage"] == "mine").fillna(1.0)
    found["low"], found["mid"] = found["low"] * alike, found["mid"] * alike
    for part in (found, sent):
        limit = part["exporter"].map(cap).where(part["stage"] == "mine").fillna(math.inf)
        over = (limit / part["mid"]).where(part["mid"] > limit, 1.0)
        part["low"] = np.minimum(part["low"] * over, limit)
        part["mid"] = np.minimum(part["mid"], limit)
        part["high"] = np.minimum(part["high"], limit)
    return found, sent


def unseen(mineral: str, held: set[str]) -> pd.DataFrame:
    """The codes of a mineral that the trade of a year does not hold, or holds with other metals."""
    codes = pd.read_csv(FOLDER / "codes.csv", comment="#", dtype=str, keep_default_na=False)
    merging = {rule["code"] for rule in rules(mineral) if rule.get("merges")}
    covered = held | {rule["older"] for rule in rules(mineral) if rule["code"] in held}
    codes = codes[codes["mineral"] == mineral]
    return codes[~codes["code"].isin(covered) | codes["code"].isin(merging)]
