"""The columns and rows of a program: what Parties decide, and what holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from orepath.network.network import Floats, Integers
from orepath.stress.base import Base
from orepath.stress.response.idle import Trade


@dataclass(frozen=True)
class Block:
    """Columns or rows of one kind: one an item and period, periods innermost."""

    start: int
    items: int
    periods: int

    @property
    def numbers(self) -> Integers:
        """The numbers of its columns or rows, (items, periods)."""
        return self.start + np.arange(self.items * self.periods).reshape(self.items, self.periods)

    @property
    def part(self) -> slice:
        """Where it stands."""
        return slice(self.start, self.start + self.items * self.periods)


@dataclass(frozen=True)
class Layout:
    """What a program of some Parties decides.

    Parameters
    ----------
    who
        The Parties.
    nodes
        Their nodes.
    free
        The base flows between these nodes.
    added
        Deliveries between two of the Parties that base trade does not have, (added, 2): nodes.
    makers, plants, users
        Those of the nodes that put mass in, that take it in at a stage of production, and at which it is used.
    given
        Where idle capacity of third places is delivered: (given, 3): number of the Party, stage, node.
    fed
        Pairs of stages of which one feeds the other, (fed, 2); for the full adaptation alone.
    pool
        Whether all idle capacity of third places stands in place of what each Party is entitled to.
    stages
        How many stages of production there are.
    party_of
        The number of the Party of each node of the network; -1 where none, (nodes,).
    """

    who: tuple[str, ...]
    periods: int
    nodes: Integers
    free: Integers
    added: Integers
    makers: Integers
    plants: Integers
    users: Integers
    given: Integers
    fed: Integers
    pool: bool
    stages: int
    party_of: Integers

    @cached_property
    def columns(self) -> dict[str, Block]:
        """What is decided: tonnes more and less of a flow, put in from idle capacity, given from third places, fed to
        their plants, left in stock, left unmet."""
        counts = {
            "more": len(self.free) + len(self.added),
            "less": len(self.free),
            "put_in": len(self.makers),
            "given": len(self.given),
            "fed": len(self.fed),
            "stock": len(self.nodes),
            "unmet": len(self.users),
        }
        return _blocks(counts, self.periods)

    @cached_property
    def rows(self) -> dict[str, Block]:
        """What holds: balances of nodes, capacities of plants, entitlements (or the three limits of all idle capacity),
        what each Party may lose, and what all may."""
        counts = {
            "balance": len(self.nodes),
            "capacity": len(self.plants),
            "entitled": 0 if self.pool else len(self.who) * self.stages,
            "made": self.stages if self.pool else 0,
            "direct": self.stages if self.pool else 0,
            "taken_in": self.stages if self.pool else 0,
        }
        blocks = _blocks(counts, self.periods)
        end = sum(counts.values()) * self.periods
        return {**blocks, "lost": Block(end, len(self.who), 1), "lost_in_all": Block(end + len(self.who), 1, 1)}

    @property
    def column_count(self) -> int:
        """How many columns there are."""
        return max(int(block.part.stop) for block in self.columns.values())

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return max(int(block.part.stop) for block in self.rows.values())

    def ends(self, base: Base) -> tuple[Integers, Integers]:
        """The nodes that free flows and added deliveries leave and enter."""
        source = np.concatenate([base.source[self.free], self.added[:, 0]])
        target = np.concatenate([base.target[self.free], self.added[:, 1]])
        return source, target


def layout(found: Trade, who: Sequence[str], periods: int, pool: bool = False) -> Layout:
    """What a program of some Parties decides in a network."""
    base = found.base
    number = {party: position for position, party in enumerate(who)}
    party_of = np.array([number.get(place, -1) for place in base.place], dtype=np.int64)
    nodes = np.flatnonzero(party_of >= 0)
    inside = (party_of[base.source] >= 0) & (party_of[base.target] >= 0)
    production = ~base.pooled & (base.stage != "")
    makers = nodes[(base.network.own[nodes] > 0) & production[nodes]]
    plants = nodes[(base.network.inflow[nodes] > 0) & production[nodes]]
    given = _receiving(found, party_of)
    return Layout(
        tuple(who),
        periods,
        nodes,
        np.flatnonzero(inside),
        _added(base, party_of, inside),
        makers,
        plants,
        nodes[base.use_t[nodes] > 0],
        given,
        np.argwhere(found.feeds) if pool else np.zeros((0, 2), dtype=np.int64),
        pool,
        len(found.stages),
        party_of,
    )


def _receiving(found: Trade, party_of: Integers) -> Integers:
    """Where goods of each stage from abroad arrive at the Parties' nodes: at stages at which they arrive anywhere."""
    base = found.base
    crossing = base.crossing & (found.node_stage[base.source] >= 0)
    pairs = set(zip(found.node_stage[base.source[crossing]], base.stage[base.target[crossing]], strict=True))
    made = [
        (int(party_of[node]), int(stage), int(node))
        for node in np.flatnonzero(party_of >= 0).tolist()
        for stage, at in sorted(pairs)
        if base.stage[node] == at
    ]
    return np.array(sorted(made), dtype=np.int64).reshape(-1, 3)


def _added(base: Base, party_of: Integers, inside: np.ndarray) -> Integers:
    """Deliveries between Parties that base trade does not have.

    They go from pool to pool of the same goods, and between stages between which anything crosses a border.
    """
    kinds = set(zip(base.stage[base.source[base.crossing]], base.stage[base.target[base.crossing]], strict=True))
    kinds |= {(stage, stage) for stage in base.stage[base.pooled]}
    there = set(zip(base.source[inside].tolist(), base.target[inside].tolist(), strict=True))
    nodes = np.flatnonzero(party_of >= 0).tolist()
    made = [
        (one, other)
        for one in nodes
        for other in nodes
        if party_of[one] != party_of[other]
        and (base.stage[one], base.stage[other]) in kinds
        and (one, other) not in there
    ]
    return np.array(made, dtype=np.int64).reshape(-1, 2)


def _blocks(counts: dict[str, int], periods: int) -> dict[str, Block]:
    made, start = {}, 0
    for kind, items in counts.items():
        made[kind] = Block(start, items, periods)
        start += items * periods
    return made


def matrix(base: Base, shape: Layout, delivered: Floats, weights: Sequence[float]) -> sparse.csr_array:
    """The coefficients, (rows, columns); see `orepath.stress.response.program`.

    Parameters
    ----------
    weights
        What an unmet tonne of each Party counts.
    delivered
        The most that plants of third places deliver of what they take in, by stage, (stages,).
    """
    entries: list[tuple[Integers, Integers, Floats]] = []

    def put(rows: Integers, columns: Integers, value: Floats | float) -> None:
        filled = np.broadcast_to(
            np.asarray(value, dtype=np.float64).reshape(-1, 1) if np.ndim(value) else value, rows.shape
        )
        entries.append((rows.ravel(), columns.ravel(), np.asarray(filled, dtype=np.float64).ravel()))

    column = {kind: block.numbers for kind, block in shape.columns.items()}
    row = {kind: block.numbers for kind, block in shape.rows.items()}
    at = np.full(len(base.place), -1, dtype=np.int64)
    at[shape.nodes] = np.arange(len(shape.nodes))
    source, target = shape.ends(base)
    passed = base.delivered
    few = len(shape.free)
    plant = np.full(len(base.place), -1, dtype=np.int64)
    plant[shape.plants] = np.arange(len(shape.plants))
    for kind, sign, some in (("more", 1.0, slice(None)), ("less", -1.0, slice(few))):
        put(row["balance"][at[target[some]]], column[kind], sign * passed[target[some]])
        put(row["balance"][at[source[some]]], column[kind], -sign)
        entering = np.flatnonzero(plant[target[some]] >= 0)
        put(row["capacity"][plant[target[some][entering]]], column[kind][entering], sign)
    put(row["balance"][at[shape.makers]], column["put_in"], passed[shape.makers])
    party, stage, node = shape.given.T
    put(row["balance"][at[node]], column["given"], passed[node])
    into = np.flatnonzero(plant[node] >= 0)
    put(row["capacity"][plant[node[into]]], column["given"][into], 1.0)
    put(row["balance"], column["stock"], -1.0)
    put(row["balance"][:, 1:], column["stock"][:, :-1], 1.0)
    put(row["balance"][at[shape.users]], column["unmet"], 1.0)
    if shape.pool:
        feeding, eating = shape.fed.T
        put(row["made"][stage], column["given"], 1.0)
        put(row["made"][feeding], column["fed"], 1.0)
        put(row["made"][eating], column["fed"], -delivered[eating])
        put(row["direct"][stage], column["given"], 1.0)
        put(row["taken_in"][eating], column["fed"], 1.0)
    else:
        put(row["entitled"][party * shape.stages + stage], column["given"], 1.0)
    lost = row["lost"][shape.party_of[shape.users]]
    put(np.repeat(lost, shape.periods, axis=1), column["unmet"], 1.0)
    counts = np.asarray(weights, dtype=np.float64)[shape.party_of[shape.users]]
    put(np.broadcast_to(row["lost_in_all"], column["unmet"].shape), column["unmet"], counts)
    rows, columns, values = (np.concatenate([entry[part] for entry in entries]) for part in range(3))
    return sparse.csr_array((values, (rows, columns)), shape=(shape.row_count, shape.column_count))
