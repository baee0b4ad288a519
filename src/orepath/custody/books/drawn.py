"""Lots of which more was taken than there was: how much of each taking the lot could give."""

from __future__ import annotations

import numpy as np

from orepath.custody.books.columns import TAKEN
from orepath.custody.books.grouped import Grouped
from orepath.custody.books.sifting import Sifted
from orepath.custody.books.stocks import Stocks


def short(sifted: Sifted, held: Stocks) -> dict[int, int]:
    """What pieces took that their lots could not give in full: how much they could, by the piece's row.

    Whoever takes first is served first. A lot of which more is taken than was made is a violation; that the same amount
    is taken twice does not cover claims twice.
    """
    columns = sifted.columns
    overdrawn = np.flatnonzero(held.known & np.asarray(held.taken > held.made, dtype=bool))
    if not len(overdrawn):
        return {}
    taking = np.flatnonzero(columns.role == TAKEN)
    by_lot = Grouped(columns.lot[taking], len(columns.lots))
    found: dict[int, int] = {}
    for lot in overdrawn:
        left = int(held.made[lot])
        for row in taking[by_lot.rows(int(lot))].tolist():
            wanted = int(columns.amount[row])
            if wanted > left:
                found[row] = left
            left -= min(wanted, left)
    return found
