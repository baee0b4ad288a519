"""The JSON document of the transcription: read with care, walked with pointers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.reading import text_of

Figures = list[tuple[str, str | None, float | None, str]]
"""Year as written, scenario, figure and pointer, each."""


def load(path: Path) -> dict[str, Any]:
    """The document of a JSON file: an object, without doubled keys and without figures that are none.

    Raises
    ------
    SourceError
        Where the text breaks off, is no JSON, or is no object.
    """
    content = text_of(path, "utf-8").removeprefix("\ufeff")
    try:
        found = json.loads(content, object_pairs_hook=_single, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        where = f"{path.name}, line {error.lineno}"
        if error.pos >= len(content.rstrip()) - 1 or error.msg.startswith("Unterminated"):
            raise SourceError(fault("file_truncated", where, detail=error.msg)) from error
        raise SourceError(fault("malformed", where, format="JSON", detail=error.msg)) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(fault("malformed", path.name, format="JSON", detail=error)) from error
    if not isinstance(found, dict):
        raise SourceError(fault("malformed", path.name, format="JSON", detail="not an object"))
    return found


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        doubled = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
        raise ValueError(f"key {doubled!r} twice")
    return found


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no figure")


def pointer(*parts: str) -> str:
    """A JSON pointer (RFC 6901).

    >>> pointer("supply", "A/B")
    '/supply/A~1B'
    """
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def table(found: Any, where: str, faults: list[Fault]) -> dict[str, Any]:  # noqa: ANN401 - anything JSON may hold
    """An object of the document, or an empty one with a fault."""
    if isinstance(found, dict):
        return found
    faults.append(fault("bad_cell", where, column=where.rpartition("/")[2], found=found, allowed="{…}"))
    return {}


def figures(found: Any, where: str, faults: list[Fault]) -> Figures:  # noqa: ANN401 - anything JSON may hold
    """The figures of a series by year, those of scenarios one level deeper."""
    made: Figures = []
    for key, value in table(found, where, faults).items():
        place = where + pointer(key)
        if isinstance(value, dict):
            made += [(year, key, figure, at) for year, _, figure, at in figures(value, place, faults)]
        elif value is None or (isinstance(value, int | float) and not isinstance(value, bool) and value >= 0):
            made.append((key, None, value, place))
        else:
            faults.append(fault("bad_cell", place, column=key, found=value, allowed="a number, 0 or more; null"))
    return made


def series(document: dict[str, Any], *parts: str, faults: list[Fault]) -> Iterator[tuple[str, Any, str]]:
    """The members of an object deep in the document: name, value and pointer."""
    found: Any = document
    for number, part in enumerate(parts):
        found = table(found, pointer(*parts[:number]), faults).get(part)
    for name, value in table(found, pointer(*parts), faults).items():
        yield name, value, pointer(*parts, name)
