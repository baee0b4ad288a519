"""Seeded draws of what statements say, inside their uncertainty."""

from __future__ import annotations

import numpy as np

from orepath.network.assembly.system import System
from orepath.network.network import Floats

SEED = 20230328
"""The seed where none is given: the day the first agreement the package describes was signed, as a number."""


def drawn(system: System, count: int, seed: int = SEED) -> Floats:
    """The observed figures at several draws, (variables, draws).

    Each figure follows the triangular law between its low and its high with its mode at the figure itself; the flows
    of a group (one code's content at one exporter) are drawn together, as they err together.

    References
    ----------
    The triangular law where only a mode and bounds are known: JCGM 101:2008, 6.4.4.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    blocks = list(system.blocks.values())
    groups = [group for block in blocks for group in block.group]
    _, numbers = np.unique(np.array(groups), return_inverse=True)
    chance = random.random((int(numbers.max()) + 1, count))[numbers]
    low, mid, high = (
        np.concatenate([getattr(block, name) for block in blocks])[:, None] for name in ("low", "observed", "high")
    )
    return _triangular(chance, np.minimum(low, mid), mid, np.maximum(high, mid))


def _triangular(chance: Floats, low: Floats, mode: Floats, high: Floats) -> Floats:
    """The quantile of the triangular law; the mode itself where low and high agree."""
    width = high - low
    some = width > 0
    wide = np.where(some, width, 1.0)
    turn = np.where(some, (mode - low) / wide, 1.0)
    rising = low + np.sqrt(chance * wide * (mode - low))
    falling = high - np.sqrt((1 - chance) * wide * (high - mode))
    return np.where(some, np.where(chance < turn, rising, falling), mode)
