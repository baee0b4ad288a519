"""What is in goods, by what they are worth. Each function changes the arrays it is given, row by row.

``place`` is the place of each row's rule among the rules, -1 where there is none; masses are in tonnes, NaN where
unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from orepath.network.trade.fractions import Fraction
from orepath.network.trade.masses import Flags, Floats, Integers
from orepath.network.trade.prices import Price

Words = NDArray[np.object_]


def by_worth(
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


def bounded_by_worth(
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


def least_worth(
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


def by_price(
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
