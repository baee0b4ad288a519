r"""The dual of a reconciliation: one unknown a row, smooth and concave.

With duals ``y`` the nearest values are known at once, :math:`x(y) = \mathrm{clip}(v, l, u)` for the *reach*
:math:`v = o + \sigma^2 A^T y / 2`: the value each variable would take had it no bounds. What is left is to find duals
at which :math:`A x(y) = b`.

References
----------
Qi, L. and Sun, J. (1993), A nonsmooth version of Newton's method, Mathematical Programming 58, 353-367.
Hintermüller, M., Ito, K. and Kunisch, K. (2002), The primal-dual active set strategy as a semismooth Newton method,
SIAM Journal on Optimization 13(3), 865-888.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from orepath.network.reconciling.problem import Booleans, Floats, Problem

EPSILON = float(np.finfo(np.float64).eps)
NEAR_ROW, NEAR_ALL = 1e-11, 1e-15  # a value this near its bound, of its rows' and of the largest throughput, is at it


class Sides(NamedTuple):
    """Which variables are free between their bounds, and the values with the others at theirs."""

    free: Booleans
    values: Floats


def reach(problem: Problem, duals: Floats, observed: Floats) -> Floats:
    """Values without bounds at some duals, variables (by draws)."""
    pull: Floats = problem.transposed @ duals
    return observed + _along(problem.weight / 2, pull) * pull


def tolerance(problem: Problem, values: Floats) -> Floats:
    """How near its bound each variable counts as at it, tonnes: a trace of what passes its least row."""
    passed = problem.throughput(values)
    indices, starts = problem.transposed.indices, problem.transposed.indptr
    least = np.minimum.reduceat(np.append(passed[indices], np.inf), starts[:-1])
    near: Floats = NEAR_ROW * np.where(np.diff(starts) > 0, least, 0.0) + NEAR_ALL * passed.max(initial=0.0)
    return near


def sides(problem: Problem, reached: Floats, near: Floats) -> Sides:
    """Where each variable stands, ``near`` its bound counting as at it; variables (by draws)."""
    lower, upper, margin = (_along(part, reached) for part in (problem.lower, problem.upper, near))
    at_lower = reached <= lower + margin
    at_upper = reached >= upper - margin
    free = ~(at_lower | at_upper)
    return Sides(free, np.where(at_lower, lower, np.where(at_upper, upper, reached)))


def clip(problem: Problem, reached: Floats) -> Floats:
    """Values cut to their bounds, variables (by draws)."""
    return np.clip(reached, _along(problem.lower, reached), _along(problem.upper, reached))


def gaps(problem: Problem, right: Floats, values: Floats) -> Floats:
    """What each row lacks to close, rows (by draws); what is no more than rounding is 0."""
    lacking: Floats = right - problem.matrix @ values
    return np.where(np.abs(lacking) <= 2 * EPSILON * problem.throughput(values), 0.0, lacking)


def best_step(problem: Problem, right: Floats, reached: Floats, move: Floats) -> float:
    """How far along a move of the duals the dual is highest: 0 where it does not rise, infinite where it never ends.

    Along a line the dual is concave and piecewise quadratic. Its slope changes where a variable leaves or meets a
    bound, so sorting those places finds the top exactly. A dual without end proves that nothing balances.
    """
    pull = problem.transposed @ move
    pull[np.abs(pull) <= 4 * EPSILON * (problem.transposed_magnitude @ np.abs(move))] = 0.0
    slope = float(move @ right - pull @ clip(problem, reached))
    if not slope > 0:
        return 0.0
    rate = problem.weight / 2 * pull
    end = 1.0 if move @ right - pull @ clip(problem, reached + rate) < 0 else np.inf
    moving = np.flatnonzero(problem.movable & (rate != 0))
    at, rate, bend = reached[moving], rate[moving], (rate * pull)[moving]
    rising = rate > 0
    lower, upper = problem.lower[moving], problem.upper[moving]
    leaves = np.maximum((np.where(rising, lower, upper) - at) / rate, 0.0)
    meets = np.maximum((np.where(rising, upper, lower) - at) / rate, 0.0)
    begins, ends = (leaves > 0) & (leaves < end), (meets > 0) & (meets < end)
    places, bends = np.concatenate([leaves[begins], meets[ends]]), np.concatenate([bend[begins], -bend[ends]])
    order = np.argsort(places, kind="stable")
    places, bends = np.append(0.0, places[order]), bends[order]
    at_end = float(bend[(leaves < end) & (meets >= end)].sum())
    curvature = np.maximum(at_end - np.append(np.cumsum(bends[::-1])[::-1], 0.0), 0.0)
    slopes = slope - np.append(0.0, np.cumsum(curvature[:-1] * np.diff(places)))
    beyond = np.flatnonzero(slopes <= 0)
    piece = beyond[0] - 1 if len(beyond) else len(places) - 1
    if curvature[piece] == 0:
        return float("inf") if piece == len(places) - 1 else float(places[piece + 1])
    return float(min(places[piece] + slopes[piece] / curvature[piece], end))


def _along(part: Floats, like: Floats) -> Floats:
    """One value a variable, shaped to go along with variables by draws."""
    return part if like.ndim == 1 else part[:, None]
