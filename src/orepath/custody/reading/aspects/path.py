"""Paths into a JSON document, as maps of fields write them: ``metadata.owner``, ``materials[].name``, ``ids[0].id``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

LONGEST = 300
"""Letters of a place that are kept where keys are not those of a model; the longest of the samples has 140."""
STEP = re.compile(r"([^.\[\]]+)|\[([0-9]*)\]")

Path: TypeAlias = "tuple[str | int | None, ...]"
"""Keys, positions in a list, and None for every position."""


class Found(NamedTuple):
    """What stands at a path.

    Parameters
    ----------
    at
        Where exactly, with positions.
    value
        None where there is nothing.
    broken
        What stands in the way in place of an object or a list; empty for nothing.
    """

    at: str
    value: object
    broken: str = ""


def path(said: str) -> Path:
    """The steps of a path.

    >>> path("materials[].ids[0].name")
    ('materials', None, 'ids', 0, 'name')
    """
    return tuple(
        found[1] if found[1] is not None else int(found[2]) if found[2] else None for found in STEP.finditer(said)
    )


def walk(value: object, steps: Path, at: str = "") -> Iterator[Found]:
    """What stands at a path: nothing where a key is missing or null; one object counts as a list of one.

    >>> [found.at for found in walk({"a": [{"b": 1}, {}, {"b": 2}]}, path("a[].b"))]
    ['a[0].b', 'a[2].b']
    >>> [found.broken for found in walk({"a": 5}, path("a.b"))]
    ['an object']
    """
    if value is None:
        return
    if not steps:
        yield Found(at, value)
        return
    first, rest = steps[0], steps[1:]
    if isinstance(first, str):
        if not isinstance(value, dict):
            yield Found(at, value, "an object")
            return
        yield from walk(value.get(first), rest, f"{at}.{first}" if at else first)
        return
    if isinstance(value, dict):
        yield from walk(value, rest, at)
        return
    if not isinstance(value, list):
        yield Found(at, value, "a list")
        return
    wanted = range(len(value)) if first is None else range(first, min(first + 1, len(value)))
    for index in wanted:
        yield from walk(value[index], rest, f"{at}[{index}]")


def leaves(value: object, most: int) -> list[str]:
    """Where values stand in a document, in its order, without positions; each place once, at most so many.

    >>> leaves({"a": [{"b": 1}, {"b": 2}], "c": {}}, most=10)
    ['a[].b', 'c']
    """
    found: dict[str, None] = {}
    waiting: list[Iterator[tuple[str, object]]] = [iter([("", value)])]
    while waiting and len(found) < most:
        at, each = next(waiting[-1], ("", waiting))
        if each is waiting:
            waiting.pop()
        elif isinstance(each, dict | list) and each:
            waiting.append(_within(at, each))
        elif each is not None and each != "":
            found[at] = None
    return list(found)


def _within(at: str, value: dict[str, object] | list[object]) -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        at = f"{at}[]"[:LONGEST]
        return ((at, each) for each in value)
    return ((f"{at}.{key}"[:LONGEST] if at else key[:LONGEST], each) for key, each in value.items())


def without_positions(steps: Path) -> str:
    """The keys of a path.

    >>> without_positions(path("materials[].ids[0].name"))
    'materials.ids.name'
    """
    return ".".join(step for step in steps if isinstance(step, str))
