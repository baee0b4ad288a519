"""Seeded draws of assumptions inside their ranges."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from orepath.network.assembly.drawing import triangular
from orepath.network.network import Floats
from orepath.stress.effects import Values
from orepath.stress.shock import Assumption


def draws(assumptions: Sequence[Assumption], count: int, seed: int, start: int = 0) -> list[Values]:
    """Values of assumptions at several draws, by id.

    Each follows the triangular law between its low and its high with its mode at its value, and is drawn from a stream
    of its own that begins at the seed and its id: another assumption more or less leaves it as it is.

    Parameters
    ----------
    start
        The number of the first draw that is given.

    References
    ----------
    The triangular law where only a mode and bounds are known: JCGM 101:2008, 6.4.4.
    """
    columns = {each.id: _drawn(each, _stream(each.id, seed, start).random(count)) for each in assumptions}
    return [{id_: float(column[draw]) for id_, column in columns.items()} for draw in range(count)]


def _stream(id_: str, seed: int, start: int) -> np.random.Generator:
    own = int.from_bytes(hashlib.sha256(id_.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.PCG64([seed, own]).advance(start))  # a draw is one step


def _drawn(assumption: Assumption, chance: Floats) -> Floats:
    low, mode, high = (np.full(len(chance), each) for each in (assumption.low, assumption.value, assumption.high))
    return triangular(chance, low, mode, high)
