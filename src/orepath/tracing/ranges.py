"""From shares in many states to one figure with a range."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from orepath.network.network import Floats
from orepath.tracing.answer import DOMESTIC, Difference, Share
from orepath.tracing.views import View

EXACT = 1e-12  # what arithmetic alone makes of nothing


def shares(view: View, beside: Iterable[View] = ()) -> tuple[Share, ...]:
    """The shares of a view, the largest first: the first state's figure, ranging over all states of it and of others.

    Labels whose share is 0 everywhere are left out, but for `unknown`.
    """
    every = [view, *beside]
    labels = sorted({label for each in every for label in each.labels})
    found = [Share(label, *_range([each.of(label) for each in every])) for label in labels]
    kept = [share for share in found if share.high > EXACT or share.place == "unknown"]
    return tuple(sorted(kept, key=lambda share: (-share.mid, -share.high, share.place)))


def hidden(pairs: Iterable[tuple[View, View]], to: str) -> tuple[Difference, ...]:
    """Origin less border by place, of (border, origin) pairs; the place itself is set against `domestic`.

    The range is of the differences, state by state.
    """
    every = list(pairs)
    labels = {label for border, origin in every for label in (*border.labels, *origin.labels)} - {DOMESTIC}
    found = [
        Difference(
            label,
            *_range([origin.of(label) - border.of(DOMESTIC if label == to else label) for border, origin in every]),
        )
        for label in sorted(labels | {to})
    ]
    kept = [each for each in found if max(-each.low, each.high) > EXACT]
    return tuple(sorted(kept, key=lambda each: (-each.mid, -each.high, each.place)))


def _range(states: Iterable[Floats]) -> tuple[float, float, float]:
    """Lowest, first and highest of the states in which something arrives."""
    every = np.concatenate(list(states))
    seen = every[~np.isnan(every)]
    return float(seen.min()), float(every[0]), float(seen.max())
