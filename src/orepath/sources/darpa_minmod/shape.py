"""The shape of a record: which member is text, a number, a list or an object; and where a record has another."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from orepath.errors import Fault, fault
from orepath.sources.darpa_minmod.records import Repeated

HALF = re.compile("[\ud800-\udfff]")
LETTER, JOINED = re.compile(r"[^\W\d_]"), re.compile(r"\w[/:.]+\w")
"""What the address of a source has: a letter, and a slash, colon or point between two parts."""
SHOWN = 80
"""Characters of what was found that a message shows."""


AN_OBJECT, A_LIST = "an object {…}", "a list […]"


class Plain(Enum):
    """A value that is no list and no object, as messages call it."""

    TEXT = "text"
    NUMBER = "a number, 0 or more"
    SHARE = "a number from 0 to 1"
    NAME = "text that is not blank, or a whole number"
    ADDRESS = "the address of a source, such as https://doi.org/…"
    TEXTS = "text, or a list of text"


@dataclass(frozen=True)
class Object:
    """An object: the shapes of the members that are read, and which of them must be there."""

    members: dict[str, Plain | Object | Each]
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Each:
    """A list, every entry of one shape."""

    entry: Plain | Object


TEXT, NUMBER = Plain.TEXT, Plain.NUMBER
CANDIDATE = Object({"source": TEXT, "confidence": Plain.SHARE, "observed_name": TEXT, "normalized_uri": TEXT})
MEASURE = Object({"value": NUMBER, "unit": CANDIDATE})
DOCUMENT = Object({"uri": TEXT, "doi": TEXT, "title": TEXT})
REFERENCE = Object({"document": DOCUMENT, "comment": TEXT, "page_info": Each(Object({"page": NUMBER}))})
INVENTORY = Object(
    {
        "commodity": CANDIDATE,
        "category": Each(CANDIDATE),
        "ore": MEASURE,
        "grade": MEASURE,
        "cutoff_grade": MEASURE,
        "material_form": CANDIDATE,
        "zone": Plain.NAME,
        "date": Plain.NAME,
        "reference": REFERENCE,
    },
    frozenset({"commodity"}),
)
LOCATION = Object(
    {"country": Each(CANDIDATE), "state_or_province": Each(CANDIDATE), "crs": CANDIDATE, "location": TEXT}
)
SITE = Object(
    {
        "source_id": Plain.ADDRESS,
        "record_id": Plain.NAME,
        "created_by": Plain.TEXTS,
        "modified_at": TEXT,
        "name": TEXT,
        "aliases": Each(TEXT),
        "site_rank": TEXT,
        "site_type": TEXT,
        "discovered_year": NUMBER,
        "mineral_form": Each(TEXT),
        "location_info": LOCATION,
        "deposit_type_candidate": Each(CANDIDATE),
        "mineral_inventory": Each(INVENTORY),
        "reference": Each(REFERENCE),
    },
    frozenset({"source_id", "record_id", "created_by"}),
)


def fits(found: Any, shape: Plain | Object | Each) -> bool:  # noqa: ANN401 - anything JSON may hold
    """Whether a value has a shape; null stands for a member that is not there."""
    if isinstance(shape, Object):
        return type(found) is dict and _members_fit(found, shape)
    if isinstance(shape, Each):
        if type(found) is not list:
            return False
        for each in found:  # noqa: SIM110 - a generator would take twice as long, in the innermost loop of the reader
            if not fits(each, shape.entry):
                return False
        return True
    return _plain_fits(found, shape)


def _members_fit(found: dict[str, Any], shape: Object) -> bool:
    members = shape.members
    for key, value in found.items():
        wanted = members.get(key)
        if wanted is TEXT:
            if type(value) is not str and value is not None:
                return False
        elif wanted is not None and value is not None and not fits(value, wanted):
            return False
    return not shape.needed or all(found.get(key) is not None for key in shape.needed)


def _plain_fits(found: Any, shape: Plain) -> bool:  # noqa: ANN401
    if shape is TEXT:
        return type(found) is str
    if shape is Plain.SHARE:
        return type(found) in (int, float) and 0 <= found <= 1
    if shape is NUMBER:
        return type(found) in (int, float) and 0 <= found < math.inf
    if shape is Plain.ADDRESS:
        return type(found) is str and bool(LETTER.search(found) and JOINED.search(found))
    if shape is Plain.NAME:
        return bool(found.strip()) if type(found) is str else type(found) is int
    names = found if type(found) is list else [found]
    return bool(names) and all(type(name) is str and name.strip() for name in names)


def misfits(found: Any, shape: Plain | Object | Each, where: str, path: str = "") -> Iterator[Fault]:  # noqa: ANN401
    """The faults of a value that has not a shape, each with its path, such as ``mineral_inventory[3].grade.value``."""
    here = f"{where}, {path}" if path else where
    if isinstance(shape, Object) and isinstance(found, dict):
        if isinstance(found, Repeated):
            names = ", ".join(found.names)
            yield fault("malformed", here, format="JSON", detail=f"more than once in one object: {names[:SHOWN]}")
        for key in sorted(shape.needed):
            if found.get(key) is None:
                yield fault("required_cell", here, column=key)
        for key, value in found.items():
            wanted = shape.members.get(key)
            if wanted is not None and value is not None:
                yield from misfits(value, wanted, where, f"{path}.{key}" if path else key)
    elif isinstance(shape, Each) and isinstance(found, list):
        for number, each in enumerate(found):
            yield from misfits(each, shape.entry, where, f"{path}[{number}]")
    elif not fits(found, shape):
        allowed = shape.value if isinstance(shape, Plain) else AN_OBJECT if isinstance(shape, Object) else A_LIST
        column = path.rpartition(".")[2] or "record"
        yield fault("bad_cell", here, column=column, found=shown(found), allowed=allowed)


def broken_texts(record: Any, where: str) -> Iterator[Fault]:  # noqa: ANN401
    """The faults of text that holds half of a surrogate pair, which no file can hold in UTF-8."""
    left: list[tuple[str, Any]] = [("", record)]
    while left:
        path, found = left.pop()
        if isinstance(found, dict):
            left += [(f"{path} (a key)", key) for key in found]
            left += [(f"{path}.{key}", value) for key, value in found.items()]
        elif isinstance(found, list):
            left += [(f"{path}[{number}]", each) for number, each in enumerate(found)]
        elif isinstance(found, str) and (half := HALF.search(found)):
            here = f"{where}, {path.lstrip('. ')}".encode(errors="replace").decode()
            yield fault("malformed", here, format="JSON", detail=f"half of a surrogate pair, {half[0]!a}")


def shown(found: Any) -> str:  # noqa: ANN401
    """A value as JSON writes it, as far as a message has room for it."""
    if isinstance(found, dict | list):
        return AN_OBJECT if isinstance(found, dict) else A_LIST
    return json.dumps(found[:SHOWN] if isinstance(found, str) else found, ensure_ascii=False)[: SHOWN + 2]
