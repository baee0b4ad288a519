"""The files that are changed: real ones, or the beginnings of large ones."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import sqlite3
import tomllib
import zipfile
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent / "seeds.toml"
TEXTS = "xl/sharedStrings.xml"
TEXT = re.compile(rb"<si>.*?</si>|<si/>", re.DOTALL)
OF_TEXT = re.compile(rb'<c [^<>]*\bt="s"[^<>]*><v>(\d+)</v>')
ROW = re.compile(rb'<(?:x:)?row\b[^<>]*?\br="(\d+)"[^<>]*?(?:/>|>.*?</(?:x:)?row>)', re.DOTALL)
MOST_TEXTS = 100_000
"""Bytes of texts of which those that no row taken has are left out."""


@dataclass(frozen=True)
class Seed:
    """A file or folder of a dataset, and how much of its files is taken; 0 takes all.

    ``only`` names the files of a folder, as patterns, or the tables of a database, and ``flat`` lays them side by side.
    ``every`` takes every so many rows of a text, so that a file in the order of something shows all of it. ``among``
    are texts of which one stands in the first cell of every row that is taken of a workbook.
    """

    dataset: str
    path: str
    rows: int = 0
    every: int = 1
    records: int = 0
    within: str = ""
    element: str = ""
    only: tuple[str, ...] = field(default=())
    among: tuple[str, ...] = field(default=())
    flat: bool = False


@cache
def seeds() -> dict[str, tuple[Seed, ...]]:
    """The seeds of every dataset."""
    raw = tomllib.loads(SEEDS.read_text("utf-8"))
    found = {}
    for dataset, entries in raw.items():
        each = entries if isinstance(entries, list) else [entries]
        found[dataset] = tuple(Seed(dataset, **_frozen(entry)) for entry in each)
    return found


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def laid(seed: Seed, shared: Path, root: Path, place: Path) -> Path:
    """A copy of a seed in a folder, cut to what is taken of it.

    Parameters
    ----------
    shared, root
        Where the publishers' files lie, and the repository, from which a path that begins with ``/`` is taken.
    """
    path = root / seed.path[1:] if seed.path.startswith("/") else shared / seed.path
    place.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        (place / path.name).write_bytes(cut(path.read_bytes(), seed))
        return place / path.name
    folder = place / path.name
    for file in sorted(path.rglob("*")):
        inside = Path(file.name) if seed.flat else file.relative_to(path)
        if not file.is_file() or (seed.only and not any(inside.match(pattern) for pattern in seed.only)):
            continue
        (folder / inside).parent.mkdir(parents=True, exist_ok=True)
        (folder / inside).write_bytes(cut(file.read_bytes(), seed))
    return folder


def copied(path: Path, place: Path) -> Path:
    """A copy of a laid seed to be changed."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    target = place / path.name
    if path.is_dir():
        shutil.copytree(path, target)
    else:
        shutil.copy(path, target)
    return target


def cut(data: bytes, seed: Seed) -> bytes:
    """The beginning of a file, whole in its format."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(cut(gzip.decompress(data), seed), 1, mtime=0)
    if data.startswith(b"PK\x03\x04") and seed.rows:
        return _workbook(data, seed)
    if data.startswith(b"SQLite format 3") and (seed.rows or seed.only):
        return _sqlite(data, seed)
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start in (b"{", b"[") and seed.records:
        return _json(data, seed)
    if start == b"<" and seed.records:
        return _xml(data, seed)
    if seed.rows and start not in (b"{", b"[", b"<") and b"\x00" not in data[:1000]:
        head, *lines = data.splitlines(keepends=True)
        return b"".join([head, *lines[:: seed.every][: seed.rows - 1]])
    return data


def _json(data: bytes, seed: Seed) -> bytes:
    found: Any = json.loads(data)
    inside = found
    *way, last = seed.within.split(".") if seed.within else [""]
    for key in way:
        inside = inside[key]
    if last:
        inside[last] = inside[last][: seed.records]
    elif isinstance(found, list):
        found = found[: seed.records]
    return json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _xml(data: bytes, seed: Seed) -> bytes:
    """The first elements of a name, and everything around them."""
    name = re.escape(seed.element.encode())
    found = list(re.finditer(rb"<" + name + rb"[\s>].*?</" + name + rb">\s*", data, re.DOTALL))
    if len(found) <= seed.records:
        return data
    return data[: found[seed.records - 1].end()] + data[found[-1].end() :]


def _workbook(data: bytes, seed: Seed) -> bytes:
    """All sheets of a workbook down to a row, or some rows of them, without links and without texts of no cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    texts = TEXT.findall(parts.get(TEXTS, b""))
    numbers = {b"%d" % number for number, text in enumerate(texts) if _plain(text) in seed.among}
    used: set[bytes] = set()
    for name, part in parts.items():
        if "worksheets/sheet" in name:
            parts[name] = _rows(part, seed, numbers)
            used.update(OF_TEXT.findall(parts[name]))
        elif "worksheets/_rels/" in name:
            parts[name] = re.sub(rb'<Relationship [^<>]*/hyperlink"[^<>]*/>', b"", part)
    if len(parts.get(TEXTS, b"")) > MOST_TEXTS:
        number = count()
        parts[TEXTS] = TEXT.sub(
            lambda text: text[0] if b"%d" % next(number) in used else b"<si><t/></si>", parts[TEXTS]
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, part in parts.items():
            written.writestr(name, part)
    return made.getvalue()


def _rows(sheet: bytes, seed: Seed, numbers: set[bytes]) -> bytes:
    """A sheet with the rows that are taken."""
    taken = count(1)

    def kept(row: re.Match[bytes]) -> bytes:
        if not numbers:
            return row[0] if int(row[1]) <= seed.rows else b""
        first = OF_TEXT.search(row[0])
        return row[0] if int(row[1]) == 1 or (first and first[1] in numbers and next(taken) <= seed.rows) else b""

    cut = re.sub(rb"<(?:x:)?dimension [^<>]*/>|<hyperlinks>.*?</hyperlinks>", b"", sheet, flags=re.DOTALL)
    return ROW.sub(kept, cut)


def _plain(text: bytes) -> str:
    return unescape(re.sub(rb"<[^<>]*>", b"", text).decode()).strip()


def _sqlite(data: bytes, seed: Seed) -> bytes:
    """Some or all tables of a database, whole or down to a row."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    for (view,) in connection.execute("select name from sqlite_master where type = 'view'").fetchall():
        connection.execute(f'drop view "{view}"')  # a view of tables that are gone would let no table be changed
    for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
        if seed.only and table not in seed.only:
            connection.execute(f'drop table "{table}"')
        elif seed.rows:
            connection.execute(f'delete from "{table}" where rowid > {seed.rows}')
    connection.commit()
    connection.execute("vacuum")
    kept = bytes(connection.serialize())
    connection.close()
    return kept
