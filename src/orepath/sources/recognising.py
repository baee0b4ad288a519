"""Which dataset a file is of, as the forms in every ``source.toml`` tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.register import registers
from orepath.sources.importing import described
from orepath.sources.looking import KINDS, Kind, Look, looks

MOST_FILES = 200
"""Files of a folder that are looked at: the first by name of `MOST_LISTED`."""
MOST_LISTED = 10_000
MOST_NAMED = 5
"""Files of a dataset that a message names."""


@dataclass(frozen=True)
class Form:
    """How a file of a dataset is told: the names it holds at least, and what its own name must match."""

    dataset: str
    kind: Kind
    names: frozenset[str]
    name: re.Pattern[str]

    def fits(self, look: Look) -> bool:
        """Whether a file that looks so is of this form."""
        return self.kind == look.kind and self.names <= look.names and bool(self.name.fullmatch(look.name))


@cache
def forms() -> tuple[Form, ...]:
    """The forms of all datasets."""
    found = []
    for dataset, source in described().items():
        for entry in source.raw.get("recognised", ()):
            pattern = re.compile(entry.get("name", ".*"), re.IGNORECASE | re.DOTALL)
            kinds = [kind for kind in KINDS if kind in entry]
            for kind in kinds:
                names = entry[kind] if isinstance(entry[kind], list) else [entry[kind]]
                found.append(Form(dataset, kind, frozenset(names), pattern))
            if entry.get("registers"):
                found += [Form(dataset, "columns", frozenset(one.names()), pattern) for one in registers().values()]
            elif not kinds:  # a table without headings is told by its name alone
                found.append(Form(dataset, "columns", frozenset(), pattern))
    return tuple(found)


def recognised(path: Path) -> str:
    """The id of the dataset a file is of, or all files of a folder that are of any.

    Raises
    ------
    SourceError
        Where there is nothing at the path, it is of no dataset known here, could be of several, or is a folder with
        files of several, each of which is named with what is of it, or with one that is of any among others.
    """
    if not path.exists():
        raise SourceError(fault("file_missing", str(path)))
    files = list(_files(path))
    told = {file: found for file in files if (found := _datasets(file))}
    if not told:
        raise SourceError(fault("dataset_untold", str(path), known=", ".join(described())))
    common = sorted(set.intersection(*told.values()))
    if not common:
        raise SourceError(fault("folder_several", str(path), found=_parted(path, told)))
    if len(common) > 1:
        raise SourceError(fault("dataset_several", str(path), found=", ".join(common)))
    if len(told) == 1 < len(files):
        (only,) = told
        shown = only.relative_to(path).as_posix()
        raise SourceError(fault("folder_one", str(path), found=shown, dataset=common[0], others=len(files) - 1))
    return common[0]


def _parted(folder: Path, told: Mapping[Path, set[str]]) -> str:
    """What of a folder is of each dataset: the folders and files in it, or single files of a folder in it."""
    within: dict[str, set[str]] = {}
    for file, found in told.items():
        within.setdefault(file.relative_to(folder).parts[0], set()).update(found)
    paths: dict[str, dict[str, None]] = {}
    for file, found in told.items():
        inside = file.relative_to(folder)
        first = inside.parts[0]
        name = first if len(within[first]) == 1 else inside.as_posix()
        paths.setdefault(" / ".join(sorted(found)), {})[name] = None
    return "; ".join(f"{dataset}: {_listed(list(names))}" for dataset, names in sorted(paths.items()))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (f", … ({len(names)})" if len(names) > MOST_NAMED else "")


def _datasets(file: Path) -> set[str]:
    """The datasets a file may be of: those whose form asks for most of what it holds."""
    fitting = [form for look in looks(file) for form in forms() if form.fits(look)]
    most = max((len(form.names) for form in fitting), default=0)
    return {form.dataset for form in fitting if len(form.names) == most}


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        return iter([path] if path.is_file() else [])
    every = (file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
    return iter(sorted(islice(every, MOST_LISTED))[:MOST_FILES])
