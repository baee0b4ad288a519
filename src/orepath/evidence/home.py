"""Where this installation keeps its releases."""

from __future__ import annotations

import os
from pathlib import Path

from orepath.errors import InputError, fault
from orepath.evidence.release import MANIFEST, Release, open_release


def home() -> Path:
    """``OREPATH_HOME``, else ``orepath`` under the user's data folder (XDG)."""
    named = os.environ.get("OREPATH_HOME")
    if named:
        return Path(named).expanduser()
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "orepath"


def releases_folder() -> Path:
    """The folder of this installation's imports."""
    return home() / "releases"


def imported() -> list[Release]:
    """All imports, the oldest first."""
    folder = releases_folder()
    if not folder.is_dir():
        return []
    places = [place for place in folder.iterdir() if (place / MANIFEST).is_file() and not place.name.startswith(".")]
    return [open_release(place) for place in sorted(places, key=lambda place: (_written(place), place.name))]


def newest_imports() -> list[Release]:
    """The newest import of each dataset, in the order of the dataset ids."""
    newest: dict[str, Release] = {}
    for release in imported():
        for dataset in {table.dataset for table in release.tables}:
            newest[dataset] = release
    return list({release.id: release for _, release in sorted(newest.items())}.values())


def named(release_id: str, packaged: Release) -> Release:
    """The packaged release or an import, by its id.

    Raises
    ------
    InputError
        Where there is none of that id.
    """
    known = {release.id: release for release in [packaged, *imported()]}
    if release_id not in known:
        raise InputError(fault("release_missing", found=release_id))
    return known[release_id]


def _written(place: Path) -> int:
    return (place / MANIFEST).stat().st_mtime_ns
