"""A made-up answer: two Parties, each short of 100 t, with 60 t idle between them. No figure is real."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from orepath.stress.answer import (
    BackTest,
    Case,
    Certificate,
    Filling,
    NotAnswered,
    Period,
    Result,
    Step,
    Stressed,
)
from orepath.stress.shock import Assumption, Shock
from orepath.stress.spread import Bar, Between, Narrowing, Times
from orepath.vocabulary.language import Text

START, END = date(2030, 1, 1), date(2032, 1, 1)
DAYS = float((END - START).days)
NICKEL = "Made-up Nickel"

REFUSED = Assumption(
    "licence.refused_share",
    Text("share of licences refused", "許可されない割合"),
    0.5,
    0.2,
    0.8,
    "share",
    Text("A made-up judgement of the Ministry of Cedar.", "架空のシーダー省の判断。"),
    "judgement",
)
STOCK = Assumption(
    "stock.refined",
    Text("days of stocks of refined goods", "精製品の在庫日数"),
    30.0,
    30.0,
    30.0,
    "days",
    Text("Made-up Yearbook 2029, table 3.", "架空の年鑑2029年版、表3。"),
    "F",
    ("st-0000000000000003",),
)
WINS = BackTest(
    "made-up-quota-2010",
    "Boria",
    "alone",
    12.0,
    {"nothing_changes": 20.0, "alike": 15.0},
    Text("Made-up quota of 2010", "2010年の架空の数量割当"),
    detail=({"year": 2011, "partner": "Cedar", "recorded_t": 40.0, "predicted_t": 33.0, "nothing_changes_t": 60.0},),
)
LOSES = BackTest(
    "made-up-ban-2014",
    "Boria",
    "alone",
    30.0,
    {"nothing_changes": 25.0, "alike": 31.0},
    Text("Made-up ban of 2014", "2014年の架空の禁止"),
    Text("Stocks built up before the ban.", "禁止前の在庫の積増し。"),
)


def shock(imposer: str = "Cedar", targets: tuple[str, ...] = ("Aland", "Boria"), mineral: str = NICKEL) -> Shock:
    """Cedar licenses what it sends to both Parties."""
    return Shock(
        "made-up-licence",
        Text("Cedar's made-up licence", "シーダーの架空の許可制"),
        imposer,
        mineral,
        "licence",
        targets,
        START,
        REFUSED,
        ("refine",),
        statements=("st-0000000000000001",),
        notes=(Text("In force as last known on 1 Jan 2030.", "2030年1月1日の最終確認時点で実施中。"),),
    )


def result(party: str = "Aland", other: str = "Boria", mineral: str = NICKEL, scale: float = 1.0) -> Result:
    """One Party's losses: 100 t, on its own 100 t, together 70 t, and 40 t at the very least."""
    cases: Mapping[Case, float] = {
        "no_adaptation": 100.0 * scale,
        "alone": 90.0 * scale,
        "coordinated": 70.0 * scale,
        "full_adaptation": 40.0 * scale,
    }
    ranges: dict[str, tuple[float, float]] = {f"{case}_t": (0.8 * value, 1.3 * value) for case, value in cases.items()}
    filled = (
        Filling("coordinated", "partner", other, "refine", 20.0 * scale, ("st-0000000000000002",)),
        Filling("coordinated", "own_idle", party, "mine", 10.0 * scale),
        Filling("alone", "own_idle", party, "mine", 10.0 * scale),
    )
    return Result(
        party,
        mineral,
        baseline_t=1000.0 * scale,
        no_adaptation_t=cases["no_adaptation"],
        alone_t=cases["alone"],
        coordinated_t=cases["coordinated"],
        full_adaptation_t=cases["full_adaptation"],
        days_of_cover=30.0,
        low=ranges["coordinated_t"][0],
        high=ranges["coordinated_t"][1],
        certificate={
            "alone": Certificate(90.0 * scale, 90.0 * scale, 0.0),
            "coordinated": Certificate(140.0, 140.0, 0.0),
        },
        unknown_share=0.12,
        value_usd=20.0 * scale * 15000,
        price_usd_per_t=15000.0,
        price_statements=("st-0000000000000004",),
        time_to_survive_days=28.0,
        ranges=ranges,
        path=_path(scale),
        periods=_periods(cases, scale),
        filled=filled,
        statements=("st-0000000000000001", "st-0000000000000002"),
        horizon_days=DAYS,
        expected={f"{case}_t": Between(0.9 * value, 1.1 * value) for case, value in cases.items()},
        tail={f"{case}_t": Between(1.1 * value, 1.3 * value) for case, value in cases.items()},
        survive=Times(14.0, 28.0, None, 0.125, 16),
        recover=Times(None, None, None, 1.0, 14),
        tornado=(
            Bar(REFUSED.id, REFUSED.name, 0.2, 0.8, "share", 20.0 * scale, 90.0 * scale),
            Bar(
                "unknown",
                Text("whether the unknown is held back", "不明分の途絶"),
                None,
                None,
                "",
                70 * scale,
                77 * scale,
            ),
        ),
        narrowing=(
            Narrowing(
                REFUSED.id,
                REFUSED.name,
                0.8,
                9.0 * scale,
                4.0 * scale,
                Text("made-up counts of licences", "架空の許可件数"),
            ),
        ),
    )


def _path(scale: float) -> tuple[Step, ...]:
    demand, stock, found = 1000.0 * scale / 104, 30.0 * scale, []
    for week in range(104):
        short = 1.35 * scale if week < 100 else 0.0
        used = min(stock, short)
        stock -= used
        found.append(Step(START + timedelta(weeks=week), demand, short - used, stock))
    return tuple(found)


def _periods(cases: Mapping[Case, float], scale: float) -> tuple[Period, ...]:
    found = []
    for quarter in range(8):
        from_ = date(2030 + quarter // 4, 1 + 3 * (quarter % 4), 1)
        until = date(2030 + (quarter + 1) // 4, 1 + 3 * ((quarter + 1) % 4), 1)
        part = (quarter + 1) / 36
        unmet = {case: value * part for case, value in cases.items()}
        stock: dict[Case, float] = dict.fromkeys(cases, 30.0 * scale * (1 - (quarter + 1) / 8))
        found.append(Period(from_, until, unmet, stock))
    return tuple(found)


def stressed() -> Stressed:
    """The made-up answer."""
    return Stressed(
        Text("Cedar's made-up licence", "シーダーの架空の許可制"),
        (shock(),),
        (REFUSED, STOCK),
        (result(), result("Boria", "Aland")),
        (WINS, LOSES),
        START,
        END,
        {NICKEL: 2029},
        ("Aland", "Boria"),
        (NotAnswered("Made-up Copper", "Boria", Text("no network of it.", "供給網のデータがない。")),),
        (Text("The made-up yearbook leaves out Cedar's stocks.", "架空の年鑑にはシーダーの在庫が含まれない。"),),
        draws=8,
        measure="made-up-measure",
    )


def renamed(found: Stressed, names: Mapping[str, str]) -> Stressed:
    """The same answer under other names of places: real codes give a map its points."""
    results = tuple(
        replace(
            each,
            party=names[each.party],
            filled=tuple(replace(part, place=names[part.place]) for part in each.filled),
        )
        for each in found.results
    )
    shocks = tuple(
        replace(each, imposer=names[each.imposer], targets=tuple(names[place] for place in each.targets))
        for each in found.shocks
    )
    return replace(found, results=results, shocks=shocks, parties=tuple(names[place] for place in found.parties))
