"""Changes to JSON: values of another type, keys gone or twice, depth without bound."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import wraps
from random import Random
from typing import Any

from fuzzing.mutations.values import value

Place = tuple[Any, Any]  # a list or object, and the index or key within it
RAW = ("NaN", "Infinity", "-Infinity", "1e400", "-0", "0123", "1" * 5000, '"\\ud800"', '"\\u0000"', "nul", "[[[[", "1.")


def _places(found: Any) -> Iterator[Place]:  # noqa: ANN401 - JSON
    keys = list(found) if isinstance(found, dict) else range(len(found)) if isinstance(found, list) else ()
    for key in keys:
        yield found, key
        yield from _places(found[key])


def _on_value(change: Callable[[Any, Random], None]) -> Callable[[bytes, Random], bytes]:
    """A change within a document as one of bytes; text that is no JSON stays as it is."""

    @wraps(change)
    def changed(data: bytes, random: Random) -> bytes:
        try:
            found = json.loads(data)
        except (ValueError, RecursionError):
            return data
        around = [found]
        change(around, random)
        try:
            return json.dumps(around[0], ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
        except (ValueError, RecursionError):
            return data

    return changed


def _pick(around: Any, random: Random) -> Place:  # noqa: ANN401 - JSON
    places = list(_places(around))
    return random.choice(places[:50] if random.random() < 0.3 else places)


def _other(random: Random) -> Any:  # noqa: ANN401 - JSON
    return random.choice(
        (None, True, 0, -1, 10**400, 1.5e300, "", value(random), [], {}, [None], {"": {}}, [[]], [1, "a"])
    )


@_on_value
def value_replaced(around: Any, random: Random) -> None:  # noqa: ANN401 - JSON
    """A value is of another type."""
    inside, key = _pick(around, random)
    inside[key] = _other(random)


@_on_value
def value_gone(around: Any, random: Random) -> None:  # noqa: ANN401 - JSON
    """A value is missing."""
    inside, key = _pick(around, random)
    if inside is not around:
        del inside[key]


@_on_value
def value_wrapped(around: Any, random: Random) -> None:  # noqa: ANN401 - JSON
    """A value stands within a list or an object."""
    inside, key = _pick(around, random)
    inside[key] = random.choice(([inside[key]], {"value": inside[key]}, [inside[key]] * 2))


@_on_value
def value_moved(around: Any, random: Random) -> None:  # noqa: ANN401 - JSON
    """A value stands where another stood."""
    (one, key), (other, place) = _pick(around, random), _pick(around, random)
    one[key], other[place] = other[place], one[key]
    # What is moved into itself would have no end.
    try:
        json.dumps(around)
    except (ValueError, RecursionError):
        one[key] = None


@_on_value
def key_added(around: Any, random: Random) -> None:  # noqa: ANN401 - JSON
    """An object has a key nobody knows."""
    inside, key = _pick(around, random)
    if isinstance(inside[key], dict):
        inside[key][value(random)] = _other(random)


def key_twice(data: bytes, random: Random) -> bytes:
    """An object has a key twice, with another value."""
    at = data.find(b'": ', random.randint(0, len(data)))
    start = data.rfind(b'"', 0, max(at, 0))
    if at < 0 or start < 0:
        return data
    return data[:start] + data[start : at + 3] + b"null, " + data[start:]


def value_raw(data: bytes, random: Random) -> bytes:
    """A value is written as JSON does not allow, or as few expect."""
    at = data.find(b": ", random.randint(0, len(data)))
    end = min((place for place in (data.find(b",", at), data.find(b"}", at)) if place > 0), default=-1)
    return data if at < 0 or end < 0 else data[: at + 2] + random.choice(RAW).encode() + data[end:]


def depth(data: bytes, random: Random) -> bytes:
    """A value lies a hundred thousand levels deep."""
    at = data.find(b": ", random.randint(0, len(data)))
    levels = random.choice((50, 2_000, 100_000))
    return data if at < 0 else data[: at + 2] + b"[" * levels + b"]" * levels + b"," + data[at + 2 :]


CHANGES = (
    value_replaced,
    value_replaced,
    value_replaced,
    value_gone,
    value_wrapped,
    value_moved,
    key_added,
    key_twice,
    value_raw,
    depth,
)
