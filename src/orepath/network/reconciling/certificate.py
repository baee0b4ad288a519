"""The proof of an answer, from the problem, the values and the duals alone."""

from __future__ import annotations

import numpy as np

from orepath.network.reconciling.problem import Certificate, Floats, Problem

IMBALANCE = 1e-12  # of a row's throughput
DISTANCE = 1e-6  # sigmas
LEAST = 1e-12  # a row is measured against at least this share of the largest throughput


def imbalances(problem: Problem, values: Floats, right: Floats | None = None) -> Floats:
    """Mass that goes astray in each row relative to what passes it, rows (by draws)."""
    passed = problem.throughput(values)
    astray = np.abs(problem.matrix @ values - (problem.right if right is None else right))
    scale = np.maximum(passed, LEAST * passed.max(axis=0, initial=0.0))
    relative: Floats = np.divide(astray, scale, out=np.zeros_like(astray), where=astray > 0)
    return relative


def certify(problem: Problem, values: Floats, duals: Floats) -> Certificate:
    """The proof of one answer."""
    return certify_each(problem, problem.observed[:, None], problem.right[:, None], values[:, None], duals[:, None])[0]


def certify_each(
    problem: Problem, observed: Floats, right: Floats, values: Floats, duals: Floats
) -> tuple[Certificate, ...]:
    r"""The proof of each draw's answer; everything is variables, or rows, by draws.

    Any duals prove a lower bound of the objective. For values that balance, the objective less that bound is a sum of
    terms none of which is negative, :math:`\sum_j ((x_j - v_j)^2 - (x_j(y) - v_j)^2)/\sigma_j^2` with the reach ``v``
    of the duals, so it is summed without cancellation. The objective curves by the variances, hence no value is
    further from the exact answer than the root of that sum, in sigmas (to rounding).
    """
    weight, lower, upper = (part[:, None] for part in (problem.weight, problem.lower, problem.upper))
    reached = observed + weight / 2 * (problem.transposed @ duals)
    nearest = np.clip(reached, lower, upper)
    gap = np.sum((values - nearest) * ((values - reached) + (nearest - reached)) / weight, axis=0)
    outside = np.maximum(lower - values, values - upper).max(axis=0, initial=0.0)
    imbalance = imbalances(problem, values, right).max(axis=0, initial=0.0)
    parts = (imbalance, outside, gap, np.sqrt(np.maximum(gap, 0.0)))
    return tuple(Certificate(*map(float, draw)) for draw in zip(*parts, strict=True))


def holds(certificate: Certificate) -> bool:
    """Whether a proof is good enough to hand the answer out."""
    return bool(certificate.imbalance <= IMBALANCE and certificate.outside == 0 and certificate.distance <= DISTANCE)
