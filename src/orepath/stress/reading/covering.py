"""Which share of the goods of a stage some codes are, computed from contained trade."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from orepath.network.trade.contained import ContainedTrade
from orepath.stress.reading.goods import canonical
from orepath.stress.reading.words import named
from orepath.stress.shock import ALL, Assumption

HALF = 0.5
"""What counts of a shipment that several codes declare, where only some of them are named; its range is all of it."""
EXACT = 1e-9


def shipped(
    trade: ContainedTrade, imposer: str, stages: Collection[str], targets: Sequence[str]
) -> list[dict[str, object]]:
    """What a place ships to targets of some stages (of every stage where none is given), one row a flow."""
    return [
        row
        for row in trade.table.to_pylist()
        if row["exporter"] == imposer
        and (not stages or row["stage"] in stages)
        and (tuple(targets) == (ALL,) or row["importer"] in targets)
    ]


def coverage(
    id_: str,
    trade: ContainedTrade,
    codes: Collection[str],
    imposer: str,
    stages: Collection[str],
    targets: Sequence[str],
) -> Assumption | None:
    """The share (0 to 1) of what a place ships of some stages to targets that some codes are; None without shipments.

    The range holds that of contained fractions, and of shipments that two codes declare of which one is named.
    """
    rows = shipped(trade, imposer, stages, targets)
    wanted = {canonical(code) for code in codes}
    mass = np.array([_masses(row) for row in rows], dtype=np.float64).reshape(-1, 3)
    part = np.array([_part(row, wanted) for row in rows], dtype=np.float64).reshape(-1, 3)
    total = float(mass[:, 1].sum())
    if total <= 0:
        return None
    within, beyond = mass * part, mass * (1.0 - part[:, ::-1])
    value = float((mass[:, 1] * part[:, 1]).sum()) / total
    low = _share(float(within[:, 0].sum()), float((mass[:, 2] * (1.0 - part[:, 0])).sum()))
    high = _share(float(within[:, 2].sum()), float(beyond[:, 0].sum()))
    used = sorted({id_ for row, each in zip(rows, part, strict=True) if each[2] > 0 for id_ in _statements(row)})
    source = named("coverage_source", year=trade.year, codes=", ".join(sorted(codes)))
    low, high = min(_snapped(low), value), max(_snapped(high), value)
    return Assumption(
        f"{id_}.coverage", named("coverage"), _snapped(value), low, high, "share", source, "computed", tuple(used)
    )


def _masses(row: dict[str, object]) -> tuple[float, float, float]:
    """Low, mid and high of a flow (t); where nobody knows the mid, the middle of its range."""
    low, mid, high = (row[name] for name in ("low_t", "mid_t", "high_t"))
    low, high = float(str(low)), float(str(high))
    return low, (low + high) / 2 if mid is None else float(str(mid)), high


def _part(row: dict[str, object], wanted: Collection[str]) -> tuple[float, float, float]:
    """The least, the likely and the most of a flow that stands under the codes wanted."""
    goods = row["goods"]
    assert isinstance(goods, list)
    count = sum(canonical(code) in wanted for code in goods)
    if count == 0:
        return 0.0, 0.0, 0.0
    return (1.0, 1.0, 1.0) if count == len(goods) else (0.0, HALF, 1.0)


def _share(within: float, beyond: float) -> float:
    return within / (within + beyond) if within + beyond > 0 else 0.0


def _snapped(share: float) -> float:
    """A share that rounding alone keeps from nothing or from all is that."""
    if share > 1 - EXACT:
        return 1.0
    return 0.0 if share < EXACT else share


def _statements(row: dict[str, object]) -> list[str]:
    ids = row["statements"]
    return list(ids) if isinstance(ids, list) else []
