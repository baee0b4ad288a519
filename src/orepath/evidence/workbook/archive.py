"""A workbook as the archive it is: entries that every reader of archives sees alike, of the sizes they say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from copy import copy

from orepath.errors import InputError, fault

CHUNK = 1 << 20
END, END_64, LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
"""What the end of an archive's list, the larger form of it, and its locator begin with (PKWARE APPNOTE 4.3.14-16)."""
END_BYTES, LOCATOR_BYTES, END_64_BYTES = 22, 20, 56
RENAMED = 0x7075
"""The extra field that gives an entry another name (APPNOTE 4.6.9); some readers take it, others do not."""


def entries(packed: zipfile.ZipFile, file: str) -> dict[str, zipfile.ZipInfo]:
    """The entries of an archive by `folded` name.

    Raises
    ------
    InputError
        Where two readers of archives would not see the same entries: two of one name, a name that is cut or given
        twice, another list of entries or other bytes behind the last.
    """
    _refuse_other_list(packed, file)
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in packed.infolist():
        name = folded(entry.filename)
        if name in found:
            raise InputError(fault("workbook_odd", f"{file}, {entry.filename}", found="2 entries of one name"))
        if "\0" in entry.orig_filename or RENAMED in _extras(entry.extra):
            raise InputError(fault("workbook_odd", f"{file}, {entry.filename}", found="2 names of one entry"))
        found[name] = entry
    return found


def folded(name: str) -> str:
    r"""The name of an entry as it is looked up: without regard to case, or to the kind of slash.

    >>> folded("/XL\\Workbook.xml")
    'xl/workbook.xml'
    """
    return name.replace("\\", "/").lstrip("/").lower()


def pieces(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, opened: ExitStack) -> Iterator[bytes]:
    """The content of an entry, piece by piece, all of it.

    The reader of archives used here stops at the size that the entry says; others read on. So one byte more is asked
    for.

    Parameters
    ----------
    opened
        What closes the entry where nobody reads it to its end.

    Raises
    ------
    InputError
        Where it is longer or shorter than it says, or broken.
    """
    where, taken = f"{file}, {entry.filename}", 0
    asked = copy(entry)
    asked.file_size += 1
    try:
        content = opened.enter_context(packed.open(asked))
        while piece := content.read(CHUNK):
            taken += len(piece)
            if taken > entry.file_size:
                break
            yield piece
        content.close()
    except (zlib.error, EOFError, zipfile.BadZipFile) as error:
        raise InputError(fault("malformed", where, format="XLSX", detail=str(error)[:200])) from error
    if taken != entry.file_size:
        raise InputError(fault("workbook_odd", where, found=f"another size than the {entry.file_size} bytes said"))


def _refuse_other_list(packed: zipfile.ZipFile, file: str) -> None:
    """Refuse an archive in which a list of entries other than the one read here may be found."""
    stream = packed.fp
    if stream is None:
        raise ValueError("the archive is closed")
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - END_BYTES - LOCATOR_BYTES - END_64_BYTES))
    tail = stream.read()
    end = tail[-END_BYTES:]
    _, _, count, _, begins = struct.unpack("<HHHxxII", end[4:20]) if len(end) == END_BYTES else (0,) * 5
    at = packed.start_dir
    same = end[:4] == END and end[20:] == b"\0\0" and begins == at and count == len(packed.infolist())
    locator = tail[-END_BYTES - LOCATOR_BYTES : -END_BYTES]
    if same and locator[:4] == LOCATOR:
        same = tail[:4] == END_64 and struct.unpack("<Q", locator[8:16])[0] == size - len(tail)
    if not same:
        raise InputError(fault("workbook_odd", file, found="another list of entries, or bytes behind it"))


def _extras(extra: bytes) -> Iterator[int]:
    """The kinds of an entry's extra fields."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        yield kind
        extra = extra[4 + length :]
