"""Changes that know bytes alone."""

from __future__ import annotations

from random import Random


def truncated(data: bytes, random: Random) -> bytes:
    """Cut off anywhere."""
    return data[: random.randint(0, len(data))]


def truncated_at_a_line(data: bytes, random: Random) -> bytes:
    """Cut off behind a line."""
    lines = data.splitlines(keepends=True)
    return b"".join(lines[: random.randint(0, len(lines))])


def flipped(data: bytes, random: Random) -> bytes:
    """A few bytes become others."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 8) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def put_in(data: bytes, random: Random) -> bytes:
    """Bytes that do not belong are put in."""
    what = random.choice((b"\x00", b"\x00" * 100, b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\x1a", b"\r", b'"', b"\n\n"))
    at = random.randint(0, len(data))
    return data[:at] + what + data[at:]


def left_out(data: bytes, random: Random) -> bytes:
    """A piece is missing."""
    at = random.randint(0, len(data))
    return data[:at] + data[at + random.choice((1, 10, 1000, 100_000)) :]


def twice(data: bytes, random: Random) -> bytes:
    """A piece stands twice, or the whole does."""
    if random.random() < 0.2:
        return data + data
    at = random.randint(0, len(data))
    piece = data[at : at + random.choice((1, 10, 1000))]
    return data[:at] + piece + data[at:]


def exchanged(data: bytes, random: Random) -> bytes:
    """Two halves change places."""
    at = random.randint(0, len(data))
    return data[at:] + data[:at]


def recoded(data: bytes, random: Random) -> bytes:
    """In another encoding."""
    text = data.decode("utf-8", "surrogateescape")
    encoding = random.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp1252", "shift_jis", "latin-1", "utf-8-sig"))
    return text.encode(encoding, "replace")


def other_line_ends(data: bytes, random: Random) -> bytes:
    """With other line ends, all or some."""
    end = random.choice((b"\r", b"\r\n", b"\n\r", b"\x0b", b"\xe2\x80\xa8"))
    if random.random() < 0.5:
        return data.replace(b"\r\n", b"\n").replace(b"\n", end)
    return b"".join(line.rstrip(b"\r\n") + random.choice((end, b"\n")) for line in data.splitlines())


CHANGES = (
    truncated,
    truncated_at_a_line,
    flipped,
    put_in,
    left_out,
    twice,
    exchanged,
    recoded,
    other_line_ends,
)
