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

REPORTED_TRADE = pa.schema(
    [
        ("from_", pa.date32()),
        ("until", pa.date32()),
        ("reporter", pa.string()),
        ("partner", pa.string()),
        ("flow", pa.string()),
        ("nomenclature", pa.string()),
        ("good", pa.string()),
        ("value", pa.float64()),
        ("currency", pa.string()),
        ("valuation", pa.string()),
        ("mass_t", pa.float64()),
        ("file", pa.string()),
        ("row", pa.int32()),
    ]
)
"""Trade as one place reports it: its imports from, or exports to, a partner, as its customs valued them.

``flow`` is one of `FLOWS`; ``valuation`` ``cif`` or ``fob``, null where the file does not say; ``nomenclature`` such as
``HS2017`` or ``CN2024``, null where the file does not say. What both partners report stands twice, once each, and is
never added. One row a period, reporter, partner, flow and good.
"""

FLOWS = ("import", "export", "re_import", "re_export")

TABLES = {"statements": STATEMENTS, "trade": TRADE, "reported_trade": REPORTED_TRADE}
