"""JSON documents that fit into memory: passports, credentials, registers of sites."""

from __future__ import annotations

import codecs
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from orepath.errors import Fault, InputError, fault

MOST_BYTES = 64_000_000
"""The largest sample of a passport or credential has 400 kB; events in bulk are read another way."""
MOST_VALUES = 1_000_000
"""Values of one document: once read they take up to a kilobyte each, whatever little they take in the file."""
DEEPEST = 64
"""Levels of arrays and objects; the deepest sample has 16."""
WIDEST = 350
"""Digits before or after the point of a number: what a binary number of 64 bits may take (1.8e308, 4.9e-324).

1e999999999 would take all memory once it is reckoned with.
"""
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
"""What a text may begin with, the encoding it then has, and what people call that."""
HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""The escape of half a character outside the first 65 536."""


class _Refused(Exception):
    """What JSON allows, or some write, and no document about lots needs."""

    def __init__(self, found: Fault) -> None:
        self.fault = found
        super().__init__(found.code)


def load(path: Path) -> object:
    """The value of a JSON file in UTF-8 or UTF-16: whole numbers as int, others as Decimal.

    Raises
    ------
    InputError
        Where there is no such file, it is empty or has more than `MOST_BYTES`, is neither UTF-8 nor UTF-16 with a byte
        order mark, breaks off, is no JSON (line and column are said), says a key of an object twice, has a number that
        is none (NaN, Infinity) or more than `WIDEST` digits from the point, or is nested deeper than `DEEPEST`.
    """
    return parse(_bytes(path), path.name)


def parse(data: bytes, file: str) -> object:
    """The value of the bytes of a JSON file, as `load` gives it.

    >>> parse(b'{"mass": 1.50, "bags": 3}', "made-up.json")
    {'mass': Decimal('1.50'), 'bags': 3}
    """
    text = _text(data, file)
    del data
    values = text.count(",") + text.count("[") + text.count("{")
    if values > MOST_VALUES:
        raise InputError(fault("custody_json_many", file, found=values, maximum=MOST_VALUES))
    try:
        found: object = json.loads(
            text, parse_int=_whole, parse_float=_number, parse_constant=_refuse, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        where = f"{file}, line {error.lineno}, column {error.colno}"
        ends = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        raise InputError(fault("custody_json_ends" if ends else "custody_json", where, detail=error.msg)) from error
    except RecursionError as error:
        raise InputError(fault("custody_json_deep", file, maximum=DEEPEST)) from error
    except _Refused as error:
        raise InputError(Fault(error.fault.code, file, error.fault.values)) from error
    _walk(found, file, bool(HALF.search(text)))
    return found


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise InputError(fault("file_missing", str(path)))
    if path.is_dir():
        raise InputError(fault("file_is_folder", str(path)))
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(fault("custody_json_large", path.name, found=size, maximum=MOST_BYTES))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(fault("file_unreadable", str(path), reason=error.strerror or "unreadable")) from error
    if len(data) > MOST_BYTES:
        raise InputError(fault("custody_json_large", path.name, found=len(data), maximum=MOST_BYTES))
    return data


def _text(data: bytes, file: str) -> str:
    encoding, name = next(((said, name) for mark, said, name in MARKS if data.startswith(mark)), ("utf-8", "UTF-8"))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        shown = {"expected": name, "detail": f"{data[error.start]:#04x}"}
        raise InputError(fault("custody_encoding", f"{file}, line {line}", **shown)) from error
    if not text.strip():
        raise InputError(fault("file_empty", file))
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise InputError(fault("custody_encoding", f"{file}, line {line}", expected=name, detail="0x00"))
    return text


def _walk(found: object, file: str, halves: bool) -> None:
    """Refuse what is nested too deeply, and texts with half a character, which cannot be written anywhere."""
    values: list[object] = [found]
    for _ in range(DEEPEST + 1):
        if halves:
            _refuse_halves(values, file)
        level = [each for each in values if isinstance(each, dict | list)]
        if not level:
            return
        values = [value for each in level for value in (each.values() if isinstance(each, dict) else each)]
    raise InputError(fault("custody_json_deep", file, maximum=DEEPEST))


def _refuse_halves(values: list[object], file: str) -> None:
    for each in values:
        for text in each if isinstance(each, dict) else (each,):
            if isinstance(text, str) and any("\ud800" <= letter <= "\udfff" for letter in text):
                shown = text.encode("ascii", "backslashreplace").decode()[:80]
                raise InputError(fault("custody_encoding", file, expected="Unicode", detail=shown))


def _whole(text: str) -> int:
    if len(text) > WIDEST:
        raise _Refused(fault("custody_json_number", found=f"{text[:20]}…"))
    return int(text)


def _number(text: str) -> Decimal:
    exponent = text.lower().partition("e")[2]
    if len(text) > WIDEST or len(exponent) > 4:
        raise _Refused(fault("custody_json_number", found=f"{text[:20]}…"))
    found = Decimal(text)
    _, digits, power = found.as_tuple()
    if not isinstance(power, int) or abs(power) > WIDEST or len(digits) + power > WIDEST:
        raise _Refused(fault("custody_json_number", found=text))
    return found


def _refuse(constant: str) -> NoReturn:
    raise _Refused(fault("custody_json_number", found=constant))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        seen: set[str] = set()
        key = next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Refused(fault("custody_json_twice", key=key))
    return found
