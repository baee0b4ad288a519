"""Changes to workbooks of before 2007 (XLS): to their records and to the table of their sectors."""

from __future__ import annotations

import struct
from random import Random

FIRST = b"\x09\x08\x10\x00\x00\x06"
"""How the first record of a workbook begins."""
BYTES = (0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF)
SECTOR = 512


def record_kind(data: bytes, random: Random) -> bytes:
    """A record is of another kind that the workbook has."""
    records = _records(data)
    if not records:
        return data
    (at, _), (other, _) = random.choice(records), random.choice(records)
    return data[:at] + data[other : other + 2] + data[at + 2 :]


def record_length(data: bytes, random: Random) -> bytes:
    """A record says that it is longer or shorter than it is."""
    records = _records(data)
    if not records:
        return data
    at, length = random.choice(records)
    said = random.choice((0, max(length - 1, 0), length + 1, random.randrange(300), 0xFFFF))
    return data[: at + 2] + struct.pack("<H", said) + data[at + 4 :]


def record_bytes(data: bytes, random: Random) -> bytes:
    """A few bytes of records are others: where a cell stands, how many texts there are, a figure."""
    changed = bytearray(data)
    records = [(at, length) for at, length in _records(data) if length]
    for _ in range(random.randint(1, 4) if records else 0):
        at, length = random.choice(records)
        changed[at + 4 + random.randrange(min(length, random.choice((4, 12, length))))] = random.choice(BYTES)
    return bytes(changed)


def sector_led_astray(data: bytes, random: Random) -> bytes:
    """A sector is followed by another one, by itself, or by none there is."""
    if len(data) < 2 * SECTOR:
        return data
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * SECTOR
    at = table + 4 * random.randrange(SECTOR // 4)
    following = random.choice((random.randrange(len(data) // SECTOR), 0, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FFFFFFF))
    return data[:at] + struct.pack("<I", following) + data[at + 4 :]


def _records(data: bytes) -> list[tuple[int, int]]:
    """Where the records of a workbook whose sectors follow each other begin, and how long each is."""
    found = []
    at = data.find(FIRST)
    while 0 <= at <= len(data) - 4:
        kind, length = struct.unpack_from("<2H", data, at)
        if not kind or at + 4 + length > len(data):
            break
        found.append((at, length))
        at += 4 + length
    return found


CHANGES = (record_kind, record_length, record_bytes, record_bytes, record_bytes, sector_led_astray)
