"""The balances of a mineral and year written out one by one, and the nearest figures that close them all.

Places hold a pool of ore and a pool of refined goods. What no figure gives is drawn to zero, or to what is at hand,
with a deviation of about the size of the whole. The deviations are assumptions like those of the rule files, and are
read from where they stand.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from tests.oracles.recomputing_networks.goods import Traded, traded, unseen
from tests.oracles.recomputing_networks.output import RULES, Figure, Z, produced, totals

PLANT_YIELD = RULES["yield"]["value"]
WEIGHTS = RULES["weights"]
LOOSE = WEIGHTS["free"]  # deviation of what no figure gives, of the whole
OWN_ORE, IMPORTED_ORE, LEFT, LAST_RESORT = (
    LOOSE * WEIGHTS[kind] for kind in ("own_ore", "imported_ore", "left", "last_resort")
)
UNEXPLAINED, FINEST = WEIGHTS["slack"], WEIGHTS["smallest"]  # of what a place's statements turn over; of the whole
NEARLY = WEIGHTS["expected"]  # of what is at hand, where what no figure gives is looked for

Name = tuple[str, ...]


@dataclass
class Program:
    """Wanted values and deviations by variable, and balances as sums that must be 0."""

    wanted: dict[Name, float] = field(default_factory=dict)
    sigma: dict[Name, float] = field(default_factory=dict)
    finest: float = 0.0
    free: set[Name] = field(default_factory=set)
    rows: dict[Name, dict[Name, float]] = field(default_factory=dict)

    def variable(self, name: Name, wanted: float, sigma: float) -> Name:
        assert name not in self.wanted, name
        self.wanted[name], self.sigma[name] = wanted, sigma
        return name

    def known(self, name: Name, figure: Figure) -> Name:
        return self.variable(name, figure.mid, max(figure.sigma, self.finest))

    def loose(self, name: Name, size: float, wanted: float = 0.0) -> Name:
        return self.variable(name, wanted, size)

    def put(self, row: Name, name: Name, coefficient: float) -> None:
        entries = self.rows.setdefault(row, {})
        entries[name] = entries.get(name, 0.0) + coefficient

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """The matrix, wanted values, deviations and lower bounds."""
        order = {name: number for number, name in enumerate(self.wanted)}
        matrix = np.zeros((len(self.rows), len(order)))
        for number, entries in enumerate(self.rows.values()):
            for name, coefficient in entries.items():
                matrix[number, order[name]] = coefficient
        lower = np.array([-np.inf if name in self.free else 0.0 for name in order])
        return matrix, np.array(list(self.wanted.values())), np.array(list(self.sigma.values())), lower


@dataclass(frozen=True)
class Balanced:
    """The nearest balanced values by variable, what was asked, and how well the conditions of optimality hold."""

    program: Program
    value: dict[Name, float]
    trade: Traded
    closed: dict[str, bool]
    imbalance: float
    wrong_sign: float


def program(mineral: str, year: int) -> tuple[Program, Traded, dict[str, bool]]:
    """Everything that is asked of a mineral and year."""
    mined, refined, sums = produced(mineral, "mine", year), produced(mineral, "refine", year), totals(mineral, year)
    world_mined, world_refined = mined.pop("world", None), refined.pop("world", None)
    other = mined.pop("other", None)
    refined.pop("other", None)
    trade = traded(mineral, year, {place: figure.high for place, figure in mined.items()})
    listed_mines = {place: figure for place, figure in mined.items() if figure.mid > 0}
    listed_plants = {place: figure for place, figure in refined.items() if figure.mid > 0}
    if other and other.mid > 0:
        mined["other"] = listed_mines["other"] = other
    flows = trade.flows
    direct = RULES["mineral"][mineral].get("direct_use", False)
    absent = unseen(mineral, trade.held)
    absent_main = set(absent[absent["main"] == "yes"]["stage"])
    ore_seen = "mine" not in absent_main
    whole = max(sum(f.mid for p, f in mined.items() if p != "other"), flows["high"].sum(), 1.0)
    ends = {s: {*part["exporter"], *part["importer"]} for s, part in flows.groupby("stage")}
    ore_places = set(listed_mines) | ends.get("mine", set())
    fed = set() if direct else {p for p in ore_places if p in listed_plants or (ore_seen and p != "other")}
    plants = set(listed_plants) | set(sums["recycled"]) | fed
    refines = bool(refined) or "refine" in ends or bool(sums["arrivals"])
    pools = plants | ends.get("refine", set()) | set(sums["arrivals"]) if refines else set()

    asked = Program(finest=FINEST * whole)
    known, loose = asked.known, asked.loose

    for place, figure in sorted(listed_mines.items()):
        name = known(("mined", place), figure)
        asked.put(("ore", place), name, 1.0)
        asked.put(("world mined",), name, 1.0)
    if world_mined and listed_mines:
        asked.put(("world mined",), known(("world mined",), world_mined), -1.0)
    else:
        asked.rows.pop(("world mined",), None)

    sent: dict[tuple[str, str], float] = {}
    shipped: dict[tuple[str, str], list[Name]] = {}
    for number, flow in enumerate(flows.to_dict("records")):
        middle = (flow["low"] + flow["high"]) / 2 if np.isnan(flow["mid"]) else flow["mid"]
        sigma = max((flow["high"] - middle) / Z, (middle - flow["low"]) / Z, middle / 1000, asked.finest)
        name = asked.variable((flow["stage"], flow["exporter"], flow["importer"], str(number)), middle, sigma)
        pool = "ore" if flow["stage"] == "mine" else "refined"
        asked.put((pool, flow["exporter"]), name, -1.0)
        asked.put((pool, flow["importer"]), name, 1.0)
        sent[flow["stage"], flow["exporter"]] = sent.get((flow["stage"], flow["exporter"]), 0.0) + middle
        shipped.setdefault((flow["stage"], flow["exporter"]), []).append(name)
        for kind, place in (("arrived", flow["importer"]), ("sent", flow["exporter"])):
            if refines and place in sums["arrivals" if kind == "arrived" else "exports"]:
                asked.put((kind, place), name, 1.0)
    for row in trade.sent.to_dict("records"):
        middle = min(row["known"] + (row["open_low"] + row["open_high"]) / 2, row["high"])
        if abs(middle - sent[row["stage"], row["exporter"]]) > FINEST * max(middle, 1.0):
            name = known(("exported", row["stage"], row["exporter"]), Figure(middle, row["low"], row["high"]))
            asked.put(name, name, -1.0)
            for flow in shipped[row["stage"], row["exporter"]]:
                asked.put(name, flow, 1.0)

    makers = set(listed_mines)
    if refines:
        ore, metal = _at_hand(mined, flows, "mine"), _at_hand(refined, flows, "refine")
        _plants(asked, listed_plants, makers, fed, sums, whole, world_refined, ore)
        _pools(asked, listed_plants, pools, {p for s, p in sent if s == "refine"}, fed, sums, whole, metal)
    for place in sorted(ore_places):
        if direct:
            asked.put(("ore", place), loose(("ore used", place), LOOSE * whole), -1.0)
        elif place in makers or place not in (fed if refines else ()):
            asked.put(("ore", place), loose(("ore gone", place), LEFT * whole), -1.0)
        if place not in makers and ("mine", place) in sent:
            name = loose(("unknown ore", place), max(UNEXPLAINED * sent["mine", place], asked.finest))
            asked.put(("ore", place), name, 1.0)
            if refines and place in sums["arrivals"]:
                asked.put(("arrived", place), name, 1.0)
    if refines:
        _crossing(asked, pools, sums, whole)
    fed_known = ore_seen or bool(refined) or direct
    closed = {place: fed_known and (place in sums["arrivals"] or not absent_main - {"mine"}) for place in pools}
    return asked, trade, closed


def _at_hand(made: dict[str, Figure], flows: pd.DataFrame, stage: str) -> pd.Series:
    """What each place makes and imports at a stage and does not export (t)."""
    part = flows[flows["stage"] == stage]
    middle = part["mid"].fillna((part["low"] + part["high"]) / 2)
    own = pd.Series({place: figure.mid for place, figure in made.items()}, dtype=float)
    came, went = middle.groupby(part["importer"]).sum(), middle.groupby(part["exporter"]).sum()
    return own.add(came, fill_value=0.0).sub(went, fill_value=0.0).clip(lower=0.0)


def _plants(asked, listed_plants, makers, fed, sums, whole, world, at_hand):
    on_record = set(listed_plants) | set(sums["recycled"])
    for place in sorted(on_record | fed):
        if place in fed:
            own = place in makers and place not in listed_plants
            most = listed_plants[place].mid / PLANT_YIELD if place in listed_plants else np.inf
            wanted = 0.0 if own else NEARLY * min(at_hand.get(place, 0.0), most)
            ore = asked.loose(("processed", place), (OWN_ORE if own else IMPORTED_ORE) * whole, wanted)
            asked.put(("ore", place), ore, -1.0)
            if place in on_record:
                asked.put(("plant", place), ore, 1.0)
            else:
                asked.put(("refined", place), ore, PLANT_YIELD)
        if place in listed_plants:
            feed = asked.loose(("unknown feed", place), LOOSE * whole)
            asked.put(("plant", place), feed, 1.0)
            if place in sums["arrivals"]:
                asked.put(("arrived", place), feed, 1.0)
        if place in sums["recycled"]:
            scrap = asked.known(("recycled", place), sums["recycled"][place].times(1 / PLANT_YIELD))
            asked.put(("plant", place), scrap, 1.0)
        if place in on_record:
            name = ("throughput", place)
            if place in listed_plants:
                asked.known(name, listed_plants[place].times(1 / PLANT_YIELD))
            else:
                asked.loose(name, LOOSE * whole)
            asked.put(("plant", place), name, -1.0)
            asked.put(("refined", place), name, PLANT_YIELD)
            if world and listed_plants:
                asked.put(("world refined",), name, PLANT_YIELD)
    if world and listed_plants:
        asked.put(("world refined",), asked.loose(("refined elsewhere",), LOOSE * whole), 1.0)
        asked.put(("world refined",), asked.known(("world refined",), world), -1.0)


def _pools(asked, listed_plants, pools, exporters, fed, sums, whole, at_hand):
    for place in sorted(pools):
        use, stock, name = sums["consumption"].get(place), sums["stock"].get(place), ("used", place)
        used = asked.known(name, use) if use else asked.loose(name, LOOSE * whole, NEARLY * at_hand.get(place, 0.0))
        asked.put(("refined", place), used, -1.0)
        if stock:
            asked.free.add(("stock", place))
            asked.put(("refined", place), asked.known(("stock", place), stock), -1.0)
        reported = place in sums["arrivals"]
        if place not in exporters and not reported:
            continue
        size = LOOSE * whole
        if not reported and place in listed_plants:
            size = max(UNEXPLAINED * listed_plants[place].mid, 1.0)
        elif not reported and place in fed:
            size = LAST_RESORT * whole
        unknown = asked.loose(("unknown refined", place), size)
        asked.put(("refined", place), unknown, 1.0)
        if reported:
            asked.put(("arrived", place), unknown, 1.0)


def _crossing(asked, pools, sums, whole):
    for place, figure in sums["arrivals"].items():
        asked.put(("arrived", place), asked.known(("arrived", place), figure), -1.0)
    for place, figure in sums["exports"].items():
        if place in pools:
            gone = asked.loose(("refined gone", place), LOOSE * whole)
            asked.put(("refined", place), gone, -1.0)
            asked.put(("sent", place), gone, 1.0)
            asked.put(("sent", place), asked.known(("sent", place), figure), -1.0)
    for kind, known in (("arrived", sums["arrivals"]), ("sent", {p for p in sums["exports"] if p in pools})):
        for row in [row for row in asked.rows if row[0] == kind and row[1] not in known]:
            del asked.rows[row]


def balanced(mineral: str, year: int) -> Balanced:
    """The nearest balanced values, with the conditions that prove them nearest."""
    asked, trade, closed = program(mineral, year)
    matrix, wanted, sigma, lower = asked.arrays()
    values, push = nearest(matrix, wanted, sigma, np.isfinite(lower))
    imbalance = np.abs(matrix @ values) / (np.abs(matrix) @ np.abs(values) + 1e-9)
    found = dict(zip(asked.wanted, values.tolist(), strict=True))
    return Balanced(asked, found, trade, closed, imbalance.max(), max(-values.min(), np.abs(values * push).max()))


def nearest(
    matrix: np.ndarray, wanted: np.ndarray, sigma: np.ndarray, bounded: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The nearest values with ``matrix @ values = 0`` and the bounded ones at least 0, and what pushes them off 0.

    All conditions are homogeneous, so the answer is the projection on a cone and the pushes are a problem of
    non-negative least squares: the least that, added to what is wanted, lands on values that balance.
    """
    scaled = matrix * sigma
    basis, _ = np.linalg.qr((scaled / np.abs(scaled).max(axis=1)[:, None]).T)

    def onto(point: np.ndarray) -> np.ndarray:
        for _ in range(3):
            point = point - basis @ (basis.T @ point)
        return point

    chosen = np.flatnonzero(bounded)
    pushes, _ = nnls(np.eye(len(wanted))[:, chosen] - basis @ basis[chosen].T, -onto(wanted / sigma), maxiter=20_000)
    held = chosen[pushes > 0]
    free = np.setdiff1d(np.arange(len(wanted)), held)
    rows = scaled[:, free] / np.abs(scaled).max(axis=1)[:, None]
    values = np.zeros(len(wanted))
    values[free] = wanted[free] / sigma[free]
    for _ in range(3):  # exact on these sides
        values[free] -= np.linalg.lstsq(rows, rows @ values[free])[0]
    push = np.zeros(len(wanted))
    push[chosen] = pushes
    return values * sigma, push
