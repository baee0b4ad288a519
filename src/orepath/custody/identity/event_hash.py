"""The hash identifier of an event: the same however the event is written.

The event comes in the plain shape that `orepath.custody.reading` makes of JSON-LD and of XML alike: the fields of EPCIS
2.0 in JSON, and extension fields under ``{namespace}name``.

References
----------
CBV 2.0, "EPCIS event hash identifier", as the public description of epcis_event_hash_generator 1.9.3 repeats its rules;
RFC 6920 for the identifier. The order of fields stands in ``order.toml``, which says where sources differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, TypeAlias

from orepath.custody.identity import values, words
from orepath.custody.identity.digital_link import canonical
from orepath.custody.identity.order import Field, ignored, order, standard

DEEPEST = 64
"""Levels of extension fields; the deepest sample has 6."""

Value: TypeAlias = Any
"""What stands in a field, sound or not."""
Plain: TypeAlias = Mapping[str, Value]
_Write: TypeAlias = Callable[[Value], str]


class Malformed(ValueError):
    """A field does not hold what it may hold; `orepath.custody.identity.shape` says which."""


def digest(event: Plain) -> bytes:
    """The SHA-256 of the pre-hash string of an event.

    Raises
    ------
    Malformed
        Where a field of the standard holds what it may not, or is nested deeper than `DEEPEST`.
    """
    try:
        return sha256(text(event).encode()).digest()
    except UnicodeEncodeError as error:
        raise Malformed("half a character") from error


def text(event: Plain) -> str:
    """The pre-hash string of an event.

    Raises
    ------
    Malformed
        As `digest`.

    Examples
    --------
    >>> text({"type": "ObjectEvent", "eventTime": "2020-01-01T00:00:00Z", "epcList": ["urn:b", "urn:a"]})
    'eventType=ObjectEventeventTime=2020-01-01T00:00:00.000ZepcListepc=urn:aepc=urn:b'
    """
    parts = ["eventType=", event["type"]]
    get = event.get
    try:
        for name, start, write in _writers():
            value = get(name)
            if value is not None:
                said = write(value)
                if said:
                    parts.append(start + said)
        if not standard() >= event.keys():
            parts.append(_extension(event, standard(), 0))
    except (ValueError, TypeError, AttributeError) as error:
        raise Malformed(str(error)) from error
    return "".join(parts)


@cache
def _writers() -> tuple[tuple[str, str, _Write], ...]:
    return _steps(order())


def _steps(fields: tuple[Field, ...]) -> tuple[tuple[str, str, _Write], ...]:
    """The name of each field, what stands before its value, and what writes it: a single value without its name."""
    found = []
    for field in fields:
        single = field.fields is None and field.item is None and not field.each
        found.append((field.name, f"{field.name}=", scalar(field.kind)) if single else (field.name, "", _writer(field)))
    return tuple(found)


def _writer(field: Field) -> _Write:
    """What writes a field with its name."""
    if field.open:
        return _wrapped(field.name, lambda value: _extension(_object(value), frozenset(), 0))
    if field.fields is None:
        one = _named(field.item or field.name, scalar(field.kind))
    else:
        within = _within(field)
        one = within if field.item == "" else _wrapped(field.item or field.name, within)
    if field.each:
        return lambda value: _sorted(one, value)
    if field.item is not None:
        return _wrapped(field.name, lambda value: _sorted(one, value))
    return one


def _within(field: Field) -> _Write:
    """What writes the fields of an object in their order, and then its extension fields."""
    within = _steps(field.fields or ())
    known = field.known | ignored()

    def write(value: Value) -> str:
        found = _object(value)
        text = ""
        for name, start, put in within:
            each = found.get(name)
            if each is not None:
                said = put(each)
                if said:
                    text += start + said
        return text if known >= found.keys() else text + _extension(found, known, 0)

    return write


def scalar(kind: str) -> _Write:
    """What writes a single value of a kind of ``order.toml``."""
    if kind == "time":
        return lambda value: values.instant(value.strip())[1] if value.strip() else ""
    if kind == "number":
        return values.number
    if kind == "boolean":
        return _boolean
    if kind == "uri":
        return canonical
    if kind == "text":
        return lambda value: str.strip(value)
    return lambda value: words.uri(kind, str.strip(value))


def _boolean(value: Value) -> str:
    said = {True: "true", False: "false", "true": "true", "false": "false", "1": "true", "0": "false"}
    if not isinstance(value, bool | str) or value not in said:
        raise Malformed(value)
    return said[value]


def _named(name: str, write: _Write) -> _Write:
    start = f"{name}="

    def put(value: Value) -> str:
        said = write(value)
        return start + said if said else ""

    return put


def _wrapped(name: str, write: _Write) -> _Write:
    def put(value: Value) -> str:
        said = write(value)
        return name + said if said else ""

    return put


def _sorted(one: _Write, value: Value) -> str:
    if type(value) is not list:
        raise Malformed(value)
    if len(value) == 1:
        return one(value[0])
    said = [one(each) for each in value]
    said.sort()
    return "".join(said)


def _object(value: Value) -> dict[str, Any]:
    if type(value) is not dict:
        raise Malformed(value)
    return value


def _extension(found: Plain, known: frozenset[str], depth: int) -> str:
    """Extension fields, sorted: each its name, its value, and what it holds (rules 19 to 21)."""
    if depth > DEEPEST:
        raise Malformed("too deep")
    said: list[str] = []
    for name, value in found.items():
        if name not in known and name != "#text":
            _put(said, name, value, depth)
    said.sort()
    return "".join(said)


def _put(said: list[str], name: str, value: Value, depth: int) -> None:
    if depth > DEEPEST:
        raise Malformed("too deep")
    if isinstance(value, list):
        for each in value:
            _put(said, name, each, depth + 1)
    elif isinstance(value, dict):
        own = values.free(value["#text"]) if value.get("#text") is not None else ""
        said.append((f"{name}={own}" if own else name) + _extension(value, frozenset(), depth + 1))
    elif value is not None:
        own = values.free(value)
        said.append(f"{name}={own}" if own else name)
