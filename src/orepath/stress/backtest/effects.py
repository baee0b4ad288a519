"""What the figures of a case show that the method does not hold (``effects.toml``), its numbers computed from trade."""

from __future__ import annotations

import math
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

ROWS = """
select year, exporter, importer, mass_t, value_usd
from trade join ({in_use}) using (good, year, dataset, edition)
where exporter <> importer and mass_t > 0
order by year, exporter, importer, good
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
    rows = evidence.rows(ROWS.format(in_use=trade_in_use(goods, years)), [])
    filled = text(entry).format(**{name: _figure(rows, each) for name, each in wanted.items()})
    return Effect(text(entry["short"]), filled)


def _figure(rows: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any]) -> Text:
    """The tonnes, or the USD a tonne, of the rows between the places named in a year."""
    ends = [name for name in ("exporter", "importer") if name in wanted]
    mine = [row for row in rows if row["year"] == wanted["year"] and all(row[end] == wanted[end] for end in ends)]
    mass_t = math.fsum(row["mass_t"] for row in mine)
    if not mass_t:
        return said("not_known")
    return number(math.fsum(row["value_usd"] or 0.0 for row in mine) / mass_t if wanted.get("worth") else mass_t)
