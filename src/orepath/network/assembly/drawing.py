"""Seeded draws of what statements say, inside their uncertainty."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from orepath.network.assembly.balances import balances
from orepath.network.assembly.inputs import Inputs
from orepath.network.assembly.rules import plant_yield
from orepath.network.assembly.strain import held
from orepath.network.assembly.system import System
from orepath.network.network import Floats
from orepath.network.reconciling.draws import draw
from orepath.network.reconciling.solve import reconcile

Progress = Callable[[int, int], None]
SEED = 20230328
"""The seed where none is given: the day the first agreement the package describes was signed, as a number."""


def balanced_draws(
    inputs: Inputs, likely: System, count: int, seed: int = SEED, progress: Progress | None = None
) -> tuple[Floats, Floats]:
    """The balanced variables at several draws, (variables, draws), and the plants' yield at each, (draws,).

    Draws stand in turn at the low bound of the yield, at its high bound and at its likely value: one judgement for all
    plants has no law to draw from. Those at one yield share a factorisation. The first at either bound keeps every
    figure as it is stated, so that a range always holds what that bound gives by itself. A figure that the balance
    keeps inside its interval stays inside it at every draw.

    Parameters
    ----------
    likely
        The network in the making at the likely yield.
    progress
        Told how many draws are done, of how many.
    """
    known = plant_yield()
    shares = (known.low, known.high, known.value)
    every, yields = np.zeros((likely.size, count)), np.resize(np.array(shares), count)
    done = 0
    for turn, share in enumerate(shares[:count]):
        some = slice(turn, None, len(shares))
        system = likely if share == likely.share else balances(inputs, share)
        problem = system.problem()
        observed = drawn(system, count, seed, some)
        if share != likely.share:
            observed[:, 0] = problem.observed
        told = _from(done, count, progress) if progress else None
        solution = reconcile(problem, list(system.rows))
        kept = held(system, problem, solution.values)
        every[:, some] = draw(kept, solution, observed, progress=told)
        done += observed.shape[1]
    return every, yields


def _from(done: int, count: int, progress: Progress) -> Progress:
    """What tells of some draws as of a part of all."""
    return lambda more, _: progress(done + more, count)


def drawn(system: System, count: int, seed: int = SEED, some: slice = slice(None)) -> Floats:
    """The observed figures at several draws, (variables, draws).

    Each figure follows the triangular law between its low and its high with its mode at the figure itself; the flows
    of a group (one code's content at one exporter) are drawn together, as they err together.

    Parameters
    ----------
    some
        Which of the draws are given.

    References
    ----------
    The triangular law where only a mode and bounds are known: JCGM 101:2008, 6.4.4.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    blocks = list(system.blocks.values())
    groups = [group for block in blocks for group in block.group]
    _, numbers = np.unique(np.array(groups), return_inverse=True)
    chance = random.random((int(numbers.max()) + 1, count))[:, some][numbers]
    low, mid, high = (
        np.concatenate([getattr(block, name) for block in blocks])[:, None] for name in ("low", "observed", "high")
    )
    return triangular(chance, np.minimum(low, mid), mid, np.maximum(high, mid))


def triangular(chance: Floats, low: Floats, mode: Floats, high: Floats) -> Floats:
    """The quantile of the triangular law; the mode itself where low and high agree."""
    width = high - low
    some = width > 0
    wide = np.where(some, width, 1.0)
    turn = np.where(some, (mode - low) / wide, 1.0)
    rising = low + np.sqrt(chance * wide * (mode - low))
    falling = high - np.sqrt((1 - chance) * wide * (high - mode))
    return np.where(some, np.where(chance < turn, rising, falling), mode)
