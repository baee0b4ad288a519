"""From gross mass to contained mass, row by row: the first rule that fits a flow's code, exporter and unit value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from orepath.network.trade.fractions import Fraction
from orepath.network.trade.masses import Flags, Floats, Integers, Masses
from orepath.network.trade.prices import Price

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
    _by_worth(rules, place, worth, price, low, mid, high)
    low_t, mid_t, high_t = low * found.low_t, mid * found.mass_t, high * found.high_t
    note[np.isnan(mid) & (note == None)] = "fraction_unknown"  # noqa: E711 (elementwise)
    _bounded_by_worth(rules, place, value, price, (low_t, mid_t, high_t), note)
    _least_worth(rules, place, value, price, (low_t, mid_t, high_t), note)
    gross, basis = found.mass_t.copy(), np.where(found.stated, "mass", "unit_value").astype(object)
    bare = np.isnan(found.mass_t) & (value > 0) & (place >= 0)
    _by_price(rules, place, bare, value, price, (gross, low_t, mid_t, high_t), basis)
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


def _by_worth(
    rules: Sequence[Fraction],
    place: Integers,
    worth: Floats,
    price: Price | None,
    low: Floats,
    mid: Floats,
    high: Floats,
) -> None:
    """Fractions of goods that are paid as a share of the metal in them."""
    for number, rule in enumerate(rules):
        at = (place == number) & ~np.isnan(worth)
        if rule.payable and price and at.any():
            least, usual, most = rule.payable
            share = worth[at] / price.usd_t
            low[at] = np.clip(share / most, rule.low, rule.high)
            mid[at] = np.clip(share / usual, rule.low, rule.high)
            high[at] = np.clip(share / least, rule.low, rule.high)


def _bounded_by_worth(
    rules: Sequence[Fraction],
    place: Integers,
    value: Floats,
    price: Price | None,
    tonnes: tuple[Floats, Floats, Floats],
    note: Words,
) -> None:
    """Goods hold at least the metal they are worth; if that is more than they can hold, the statement is doubtful."""
    low_t, mid_t, high_t = tonnes
    if not price or not rules:
        return
    bound: Flags = np.array([rule.worth_bound for rule in rules])[place] & (place >= 0) & ~np.isnan(high_t)
    paid: Flags = np.array([bool(rule.payable) for rule in rules])[place] & bound
    bought = value / price.bound_usd_t
    more = bound & (bought > high_t)
    low_t[:] = np.where(bound & ~more, np.maximum(low_t, bought), low_t)
    mid_t[:] = np.where(bound & ~more, np.maximum(mid_t, low_t), mid_t)
    mid_t[more & paid] = np.nan
    high_t[:] = np.where(more, bought, high_t)
    note[more] = "worth_more"


def _least_worth(
    rules: Sequence[Fraction],
    place: Integers,
    value: Floats,
    price: Price | None,
    tonnes: tuple[Floats, Floats, Floats],
    note: Words,
) -> None:
    """Goods hold at most what they would at the lowest worth of the mineral; if that is too little, nothing is sure."""
    low_t, mid_t, high_t = tonnes
    if not rules:
        return
    metal = price.usd_t if price else np.nan
    least = np.array([[rule.least_price * metal, rule.least_usd_t] for rule in rules])
    worth = np.fmax(least[:, 0], least[:, 1])[place]
    most = np.divide(value, worth, out=np.full(len(value), np.inf), where=(worth > 0) & (place >= 0) & (value > 0))
    less = most < low_t
    note[less] = "worth_less"
    low_t[less] = 0.0
    mid_t[most < mid_t] = np.nan
    high_t[:] = np.where(np.isnan(high_t), high_t, np.minimum(high_t, most))


def _by_price(
    rules: Sequence[Fraction],
    place: Integers,
    bare: Flags,
    value: Floats,
    price: Price | None,
    tonnes: tuple[Floats, Floats, Floats, Floats],
    basis: Words,
) -> None:
    """Rows of value alone, for the goods whose price is the metal's."""
    gross, low_t, mid_t, high_t = tonnes
    for number, rule in enumerate(rules):
        at = bare & (place == number)
        if rule.price_range and price and at.any():
            least, most = rule.price_range
            mid_t[at] = value[at] / price.usd_t
            low_t[at], high_t[at] = mid_t[at] / most, mid_t[at] / least
            gross[at] = mid_t[at] / rule.mid
            basis[at] = "price"
