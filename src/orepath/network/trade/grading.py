"""From gross mass to contained mass, row by row: the first rule that fits a flow's code, exporter and unit value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from orepath.network.trade.fractions import Fraction
from orepath.network.trade.masses import Floats, Integers, Masses
from orepath.network.trade.prices import Price
from orepath.network.trade.worth import bounded_by_worth, by_price, by_worth, least_worth

Words = NDArray[np.object_]


@dataclass(frozen=True)
class Graded:
    """Contained tonnes of rows, in their order.

    Parameters
    ----------
    rule
        The place of the rule that fits among the rules; -1 where none does.
    gross_t, low_t, mid_t, high_t
        Tonnes; NaN where unknown.
    basis
        ``mass`` (stated), ``unit_value`` (mass estimated), ``price`` (value over the mineral's price).
    note
        A code of ``notes.toml``, or None.
    """

    rule: Integers
    gross_t: Floats
    low_t: Floats
    mid_t: Floats
    high_t: Floats
    basis: Words
    note: Words


def fitting(rows: pa.Table, worth: Floats, rules: Sequence[Fraction], price: Price | None) -> Integers:
    """The place of the first rule that fits each row; -1 where none does.

    Parameters
    ----------
    worth
        Unit values, USD a tonne of gross mass; NaN fits only rules without limits.
    """
    goods = np.asarray(rows["good"].to_pylist(), dtype=object)
    ends = {name: np.asarray(rows[name].to_pylist(), dtype=str) for name in ("exporter", "importer")}
    share = worth / price.usd_t if price else np.full(len(worth), np.nan)
    found = np.full(len(worth), -1, dtype=np.int64)
    for place, rule in enumerate(rules):
        fits = (goods == rule.code) & (found < 0)
        for name, places in (("exporter", rule.exporters), ("importer", rule.importers)):
            if places:
                fits &= np.isin(ends[name], places)
        if rule.from_usd_t > 0 or np.isfinite(rule.below_usd_t):
            fits &= (worth >= rule.from_usd_t) & (worth < rule.below_usd_t)
        if rule.needs_price:
            fits &= (share >= rule.from_price) & (share < rule.below_price)
        found[fits] = place
    return found


def graded(rows: pa.Table, found: Masses, rules: Sequence[Fraction], price: Price | None) -> Graded:
    """The contained tonnes of rows.

    Parameters
    ----------
    rows
        Columns ``good``, ``exporter``, ``importer``, ``value_usd``.
    found
        The rows' gross masses.

    Notes
    -----
    Contained = gross mass times fraction; the ends of the range multiply. Where a rule bounds by worth, low is at least
    value over the highest price stated; where goods are worth more than their highest fraction, high reaches what the
    value would buy and ``worth_more`` says so. A rule with ``payable`` takes value / price / payable, between its low
    and high. Rows of value alone take value / price over the rule's ``price_range``.
    """
    value = np.nan_to_num(rows["value_usd"].to_numpy(zero_copy_only=False).astype(np.float64))
    worth = np.divide(value, found.mass_t, out=np.full(len(value), np.nan), where=found.mass_t > 0)
    worth[worth == 0] = np.nan
    place = fitting(rows, worth, rules, price)
    note = np.full(len(value), None, dtype=object)
    low, mid, high = _shares(rows, rules, place, note)
    by_worth(rules, place, worth, price, low, mid, high)
    low_t, mid_t, high_t = low * found.low_t, mid * found.mass_t, high * found.high_t
    note[np.isnan(mid) & (note == None)] = "fraction_unknown"  # noqa: E711 (elementwise)
    bounded_by_worth(rules, place, value, price, (low_t, mid_t, high_t), note)
    least_worth(rules, place, value, price, (low_t, mid_t, high_t), note)
    gross, basis = found.mass_t.copy(), np.where(found.stated, "mass", "unit_value").astype(object)
    bare = np.isnan(found.mass_t) & (value > 0) & (place >= 0)
    by_price(rules, place, bare, value, price, (gross, low_t, mid_t, high_t), basis)
    return Graded(place, gross, low_t, mid_t, high_t, basis, note)


def _shares(rows: pa.Table, rules: Sequence[Fraction], place: Integers, note: Words) -> tuple[Floats, Floats, Floats]:
    """Low, mid and high by the rules; a row whose band no price tells takes every band of its code, and no mid."""
    table = np.array([[rule.low, rule.mid, rule.high] for rule in rules] or [[np.nan] * 3])
    shares = np.where((place >= 0)[:, None], table[place], np.nan)
    goods = np.asarray(rows["good"].to_pylist(), dtype=object)
    for code in sorted({rule.code for rule in rules}):
        lost = (place < 0) & (goods == code)
        if lost.any():
            own = table[[rule.code == code for rule in rules]]
            shares[lost] = [own[:, 0].min(), np.nan, own[:, 2].max()]
            place[lost] = max(number for number, rule in enumerate(rules) if rule.code == code)
            note[lost] = "no_price"
    merging = np.array([bool(rule.merges) for rule in rules] or [False])[place] & (place >= 0)
    note[merging] = "merges"
    return shares[:, 0], shares[:, 1], shares[:, 2]
