"""A stream of a compound file, the form of workbooks before 2007 (XLS), taken out with care."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from orepath.errors import InputError, fault

HEADER, ENTRY = 512, 128
"""Bytes of the header, and of an entry of the directory."""
LEAST = 4096
"""Bytes of a stream that lies in sectors of its own; programs fill up the stream of a workbook to as many."""
SHIFTS = {9: 512, 12: 4096}
"""Bytes of a sector, by how the header writes them."""
END, NONE = 0xFFFFFFFE, 0xFFFFFFFC
"""The end of a chain of sectors; numbers from `NONE` on are of no sector."""
MOST_TABLES = 256
"""Sectors of the table of small streams; a program that opens the file may make room for 65,536 times as many."""


def stream_of(data: bytes, names: Sequence[str], file: str) -> bytes:
    """The bytes of the stream that has the first of some names that any has.

    Every chain of sectors that a program follows to it was followed: none leaves the file or comes back to itself.

    Raises
    ------
    InputError
        Where there is none, the file breaks off or is not written as such files are.
    """
    if len(data) < HEADER:
        raise InputError(fault("file_truncated", file, detail=f"{len(data)} bytes"))
    size = SHIFTS.get(struct.unpack_from("<H", data, 30)[0])
    if size is None:
        raise _odd(file, "sectors of another size")
    sectors = _Sectors(data, size, file)
    streams = list(sectors.streams())
    found = next((each for name in names for each in streams if each[0] == name), None)
    if found is None:
        raise InputError(fault("malformed", file, format="XLS", detail=f"no stream {' / '.join(names)}"))
    _, first, length = found
    if length < LEAST:
        raise _odd(file, f"a workbook of {length} bytes")
    stream = sectors.chain(first)
    if len(stream) < length:
        raise InputError(fault("file_truncated", file, detail=f"{len(stream)} of {length} bytes"))
    return stream[:length]


class _Sectors:
    """The sectors of a file, and of each the next one of its chain."""

    def __init__(self, data: bytes, size: int, file: str) -> None:
        self.data, self.size, self.file = data, size, file
        self.count = -(-len(data) // size) - 1
        directories, tables, self.first = struct.unpack_from("<3I", data, 40)
        self.small_first, self.small_tables = struct.unpack_from("<2I", data, 60)
        if max(directories, tables) > self.count or self.small_tables > MOST_TABLES:
            raise _odd(file, "more sectors than the file has")
        self.table = self._table()

    def streams(self) -> Iterator[tuple[str, int, int]]:
        """Of each stream its name, first sector and length; the first is that of the small streams."""
        directory = self.chain(self.first)
        for at in range(0, len(directory) - ENTRY + 1, ENTRY):
            name = directory[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
            first, length, above = struct.unpack_from("<3I", directory, at + 116)
            if self.size != SHIFTS[9]:
                length += above << 32
            if name and length > len(self.data):
                raise InputError(fault("file_truncated", self.file, detail=f"{len(self.data)} of {length} bytes"))
            if not at and self.small_tables:
                self.chain(first)
                self.chain(self.small_first)
            yield name, first, length

    def chain(self, first: int) -> bytes:
        """The bytes of a chain of sectors."""
        found, seen = [], set()
        while first != END:
            if first >= len(self.table) or first in seen:
                raise _odd(self.file, "a chain of sectors leaves the file or comes back to itself")
            seen.add(first)
            found.append(self._sector(first))
            first = self.table[first]
        return b"".join(found)

    def _table(self) -> tuple[int, ...]:
        listed = list(_numbers(self.data[76:HEADER]))
        following: int = struct.unpack_from("<I", self.data, 68)[0]
        for _ in range(self.count):
            if following >= self.count:
                break
            listed += _numbers(self._sector(following))
            following = listed.pop()
        held = [number for number in listed if number < NONE]
        if following < NONE or any(number >= self.count for number in held) or len(set(held)) < len(held):
            raise _odd(self.file, "its table of sectors leaves the file or comes back to itself")
        return _numbers(b"".join(map(self._sector, held)))[: self.count]

    def _sector(self, number: int) -> bytes:
        return self.data[(number + 1) * self.size : (number + 2) * self.size]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _odd(file: str, found: str) -> InputError:
    return InputError(fault("workbook_odd", file, found=found))
