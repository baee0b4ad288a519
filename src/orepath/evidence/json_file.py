"""A publisher's JSON, read with care: bounded, in UTF-8, without doubled keys and without figures that are none."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import text_of

MOST_VALUES = 2_500_000
"""Values, objects and arrays of a file: up to 250 bytes each. Publishers' files hold one in every 30 bytes or more."""
MOST_DIGITS = 1000
"""Of a whole number; a figure of a publisher has some twenty."""
HALF = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""How half of a surrogate pair without the other is written, unless its backslash is one of two."""
MORE = "Extra data"
WORDS = {
    MORE: "something stands after its end",
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Illegal trailing comma before end of object": "a comma too many",
    "Illegal trailing comma before end of array": "a comma too many",
    "Invalid control character at": "a line break, tab or control character within a text",
    "Invalid \\escape": "a backslash before what needs none",
    "Unterminated string starting at": "a text is not closed",
}
"""What Python's reader of JSON says, and what that means."""
FAR = 300
"""Characters of a line from which on a place in it is told by its character."""
BEGINS = ("\\ud", "\\uD")
"""How any half begins; looked for first, as fast as memory is read."""


def is_json(path: Path) -> bool:
    """Whether a file begins as JSON or is called so; one called so that begins otherwise is refused as damaged."""
    with path.open("rb") as file:
        begins = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return begins in (b"{", b"[") or path.suffix.casefold() == ".json"


def json_file(path: Path, most_bytes: int) -> Any:  # noqa: ANN401 - anything JSON may hold
    """What a JSON file holds.

    Raises
    ------
    SourceError
        Where it is larger than ``most_bytes`` or holds more than `MOST_VALUES`, breaks off, is no JSON, is nested too
        deep, names a key of an object twice, or holds NaN, infinity or half of a surrogate pair.
    """
    content = text_of(bounded_file(path, most_bytes), "utf-8").removeprefix("\ufeff")
    refuse_many(content, path.name)
    try:
        return json_text(content)
    except json.JSONDecodeError as error:
        raise SourceError(broken(error, content, path.name)) from error
    except ValueError as error:
        raise SourceError(fault("malformed", path.name, format="JSON", detail=error)) from error


def broken(error: json.JSONDecodeError, content: str, file: str) -> Fault:
    """The fault of a JSON text that breaks off, or is no JSON from some place on."""
    cut = error.pos >= len(content.rstrip()) - 1 or error.msg.startswith("Unterminated")
    where = f"{file}, line {error.lineno}" + (f", character {error.colno:,}" if error.colno > FAR else "")
    if cut and error.msg != MORE:
        return fault("file_truncated", where, detail=plainly(error.msg))
    return fault("malformed", where, format="JSON", detail=plainly(error.msg))


def plainly(said: str) -> str:
    """What Python's reader of JSON says, for people who do not write it.

    >>> plainly("Expecting ':' delimiter")
    'a colon is missing'
    """
    return WORDS.get(said, said)


def called(value: object) -> str:
    """A value of JSON as a message calls it: what an object or array is, texts and numbers bare, else as it is written.

    >>> called({"a": 1}), called([]), called(None), called(""), called("Aland"), called(1.5)
    ('object', 'array', 'null', '""', 'Aland', '1.5')
    """
    if isinstance(value, dict | list):
        return "object" if isinstance(value, dict) else "array"
    return json.dumps(value) if value is None or isinstance(value, bool) or value == "" else str(value)


def refuse_many(content: str, file: str) -> None:
    """Refuse a JSON text whose values would take more memory than there is for a file: small ones take most.

    Raises
    ------
    SourceError
        Where it holds more than `MOST_VALUES`.
    """
    found = content.count(",") + content.count("{") + content.count("[")
    if found > MOST_VALUES:
        raise SourceError(fault("json_values", file, found=found, maximum=MOST_VALUES))


def json_text(content: str) -> Any:  # noqa: ANN401 - anything JSON may hold
    """What a JSON text holds.

    Raises
    ------
    ValueError
        Where it is no JSON, is nested too deep, names a key of an object twice, or holds NaN, infinity or half of a
        surrogate pair, which no file can hold.

    Examples
    --------
    >>> json_text('[{"name": "Aland"}]')
    [{'name': 'Aland'}]
    """
    try:
        found = json.loads(content, object_pairs_hook=single, parse_constant=_refuse, parse_int=whole)
        if any(begin in content for begin in BEGINS) and (half := HALF.search(content)):
            _refuse_half(found, content, half.start())
        return found
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON from its keys and values.

    Raises
    ------
    ValueError
        Where a key stands twice.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        doubled = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"key {doubled!r} twice")
    return found


def _refuse_half(found: object, content: str, at: int) -> None:
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise json.JSONDecodeError("half of a surrogate pair", content, at) from error


def whole(digits: str) -> int:
    """A whole number of a JSON; one of more than `MOST_DIGITS` is a `ValueError`."""
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no figure")
