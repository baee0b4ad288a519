"""The JSON document of the transcription: read with care, walked with pointers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.json_file import json_file
from orepath.sources.iea_critical_minerals.rows import SOURCE

YEAR = re.compile(r"20[0-9]{2}")
SCENARIOS = SOURCE.raw["scenarios"]
MOST = SOURCE.raw["most"]
MOST_SHOWN = 80
"""Characters of a value that a message shows."""
ALLOWED = f"a number, 0 to {MOST:,}; null"
Figures = list[tuple[str, str | None, float | None, str]]
"""Year as written, scenario, figure and pointer, each."""


def load(path: Path, most_bytes: int) -> dict[str, Any]:
    """The document of a JSON file.

    Raises
    ------
    SourceError
        Where the file is larger than ``most_bytes``, breaks off, is no JSON, or holds no object.
    """
    found = json_file(path, most_bytes)
    if not isinstance(found, dict):
        raise SourceError(fault("malformed", path.name, format="JSON", detail="not an object"))
    return found


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
    faults.append(fault("bad_cell", where, column=where.rpartition("/")[2], found=_shown(found), allowed="{…}"))
    return {}


def _shown(found: object) -> str:
    """A value as JSON writes it, or how it begins."""
    return json.dumps(found, ensure_ascii=False)[:MOST_SHOWN]


def figures(
    found: Any,  # noqa: ANN401 - anything JSON may hold
    where: str,
    faults: list[Fault],
    scenario: str | None = None,
) -> Figures:
    """The figures of a series by year, those of scenarios one level deeper."""
    made: Figures = []
    for key, value in table(found, where, faults).items():
        place = where + pointer(key)
        if YEAR.fullmatch(key):
            if value is None or (_is_number(value) and 0 <= value <= MOST):
                made.append((key, scenario, value, place))
            else:
                faults.append(fault("bad_cell", place, column=key, found=_shown(value), allowed=ALLOWED))
        elif key in SCENARIOS and scenario is None:
            made += figures(value, place, faults, key)
        else:
            allowed = ", ".join(("YYYY", *(() if scenario else SCENARIOS)))
            faults.append(fault("bad_cell", place, column=key, found=key, allowed=allowed))
    return made


def _is_number(value: Any) -> bool:  # noqa: ANN401 - anything JSON may hold
    return isinstance(value, int | float) and not isinstance(value, bool)


def series(document: dict[str, Any], *parts: str, faults: list[Fault]) -> Iterator[tuple[str, Any, str]]:
    """The members of an object deep in the document: name, value and pointer."""
    found: Any = document
    for number, part in enumerate(parts):
        found = table(found, pointer(*parts[:number]), faults).get(part)
    for name, value in table(found, pointer(*parts), faults).items():
        yield name, value, pointer(*parts, name)
