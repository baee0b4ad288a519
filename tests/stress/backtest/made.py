"""Made-up acts of the past for tests, on made-up trade in ore. No figure is real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from orepath.evidence.store import Evidence
from orepath.stress.backtest.case import PastCase
from orepath.stress.shock import Shock
from orepath.vocabulary.language import Text
from tests.made_up import release
from tests.made_up_registers import statements
from tests.stress.worlds import assumed

ALAND, BORIA, CESTIA, DUNMARK = "AX", "BW", "CK", "DM"
GOOD, OTHER = "990001", "990002"
MADE_UP = Text("Made-up act of 2030", "2030年の架空の行為")


def past_case(share: float = 1.0, party: str = "Aland", **more: Any) -> PastCase:
    """A made-up act of 2030, by default one that stops everything."""
    fields = {
        "id": "made-up-act",
        "measure": "made-up-act",
        "name": MADE_UP,
        "mineral": "made-up",
        "parties": (party,),
        "goods": (GOOD,),
        "stage": "mine",
        "base_year": 2029,
        "years": (2030, 2031),
        "cut": assumed("made-up-act.share", share),
        "known": Text("made up", "架空"),
    }
    return PastCase(**{**fields, **more})


def past_shock(case: PastCase, imposer: str, first_day: date) -> Shock:
    """Its shock."""
    return Shock(case.id, case.name, imposer, case.mineral, "ban", ("all",), first_day, case.cut, stages=(case.stage,))


def rows(trade: Sequence[Sequence[Any]]) -> pa.Table:
    """Trade rows as the base year's network is built from: (year, exporter, importer, tonnes or None)."""
    found = [
        {"good": GOOD, "year": year, "exporter": source, "importer": target, "value_usd": 1000.0, "mass_t": mass}
        for year, source, target, mass in trade
    ]
    names = {"good": pa.string(), "year": pa.int16(), "exporter": pa.string(), "importer": pa.string()}
    return pa.Table.from_pylist(
        found, pa.schema([*names.items(), ("value_usd", pa.float64()), ("mass_t", pa.float64())])
    )


def evidence(folder: Path, later: Mapping[int, Sequence[tuple[Any, ...]]], base: Sequence[tuple[Any, ...]]) -> Evidence:
    """A release with the act and with trade: (exporter, importer, good, USD, tonnes) by year."""
    act = {
        "measure_id": "made-up-act",
        "imposer": BORIA,
        "targets": "all",
        "instrument": "export_ban",
        "date_precision": "day",
        "effective": "2030-01-01",
        "status_as_of": "2032-12-31",
        "product": "made-up ore",
    }
    trade = [(2029, *row) for row in base] + [(year, *row) for year, several in later.items() for row in several]
    return Evidence([release(folder, statements("measure", [act]), trade=trade, recorded=date(2032, 12, 31))])
