"""Register files as people keep them: one file, or a folder of files named after their registers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, UnknownName, fault
from orepath.evidence.csv_rows import csv_rows
from orepath.evidence.faults import Faults
from orepath.evidence.reading import Reading, Sink, refuse, text_of
from orepath.evidence.register import Register, records, registers, toml_records

READERS = {".csv": records, ".toml": toml_records}
BESIDE = {".md", ".txt"}  # what may lie in a folder beside the registers
MOST_BYTES = 10_000_000
"""Of a file that people keep."""
AS_OF = ("status_as_of", "recorded")


@dataclass
class Found:
    """What was read of some register files.

    Parameters
    ----------
    keys
        The keys of the records, by register; a register that was given and is empty has none.
    """

    statements: list[dict[str, Any]] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    notes: list[str] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)  # bytes of all files, for the edition


def read_register_files(
    path: Path,
    sink: Sink,
    own: Collection[str],
    *,
    shared: bool = False,
    known: Collection[str] = (),
    most_bytes: int = MOST_BYTES,
) -> Reading:
    """Read registers into the sink.

    Parameters
    ----------
    path
        A file, or a folder of files ``<register>.csv`` or ``<register>.toml`` (the plural is a name too).
    own
        The registers to read.
    shared
        Whether other registers may lie in the folder; they are left alone. Else a file of one is a fault.
    known
        Keys that exist elsewhere and may be referred to.
    most_bytes
        Of each file.

    Raises
    ------
    SourceError
        With every fault of every file.
    """
    found = Found()
    files = _files(path, own, shared, most_bytes, found.faults)
    for number, (file, register) in enumerate(files):
        sink.progress(number, len(files))
        _read(file, register, most_bytes, found)
    sink.progress(len(files), len(files))
    _check_references(found, set(known))
    refuse(found.faults)
    for _, register in files:
        sink.found_columns(register.id, register.names())
    sink.statements(found.statements)
    count = len(found.statements)
    notes = [f"{register}: {len(keys)}" for register, keys in found.keys.items()] + found.notes
    return Reading(_edition(found), None, count, count, notes=tuple(notes))


def register_of(file: Path) -> str | None:
    """The register a file's name stands for, or None.

    >>> register_of(Path("measures.csv")), register_of(Path("entities.csv")), register_of(Path("tonnage.csv"))
    ('measure', 'entity', None)
    """
    name = file.stem.casefold().replace("-", "_")
    singular = (name.removesuffix("ies") + "y", name.removesuffix("s"))
    return next((known for known in (name, *singular) if known in registers()), None)


def _files(
    path: Path, own: Collection[str], shared: bool, most_bytes: int, faults: list[Fault]
) -> list[tuple[Path, Register]]:
    if not path.is_dir():
        return [(path, _of_one_file(path, own, most_bytes))]
    chosen: dict[str, Path] = {}
    for file in _listed(path):
        register = register_of(file)
        if file.name.startswith(".") or file.is_dir() or (file.suffix.casefold() in BESIDE):
            continue
        if register is None or (register not in own and not shared):
            faults.extend(UnknownName("register", file.stem, sorted(own), file.name).faults)
        elif register not in own:
            continue
        elif file.suffix.casefold() not in READERS:
            faults.append(fault("wrong_format", file.name, found=file.suffix, allowed=", ".join(READERS)))
        elif register in chosen:
            faults.append(fault("given_twice", file.name, what=register, first=chosen[register].name))
        else:
            chosen[register] = file
    if not chosen and not faults:
        faults.append(fault("folder_lacks", str(path), missing=", ".join(f"{name}.csv" for name in sorted(own))))
    return [(file, registers()[register]) for register, file in chosen.items()]


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(folder), reason=error.strerror or error)) from error


def _of_one_file(path: Path, own: Collection[str], most_bytes: int) -> Register:
    """The register of a single file: by its name, else by its columns, else the one it is most like."""
    named = register_of(path)
    if named in own:
        return registers()[str(named)]
    candidates = [registers()[name] for name in own]
    header: set[str] = set()
    if path.suffix.casefold() == ".csv":
        header = set(next(csv_rows(text_of(path, "utf-8", most_bytes), path.name, []), (1, [""]))[1])
    return max(candidates, key=lambda register: len(header & set(register.names())))


def _read(file: Path, register: Register, most_bytes: int, found: Found) -> None:
    reader = READERS.get(file.suffix.casefold(), records)
    try:
        content = text_of(file, "utf-8", most_bytes)
    except SourceError as error:
        found.faults.extend(error.faults)
        return
    found.digest.update(f"{register.id}\n{content}".encode())
    sound = len(found.faults)
    rows = list(reader(register, content, file.name, found.faults))
    found.statements += rows
    if len(found.faults) == sound:  # else its keys are not all known, and references to them are left unchecked
        found.keys[register.id] = {row["row_key"] for row in rows}


def _check_references(found: Found, known: set[str]) -> None:
    """Every key a record refers to must exist in the same import, or be known; unless that register is not in it."""
    for statement in found.statements:
        register = registers()[statement["property"]]
        for column in register.columns:
            there = [found.keys[name] for name in column.refers_to if name in found.keys]
            key = json.loads(statement["fields"]).get(column.name)
            if not column.refers_to or key is None or (not there and not known):
                continue
            allowed = sorted(known.union(*there))
            if key not in allowed:
                where = f"{statement['locator']}, {column.name}"
                found.faults.extend(UnknownName(" / ".join(column.refers_to), key, allowed, where).faults)
    found.notes += _unchecked(found, known)


def _unchecked(found: Found, known: set[str]) -> Iterable[str]:
    for name, keys in found.keys.items():
        for column in registers()[name].columns:
            if column.refers_to and keys and not known and not set(column.refers_to) & set(found.keys):
                yield f"{name}.{column.name} refers to {' / '.join(column.refers_to)}, not given here: not checked"


def _edition(found: Found) -> str:
    """The newest day the records speak of, and a mark of the content: another content is another edition."""
    cells = (json.loads(statement["fields"]) for statement in found.statements)
    days = [fields[name] for fields in cells for name in AS_OF if name in fields]
    return f"{max(days, default='undated')}-{found.digest.hexdigest()[:8]}"
