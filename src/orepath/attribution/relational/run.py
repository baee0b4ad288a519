"""One network, in order, solved for all its labels."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from orepath.attribution.relational.arcs import Level, arcs
from orepath.attribution.relational.core import Core, core
from orepath.attribution.relational.labelling import Labelled
from orepath.attribution.relational.numbering import Numbered
from orepath.attribution.relational.peeling import peel
from orepath.attribution.relational.reaching import reach
from orepath.attribution.relational.relations import Relations, listed
from orepath.attribution.relational.shapes import WIDTH, Tile
from orepath.attribution.relational.tiles import solve

Progress = Callable[[float], None]
SWEEPS = 20
"""Sweeps of a core that are reckoned with in telling progress."""


@dataclass(frozen=True)
class Run:
    """What `run` found.

    Parameters
    ----------
    folders
        Of each tile the folder of its files.
    certificate
        No share is further than this from the exact solution.
    seconds, seconds_components
        How long the solve took, and the putting in order before it.
    """

    folders: tuple[Path, ...]
    certificate: float
    seconds: float
    seconds_components: float


def run(
    relations: Relations,
    given: Numbered,
    labelled: Labelled,
    flags: bool,
    held: bool,
    few: int,
    folder: Path,
    progress: Progress,
) -> Run:
    """Solve the network of ``mass`` and ``edge`` and write the shares of its nodes, tile by tile.

    Parameters
    ----------
    flags
        Whether only flags are columns; else the rest is one as well.
    held
        Whether shares are held at 1 by ``held``.
    few
        See `core`.
    folder
        Where the folders of tiles are made.
    """
    began = time.perf_counter()
    relations.load("code", pa.table({"code": pa.array(range(labelled.rest + 1), pa.int32())}))
    reach(relations, "own > 0e0")
    progress(0.1)
    order = peel(relations)
    progress(0.2)
    levels = arcs(relations, given, labelled, order, held)
    tiles = _tiles(len(labelled.names) + (0 if flags else 1), labelled.rest, held)
    centre = core(relations, levels[order.core], tiles[0], few) if order.core is not None else None
    ordered = time.perf_counter() - began
    telling = _Telling(progress, len(tiles) * _reckoned(levels, centre))
    folders, certificate, seconds = [], 0.0, 0.0
    for number, tile in enumerate(tiles):
        began = time.perf_counter()
        certificate = max(certificate, solve(relations, tile, levels, centre, telling))
        seconds += time.perf_counter() - began
        folders.append(folder / f"tile-{number:05d}")
        shares = listed(f"x.{column}" for column in tile.columns)
        relations.write(
            f"SELECT n.id AS node, {shares} FROM x JOIN node AS n ON n.number = x.node", "n.number", folders[-1]
        )
    progress(1.0)
    relations.drop("x", "arc", "core", "core_arc", "left_mode", "right_mode", "level", "fed", "code")
    return Run(tuple(folders), certificate, seconds, ordered)


def _tiles(columns: int, last: int, clamped: bool) -> list[Tile]:
    return [Tile(first, min(WIDTH, columns - first), last, clamped) for first in range(0, columns, WIDTH)]


def _reckoned(levels: list[Level], centre: Core | None) -> int:
    swept = centre.level if centre is not None and centre.nodes > centre.few else None
    return sum(level.arcs * (SWEEPS if level.number == swept else 1) for level in levels)


class _Telling:
    """Tells progress of the solve: the last four fifths."""

    def __init__(self, progress: Progress, reckoned: int) -> None:
        self.progress, self.reckoned, self.summed = progress, max(1, reckoned), 0

    def __call__(self, summed: int) -> None:
        self.summed += summed
        self.progress(0.2 + 0.8 * min(1.0, self.summed / self.reckoned))
