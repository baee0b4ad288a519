"""A small made-up world for tests: invented economies, invented figures, plainly so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from orepath.evidence.reading import Reading, Sink
from orepath.evidence.release import Release, describe, publish, staging
from orepath.evidence.source import parse


def release(
    parent: Path,
    rows: Iterable[dict[str, Any]] = (),
    *,
    dataset: str = "made-up",
    edition: str = "1",
    recorded: date = date(2030, 1, 1),
    trade: Iterable[tuple[Any, ...]] = (),
) -> Release:
    """A release of made-up statements, and of made-up trade (year, exporter, importer, good, usd, tonnes)."""
    described = parse(
        {
            "id": dataset,
            "publisher": {"en": "Made-up Office", "ja": "架空統計局"},
            "title": {"en": "Made-up figures", "ja": "架空の数値"},
            "url": "https://example.org",
            "licence": "CC0-1.0",
            "allows": "shipping",
            "edition": edition,
        }
    )
    with staging(parent) as folder:
        sink = Sink(folder)
        full = [{"status": "reported", "locator": f"made-up.csv, row {n}", **row} for n, row in enumerate(rows, 2)]
        for number, row in enumerate(full):
            row.setdefault("row_key", str(number))
            row.setdefault("original", str(row.get("value")))
        sink.statements(full)
        values = ", ".join(
            f"({y}::smallint, '{e}', '{i}', '{g}', {_number(v)}, {_number(q)}, 'made-up.csv', {n}::integer)"
            for n, (y, e, i, g, v, q) in enumerate(trade, 2)
        )
        if values:
            names = "year, exporter, importer, good, value_usd, mass_t, file, row"
            with duckdb.connect() as connection:
                sink.trade(connection, f"SELECT * FROM (VALUES {values}) AS made_up({names})")
        reading = Reading(edition, recorded, len(full), len(full))
        return publish(folder, parent, describe([(described, reading, sink)], folder, recorded), dataset)


def _number(value: float | None) -> str:
    return "NULL::DOUBLE" if value is None else f"{float(value)}::DOUBLE"


def year(number: int) -> dict[str, date]:
    """The period of a calendar year, as columns."""
    return {"from_": date(number, 1, 1), "until": date(number + 1, 1, 1)}
