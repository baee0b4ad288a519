"""Variables and balances of a network in the making, gathered as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array

from orepath.network.assembly.estimate import Estimate
from orepath.network.network import Floats, Integers
from orepath.network.reconciling.problem import Problem

NO_STATEMENT: tuple[str, ...] = ()


@dataclass
class Block:
    """Variables of one kind, one a key; `observed` within `low` and `high` where a statement says so.

    Parameters
    ----------
    group
        Variables of a group err together: what a code contains at one exporter is one uncertainty, not many.
    stated
        Whether a statement gives the figure.
    """

    kind: str
    keys: list[tuple[str, ...]]
    start: int
    observed: Floats
    sigma: Floats
    low: Floats
    high: Floats
    lower: Floats
    upper: Floats
    stated: bool
    statements: list[tuple[str, ...]]
    notes: list[str | None]
    group: list[str]
    fixed: bool = False

    def expect(self, number: int, mass_t: float) -> None:
        """Where a variable that no statement gives is looked for, instead of at 0."""
        self.observed[number] = self.low[number] = self.high[number] = mass_t

    @property
    def columns(self) -> Integers:
        """The numbers of the variables."""
        return np.arange(self.start, self.start + len(self.keys))


@dataclass
class System:
    """Blocks of variables and rows of balances.

    Parameters
    ----------
    grain
        The smallest standard uncertainty of a stated figure (t).
    share
        What plants deliver of the contained metal they are fed (0 to 1).
    """

    grain: float = 0.0
    share: float = 1.0
    blocks: dict[str, Block] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    size: int = 0
    _entries: list[tuple[Integers, Integers, Floats]] = field(default_factory=list)

    def free(self, kind: str, keys: Sequence[tuple[str, ...]], sigma: float, note: str | None = None) -> Block:
        """Variables no statement gives: drawn to 0, so weakly that any statement outweighs it."""
        nothing = [np.zeros(len(keys)) for _ in range(3)]
        observed, low, high = nothing
        return self._add(kind, keys, observed, np.full(len(keys), sigma), low, high, stated=False, note=note)

    def stated(self, kind: str, figures: dict[tuple[str, ...], Estimate], negative: bool = False) -> Block:
        """Variables that statements give, by key."""
        each = list(figures.values())
        block = self._add(
            kind,
            list(figures),
            np.array([figure.mid for figure in each]),
            np.array([max(figure.sigma, self.grain) for figure in each]),
            np.array([figure.low for figure in each]),
            np.array([figure.high for figure in each]),
            stated=True,
        )
        block.statements = [figure.statements for figure in each]
        if negative:
            block.lower = np.full(len(each), -np.inf)
        return block

    def observe(self, block: Block, figures: dict[str, Estimate]) -> None:
        """Give the variables of some places the figures that statements give."""
        for number, (place, *_) in enumerate(block.keys):
            if place in figures:
                figure = figures[place]
                block.observed[number], block.sigma[number] = figure.mid, max(figure.sigma, self.grain)
                block.low[number], block.high[number] = figure.low, figure.high
                block.statements[number] = figure.statements

    def _add(
        self,
        kind: str,
        keys: Sequence[tuple[str, ...]],
        observed: Floats,
        sigma: Floats,
        low: Floats,
        high: Floats,
        *,
        stated: bool,
        note: str | None = None,
    ) -> Block:
        count = len(keys)
        block = Block(
            kind,
            list(keys),
            self.size,
            observed,
            sigma,
            low,
            high,
            np.zeros(count),
            np.full(count, np.inf),
            stated,
            [NO_STATEMENT] * count,
            [note] * count,
            [f"{kind}|{'|'.join(key)}" for key in keys],
        )
        self.blocks[kind] = block
        self.size += count
        return block

    def put(self, block: Block, rows: Sequence[str], coefficient: float) -> None:
        """Each variable of a block into a row of its own (by name, made where it is new), with a coefficient."""
        numbers = np.array([self.rows.setdefault(row, len(self.rows)) for row in rows], dtype=np.int64)
        self._entries.append((numbers, block.columns, np.full(len(numbers), coefficient)))

    def put_some(self, block: Block, row: str, chosen: Sequence[int], coefficient: float) -> None:
        """Some variables of a block, by their place in it, into one row."""
        number = self.rows.setdefault(row, len(self.rows))
        columns = block.columns[np.asarray(chosen, dtype=np.int64)]
        self._entries.append((np.full(len(columns), number), columns, np.full(len(columns), coefficient)))

    def problem(self) -> Problem:
        """The reconciliation problem: every row balances to 0."""
        rows, columns, values = (np.concatenate([entry[part] for entry in self._entries]) for part in range(3))
        matrix = coo_array((values, (rows, columns)), shape=(len(self.rows), self.size)).tocsr()

        def joined(name: str) -> Floats:
            return np.concatenate([getattr(block, name) for block in self.blocks.values()])

        return Problem(
            matrix=matrix,
            right=np.zeros(len(self.rows)),
            observed=joined("observed"),
            sigma=joined("sigma"),
            lower=joined("lower"),
            upper=joined("upper"),
        )
