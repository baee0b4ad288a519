"""A core of few nodes solved by elimination without any subtraction, in tonnes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from orepath.attribution.mixing import Mixing
from orepath.attribution.relational.relations import Relations, listed
from orepath.attribution.relational.shapes import Tile
from orepath.attribution.solving import DENSE_NODES, eliminated
from orepath.network.incidence import Flags
from orepath.network.network import Floats, Integers

__all__ = ["DENSE_NODES", "eliminate"]
BEARABLE = 1e3
"""Up to this norm of the inverse the residual says more of the error than what is known of elimination."""


@dataclass(frozen=True)
class Few:
    """A core in tonnes.

    Parameters
    ----------
    mixed
        Flows between the nodes; what enters from outside counts as their own.
    put_in, ones
        What enters of each label of a tile, (nodes, labels), and of ``y``, (nodes, 1).
    held
        Which shares are held at 1, (nodes, labels).
    highest
        The greatest ``y`` that enters.
    """

    mixed: Mixing
    put_in: Floats
    ones: Floats
    held: Flags
    highest: float


def eliminate(relations: Relations, tile: Tile, level: int) -> float:
    """Add the core's nodes to ``x``; by how much an equation of theirs is missed at most.

    Where the norm of the inverse is too large for residuals to say much, ``y`` counts the core as one step and what is
    known of elimination stands for the residual.

    References
    ----------
    See `orepath.attribution.solving.eliminated`.
    """
    number = np.array([row[0] for row in relations.rows("SELECT number FROM core ORDER BY number")], dtype=np.int64)
    few = _few(relations, tile, number)
    shares = _shares(few)
    with np.errstate(over="ignore", invalid="ignore"):  # the norm may be no number
        norm = eliminated(few.mixed, few.ones)
    missed = float(
        np.abs(np.where(few.held, 1.0, few.put_in / few.mixed.throughput_t + _mixed(few, shares)) - shares).max()
    )
    if not norm.max() <= BEARABLE:
        norm = np.full(norm.shape, 1.0 + few.highest)
        missed = 4.0 * len(number) ** 3 * float(np.finfo(float).eps)
    columns = {"level": np.full(len(number), level), "node": number}
    columns |= dict(zip(tile.columns, shares.T, strict=True)) | {"y": norm[:, 0]}
    relations.load("eliminated", pa.table(columns))
    relations.add("x", f"SELECT {listed(columns)} FROM eliminated")
    relations.drop("eliminated")
    return missed


def _mixed(few: Few, shares: Floats) -> Floats:
    weight = few.mixed.inflow[:, 0]
    found = np.zeros_like(shares)
    np.add.at(found, few.mixed.target, weight[:, None] * shares[few.mixed.source])
    return found


def _shares(few: Few) -> Floats:
    """The shares of every label; a label that is held somewhere has a network of its own, cut there."""
    shares = eliminated(few.mixed, few.put_in)
    for column in np.flatnonzero(few.held.any(axis=0)):
        held = few.held[:, column]
        through = few.mixed.throughput_t
        cut = replace(
            few.mixed,
            flow_t=np.where(held[few.mixed.target, None], 0.0, few.mixed.flow_t),
            own_t=np.where(held[:, None], through, few.mixed.own_t),
        )
        put_in = np.where(held[:, None], through, few.put_in[:, [column]])
        shares[:, column] = eliminated(cut, put_in)[:, 0]
    return np.clip(shares, 0.0, 1.0)


def _few(relations: Relations, tile: Tile, number: Integers) -> Few:
    own_t, put_in, ones = np.zeros((len(number), 1)), np.zeros((len(number), tile.width)), np.zeros((len(number), 1))
    for node, own, code in relations.rows(
        "SELECT m.number, m.own, m.code FROM mass AS m SEMI JOIN core AS c ON c.number = m.number"
    ):
        row = np.searchsorted(number, node)
        own_t[row] = own
        if tile.first <= code < tile.first + tile.width:
            put_in[row, code - tile.first] = own
    brought = listed(f"sum(e.flow * x.{column})" for column in [*tile.columns, "y"])
    highest = 0.0
    for node, mass, most, *labels, y in relations.rows(
        f"SELECT e.target, sum(e.flow), max(x.y), {brought} FROM edge AS e SEMI JOIN core AS c ON c.number = e.target "
        "JOIN x ON x.node = e.source GROUP BY e.target"
    ):
        row = np.searchsorted(number, node)
        own_t[row] += mass
        put_in[row] += labels
        ones[row] = y
        highest = max(highest, most)
    inside = relations.rows(
        "SELECT e.source, e.target, e.flow FROM edge AS e SEMI JOIN core AS s ON s.number = e.source "
        "SEMI JOIN core AS t ON t.number = e.target ORDER BY e.source, e.target, e.flow"
    )
    source, target, flow = (np.array(column) for column in zip(*inside, strict=True))
    known = np.ones((len(number), 1), dtype=bool)
    mixed = Mixing(
        np.searchsorted(number, source), np.searchsorted(number, target), flow.astype(np.float64)[:, None], own_t, known
    )
    held = np.zeros(put_in.shape, dtype=bool)
    if tile.clamped:
        for node, code in relations.rows(
            "SELECT h.number, h.code FROM held AS h SEMI JOIN core ON core.number = h.number"
        ):
            if tile.first <= code < tile.first + tile.width:
                held[np.searchsorted(number, node), code - tile.first] = True
    return Few(mixed, put_in, ones + mixed.throughput_t, held, highest)
