"""The records of a JSON file one after the other, so that a file of any length takes little memory."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

from orepath.errors import SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.json_file import plainly
from orepath.sources.darpa_minmod.dataset import SOURCE

CHARACTERS = 1 << 20
"""Characters read at a time."""
MOST_CHARACTERS = 4 << 20
"""Characters of one record; those of the publisher have some thousands."""
DIGITS = 18
"""Digits of a whole number; one with more is read as a decimal number, which is infinite past 1e308."""
BLANK = re.compile(r"[ \t\n\r]*")


class Repeated(dict[str, Any]):
    """An object in which a key stands more than once."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.names = sorted(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)


def records(path: Path, name: str) -> Iterator[tuple[int, Any, str]]:
    """The records of an array of JSON, or the one that is the whole file, with their numbers from 1 and their text.

    Parameters
    ----------
    name
        How the file is called in messages.

    Raises
    ------
    SourceError
        Where the file is no JSON from some place on; the records before it were yielded by then.
    """
    bounded_file(path, SOURCE.raw["most_bytes"])
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _Text(file, name).records()
    except UnicodeDecodeError as error:
        where, detail = f"{name}, line {_broken_line(path)}", f"byte {error.object[error.start]:#04x}"
        raise SourceError(fault("wrong_encoding", where, expected="utf-8", detail=detail)) from error
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error


class _Text:
    """A window on the text of a file, which moves on as records are taken."""

    def __init__(self, file: TextIO, name: str) -> None:
        self.file, self.name = file, name
        self.window, self.at, self.number, self.line = "", 0, 0, 1
        self.decode = json.JSONDecoder(object_pairs_hook=_object, parse_int=_whole).raw_decode

    def records(self) -> Iterator[tuple[int, Any, str]]:
        array = self._next() == "["
        self.at += array
        if array and self._next() == "]":
            self.at += 1
        else:
            while True:
                yield self._record()
                if not array:
                    break
                sign = self._next()
                self.at += 1
                if sign == "]":
                    break
                if sign != ",":
                    self._refuse(f"'{sign}' where ',' or ']' is needed")
                if not self._next():
                    self._refuse("a record is needed")
        if after := self._next():
            self._refuse(f"'{after}' after the end")

    def _next(self) -> str:
        """The next character that is not blank; empty at the end of the file."""
        while True:
            blank = BLANK.match(self.window, self.at)
            self.at = blank.end() if blank else self.at
            if self.at < len(self.window):
                return self.window[self.at]
            if not self._more():
                return ""

    def _record(self) -> tuple[int, Any, str]:
        self._next()
        self.number += 1
        while True:
            try:
                found, end = self.decode(self.window, self.at)
            except RecursionError:
                self._refuse("objects or arrays nested too deeply")
            except json.JSONDecodeError as error:
                if len(self.window) - self.at > MOST_CHARACTERS:
                    self._refuse(f"{plainly(error.msg)}; or a record of more than {MOST_CHARACTERS:,} characters")
                behind = error.pos - self.at
                if self._more():
                    continue
                self._refuse(error.msg, self.at + behind)
            if end - self.at > MOST_CHARACTERS:
                self._refuse(f"a record of more than {MOST_CHARACTERS:,} characters")
            text, self.at = self.window[self.at : end], end
            return self.number, found, text

    def _more(self) -> bool:
        """Read on, as much again as is still to be decoded; what was decoded is let go."""
        left = self.window[self.at :]
        more = self.file.read(max(CHARACTERS, len(left)))
        if "\x00" in more:
            line = self.line + self.window.count("\n") + more.count("\n", 0, more.index("\x00"))
            where = f"{self.name}, line {line}"
            raise SourceError(fault("zero_byte", where))
        self.line += self.window.count("\n", 0, self.at)
        self.window, self.at = left + more, 0
        return bool(more)

    def _refuse(self, detail: str, at: int | None = None) -> NoReturn:
        at = self.at if at is None else at
        line = self.line + self.window.count("\n", 0, at)
        where = f"{self.name}, line {line}" + (f", record {self.number}" if self.number else "")
        cut_off = at >= len(self.window.rstrip()) or detail.startswith("Unterminated")
        if cut_off and not self.file.read(1):
            raise SourceError(fault("file_truncated", where, detail=plainly(detail)))
        raise SourceError(fault("malformed", where, format="JSON", detail=plainly(detail)))


def _broken_line(path: Path) -> int:
    """The line of the first byte that is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as file:
        while chunk := file.read(CHARACTERS):
            try:
                line += decoder.decode(chunk).count("\n")
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
    return line


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Repeated(pairs)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= DIGITS else float(digits)
