"""What tests of readers have in common: documents written, texts of what could not be read, fields spoilt."""

import copy
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from orepath.custody.document import Document
from orepath.errors import Fault, InputError

WRONG: tuple[object, ...] = (
    None,
    [],
    {},
    "x",
    5,
    -1,
    Decimal("0.5"),
    True,
    [[None]],
    {"id": 1},
    [{"x": 1}],
    "y" * 9000,
)
"""Values of every sort, one of which is wrong for any field."""


def written(folder: Path, document: object) -> Path:
    path = folder / "made-up.json"
    path.write_text(json.dumps(document, default=float), encoding="utf-8")
    return path


def told(document: Document) -> dict[str, str]:
    """Fields that were not taken in, without the file's name, and the codes why; every text can be written."""
    for each in document.unread:
        fault = Fault(each.code, each.where, each.values)
        assert fault.text("en")
        assert fault.text("ja")
    return {each.where.partition(", ")[2]: each.code for each in document.unread}


def counts(document: Document) -> tuple[int, int, int, int, int, int]:
    """Lots, sites, passports, declarations, events, and fields that were not taken in."""
    told(document)
    events = len(list(document.events()))
    assert events == len(list(document.events())), "events can be asked for again"
    kinds = (document.lots, document.sites, document.passports, document.declarations)
    lots, sites, passports, declarations = (len(each) for each in kinds)
    return lots, sites, passports, declarations, events, len(document.unread)


def refused(read: Callable[[Path], Document], path: Path) -> tuple[Fault, ...]:
    try:
        read(path)
    except InputError as error:
        assert error.message("en")
        assert error.message("ja")
        return error.faults
    raise AssertionError("it was read")


def spoilt(document: Any) -> Iterator[str]:
    """A document with a value of another sort in one of its fields, one after another; it is whole again in the end."""
    for steps in list(_paths(document)):
        here = document
        for step in steps[:-1]:
            here = here[step]
        right = here[steps[-1]]
        for wrong in WRONG:
            here[steps[-1]] = copy.deepcopy(wrong)
            yield f"{steps}: {str(wrong)[:20]!r}"
        here[steps[-1]] = right


def _paths(value: Any, *before: str | int) -> Iterator[tuple[str | int, ...]]:
    """The path to every field; of a list, only those of its first member."""
    if before:
        yield before
    inside = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for step, each in inside:
        yield from _paths(each, *before, step)
