"""What is warned of in a network: counted, and solved all the same."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from orepath.network.columnar import Columnar
from orepath.network.incidence import reached
from orepath.network.network import Floats, Integers
from orepath.vocabulary.language import Lang, Text, text

CLOSED = 1e-9
"""A node balances where the difference is no more than this share of what passes it."""
SHOWN = 3


@cache
def texts() -> dict[str, Text]:
    """The texts of all warnings, by code."""
    raw = tomllib.loads(files("orepath.network.own").joinpath("warned.toml").read_text("utf-8"))
    return {code: text(entry) for code, entry in raw.items()}


@dataclass(frozen=True)
class Warned:
    """One kind of thing that is warned of.

    Parameters
    ----------
    code
        The key of its text in ``warned.toml``.
    count
        How often it occurs.
    examples
        The first of them, or the largest.
    """

    code: str
    count: int
    examples: tuple[str, ...] = ()

    def text(self, lang: Lang = "en") -> str:
        """The warning in one line."""
        joined = {"en": ", ", "ja": "、"}[lang].join(self.examples)
        more = " …" if self.count > len(self.examples) else ""
        return texts()[self.code].in_(lang).format(count=self.count, examples=joined + more)


Warnings = tuple[Warned, ...]


def warned(columns: Columnar, away: Sequence[Floats], uses_told: bool = True, unused: Iterable[str] = ()) -> Warnings:
    """What is warned of in a network.

    Parameters
    ----------
    away
        Tonnes of use, stock and loss by node.
    uses_told
        Whether the nodes say what is used, stored or lost there. Where they do not, nodes that nothing leaves are ends
        of the network and are not held to balance.
    unused
        Columns that were given and are not used.
    """
    names = sorted(unused)
    found = [
        Warned("empty", int(not columns.nodes)),
        Warned("unused_columns", len(names), tuple(names[:SHOWN])),
        _named("self_loops", columns, columns.source[columns.source == columns.target]),
        _repeated(columns),
        _imbalance(columns, away, uses_told),
        _named("unreached", columns, _unreached(columns)),
    ]
    return tuple(each for each in found if each.count)


def _id(columns: Columnar, number: int) -> str:
    return str(columns.node[int(number)].as_py())


def _named(code: str, columns: Columnar, numbers: NDArray[np.integer]) -> Warned:
    return Warned(code, len(numbers), tuple(_id(columns, number) for number in numbers[:SHOWN]))


def _repeated(columns: Columnar) -> Warned:
    """Flows whose two nodes an earlier row joins: counted by sorting, which is quicker and leaner than finding all."""
    pair = _pairs(columns)
    pair.sort()
    again = pair[1:][pair[1:] == pair[:-1]]
    del pair
    shown = _first_repeated(columns, np.unique(again), min(SHOWN, len(again))) if len(again) else []
    ends = [(columns.source[flow], columns.target[flow]) for flow in shown]
    return Warned("multi_edges", len(again), tuple(f"{_id(columns, i)} → {_id(columns, j)}" for i, j in ends))


def _pairs(columns: Columnar, flows: int | None = None) -> Integers:
    """The two nodes of each flow as one number."""
    return np.asarray(columns.source[:flows] * np.int64(max(columns.nodes, 1)) + columns.target[:flows])


def _first_repeated(columns: Columnar, repeated: Integers, count: int) -> list[int]:
    """The first flows, in the order of rows, whose pair of nodes an earlier row has."""
    flows = 1 << 16
    while True:
        pair = _pairs(columns, flows)
        spot = np.minimum(np.searchsorted(repeated, pair), len(repeated) - 1)
        among = np.flatnonzero(repeated[spot] == pair)
        _, first = np.unique(pair[among], return_index=True)
        again: list[int] = np.delete(among, first)[:count].tolist()
        if len(again) == count:
            return again
        flows *= 4


def _imbalance(columns: Columnar, away: Sequence[Floats], uses_told: bool) -> Warned:
    inflow, outflow = (
        np.bincount(end, columns.flow, columns.nodes).astype(np.float64) for end in (columns.target, columns.source)
    )
    with np.errstate(over="ignore", invalid="ignore"):  # sums beyond the largest number balance with nothing
        difference = columns.own + inflow - outflow - sum(away)
        sizes = np.maximum.reduce([columns.own, inflow, outflow, *(np.abs(each) for each in away)])
        wrong = ~(np.abs(difference) <= CLOSED * sizes)
    if not uses_told:
        wrong &= outflow > 0
    numbers = np.flatnonzero(wrong)
    largest = numbers[np.lexsort((numbers, -np.abs(difference[numbers])))][:SHOWN]
    shown = tuple(f"{_id(columns, node)} ({difference[node]:+.6g} t)" for node in largest)
    return Warned("imbalance", len(numbers), shown)


def _unreached(columns: Columnar) -> NDArray[np.integer]:
    return np.flatnonzero(~reached(columns.source, columns.target, columns.flow > 0, columns.own > 0))
