"""Changes to workbooks: to the archive, to its parts, and to the cells of its sheets."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

from fuzzing.mutations import plain, xml_text
from fuzzing.mutations.values import value

Parts = list[tuple[str, bytes]]
CELL = re.compile(rb"<c\b[^<>]*?(?:/>|>.*?</c>)", re.DOTALL)
ROW = re.compile(rb"<row\b[^<>]*?(?:/>|>.*?</row>)", re.DOTALL)
LINK = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook/></externalLink>'


def part_changed(data: bytes, random: Random) -> bytes:
    """A part is changed as XML is."""
    return _with_part(data, random, lambda part: random.choice(xml_text.CHANGES)(part, random))


def part_broken(data: bytes, random: Random) -> bytes:
    """A part is changed as bytes are."""
    return _with_part(data, random, lambda part: random.choice(plain.CHANGES)(part, random))


def part_gone(data: bytes, random: Random) -> bytes:
    """A part is missing."""
    parts = _parts(data)
    if parts:
        del parts[random.randrange(len(parts))]
    return _packed(parts) if parts else data


def part_twice(data: bytes, random: Random) -> bytes:
    """A part stands twice, the second time changed, or under a name in capitals."""
    parts = _parts(data)
    if not parts:
        return data
    name, part = random.choice(parts)
    parts.append((random.choice((name, name.upper(), "/" + name, "../" + name)), plain.flipped(part, random)))
    return _packed(parts)


def cell_changed(data: bytes, random: Random) -> bytes:
    """A cell of a sheet holds a text, an error, a formula without a value, or a number of another kind."""

    def change(part: bytes) -> bytes:
        found = _one(CELL, part, random)
        if not found:
            return part
        where = re.search(rb'\br="[^"]*"', found[0])
        place = b" " + where[0] if where else b""
        text = escape(value(random).replace("\0", "")).encode("utf-8", "surrogatepass")
        cell = random.choice(
            (
                b"<c%s/>" % place,
                b'<c%s t="e"><v>#N/A</v></c>' % place,
                b'<c%s t="e"><f>1/0</f><v>#DIV/0!</v></c>' % place,
                b"<c%s><f>[1]Sheet1!A1</f></c>" % place,
                b'<c%s t="inlineStr"><is><t>%s</t></is></c>' % (place, text),
                b'<c%s t="str"><v>%s</v></c>' % (place, text),
                b"<c%s><v>%s</v></c>" % (place, text),
                b'<c%s t="s"><v>99999999</v></c>' % place,
                b'<c%s t="b"><v>1</v></c>' % place,
                b'<c%s t="d"><v>2024-13-41</v></c>' % place,
                b'<c r="XFD1048576"><v>1</v></c>',
                b'<c r="ZZZZ9"><v>1</v></c>',
            )
        )
        return part[: found.start()] + cell + part[found.end() :]

    return _with_part(data, random, change, "worksheets/")


def row_changed(data: bytes, random: Random) -> bytes:
    """A row of a sheet is missing or stands twice."""

    def change(part: bytes) -> bytes:
        found = _one(ROW, part, random)
        if not found:
            return part
        return part[: found.start()] + found[0] * random.choice((0, 2)) + part[found.end() :]

    return _with_part(data, random, change, "worksheets/")


def external_link(data: bytes, random: Random) -> bytes:
    """The workbook links to another one."""
    parts = [*_parts(data), ("xl/externalLinks/externalLink1.xml", LINK)]
    rel = b'<Relationship Id="rIdX" Type="http://x/externalLink" Target="file:///etc/hostname" TargetMode="External"/>'
    made = [
        (
            name,
            part.replace(b"</Relationships>", rel + b"</Relationships>")
            if name.endswith("workbook.xml.rels")
            else part,
        )
        for name, part in parts
    ]
    return _packed(made) if len(parts) > 1 else data


def unpacks_to_much(data: bytes, random: Random) -> bytes:
    """A part that unpacks to a hundred megabytes."""
    parts = _parts(data)
    name = random.choice([name for name, _ in parts] + ["xl/media/image1.png"])
    kept = [(each, part) for each, part in parts if each != name]
    return _packed([*kept, (name, b" " * 100_000_000)]) if parts else data


def _parts(data: bytes) -> Parts:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return [(name, packed.read(name)) for name in packed.namelist()]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError, NotImplementedError, KeyError):
        return []


def _packed(parts: Parts) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        warnings.simplefilter("ignore")  # that a name stands twice is meant
        for name, part in parts:
            packed.writestr(name, part)
    return made.getvalue()


def _with_part(data: bytes, random: Random, change: Callable[[bytes], bytes], within: str = "") -> bytes:
    parts = _parts(data)
    chosen = [number for number, (name, _) in enumerate(parts) if within in name]
    if not chosen:
        return data
    at = random.choice(chosen)
    parts[at] = (parts[at][0], change(parts[at][1]))
    return _packed(parts)


def _one(pattern: re.Pattern[bytes], data: bytes, random: Random) -> re.Match[bytes] | None:
    return pattern.search(data, random.randint(0, len(data))) or pattern.search(data)


CHANGES = (
    part_changed,
    part_changed,
    part_broken,
    part_gone,
    part_twice,
    cell_changed,
    cell_changed,
    cell_changed,
    cell_changed,
    row_changed,
    external_link,
    unpacks_to_much,
)
