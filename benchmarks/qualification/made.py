"""A made-up fleet: batteries of many chains, as rows of a CSV file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

HEADER = "battery_id,chain_id,mineral,value_usd,activity,country,entity_id,value_added_usd,evidence\n"
MINERALS = ("lithium", "nickel", "cobalt", "graphite", "manganese")
PLACES = ("AU", "JP", "KR", "CN", "CN", "ID", "CD", "ZA", "US")
RECYCLED = 0.1
SPLIT = 0.3
"""Which part of the chains are recycled, and which part of refining is shared by two places."""


def write_fleet(path: Path, batteries: int, chains: int, unknown: float = 0.0, seed: int = 5) -> int:
    """Write a fleet, of whose countries a part is unknown, and give the number of its rows.

    Each chain has extraction and processing, which now and then is shared by two places, or recycling; values end in
    cents, so that hardly two shares of value added have the same denominator.
    """
    chance = np.random.default_rng(seed)
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for start in range(0, batteries, 1000):
            lines = [
                line
                for n in range(start, min(start + 1000, batteries))
                for line in _battery(chance, n, chains, unknown)
            ]
            rows += len(lines)
            file.writelines(lines)
    return rows


def _battery(chance: np.random.Generator, number: int, chains: int, unknown: float) -> list[str]:
    values = chance.integers(1_000, 500_000, size=(chains, 4)).tolist()
    place = chance.integers(0, len(PLACES), size=(chains, 3)).tolist()
    sort, told = chance.random(size=(chains, 2)).tolist(), (chance.random(size=(chains, 3)) >= unknown).tolist()
    found = []
    for chain in range(chains):
        of = f"made-up-{number:07d},c{chain:02d},{MINERALS[chain % len(MINERALS)]},{_usd(sum(values[chain]))}"
        done = ["recycling"] if sort[chain][0] < RECYCLED else ["extraction", "processing"]
        done += done[-1:] if sort[chain][1] < SPLIT else []
        for step, activity in enumerate(done):
            where = PLACES[place[chain][step]] if told[chain][step] else "unknown"
            entity = f"made-up-works-{place[chain][step]}{step}"
            found.append(f"{of},{activity},{where},{entity},{_usd(values[chain][step])},made-up invoice\n")
    return found


def _usd(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
