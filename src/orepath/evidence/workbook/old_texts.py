"""The shared texts of a workbook of before 2007 (XLS): how long each is."""

from __future__ import annotations

import struct

from orepath.errors import InputError, fault

WIDE, FURTHER, RICH = 1, 4, 8
"""Marks of a text: of two bytes a letter; with what a phonetic guide needs; with letters of several looks."""


def lengths_of(parts: list[bytes], file: str) -> list[int]:
    """The length of each shared text, from the parts of their record.

    Raises
    ------
    InputError
        Where the parts hold fewer texts than they say.
    """
    try:
        return _lengths(_Parts(parts))
    except (IndexError, struct.error) as error:
        raise InputError(fault("file_truncated", file, detail="the shared texts break off")) from error


def _lengths(parts: _Parts) -> list[int]:
    parts.skip(4)
    count = struct.unpack("<i", parts.take(4))[0]
    found = []
    for _ in range(count):
        length, marks = struct.unpack("<HB", parts.take(3))
        after = 4 * struct.unpack("<H", parts.take(2))[0] if marks & RICH else 0
        after += struct.unpack("<I", parts.take(4))[0] if marks & FURTHER else 0
        parts.skip_text(length, marks & WIDE)
        parts.skip(after)
        found.append(length)
    return found


class _Parts:
    """A place in the parts of a record; a text that goes on in the next part begins there with its marks."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.number, self.at = parts, 0, 0

    def take(self, count: int) -> bytes:
        """Some bytes, which stand in one part."""
        if self.at == len(self.parts[self.number]):
            self._next()
        found = self.parts[self.number][self.at : self.at + count]
        self.at += len(found)
        return found

    def skip(self, count: int) -> None:
        """Pass over some bytes, in however many parts."""
        while count:
            if self.at == len(self.parts[self.number]):
                self._next()
            step = min(count, len(self.parts[self.number]) - self.at)
            self.at += step
            count -= step

    def skip_text(self, letters: int, wide: int) -> None:
        """Pass over the letters of a text."""
        while letters:
            left = len(self.parts[self.number]) - self.at
            step = min(letters, left // (2 if wide else 1))
            self.at += step * (2 if wide else 1)
            letters -= step
            if letters:
                self._next()
                wide = self.parts[self.number][0] & WIDE
                self.at = 1

    def _next(self) -> None:
        """Go on to the next part."""
        self.number, self.at = self.number + 1, 0
        if self.number == len(self.parts):
            raise IndexError("no further part")
