"""Changes to the bytes of a file, each drawn from a `random.Random`, so that a number names a change for good."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from random import Random

from fuzzing.mutations import delimited, json_text, old_workbook, plain, sqlite_file, workbook, xml_text

Change = Callable[[bytes, Random], bytes]

GZIP = b"\x1f\x8b"


def within_gzip(data: bytes, random: Random) -> bytes:
    """What is packed with gzip is changed, as its format asks for, and packed again."""
    try:
        return gzip.compress(_one_change(gzip.decompress(data), random)[0], 1, mtime=0)
    except (OSError, EOFError, zlib.error):
        return data


BY_KIND: dict[str, tuple[Change, ...]] = {
    "delimited": delimited.CHANGES,
    "json": json_text.CHANGES,
    "xml": xml_text.CHANGES,
    "workbook": workbook.CHANGES,
    "old workbook": old_workbook.CHANGES,
    "sqlite": sqlite_file.CHANGES,
    "gzip": (within_gzip,),
    "other": (),
}
MOST_CHANGES = 3
OF_ITS_KIND = 0.75
"""Share of changes that know the format; the others know bytes alone."""


def kind_of(data: bytes) -> str:
    """The format of a file, by its first bytes."""
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:16]
    if start.startswith(b"PK\x03\x04"):
        return "workbook"
    if start.startswith(b"SQLite format 3"):
        return "sqlite"
    if start.startswith(b"<"):
        return "xml"
    if start.startswith((b"{", b"[")):
        return "json"
    if data.startswith(GZIP):
        return "gzip"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "old workbook"
    return "other" if start.startswith(b"PAR1") else "delimited"


def mutated(data: bytes, random: Random) -> tuple[bytes, str]:
    """A file with one to three changes, and the names of the changes."""
    names = []
    for _ in range(random.randint(1, MOST_CHANGES)):
        data, name = _one_change(data, random)
        names.append(name)
    return data, ", ".join(names)


def _one_change(data: bytes, random: Random) -> tuple[bytes, str]:
    own = BY_KIND[kind_of(data)]
    change = random.choice(own if own and random.random() < OF_ITS_KIND else plain.CHANGES)
    return change(data, random), change.__name__
