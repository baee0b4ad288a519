"""Which record of the ICGLR a document is, by the fields it has."""

from __future__ import annotations

from orepath.custody.reading.icglr.names import names


def is_icglr(raw: object) -> bool:
    """Whether parsed JSON is a record of the ICGLR, a list of them, or one of their schemas.

    >>> is_icglr({"lotNumber": "L-1", "originatingOperation": [1]}), is_icglr({"lotNumber": "L-1"})
    (True, False)
    """
    first = raw[0] if isinstance(raw, list) and raw else raw
    return bool(kind(first)) or is_schema(first)


def kind(raw: object) -> str:
    """``mine_site``, ``certificate`` or ``lot``; empty where it is none of them."""
    if not isinstance(raw, dict):
        return ""
    found = next((name for name, needs in names()["kinds"].items() if all(field in raw for field in needs)), "")
    return found.partition("_and_")[0]


def is_schema(raw: object) -> bool:
    """Whether it is a schema of such records."""
    return isinstance(raw, dict) and "$schema" in raw and names()["schemas"] in str(raw.get("$id", ""))
