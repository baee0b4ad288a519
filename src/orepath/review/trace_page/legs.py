"""How what arrives passes from origin through last processor to last exporter, as shares of the arrivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse.linalg import splu

from orepath.attribution.labels import NOT_PROCESSED
from orepath.attribution.mixing import Mixing, mixing
from orepath.network.coupling import TRANSIT
from orepath.network.incidence import Flags
from orepath.network.network import RECYCLED, UNKNOWN, Floats
from orepath.tracing.answer import DOMESTIC
from orepath.tracing.arrivals import Arrivals
from orepath.tracing.views import PROCESSING

Leg = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Legs:
    """The two halves of the way, each summing to 1 over its pairs.

    Parameters
    ----------
    made
        By origin and last processor.
    shipped
        By last processor and last exporter.
    """

    made: Leg
    shipped: Leg


def legs(arrived: Arrivals) -> Legs:
    """Both halves of the way at the reconciled figures.

    What one place processed last is of one mix, whoever ships it, so the two halves hold all that is known of the whole
    way: ``share[origin, processor, exporter] = shipped[processor, exporter] made[origin, processor] / sum[processor]``.
    The sums by origin, processor and exporter are the views of `orepath.tracing.views`.
    """
    made: dict[tuple[str, str], float] = defaultdict(float)
    shipped: dict[tuple[str, str], float] = defaultdict(float)
    _from_elsewhere(arrived, made, shipped)
    stages = arrived.network.column("stage")
    for node, label, mass in zip(arrived.nodes, arrived.labels, arrived.own[:, 0].tolist(), strict=True):
        unsaid = label if label in (UNKNOWN, RECYCLED) else NOT_PROCESSED
        processor = arrived.to if stages[node] == PROCESSING else unsaid
        made[label, processor] += mass
        shipped[processor, DOMESTIC if label == arrived.to else label] += mass
    total = float(arrived.total[0])
    return Legs(_shares(made, total), _shares(shipped, total))


def _from_elsewhere(
    arrived: Arrivals, made: dict[tuple[str, str], float], shipped: dict[tuple[str, str], float]
) -> None:
    network = arrived.network
    places = [place or UNKNOWN for place in network.column("place")]
    origins = [label or UNKNOWN for label in network.column("label")]
    stages, through = network.column("stage"), [node.endswith(TRANSIT) for node in network.index]
    plant = np.array([stage == PROCESSING for stage in stages]) & ~np.array(through)
    coming = arrived.from_elsewhere[:, 0]
    exporters = sorted({places[node] for node in np.flatnonzero(coming > 0)})
    if not exporters:
        return
    by_exporter = _apart(coming, places, exporters)
    ended, unfed = _behind(mixing(network, plant), by_exporter)
    processor = [
        place if plant[node] else UNKNOWN if origins[node] == UNKNOWN else NOT_PROCESSED
        for node, place in enumerate(places)
    ]
    for node, column in np.argwhere(ended > 0):
        shipped[processor[node], exporters[column]] += float(ended[node, column])
    for column, mass in enumerate(unfed.tolist()):
        shipped[UNKNOWN, exporters[column]] += mass
    made[UNKNOWN, UNKNOWN] += float(unfed.sum())
    last = ended.sum(axis=1)
    for node in np.flatnonzero((last > 0) & ~plant):
        made[origins[node], processor[node]] += float(last[node])
    _before(network_mixing=mixing(network), last=np.where(plant, last, 0.0), places=places, origins=origins, made=made)


def _before(
    network_mixing: Mixing,
    last: Floats,
    places: Sequence[str],
    origins: Sequence[str],
    made: dict[tuple[str, str], float],
) -> None:
    """Where what each place processed last was put in."""
    processors = sorted({places[node] for node in np.flatnonzero(last > 0).tolist()})
    if not processors:
        return
    put_in, unfed = _behind(network_mixing, _apart(last, places, processors))
    for node, column in np.argwhere(put_in > 0):
        made[origins[node], processors[column]] += float(put_in[node, column])
    for column, mass in enumerate(unfed.tolist()):
        made[UNKNOWN, processors[column]] += mass


def _apart(mass: Floats, places: Sequence[str], columns: Sequence[str]) -> Floats:
    """The mass of each node in the column of its place, (nodes, columns)."""
    return np.column_stack([np.where([place == column for place in places], mass, 0.0) for column in columns])


def _behind(mixed: Mixing, mass: Floats) -> tuple[Floats, Floats]:
    """Own mass behind some mass, (nodes, columns), and what nothing stands behind, (columns,)."""
    passed = splu(mixed.matrix()).solve(mass, trans="T")
    unfed: Flags = ~mixed.known[:, 0]
    return passed * mixed.own[:, :1], np.where(unfed[:, None], passed, 0.0).sum(axis=0)


def _shares(mass: Mapping[tuple[str, str], float], total: float) -> Leg:
    return {pair: found / total for pair, found in sorted(mass.items()) if found > 0}


def ends(leg: Leg, side: int) -> dict[str, float]:
    """The sums of a leg by its first (0) or second (1) end."""
    found: dict[str, float] = defaultdict(float)
    for pair, share in leg.items():
        found[pair[side]] += share
    return dict(found)


def columns(*found: Leg) -> list[dict[str, float]]:
    """The sums at every stop of neighbouring legs, first to last.

    >>> columns({("AA", "BB"): 1.0}, {("BB", "CC"): 1.0})
    [{'AA': 1.0}, {'BB': 1.0}, {'CC': 1.0}]
    """
    return [ends(found[0], 0), *(ends(earlier, 1) for earlier, _ in pairwise(found)), ends(found[-1], 1)]
