"""Copies of files as they should not be, and imports of them that may not end."""

from __future__ import annotations

import gzip
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pyarrow.parquet as pq

from fuzzing.unusual import letters
from orepath.evidence.release import Release

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 30.0
"""Seconds after which an import that should be refused at once is left behind."""
PIECE, PIECES = 1 << 20, 5000


def parts(path: Path) -> list[Path]:
    """The files of a folder, or the one file."""
    return sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]


def spoil(path: Path, place: Path, change: Callable[[bytes], bytes]) -> Path:
    """A copy in which every file was changed."""
    if path.is_file():
        copy = place / path.name
        copy.write_bytes(change(path.read_bytes()))
        return copy
    copy = place / path.name
    copy.mkdir(parents=True)
    for file in parts(path):
        (copy / file.name).write_bytes(change(file.read_bytes()))
    return copy


def laid_anew(path: Path, place: Path, put: Callable[[Path], object]) -> list[Path]:
    """The path that names each file of a dataset, in whose place something else was put; of a folder that too."""
    if path.is_file():
        put(place / path.name)
        return [place / path.name]
    folder = place / path.name
    folder.mkdir()
    for file in parts(path):
        put(folder / file.name)
    return [folder, *sorted(folder.iterdir())[:1]]


def at_once(attempt: Callable[[], object]) -> None:
    """Make an attempt that may wait for ever: one that does is left behind, and fails."""
    found: Future[object] = Future()

    def work() -> None:
        try:
            found.set_result(attempt())
        except BaseException as error:  # an assertion that failed too
            found.set_exception(error)

    Thread(target=work, daemon=True).start()
    found.result(LONGEST)


def locators(release: Release) -> Iterator[str]:
    """Where the rows of a release stand."""
    for table in release.tables:
        for column in {"locator", "file"} & set(pq.read_schema(table.path).names):
            yield from (each.as_py() for each in pq.read_table(table.path, columns=[column])[column] if each.is_valid)


def sheet_of_blanks(said: int) -> bytes:
    """A workbook whose only sheet is five gigabytes of blanks, and says to be as large as is given."""
    name, packed = b"xl/worksheets/sheet1.xml", packed_blanks()
    known = struct.pack("<5H3IHH", 20, 0, 8, 0, 0, 0, len(packed), said, len(name), 0)
    first = b"PK\x03\x04" + known + name + packed
    listed = b"PK\x01\x02" + struct.pack("<H", 20) + known + struct.pack("<3H2I", 0, 0, 0, 0, 0) + name
    return first + listed + b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 1, 1, len(listed), len(first), 0)


def on_one_page(place: str) -> list[str]:
    """The beginning of a command that sees a disk of one page at a place, which is gone with it."""
    return ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=4k tmpfs "$0" && exec "$@"', place]


def in_a_process_of_its_own(
    kind: str, paths: dict[str, Path], begins: Sequence[str] = (), **surroundings: str
) -> dict[str, Any]:
    """What became of imports there; the command may begin with others."""
    given = json.dumps({dataset: str(path) for dataset, path in paths.items()})
    command = [*begins, sys.executable, str(Path(__file__).with_name("attempts.py")), kind]
    environment = {**os.environ, **surroundings}
    done = subprocess.run(command, input=given, capture_output=True, text=True, env=environment, timeout=600)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@cache
def packed_blanks() -> bytes:
    """Five gigabytes of blanks, packed: a piece that needs nothing before it, again and again."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = engine.compress(b" " * PIECE) + engine.flush(zlib.Z_FULL_FLUSH)
    return piece * PIECES + engine.flush()


def folder(path: Path) -> Path:
    """A folder that was made."""
    path.mkdir(parents=True, exist_ok=True)
    return path


def emptied(path: Path, size: int) -> None:
    """Make a file of some bytes of nothing, which takes no room."""
    with path.open("wb") as file:
        file.truncate(size)


@cache
def gzip_of_blanks() -> bytes:
    """The same, packed with gzip."""
    piece = gzip.compress(b" " * PIECE, 9, mtime=0)
    return piece * PIECES


@cache
def wide_sheet() -> bytes:
    """A workbook whose only sheet names a million columns in its first row."""
    cells = b"".join(b'<c r="%s1"><v>1</v></c>' % letters(column) for column in range(1_000_000))
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(
            "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>%s</row></sheetData></worksheet>" % cells
        )
    return made.getvalue()
