"""A file of shocks in TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from orepath.errors import Fault, InputError, UnknownName, fault
from orepath.evidence.store import Evidence
from orepath.network.network import Network
from orepath.stress.reading.checking import faults_of
from orepath.stress.reading.entry import read_entry
from orepath.stress.reading.fields import Fields
from orepath.stress.shock import Shock

TABLE = "shock"


Networks = Callable[[Sequence[Shock]], Mapping[str, Network]]
"""The networks that shocks are asked of, by mineral."""


def read_shocks(
    path: str | Path, evidence: Evidence | None = None, networks: Networks | None = None
) -> tuple[Shock, ...]:
    """The shocks of a file, in its order; one on several minerals is several.

    Parameters
    ----------
    evidence
        Where goods are named by code, the share of a stage's goods that they are is computed from its trade; without,
        it is taken as all and said so.
    networks
        Gives the networks that the shocks are asked of: what these know nothing of is a fault too (see `check`).

    Raises
    ------
    InputError
        With every fault of the file: no such file, no TOML, keys and names that are not known, numbers and days that
        are none, shares above 1, an end before its beginning, an id twice.
    """
    file = Path(path)
    return parse_shocks(_text(file), file.name, evidence, networks)


def parse_shocks(
    content: str, file: str, evidence: Evidence | None = None, networks: Networks | None = None
) -> tuple[Shock, ...]:
    """The shocks in the text of a file; see `read_shocks`."""
    try:
        raw = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InputError(fault("malformed", file, format="TOML", detail=str(error))) from error
    faults: list[Fault] = []
    for key in raw:
        if key != TABLE:
            faults += UnknownName("key", key, [TABLE], file).faults
    entries = raw.get(TABLE, [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise InputError([*faults, fault("stress_no_shock", file)])
    found: list[Shock] = []
    for number, entry in enumerate(entries, start=1):
        fields = Fields(entry, f"{file}, [[{TABLE}]] {number}", faults)
        found += read_entry(fields, file, evidence)
    faults += _twice(found, entries, file)
    apart = _told_apart(found)
    if networks is not None and apart:
        faults += faults_of(apart, networks(apart), whole=not faults)
    if faults:
        raise InputError(faults)
    return apart


def _text(path: Path) -> str:
    if not path.exists():
        raise InputError(fault("file_missing", str(path)))
    if path.is_dir():
        raise InputError(fault("file_is_folder", str(path)))
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(fault("wrong_encoding", str(path), expected="UTF-8", detail=str(error))) from error
    except OSError as error:
        raise InputError(fault("file_unreadable", str(path), reason=str(error))) from error


def _twice(found: Sequence[Shock], entries: Sequence[dict[str, object]], file: str) -> list[Fault]:
    """A fault for each id that two entries give."""
    first: dict[str, int] = {}
    faults = []
    for number, entry in enumerate(entries, start=1):
        id_ = entry.get("id")
        if isinstance(id_, str) and id_.strip() and first.setdefault(id_.strip(), number) != number:
            where = f"{file}, [[{TABLE}]] {number}"
            faults.append(fault("duplicate_key", where, key=id_, first=first[id_.strip()]))
    return faults


def _told_apart(found: Sequence[Shock]) -> tuple[Shock, ...]:
    """Shocks whose ids were made alike get a number; a number made can never be an id that stands already."""
    taken: dict[str, int] = {}
    apart = []
    for shock in found:
        taken[shock.id] = taken.get(shock.id, 0) + 1
        count = taken[shock.id]
        apart.append(shock if count == 1 else replace(shock, id=f"{shock.id}#{count}"))
    return tuple(apart)
