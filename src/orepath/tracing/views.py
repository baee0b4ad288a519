"""The three views of what arrives: last exporter, origin, last processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orepath.attribution.labels import NOT_PROCESSED, Labels
from orepath.attribution.system import UNATTRIBUTED
from orepath.attribution.traced import traced, traced_draws
from orepath.network.network import RECYCLED, UNKNOWN, Floats
from orepath.tracing.answer import DOMESTIC
from orepath.tracing.arrivals import Arrivals

PROCESSING = "refine"
"""The stage whose places the processor view names."""


@dataclass(frozen=True)
class View:
    """Shares of labels in what arrives, (labels, states); NaN in states in which nothing arrives."""

    labels: tuple[str, ...]
    share: Floats

    def of(self, label: str) -> Floats:
        """The shares of one label, 0 where the view does not have it, (states,)."""
        if label in self.labels:
            return np.asarray(self.share[self.labels.index(label)], dtype=np.float64)
        return np.where(np.isnan(self.share[0]), np.nan, 0.0)

    def begun(self, figures: View) -> View:
        """The same with the only state of another view as the first."""
        labels = sorted({*self.labels, *figures.labels})
        states = [np.concatenate([figures.of(label), self.of(label)[1:]]) for label in labels]
        return View(tuple(labels), np.array(states))


def border(arrived: Arrivals) -> View:
    """By the place of the last exporter; what the place puts in itself is `domestic`, `recycled` or `unknown`."""
    own = [DOMESTIC if label == arrived.to else label for label in arrived.labels]
    return _view([*arrived.exporters, *own], np.concatenate([arrived.flow, arrived.own]))


def origin(arrived: Arrivals) -> View:
    """By the label under which it was put in: the place it was mined in, `recycled` or `unknown`."""
    labels, mass = _behind(arrived, "source", None)
    return _view([*labels, *arrived.labels], np.concatenate([mass, arrived.own]))


def processor(arrived: Arrivals) -> View:
    """By the place of the last plant passed; `not_processed` has passed none, of `unknown` nobody knows.

    The place's own scrap is `recycled`.
    """
    stages = arrived.network.column("stage")
    own = [
        arrived.to if stages[node] == PROCESSING else label if label in (UNKNOWN, RECYCLED) else NOT_PROCESSED
        for node, label in zip(arrived.nodes, arrived.labels, strict=True)
    ]
    labels, mass = _behind(arrived, "last-stage", PROCESSING) if PROCESSING in stages else _unprocessed(arrived)
    return _view([*labels, *own], np.concatenate([mass, arrived.own]))


def _unprocessed(arrived: Arrivals) -> tuple[list[str], Floats]:
    """The same where the network has no such stage: nothing of known origin has passed one."""
    labels, mass = _behind(arrived, "source", None)
    return [label if label in (UNKNOWN, UNATTRIBUTED) else NOT_PROCESSED for label in labels], mass


def _behind(arrived: Arrivals, labels: Labels, stage: str | None) -> tuple[list[str], Floats]:
    """Labels and tonnes, (labels, states), behind what comes from elsewhere."""
    coming = arrived.from_elsewhere
    first = traced(arrived.network, coming[:, 0], labels, stage)
    columns = [{label: np.array([share]) for label, share in first.items()}]
    if arrived.network.draws is not None:
        columns.append(traced_draws(arrived.network, coming[:, 1:], labels, stage))
    names = sorted({label for column in columns for label in column})
    share = np.column_stack([_column(column, names) for column in columns])
    return names, np.where(np.isnan(share), 0.0, share) * coming.sum(axis=0)


def _column(found: Mapping[str, Floats], names: Sequence[str]) -> Floats:
    states = len(next(iter(found.values()))) if found else 1
    return np.array([found.get(name, np.zeros(states)) for name in names]).reshape(len(names), states)


def _view(labels: Sequence[str], mass: Floats) -> View:
    """Shares by label, from the tonnes of parts that carry one each; what nothing stands behind is `unknown`."""
    said = [UNKNOWN if label == UNATTRIBUTED else label for label in labels]
    names = sorted({*said, UNKNOWN})
    number = {name: position for position, name in enumerate(names)}
    sums = np.zeros((len(names), mass.shape[1]))
    np.add.at(sums, [number[label] for label in said], mass)
    total = sums.sum(axis=0)
    return View(tuple(names), np.divide(sums, total, out=np.full_like(sums, np.nan), where=total > 0))


VIEWS = {"border": border, "origin": origin, "processor": processor}
"""All three views, by name."""
