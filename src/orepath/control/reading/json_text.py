"""JSON as it is published: one value, or several one after another."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from orepath.errors import InputError, fault
from orepath.evidence.json_file import HALF, broken, refuse_many, single, whole

BLANK = " \t\r\n"
DEEPEST = 60
"""Levels of arrays and objects; statements and records have fewer than fifteen."""


class _Refused(Exception):
    """What JSON allows, or some write, and no statement needs."""


def json_values(path: Path) -> list[object]:
    """The values of a JSON file; the members of its array where it is one. Numbers with a point are `Decimal`.

    Raises
    ------
    InputError
        Where the text is not UTF-8, breaks off, is no JSON, is nested too deeply, says one key of an object twice, or
        holds half of a surrogate pair.
    SourceError
        Where it holds more values than are read of a file.
    """
    text = _text(path)
    refuse_many(text, path.name)
    decoder = json.JSONDecoder(parse_float=Decimal, parse_int=whole, parse_constant=_refuse, object_pairs_hook=single)
    found: list[object] = []
    at = _skip(text, 0)
    try:
        while at < len(text):
            value, end = decoder.raw_decode(text, at)
            found.append(value)
            at = _skip(text, end)
    except json.JSONDecodeError as error:
        raise InputError(broken(error, text, path.name)) from error
    except RecursionError as error:
        raise InputError(fault("control_deep", path.name, format="JSON")) from error
    except (_Refused, ValueError) as error:
        value = f", value {len(found) + 1}" if found else ""
        raise InputError(fault("malformed", f"{path.name}{value}", format="JSON", detail=error)) from error
    if _deeper(found):
        raise InputError(fault("control_deep", path.name, format="JSON"))
    if half := HALF.search(text):
        _refuse_half(found, f"{path.name}, line {text.count(chr(10), 0, half.start()) + 1}")
    if len(found) == 1 and isinstance(found[0], list):
        return found[0]
    return found


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        shown = {"expected": "UTF-8", "detail": f"{data[error.start]:#04x}"}
        raise InputError(fault("control_encoding", f"{path.name}, line {line}", **shown)) from error


def _deeper(found: list[object]) -> bool:
    level: list[list[object] | dict[str, object]] = [found]
    for _ in range(DEEPEST):
        within = (each.values() if isinstance(each, dict) else each for each in level)
        level = [value for values in within for value in values if isinstance(value, list | dict)]
        if not level:
            return False
    return True


def _refuse_half(found: list[object], where: str) -> None:
    """Refuse a text with half of a surrogate pair, which no file can hold."""
    try:
        json.dumps(found, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        detail = "half of a surrogate pair"
        raise InputError(fault("malformed", where, format="JSON", detail=detail)) from error


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANK:
        at += 1
    return at


def _refuse(constant: str) -> NoReturn:
    raise _Refused(constant)
