"""Expected loss and tail loss over scenarios."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from orepath.network.network import Floats

WORST = Fraction(1, 20)
"""The part of the scenarios that the tail loss is the mean of."""


def expected(loss_t: Floats) -> float:
    """The mean loss; 0 where there is no scenario."""
    return float(loss_t.mean()) if len(loss_t) else 0.0


def tail(loss_t: Floats, worst: Fraction = WORST) -> float:
    """The mean of the worst part of the losses: conditional value at risk (CVaR, expected shortfall).

    With k = worst * scenarios, the mean of the k largest: where k is not whole, the next one counts by what is left of
    k. 0 where there is no scenario.

    References
    ----------
    Rockafellar and Uryasev (2002), Conditional value-at-risk for general loss distributions, Journal of Banking and
    Finance 26(7), proposition 8: for scenarios.

    Examples
    --------
    The worst half of five is the largest two and half of the third:

    >>> tail(np.array([1.0, 5.0, 2.0, 4.0, 3.0]), Fraction(1, 2))
    4.2
    """
    if not len(loss_t):
        return 0.0
    count = worst * len(loss_t)
    whole = int(count)
    ordered = np.sort(loss_t)[::-1]
    part = float(count - whole) * float(ordered[whole]) if count > whole else 0.0
    return (float(ordered[:whole].sum()) + part) / float(count)
