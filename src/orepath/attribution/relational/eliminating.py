"""A core of few nodes solved by elimination without any subtraction, in tonnes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from orepath.attribution.eliminating import eliminated, rounding
from orepath.attribution.relational.relations import Relations, listed
from orepath.attribution.relational.shapes import Tile
from orepath.network.incidence import Flags
from orepath.network.network import Floats, Integers

BEARABLE = 1e3
"""Up to this norm of the inverse the residual says more of the error than what is known of elimination."""


@dataclass(frozen=True)
class Few:
    """A core in tonnes.

    Parameters
    ----------
    source, target, flow
        Flows between the nodes, (flows,).
    own
        What enters each node from outside and what it puts in, (nodes,).
    put_in, ones
        The same of each label of a tile, (nodes, labels), and of ``y``, (nodes, 1).
    held
        Which shares are held at 1, (nodes, labels).
    highest
        The greatest ``y`` that enters.
    """

    source: Integers
    target: Integers
    flow: Floats
    own: Floats
    put_in: Floats
    ones: Floats
    held: Flags
    highest: float

    @property
    def through(self) -> Floats:
        """What stands at each node, (nodes, 1)."""
        return np.asarray(self.own + np.bincount(self.target, self.flow, len(self.own)), dtype=np.float64)[:, None]

    def missed(self, shares: Floats) -> float:
        """By how much the shares miss an equation at most."""
        inside = np.zeros_like(shares)
        np.add.at(inside, self.target, self.flow[:, None] * shares[self.source])
        mixed = np.where(self.held, 1.0, (self.put_in + inside) / self.through)
        return float(np.abs(mixed - shares).max())


def eliminate(relations: Relations, tile: Tile, level: int) -> float:
    """Add the core's nodes to ``x``; by how much an equation of theirs is missed at most.

    Where the norm of the inverse is too large for residuals to say much, ``y`` counts the core as one step and what is
    known of elimination stands for the residual.

    References
    ----------
    See `orepath.attribution.eliminating.eliminated`.
    """
    number = np.array([row[0] for row in relations.rows("SELECT number FROM core ORDER BY number")], dtype=np.int64)
    few = _few(relations, tile, number)
    shares = _shares(few)
    missed = few.missed(shares)
    with np.errstate(over="ignore", invalid="ignore"):  # the norm may be no number
        norm = eliminated(few.source, few.target, few.flow, few.own, few.through + few.ones)
    if not norm.max() <= BEARABLE:
        norm = np.full(norm.shape, 1.0 + few.highest)
        missed = rounding(len(number))
    columns = {"level": np.full(len(number), level), "node": number}
    columns |= dict(zip(tile.columns, shares.T, strict=True)) | {"y": norm[:, 0]}
    relations.load("eliminated", pa.table(columns))
    relations.add("x", f"SELECT {listed(columns)} FROM eliminated")
    relations.drop("eliminated")
    return missed


def _shares(few: Few) -> Floats:
    """The shares of every label; a label that is held somewhere has a network of its own, cut there."""
    shares = eliminated(few.source, few.target, few.flow, few.own, few.put_in)
    for column in np.flatnonzero(few.held.any(axis=0)):
        held = few.held[:, column]
        stays = ~held[few.target]
        own = np.where(held, few.through[:, 0], few.own)
        put_in = np.where(held, few.through[:, 0], few.put_in[:, column])
        cut = eliminated(few.source[stays], few.target[stays], few.flow[stays], own, put_in[:, None])
        shares[:, column] = cut[:, 0]
    return np.asarray(np.clip(shares, 0.0, 1.0), dtype=np.float64)


def _few(relations: Relations, tile: Tile, number: Integers) -> Few:
    """The core as `Few`; ``number`` are its nodes, sorted."""
    own, put_in, ones = np.zeros(len(number)), np.zeros((len(number), tile.width)), np.zeros((len(number), 1))
    for node, mass, code in relations.rows(
        "SELECT m.number, m.own, m.code FROM mass AS m SEMI JOIN core AS c ON c.number = m.number"
    ):
        row = np.searchsorted(number, node)
        own[row] = mass
        if tile.first <= code < tile.first + tile.width:
            put_in[row, code - tile.first] = mass
    highest = 0.0
    for node, mass, most, *labels, y in relations.rows(_entering(tile)):
        row = np.searchsorted(number, node)
        own[row] += mass
        put_in[row] += labels
        ones[row] = y
        highest = max(highest, most)
    source, target, flow = _inside(relations, number)
    return Few(source, target, flow, own, put_in, ones, _held(relations, tile, number), highest)


def _entering(tile: Tile) -> str:
    brought = listed(f"sum(e.flow * x.{column})" for column in [*tile.columns, "y"])
    return (
        f"SELECT e.target, sum(e.flow), max(x.y), {brought} FROM edge AS e SEMI JOIN core AS c ON c.number = e.target "
        "JOIN x ON x.node = e.source GROUP BY e.target"
    )


def _inside(relations: Relations, number: Integers) -> tuple[Integers, Integers, Floats]:
    inside = relations.rows(
        "SELECT e.source, e.target, e.flow FROM edge AS e SEMI JOIN core AS s ON s.number = e.source "
        "SEMI JOIN core AS t ON t.number = e.target ORDER BY e.source, e.target, e.flow"
    )
    source, target, flow = (np.array(column) for column in zip(*inside, strict=True))
    return np.searchsorted(number, source), np.searchsorted(number, target), flow.astype(np.float64)


def _held(relations: Relations, tile: Tile, number: Integers) -> Flags:
    held = np.zeros((len(number), tile.width), dtype=bool)
    if tile.clamped:
        for node, code in relations.rows(
            "SELECT h.number, h.code FROM held AS h SEMI JOIN core ON core.number = h.number"
        ):
            if tile.first <= code < tile.first + tile.width:
                held[np.searchsorted(number, node), code - tile.first] = True
    return held
