"""The rules of contained fractions: which (code, exporters, unit-value band) holds how much, by what source."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.network.trade.stoichiometry import content

NOT_KNOWN = math.nan


@dataclass(frozen=True)
class Basis:
    """What the tonnes of a mineral are tonnes of, and how its price is found (``basis.toml``)."""

    measured_as: str
    en: str
    ja: str
    price: dict[str, Any]


@dataclass(frozen=True)
class Fraction:
    """Tonnes of the mineral in a tonne of a good, for the exporters and unit values it holds for.

    Parameters
    ----------
    low, mid, high
        Tonnes a tonne; ``mid`` is NaN where nobody knows.
    from_usd_t, below_usd_t
        Unit value, USD a tonne of gross mass.
    from_price, below_price
        Unit value over the price of a tonne of the contained mineral.
    payable
        Low, mid and high share of the price that such goods fetch, or nothing.
    overlap
        Codes under which the same consignments are declared a second time.
    instead_of
        The code of an earlier edition of the Harmonized System for the same goods, which is read where it is held.
    least_price, least_usd_t
        What a tonne of the contained mineral fetches in such goods at the very least, over the price, and in USD.
    price_range
        Low and high of unit value over price for rows of value alone, or nothing.
    """

    mineral: str
    code: str
    band: str
    stage: str
    low: float
    mid: float
    high: float
    exporters: tuple[str, ...] = ()
    importers: tuple[str, ...] = ()
    from_usd_t: float = 0.0
    below_usd_t: float = math.inf
    from_price: float = 0.0
    below_price: float = math.inf
    payable: tuple[float, ...] = ()
    price_range: tuple[float, ...] = ()
    worth_bound: bool = False
    least_price: float = 0.0
    least_usd_t: float = 0.0
    overlap: tuple[str, ...] = ()
    merges: tuple[str, ...] = ()
    instead_of: str = ""
    reference: str = ""
    how_sure: str = ""
    judgement: bool = False

    @property
    def needs_price(self) -> bool:
        """Whether the band is told by the metal's price."""
        return self.from_price > 0 or math.isfinite(self.below_price)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("orepath.network.trade").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def bases() -> dict[str, Basis]:
    """By mineral."""
    return {
        key: Basis(entry.get("measured_as", ""), entry["en"], entry["ja"], entry.get("price", {}))
        for key, entry in _toml("basis").items()
    }


def reckoned(said: float | str | None, mineral: str) -> float:
    """The share a rule says: a number, or a formula as ``0.97 Li2CO3`` or ``CeO2 as CeO2``.

    >>> round(reckoned("Co3O4", "cobalt"), 4)
    0.7342
    """
    if said is None:
        return NOT_KNOWN
    if not isinstance(said, str):
        return float(said)
    purity, formula, measured_as = re.fullmatch(r"(?:([\d.]+) )?(\S+)(?: as (\S+))?", said).groups()  # type: ignore[union-attr]
    return float(purity or 1.0) * content(formula, measured_as or bases()[mineral].measured_as)


def read(entries: list[dict[str, Any]]) -> tuple[Fraction, ...]:
    """Rules from their entries, in order."""
    return tuple(
        _fraction({**entry, "code": code}, "" if code == entry["code"] else entry["code"])
        for entry in entries
        for code in (entry["code"], *entry.get("also_codes", ()))
    )


def _fraction(entry: dict[str, Any], instead_of: str) -> Fraction:
    said: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    said.update({key: reckoned(entry.get(key), entry["mineral"]) for key in ("low", "mid", "high")})
    said.pop("also_codes", None)
    return Fraction(**said, instead_of=instead_of)


@cache
def fractions() -> tuple[Fraction, ...]:
    """All rules, in the order in which they are tried."""
    return read(_toml("fractions")["fraction"])


def fractions_of(mineral: str) -> tuple[Fraction, ...]:
    """The rules of a mineral, in order."""
    return tuple(rule for rule in fractions() if rule.mineral == mineral)


def heads(rules: Sequence[Fraction]) -> list[str]:
    """Under which name the goods of each rule are counted once: one for all codes that overlap each other."""
    first: dict[str, str] = {}
    for rule in rules:
        if rule.overlap:
            first.setdefault(rule.code, min(rule.code, *(first.get(code, code) for code in rule.overlap)))
    return [f"{first[rule.code]} and its like" if rule.overlap else rule.code for rule in rules]
