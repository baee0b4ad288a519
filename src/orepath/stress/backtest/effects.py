"""What the figures of a case show that the method does not hold (``effects.toml``), its numbers computed from trade."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.evidence.store import Evidence
from orepath.evidence.trade_in_use import trade_in_use
from orepath.stress.backtest.words import number, said
from orepath.vocabulary.language import Text, text

SUMS = """
select year, exporter, importer, sum(mass_t) as mass_t, sum(value_usd) filter (mass_t is not null) as value_usd
from trade join ({in_use}) using (good, year, dataset, edition)
where exporter <> importer
group by all order by year, exporter, importer
"""


@cache
def _entries() -> tuple[Mapping[str, Any], ...]:
    raw = tomllib.loads(files("orepath.stress.backtest").joinpath("effects.toml").read_text("utf-8"))
    return tuple(raw["effect"])


@dataclass(frozen=True)
class Effect:
    """What the method lacks in a case, in short and with the figures that show it."""

    short: Text
    shown: Text


def effect(evidence: Evidence, case: str, party: str, goods: Sequence[str]) -> Effect:
    """What the method lacks in a case and Party; said not to be written down where it is not."""
    entry = next((each for each in _entries() if (each["case"], each["party"]) == (case, party)), None)
    if entry is None:
        return Effect(said("not_told"), said("not_told"))
    wanted: Mapping[str, Mapping[str, Any]] = entry["figures"]
    years = sorted({each["year"] for each in wanted.values()})
    rows = evidence.rows(SUMS.format(in_use=trade_in_use(goods, years)), [])
    filled = text(entry).format(**{name: _figure(rows, each) for name, each in wanted.items()})
    return Effect(text(entry["short"]), filled)


def _figure(rows: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any]) -> Text:
    """The tonnes, or the USD a tonne, of the rows between the places named in a year."""
    ends = [name for name in ("exporter", "importer") if name in wanted]
    mine = [
        row
        for row in rows
        if row["year"] == wanted["year"] and row["mass_t"] and all(row[end] == wanted[end] for end in ends)
    ]
    mass_t = sum(row["mass_t"] for row in mine)
    if not mass_t:
        return said("not_known")
    return number(sum(row["value_usd"] for row in mine) / mass_t if wanted.get("worth") else mass_t)
