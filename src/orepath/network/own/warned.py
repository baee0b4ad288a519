"""What is warned of in a network: counted, and solved all the same."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from orepath.network.incidence import fed
from orepath.network.network import Integers, Network
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


def warned(network: Network, uses_told: bool = True, unused: Iterable[str] = ()) -> Warnings:
    """What is warned of in a network.

    Parameters
    ----------
    uses_told
        Whether the nodes say what is used, stored or lost there. Where they do not, nodes that nothing leaves are ends
        of the network and are not held to balance.
    unused
        Columns that were given and are not used.
    """
    columns = sorted(unused)
    nodes = network.column("node")
    found = [
        Warned("empty", int(not nodes)),
        Warned("unused_columns", len(columns), tuple(columns[:SHOWN])),
        _named("self_loops", nodes, network.source[network.source == network.target]),
        _repeated(network, nodes),
        _imbalance(network, nodes, uses_told),
        _named("unreached", nodes, _unreached(network)),
    ]
    return tuple(each for each in found if each.count)


def _named(code: str, nodes: list[str], numbers: Integers) -> Warned:
    return Warned(code, len(numbers), tuple(nodes[number] for number in numbers[:SHOWN]))


def _repeated(network: Network, nodes: list[str]) -> Warned:
    pair = network.source * max(len(nodes), 1) + network.target
    _, first = np.unique(pair, return_index=True)
    again = np.setdiff1d(np.arange(len(pair)), first)
    ends = [(network.source[flow], network.target[flow]) for flow in again[:SHOWN]]
    return Warned("multi_edges", len(again), tuple(f"{nodes[i]} → {nodes[j]}" for i, j in ends))


def _imbalance(network: Network, nodes: list[str], uses_told: bool) -> Warned:
    difference = network.imbalance
    sizes = [network.own, network.inflow, network.outflow]
    sizes += [np.abs(network.nodes[column].to_numpy()) for column in ("use", "stock", "loss")]
    wrong = np.abs(difference) > CLOSED * np.maximum.reduce(sizes)
    if not uses_told:
        wrong &= network.outflow > 0
    numbers = np.flatnonzero(wrong)
    largest = numbers[np.lexsort((numbers, -np.abs(difference[numbers])))][:SHOWN]
    return Warned("imbalance", len(numbers), tuple(f"{nodes[node]} ({difference[node]:+.6g} t)" for node in largest))


def _unreached(network: Network) -> Integers:
    moves, owns = network.flow[:, None] > 0, network.own[:, None] > 0
    return np.flatnonzero(~fed(network.source, network.target, moves, owns)[:, 0])
