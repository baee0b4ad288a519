"""What is wrong with the fields of an event that has no hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orepath.custody.identity.event_hash import DEEPEST, Value, scalar
from orepath.custody.identity.order import Field, order, standard
from orepath.custody.identity.values import free

ALLOWED = {
    "time": "YYYY-MM-DDThh:mm:ss±hh:mm",
    "number": "0, 12.5 …",
    "boolean": "true, false",
    "list": "[…]",
    "object": "{…}",
    "depth": f"≤ {DEEPEST}",
}
"""What may stand in a field, so that it needs no language."""
TEXT = '"…"'


class Wrong(NamedTuple):
    """A field that does not hold what it may hold."""

    field: str
    found: object
    allowed: str


def wrong(event: Mapping[str, Value]) -> list[Wrong]:
    """Every field of an event, in the plain shape, that does not hold what it may hold.

    >>> wrong({"type": "ObjectEvent", "epcList": [5], "eventTime": "noon"})[1]
    Wrong(field='epcList[1]', found=5, allowed='"…"')
    """
    found = [each for field in order() for each in _field(field, event.get(field.name), field.name)]
    for name, value in event.items():
        if name not in standard():
            found += _free(value, name, 0)
    return found


def _field(field: Field, value: Value, path: str) -> Iterator[Wrong]:
    if value is None:
        return
    if field.item is not None or field.each:
        if not isinstance(value, list):
            yield Wrong(path, value, ALLOWED["list"])
            return
        for at, each in enumerate(value, 1):
            yield from _one(field, each, f"{path}[{at}]")
        return
    yield from _one(field, value, path)


def _one(field: Field, value: Value, path: str) -> Iterator[Wrong]:
    if field.fields is None:
        try:
            scalar(field.kind)(value).encode()
        except (ValueError, TypeError, AttributeError):
            yield Wrong(path, value, ALLOWED.get(field.kind, TEXT))
        return
    if not isinstance(value, dict):
        yield Wrong(path, value, ALLOWED["object"])
        return
    for each in field.fields:
        yield from _field(each, value.get(each.name), f"{path}.{each.name}")
    for name, each in value.items():
        if name not in field.known:
            yield from _free(each, f"{path}.{name}", 0)


def _free(value: Value, path: str, depth: int) -> Iterator[Wrong]:
    if depth > DEEPEST:
        yield Wrong(path, depth, ALLOWED["depth"])
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _free(each, path, depth + 1)
    elif value is not None:
        try:
            free(value).encode()
        except (ValueError, TypeError):
            yield Wrong(path, value, f"{ALLOWED['number']}, {TEXT}")
