"""What becomes of every file at hand: `files_at_hand.csv`, which the documentation shows.

``OREPATH_RECORD=1 pytest -n0 tests/sources/test_files_at_hand.py`` writes the table anew; look at the difference.
"""

from __future__ import annotations

import csv
import os
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest

from orepath.errors import InputError, SourceError
from orepath.sources.importing import described, import_dataset
from orepath.sources.recognising import recognised
from tests.sources.test_hostile import REGISTERS

HERE = Path(__file__).parent
TABLE = HERE / "files_at_hand.csv"
PLAN = tomllib.loads((HERE / "files_at_hand.toml").read_text("utf-8"))
HEAD = ("path", "dataset", "told", "edition", "read", "kept", "refused", "why")
TODAY = date(2026, 1, 1)


def beside(name: str) -> list[str]:
    """The patterns of files without a reader that a file falls under."""
    path = PurePosixPath(name)
    return [pattern for pattern in PLAN["beside"] if any(each.match(f"/{pattern}") for each in _upward(path))]


def _upward(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """A path and the folders it is in, each from the root."""
    return (PurePosixPath("/", each) for each in (path, *path.parents))


def files(shared: Path) -> list[str]:
    """Every file at hand, hidden ones left out."""
    every = (path for path in sorted(shared.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return [path.relative_to(shared).as_posix() for path in every]


def dataset_of(path: Path) -> tuple[str, str]:
    """The dataset of a file or folder and how it is told: by what it holds, or by whoever names it."""
    try:
        return recognised(path), "by content"
    except SourceError:
        names = [file.name for file in path.iterdir()] if path.is_dir() else [path.name]
        for dataset, patterns in PLAN["named"].items():
            if all(any(fnmatch(name, pattern) for pattern in patterns) for name in names):
                return dataset, "by name"
        raise


def became(name: str, path: Path, shared: Path) -> tuple[str, ...]:
    """The row of a file or folder: what was read, or why nothing was."""
    dataset = told = ""
    try:
        dataset, told = dataset_of(path)
        _, reading = import_dataset(dataset, path, TODAY)
    except (SourceError, InputError) as error:
        first, *others = error.message("en").splitlines()
        for folder in (shared, path.parent):
            first = first.replace(f"{folder}/", "")
        more = f" ({len(others)} more)" if others else ""
        return (name, dataset, told, "", "", "", "", first + more)
    counts = (reading.read, reading.kept, len(reading.refused))
    return (name, dataset, told, reading.edition, *map(str, counts), "")


def to_import(shared: Path, place: Path) -> Iterator[tuple[str, Path]]:
    """What is imported, by name: every file, folder and set of files."""
    for name in files(shared):
        if not beside(name):
            yield name, shared / name
    for name in PLAN["folders"]:
        yield f"{name}/", shared / name
    for number, names in enumerate(PLAN["together"]):
        folder = place / str(number)
        folder.mkdir()
        for name in names:
            shutil.copy(shared / name, folder)
        yield ", ".join(names), folder


def recorded() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_becomes_what_is_recorded(shared_data, home, tmp_path):
    found = sorted(became(name, path, shared_data) for name, path in to_import(shared_data, tmp_path))
    if os.environ.get("OREPATH_RECORD"):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEAD, *found])
    assert found == [tuple(row.values()) for row in recorded()]


@pytest.mark.parametrize("pattern", sorted(PLAN["beside"]))
def test_what_no_reader_is_for_is_there_and_told_as_no_dataset(pattern, shared_data):
    names = [name for name in files(shared_data) if pattern in beside(name)]
    assert names
    for name in [] if pattern in ("rmi", "trace") else names[:3]:
        with pytest.raises(SourceError, match="cannot be told"):
            recognised(shared_data / name)


def test_every_dataset_of_a_publisher_has_a_file_that_is_read():
    read = {row["dataset"] for row in recorded() if not row["why"]}
    assert read == set(described()) - REGISTERS


def test_a_refusal_names_its_file_and_no_folder_of_a_machine():
    for row in recorded():
        if row["why"]:
            named = [Path(name).name for name in row["path"].rstrip("/").split(", ")]
            assert any(name in row["why"].partition(": ")[0] for name in named), row
            assert "/tmp" not in row["why"] and ".." not in row["why"]
