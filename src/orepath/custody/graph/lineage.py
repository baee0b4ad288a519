"""What each lot is made of: other lots by mass, and itself where it begins the record."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from orepath.custody.books.columns import MADE, PUT, TAKEN, TAKEN_OUT
from orepath.custody.books.exact import SCALE
from orepath.custody.books.ledger import Ledger
from orepath.custody.books.pieces import Pieces
from orepath.custody.books.transformations import MASS

NOMINAL = SCALE
"""The mass (1 kg) at which a lot of unknown mass stands in a network: shares are the same at any."""


@dataclass(frozen=True)
class Link:
    """Mass that a lot got of another (10^-15 kg), by a transformation, or by being its parent (-1)."""

    source: int
    target: int
    mass: Fraction
    step: int


@dataclass(frozen=True)
class Lineage:
    """Links between lots, by their numbers.

    Parameters
    ----------
    unknown
        Mass of each lot that came from nobody knows where, because what went in was not weighed, or it is part of a
        circle; by lot.
    """

    links: tuple[Link, ...]
    unknown: dict[int, Fraction]


def lineage(ledger: Ledger) -> Lineage:
    """The links of a ledger's lots.

    What a transformation took in is divided among what it gave out by mass, or by pieces where all are pieces, else
    equally: all of it has the same composition. Where the mass of one of several inputs is not known, nobody knows of
    what the outputs are.
    """
    links: list[Link] = []
    unknown: dict[int, Fraction] = {}
    pieces = Pieces(ledger.sifted)
    for number in range(ledger.transformed.count):
        events = ledger.transformed.events.rows(number).tolist()
        _transformed(ledger, pieces, number, events, links, unknown)
    links += _contained(ledger)
    return Lineage(tuple(links), unknown)


def _transformed(
    ledger: Ledger, pieces: Pieces, number: int, events: list[int], links: list[Link], unknown: dict[int, Fraction]
) -> None:
    took, made = pieces.rows(events, TAKEN), pieces.rows(events, MADE)
    columns, mass, circle = ledger.columns, ledger.transformed.mass, ledger.circle
    shares = _shares([int(mass[row]) for row in made], [int(columns.amount[row]) for row in made])
    known = [int(mass[row]) for row in took]
    for row, share in zip(made, shares, strict=True):
        lot = int(columns.lot[row])
        out = Fraction(int(mass[row]) if mass[row] > 0 else NOMINAL)
        if circle[lot] >= 0 or not took or (min(known) < 0 and len(took) > 1):
            unknown[lot] = unknown.get(lot, Fraction(0)) + out
            continue
        for taken, all_of_it in zip(took, known, strict=True):
            flow = all_of_it * share if all_of_it >= 0 else out
            links.append(Link(int(columns.lot[taken]), lot, Fraction(flow), number))


def _shares(mass: list[int], amount: list[int]) -> list[Fraction]:
    """The share of each output: by mass, by pieces, or equally."""
    by = mass if min(mass, default=-1) >= 0 and any(mass) else amount
    total = sum(by)
    if total and min(by) >= 0:
        return [Fraction(each, total) for each in by]
    return [Fraction(1, len(by)) for _ in by]


def _contained(ledger: Ledger) -> list[Link]:
    """Children that are in a parent at the end of the record, and were not taken since."""
    columns = ledger.columns
    inside: dict[tuple[int, int], None] = {}
    for row in np.flatnonzero((columns.role == PUT) | (columns.role == TAKEN_OUT)).tolist():
        key = (int(columns.lot[row]), int(columns.parent[row]))
        if columns.role[row] == TAKEN_OUT:
            inside.pop(key, None)
        elif not ledger.sifted.disputed[columns.event[row]] and key[0] != key[1]:
            inside[key] = None
    held = ledger.held
    found = []
    for child, parent in inside:
        if ledger.circle[child] >= 0:
            continue
        weighed = held.dimension[child] == MASS and held.made[child] > 0
        found.append(Link(child, parent, Fraction(held.made[child] if weighed else NOMINAL), -1))
    return found
