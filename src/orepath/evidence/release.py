"""Releases: immutable folders of Parquet with a manifest.

A release is written into a folder beside its place and moved there in one step, so that a killed or failed import
leaves the releases as they were.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from orepath.errors import InputError, fault
from orepath.evidence.reading import Reading, Sink
from orepath.evidence.source import Source

MANIFEST = "manifest.json"
LAYOUT = 1  # version of the manifest's layout
STAGING = ".staging-"
ABANDONED = 86_400  # seconds after which nobody is still writing into a staging folder


@dataclass(frozen=True)
class TableFile:
    """One Parquet file of a release."""

    path: Path
    table: str
    dataset: str
    edition: str
    recorded: date
    licence: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """A release on disk."""

    id: str
    folder: Path
    created: str
    tables: tuple[TableFile, ...]
    sources: dict[str, dict[str, Any]]
    columns: dict[str, dict[str, list[str]]]
    """By dataset and part of its file, the columns found; empty where the reader recorded none."""

    def verify(self) -> None:
        """Compare every file with its recorded hash.

        Raises
        ------
        InputError
            Naming each file that is missing or changed.
        """
        faults = []
        for file in self.tables:
            if not file.path.exists():
                faults.append(fault("release_broken", release=self.id, detail=f"{file.path.name} is missing"))
            elif sha256(file.path) != file.sha256:
                faults.append(fault("release_broken", release=self.id, detail=f"{file.path.name} was changed"))
        if faults:
            raise InputError(faults)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_release(folder: Path) -> Release:
    """The release in a folder.

    Raises
    ------
    InputError
        Where there is no readable manifest.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        tables = tuple(
            TableFile(
                folder / entry["file"],
                entry["table"],
                entry["dataset"],
                entry["edition"],
                date.fromisoformat(entry["recorded"]),
                entry["licence"],
                entry["rows"],
                entry["sha256"],
            )
            for entry in manifest["tables"]
        )
        return Release(
            manifest["id"], folder, manifest["created"], tables, manifest["sources"], manifest.get("columns", {})
        )
    except FileNotFoundError as error:
        raise InputError(fault("release_missing", found=folder.name)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(fault("release_broken", release=folder.name, detail=f"{MANIFEST}: {error}")) from error


@contextmanager
def staging(parent: Path) -> Iterator[Path]:
    """A folder of its own that is gone afterwards, whatever happens; what a killed run left a day ago goes with it."""
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.glob(f"{STAGING}*"):
        if time.time() - left.stat().st_mtime > ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    folder = parent / f"{STAGING}{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=0o700)  # within, so that no interrupt falls between its making and its end
        yield folder
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder, and leave nothing of it where that is interrupted."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def describe(parts: list[tuple[Source, Reading, Sink]], folder: Path, created: date) -> dict[str, Any]:
    """The manifest of a staged release, without its id."""
    tables = []
    for source, reading, sink in parts:
        for name, path in sorted(sink.tables.items()):
            tables.append(
                {
                    "file": path.relative_to(folder).as_posix(),
                    "table": name,
                    "dataset": source.id,
                    "edition": reading.edition,
                    "recorded": (reading.recorded or source.published or created).isoformat(),
                    "licence": source.licence,
                    "rows": pq.read_metadata(path).num_rows,
                    "sha256": sha256(path),
                }
            )
    sources = {source.id: source.raw for source, _, _ in parts}
    columns: dict[str, dict[str, list[str]]] = {}
    for source, _, sink in parts:
        columns.setdefault(source.id, {}).update(sink.columns)
    said = {"layout": LAYOUT, "created": created.isoformat(), "tables": tables, "sources": sources}
    return said | ({"columns": columns} if any(columns.values()) else {})


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest of a staged release; dates inside ``source.toml`` become ISO text."""
    (folder / MANIFEST).write_text(_canonical(manifest, indent=1) + "\n", "utf-8")


def _canonical(content: dict[str, Any], indent: int | None = None) -> str:
    return json.dumps(content, ensure_ascii=False, indent=indent, sort_keys=True, default=lambda day: day.isoformat())


def publish(staged: Path, parent: Path, manifest: dict[str, Any], name: str) -> Release:
    """Move a staged release to its place in one step; one of the same content that is there already stays."""
    content = {key: manifest[key] for key in ("tables", "sources")}
    digest = hashlib.sha256(_canonical(content).encode()).hexdigest()[:10]
    release_id = f"{name}-{digest}"
    place = parent / release_id
    if not place.exists():
        write_manifest(staged, {**manifest, "id": release_id})
        for path in sorted(staged.rglob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    os.fsync(file.fileno())
        staged.rename(place)
    return open_release(place)
