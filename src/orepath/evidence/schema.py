"""The tables of a release, column by column."""

from __future__ import annotations

from typing import Literal, get_args

import pyarrow as pa

Status = Literal["reported", "estimated", "withheld", "not_available", "less_than", "greater_than", "range", "rounded"]
STATUSES: tuple[Status, ...] = get_args(Status)

STATEMENTS = pa.schema(
    [
        ("row_key", pa.string()),
        ("property", pa.string()),
        ("mineral", pa.string()),
        ("stage", pa.string()),
        ("item", pa.string()),
        ("place", pa.string()),
        ("partner", pa.string()),
        ("good", pa.string()),
        ("from_", pa.date32()),
        ("until", pa.date32()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("unit", pa.string()),
        ("status", pa.string()),
        ("text", pa.string()),
        ("fields", pa.string()),
        ("original", pa.string()),
        ("locator", pa.string()),
        ("note", pa.string()),
        ("recorded", pa.date32()),
    ]
)
"""One row a statement. ``row_key`` and ``property`` together are unique within an edition."""

TRADE = pa.schema(
    [
        ("year", pa.int16()),
        ("exporter", pa.string()),
        ("importer", pa.string()),
        ("good", pa.string()),
        ("value_usd", pa.float64()),
        ("mass_t", pa.float64()),
        ("file", pa.string()),
        ("row", pa.int32()),
    ]
)
"""Bilateral trade stays wide: two statements a row. A blank quantity is null, which is not zero."""

TABLES = {"statements": STATEMENTS, "trade": TRADE}
