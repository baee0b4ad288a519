"""The linear system of a network solved backward, at many draws at once."""

from __future__ import annotations

import numpy as np
from scipy.sparse.linalg import splu

from orepath.attribution.levels import Level, levels
from orepath.attribution.mixing import Mixing
from orepath.network.incidence import Flags, summing
from orepath.network.network import Floats, Integers

DENSE_CYCLE = 300
"""Nodes of a cyclic part up to which a dense solve a draw is quicker than a sparse factorisation."""
CHUNK_BYTES = 1 << 26


def backward(mixed: Mixing, arrivals: Floats) -> Floats:
    """What of the arrivals passes each node, ``(I - W)^T z = a`` at each draw.

    Strongly connected parts are taken from the network's ends upward, all draws at once; a cyclic part is one dense
    solve a draw. Where such a part is large each draw has a sparse factorisation of its own.

    Parameters
    ----------
    arrivals
        ``a``, (nodes, draws).

    Returns
    -------
    Floats
        (nodes, draws); NaN at draws whose cycles are fed by too little for floating point.
    """
    if mixed.draws == 1:
        return _by_draw(mixed, arrivals)
    moves: Flags = np.any(mixed.flow_t > 0, axis=1)
    order = levels(mixed.source, mixed.target, moves, mixed.nodes)
    if max((level.largest for level in order), default=0) > DENSE_CYCLE:
        return _by_draw(mixed, arrivals)
    passed = np.array(arrivals, dtype=np.float64)
    for level in order:
        _pass_level(mixed, passed, level)
    return passed


def _by_draw(mixed: Mixing, arrivals: Floats) -> Floats:
    passed = np.full(arrivals.shape, np.nan)
    for draw in range(mixed.draws):
        try:
            passed[:, draw] = splu(mixed.matrix(draw)).solve(arrivals[:, draw], trans="T")
        except RuntimeError:  # exactly singular
            continue
    return passed


def _pass_level(mixed: Mixing, passed: Floats, level: Level) -> None:
    """Add to the level's nodes what passes on to earlier levels, and what goes round inside the level."""
    source, target, share = mixed.source, mixed.target, mixed.inflow
    if len(level.leaving):
        onward = share[level.leaving] * passed[target[level.leaving]]
        passed += summing(source[level.leaving], mixed.nodes) @ onward
    if len(level.loops):
        stays = 1.0 - summing(source[level.loops], mixed.nodes) @ share[level.loops]
        with np.errstate(divide="ignore", invalid="ignore"):
            passed[level.single] /= stays[level.single]
    for nodes, flows in level.cyclic:
        number = np.zeros(mixed.nodes, dtype=np.int64)
        number[nodes] = np.arange(len(nodes))
        passed[nodes] = _round(number[source[flows]], number[target[flows]], share[flows], passed[nodes])


def _round(source: Integers, target: Integers, share: Floats, passed: Floats) -> Floats:
    """The same inside one cyclic part, a dense solve a draw."""
    count, draws = passed.shape
    together, place = np.unique(source * count + target, return_inverse=True)
    weight = summing(place, len(together)) @ share
    found, chunk = np.empty_like(passed), max(1, CHUNK_BYTES // (8 * count * count))
    for start in range(0, draws, chunk):
        some = slice(start, start + chunk)
        matrix = np.zeros((min(chunk, draws - start), count * count))
        matrix[:, together] = -weight[:, some].T
        matrix[:, :: count + 1] += 1.0
        found[:, some] = _solved(matrix.reshape(-1, count, count), passed[:, some])
    return found


def _solved(matrix: Floats, passed: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(matrix, passed.T[:, :, None])[:, :, 0].T, dtype=np.float64)
    except np.linalg.LinAlgError:  # at least one is exactly singular
        return np.full(passed.shape, np.nan)
