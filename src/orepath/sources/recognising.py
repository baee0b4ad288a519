"""Which dataset a file is of, as the forms in every ``source.toml`` tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from orepath.errors import SourceError, fault
from orepath.evidence.register import registers
from orepath.sources.importing import described
from orepath.sources.looking import KINDS, Kind, Look, looks

MOST_FILES = 200
"""Files of a folder that are looked at."""


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
    """The id of the dataset a file is of; of a folder, that of most of its files.

    Raises
    ------
    SourceError
        Where there is nothing at the path, it is of no dataset known here, or could be of several.
    """
    if not path.exists():
        raise SourceError(fault("file_missing", str(path)))
    votes: Counter[str] = Counter()
    for file in _files(path):
        votes.update(_datasets(file))
    best = [dataset for dataset, count in votes.items() if count == max(votes.values())]
    if not best:
        raise SourceError(fault("dataset_untold", str(path), known=", ".join(described())))
    if len(best) > 1:
        raise SourceError(fault("dataset_several", str(path), found=", ".join(sorted(best))))
    return best[0]


def _datasets(file: Path) -> set[str]:
    """The datasets a file may be of: those whose form asks for most of what it holds."""
    fitting = [form for look in looks(file) for form in forms() if form.fits(look)]
    most = max((len(form.names) for form in fitting), default=0)
    return {form.dataset for form in fitting if len(form.names) == most}


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        return iter([path] if path.is_file() else [])
    every = (file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
    return iter(sorted(islice(every, MOST_FILES)))
