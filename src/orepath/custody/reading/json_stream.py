"""JSON values of a file one after another, without the whole of it in memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from io import BufferedReader
from typing import Any, NoReturn, TypeAlias

from orepath.errors import Fault, InputError, fault

Json: TypeAlias = Any
"""What JSON may hold."""
CHUNK = 1 << 20
LARGEST = 16_000_000
"""Characters of one value, such as an event or a header."""
DEEPEST = 64
NEAR = 16
"""A word or number that the end of what was read cuts in two is found wrong at most this far before the end."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x00{", "utf-16-be"),
    (b"\x00[", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"[\x00", "utf-16-le"),
)
"""How a file in UTF-16 or with a byte order mark starts; other files are UTF-8."""
BLANK = re.compile(r"[ \t\n\r]*")


class _Refused(Exception):
    def __init__(self, found: Fault) -> None:
        self.fault = found
        super().__init__(found.code)


def _refuse(constant: str) -> NoReturn:
    raise _Refused(fault("custody_json_number", found=constant))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Refused(fault("custody_json_twice", key=next(key for key in keys if keys.count(key) > 1)))
    return found


_scan = json.JSONDecoder(object_pairs_hook=_once, parse_float=Decimal, parse_constant=_refuse).scan_once  # type: ignore[attr-defined]


class JsonStream:
    """The text of a file, from which values are taken from the front.

    Parameters
    ----------
    file
        Open for reading bytes.
    name
        Of the file, for faults.
    chunk
        How many bytes are read at once.
    """

    def __init__(self, file: BufferedReader, name: str, chunk: int = CHUNK) -> None:
        self.name = name
        self._file = file
        self._chunk = chunk
        start = file.peek(4)[:4]
        self._encoding = next((encoding for mark, encoding in MARKS if start.startswith(mark)), "utf-8")
        self._decoder = codecs.getincrementaldecoder(self._encoding)()
        self._text = ""
        self._at = 0
        self._lines = 1  # lines before the text that is held
        self._columns = 0  # characters of the line on which it starts, before it
        self._ended = False
        self.taken = 0

    def _fill(self) -> None:
        """Let go of what was taken and read on: as much again as is held, so that a large value costs no more."""
        gone = self._text[: self._at]
        breaks = gone.count("\n")
        self._lines += breaks
        self._columns = len(gone) - gone.rfind("\n") - 1 if breaks else self._columns + len(gone)
        self.taken += len(gone)
        data = self._file.read(max(self._chunk, len(self._text) - self._at))
        self._ended = not data
        try:
            more = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            self._text, self._at = self._text[self._at :], 0
            byte = error.object[error.start : error.start + 1].hex() or "…"
            self.fail(fault("custody_encoding", expected=self._encoding.upper(), detail=f"0x{byte}"), len(self._text))
        self._text, self._at = self._text[self._at :] + more, 0

    def fail(self, found: Fault, at: int | None = None) -> NoReturn:
        """Refuse the file at a position of the text held, or at the next value."""
        at = self._at if at is None else at
        before = self._text[:at]
        breaks = before.count("\n")
        column = len(before) - before.rfind("\n") if breaks else self._columns + len(before) + 1
        where = f"{self.name}, line {self._lines + breaks}, column {column}"
        raise InputError(Fault(found.code, where, found.values))

    def peek(self) -> str:
        """The next character that is no white space; empty at the end of the file."""
        while True:
            at = self._at = BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]
            if at < len(self._text):
                return self._text[at]
            if self._ended:
                return ""
            self._fill()

    def take(self, wanted: str) -> bool:
        """Take the next character if it is the one that is wanted."""
        if self.peek() != wanted:
            return False
        self._at += 1
        return True

    def need(self, wanted: str) -> None:
        """Take a character that must come next."""
        if not self.take(wanted):
            ends = self.peek() == ""
            self.fail(fault("custody_json_ends" if ends else "custody_json", detail=f"{wanted} expected"))

    def whole(self) -> Json | None:
        """The next value, if all of it is held already."""
        self.peek()
        try:
            value, end = _scan(self._text, self._at)
        except (ValueError, StopIteration, RecursionError, _Refused):
            return None
        self._at = end
        return value

    def value(self) -> Json:
        """The next value.

        Raises
        ------
        InputError
            Where it is no JSON, breaks off, has more than `LARGEST` characters, says a key twice, holds NaN or
            Infinity, or is nested too deeply; line and column are said.
        """
        self.peek()
        while True:
            try:
                value, end = _scan(self._text, self._at)
            except StopIteration as error:
                message, at = "value expected", error.value
            except json.JSONDecodeError as error:
                message, at = error.msg, error.pos
            except RecursionError:
                self.fail(fault("custody_json_deep", maximum=DEEPEST))
            except _Refused as error:
                self.fail(error.fault)
            except ValueError:  # a whole number of more than 4300 digits
                self.fail(fault("custody_json_number", found="…"))
            else:
                if self._ended or end < len(self._text) or self._text[end - 1] in '}]"':
                    self._at = end
                    return value
                message, at = "value expected", end
            open_ended = message.startswith("Unterminated") or at >= len(self._text) - NEAR
            if self._ended or not open_ended:
                ends = self._ended and (message.startswith("Unterminated") or at >= len(self._text.rstrip()))
                self.fail(fault("custody_json_ends" if ends else "custody_json", detail=message), at)
            if len(self._text) - self._at > LARGEST:
                self.fail(fault("custody_event_large", maximum=LARGEST))
            self._fill()

    def items(self) -> Iterator[Any]:
        """The items of the array that comes next, one by one."""
        self.need("[")
        if self.take("]"):
            return
        while True:
            yield self.value()
            if not self.take(","):
                self.need("]")
                return

    def fields(self) -> Iterator[str]:
        """The keys of the object that comes next; the value must be taken before the next key is asked for."""
        self.need("{")
        if self.take("}"):
            return
        seen: set[str] = set()
        while True:
            if self.peek() != '"':
                self.need('"')
            key = self.value()
            if key in seen:
                self.fail(fault("custody_json_twice", key=key))
            seen.add(key)
            self.need(":")
            yield key
            if not self.take(","):
                self.need("}")
                return
