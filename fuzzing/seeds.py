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
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent / "seeds.toml"


@dataclass(frozen=True)
class Seed:
    """A file or folder of a dataset, and how much of its files is taken; 0 takes all."""

    dataset: str
    path: str
    rows: int = 0
    records: int = 0
    within: str = ""
    element: str = ""
    only: tuple[str, ...] = field(default=())


@cache
def seeds() -> dict[str, tuple[Seed, ...]]:
    """The seeds of every dataset."""
    raw = tomllib.loads(SEEDS.read_text("utf-8"))
    found = {}
    for dataset, entries in raw.items():
        each = entries if isinstance(entries, list) else [entries]
        found[dataset] = tuple(Seed(dataset, **{**entry, "only": tuple(entry.get("only", ()))}) for entry in each)
    return found


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
        inside = file.relative_to(path)
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
        return _workbook(data, seed.rows)
    if data.startswith(b"SQLite format 3") and seed.rows:
        return _sqlite(data, seed.rows)
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start in (b"{", b"[") and seed.records:
        return _json(data, seed)
    if start == b"<" and seed.records:
        return _xml(data, seed)
    if seed.rows and start not in (b"{", b"[", b"<") and b"\x00" not in data[:1000]:
        return b"".join(data.splitlines(keepends=True)[: seed.rows])
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


def _workbook(data: bytes, rows: int) -> bytes:
    """All sheets of a workbook down to a row."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in packed.namelist():
            part = packed.read(name)
            if "worksheets/sheet" in name:
                kept = re.compile(rb'<(?:x:)?row\b[^<>]*?\br="(\d+)"[^<>]*?(?:/>|>.*?</(?:x:)?row>)', re.DOTALL)
                part = kept.sub(lambda row: row[0] if int(row[1]) <= rows else b"", part)
                part = re.sub(rb"<(?:x:)?dimension [^<>]*/>", b"", part)
            written.writestr(name, part)
    return made.getvalue()


def _sqlite(data: bytes, rows: int) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
        connection.execute(f'delete from "{table}" where rowid > {rows}')
    connection.commit()
    connection.execute("vacuum")
    kept = bytes(connection.serialize())
    connection.close()
    return kept
