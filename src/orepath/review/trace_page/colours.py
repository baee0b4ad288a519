"""One fill a place in the picture of the ways, the same wherever the place stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orepath.attribution.labels import NOT_PROCESSED
from orepath.network.network import RECYCLED, UNKNOWN
from orepath.review.trace_page.marks import HATCH
from orepath.tracing.answer import DOMESTIC

OTHER = "other"
"""What stands for the places that are not drawn by name."""
SPECIAL = (UNKNOWN, RECYCLED, NOT_PROCESSED, DOMESTIC, OTHER)
"""Words that stand where a place stands; none is ever merged into another."""

_FILLS = {UNKNOWN: HATCH, RECYCLED: "#7fa37a", NOT_PROCESSED: "#b3a48c", OTHER: "#aeb6bf"}
_PLACES = ("#3d8168", "#8a5a9e", "#b59a2b", "#a23b52", "#4c86b0", "#7a6a58")
_HERE, _FURTHER = "#39424c", "#8795a3"


def fills(sums: Iterable[Mapping[str, float]], to: str) -> dict[str, str]:
    """A fill for every label, the largest places first; `to` is the place all arrives at."""
    weight: dict[str, float] = {}
    for column in sums:
        for label, share in column.items():
            weight[label] = max(weight.get(label, 0.0), share)
    ranked = sorted((label for label in weight if label not in (*SPECIAL, to)), key=lambda at: (-weight[at], at))
    found = {label: _PLACES[rank] if rank < len(_PLACES) else _FURTHER for rank, label in enumerate(ranked)}
    return {**found, **_FILLS, to: _HERE, DOMESTIC: _HERE}
