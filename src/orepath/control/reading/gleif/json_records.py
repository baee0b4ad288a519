"""Records of GLEIF's JSON files, in the form of those in XML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

WRAPS = ("records", "relations", "exceptions")
"""Keys under which the golden copy's files hold their records."""
INNER = ("LEIRecord", "RelationshipRecord", "Exception")
TEXT = "$"


def json_records(values: Sequence[object]) -> Iterator[object]:
    """The records among the values of a JSON file, each as the XML has it.

    GLEIF renders an element with attributes as an object whose text is under ``$``; others leave attributes out.

    >>> list(json_records([{"records": [{"LEI": {"$": "X"}}]}]))
    [{'LEI': 'X'}]
    """
    for value in values:
        wrapped = next((value[key] for key in WRAPS if key in value), None) if isinstance(value, dict) else None
        for each in wrapped if isinstance(wrapped, list) else [value]:
            plain = _plain(each)
            inner = next((plain[key] for key in INNER if key in plain), plain) if isinstance(plain, dict) else plain
            yield inner


def is_record(value: object) -> bool:
    """Whether a value looks like a record of GLEIF, or like an object that holds records."""
    keys = set(value) if isinstance(value, dict) else set()
    return bool(keys & {"LEI", "Relationship", *WRAPS, *INNER})


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    if TEXT in value:
        return value[TEXT]
    return {key: _plain(each) for key, each in value.items() if not key.startswith("@")}
