"""Workbooks of before 2007 (XLS) written by hand, so that each byte can be another."""

import struct

SECTOR, END, FREE, TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
BOF = struct.pack("<HHHH", 0x0809, 4, 0x0600, 0x0005)
EOF = struct.pack("<HH", 0x000A, 0)


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def cell(kind: int, row: int, column: int, data: bytes) -> bytes:
    return record(kind, struct.pack("<HHH", row, column, 0) + data)


def text(row: int, column: int, number: int) -> bytes:
    return cell(0x00FD, row, column, struct.pack("<I", number))


def number(row: int, column: int, value: float) -> bytes:
    return cell(0x0203, row, column, struct.pack("<d", value))


def error(row: int, column: int, code: int = 0x2A) -> bytes:
    return cell(0x0205, row, column, bytes((code, 1)))


def failed_formula(row: int, column: int, code: int = 0x07) -> bytes:
    result = bytes((2, 0, code, 0, 0, 0, 0xFF, 0xFF))
    return cell(0x0006, row, column, result + bytes(6) + struct.pack("<H", 0))


def extent(rows: int, columns: int, top: int = 0) -> bytes:
    return record(0x0200, struct.pack("<IIHHH", top, rows, 0, columns, 0))


def shared(*texts: str, count: int | None = None) -> bytes:
    """The record of shared texts."""
    said = b"".join(struct.pack("<HB", len(each), 0) + each.encode("latin-1") for each in texts)
    return record(0x00FC, struct.pack("<ii", len(texts), len(texts) if count is None else count) + said)


def book(*sheets: bytes, texts: bytes = b"", places: list[int] | None = None) -> bytes:
    """The stream of a workbook with sheets of some records, named S1, S2 and so on."""
    names = [f"S{number}".encode() for number in range(1, len(sheets) + 1)]
    named = [record(0x0085, struct.pack("<IBBBB", 0, 0, 0, len(each), 0) + each) for each in names]
    before = len(BOF) + sum(map(len, named)) + len(texts) + len(EOF)
    bodies = [BOF + each + EOF for each in sheets]
    stands = places or [before + sum(map(len, bodies[:at])) for at in range(len(bodies))]
    placed = [each[:4] + struct.pack("<I", at) + each[8:] for each, at in zip(named, stands, strict=True)]
    return BOF + b"".join(placed) + texts + EOF + b"".join(bodies)


def compound(stream: bytes, *, chain: dict[int, int] | None = None, length: int | None = None, **header: int) -> bytes:
    """A compound file of one table of sectors, one of the directory, and a stream behind them.

    Parameters
    ----------
    chain
        Sectors whose next one is another.
    length
        What the directory says the stream's length is.
    header
        Words of the header by where they stand (``at_48=7``).
    """
    padded = stream.ljust(4096, b"\0")
    padded += bytes(-len(padded) % SECTOR)
    sectors = len(padded) // SECTOR
    table = [TABLE, END, *range(3, sectors + 2), END]
    for at, next_ in (chain or {}).items():
        table[at] = next_
    table += [FREE] * (SECTOR // 4 - len(table))
    said = max(len(stream), 4096) if length is None else length
    entries = _entry("Root Entry", 5, END, 0) + _entry("Workbook", 2, 2, said)
    start = bytearray(SECTOR)
    start[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", start, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIII", start, 40, 0, 1, 1, 0)
    struct.pack_into("<IIIII", start, 56, 4096, END, 0, END, 0)
    struct.pack_into("<109I", start, 76, 0, *[FREE] * 108)
    for word, value in header.items():
        struct.pack_into("<I", start, int(word.removeprefix("at_")), value)
    return bytes(start) + struct.pack(f"<{SECTOR // 4}I", *table) + entries.ljust(SECTOR, b"\0") + padded


def _entry(name: str, kind: int, first: int, length: int) -> bytes:
    said = name.encode("utf-16-le")
    made = bytearray(128)
    made[: len(said)] = said
    struct.pack_into("<HB", made, 64, len(said) + 2, kind)
    struct.pack_into("<II", made, 116, first, length)
    return bytes(made)
