"""Stored scenarios, read a column at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from orepath.network.network import Floats


@dataclass(frozen=True)
class Stored:
    """The scenarios of a mineral's run.

    Parameters
    ----------
    paths
        Files of Parquet, each with the columns of `orepath.stress.ensemble.scenarios.schema`.
    """

    paths: tuple[Path, ...]
    mineral: str

    def column(self, name: str, party: str, unknown: bool | None = None) -> Floats:
        """A column of a Party's scenarios in the order of the draws, null as NaN, (scenarios,).

        Parameters
        ----------
        unknown
            Of the scenarios where what comes from nobody knows where is held back, of those where it goes on, or of
            all.
        """
        parts = [self._part(path, name, party, unknown) for path in self.paths]
        return np.concatenate([np.zeros(0), *parts])

    def table(self) -> pa.Table:
        """All of them."""
        return pa.concat_tables([pq.read_table(path, partitioning=None) for path in self.paths])

    def _part(self, path: Path, name: str, party: str, unknown: bool | None) -> Floats:
        table = pq.read_table(path, columns=["party", "unknown", name], partitioning=None)
        mine = pc.equal(table["party"], party)
        if unknown is not None:
            mine = pc.and_(mine, pc.equal(table["unknown"], unknown))
        found = table[name].filter(mine).cast(pa.float64()).to_numpy()
        return np.asarray(found, dtype=np.float64)
