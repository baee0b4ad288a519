"""One changed file, imported into a store of its own: what became of it."""

from __future__ import annotations

import os
import shutil
import traceback
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Literal

from fuzzing.mutations import mutated
from fuzzing.seeds import Seed, copied
from orepath.errors import OrepathError
from orepath.evidence.home import home, releases_folder
from orepath.sources.importing import import_dataset, reader
from orepath.vocabulary.language import LANGS

Outcome = Literal["taken", "refused", "wrong"]
TODAY = date(2026, 1, 1)
MOST_MEMORY = 1_000_000_000
"""Bytes of resident memory that no import may reach."""
LONGEST = 25_000
"""Characters a message may have: more is no message a person reads."""
REMOVED = 0.03
"""Share of changes to a folder that take a file away instead of changing it."""


@dataclass(frozen=True)
class Attempt:
    """A changed file and what became of it; ``said`` is the message of a refusal, or what went wrong."""

    dataset: str
    number: int
    changes: str
    outcome: Outcome
    said: str
    memory: int


def lift_assertions(dataset: str) -> None:
    """Let the beginning of a file be read: counts of whole files hold for whole files."""
    reader(dataset).SOURCE.assertions.clear()


def drawn(seed: Seed, number: int) -> Random:
    """The choices that a number stands for."""
    return Random(f"{seed.dataset} {seed.path} {number}")


def changed(laid: Path, random: Random, place: Path) -> tuple[Path, str]:
    """A changed copy of a laid seed, and the names of the changes."""
    path = copied(laid, place)
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    file = random.choice(files)
    if len(files) > 1 and random.random() < REMOVED:
        file.unlink()
        return path, f"removed {file.name}"
    data, names = mutated(file.read_bytes(), random)
    file.write_bytes(data)
    return path, f"{names} ({file.name})" if len(files) > 1 else names


def attempt(laid: Path, seed: Seed, number: int, place: Path) -> Attempt:
    """Import the changed copy of a number."""
    return measured(seed, number, *changed(laid, drawn(seed, number), place))


def measured(seed: Seed, number: int, path: Path, names: str) -> Attempt:
    """Import a file, and see in how much memory."""
    _forget_peak()
    outcome, said = imported(seed.dataset, path)
    memory = peak_memory()
    if outcome != "wrong" and memory > MOST_MEMORY:
        outcome, said = "wrong", f"{memory:,} bytes of memory; {said}"
    return Attempt(seed.dataset, number, names, outcome, said, memory)


def imported(dataset: str, path: Path) -> tuple[Outcome, str]:
    """What becomes of a file: taken, refused with a message, or wrong with what is wrong; the store is left empty."""
    before = _kept()
    try:
        import_dataset(dataset, path, TODAY)
    except OrepathError as error:
        fault = _fault_of(error, before)
        return ("wrong", fault) if fault else ("refused", error.message())
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # whatever else comes out of a reader is looked for; a panic in Rust is no `Exception`
        return "wrong", traceback.format_exc(limit=-6)
    for release in set(_kept()) - set(before):
        shutil.rmtree(releases_folder() / release)
    return "taken", ""


def _fault_of(error: OrepathError, before: list[str]) -> str:
    if _kept() != before:
        return f"refused, and yet the store was changed: {error.message()}"
    if left := [entry.name for entry in (home() / "staging").iterdir()]:
        return f"refused, and something was left behind: {left}"
    for lang in LANGS:
        message = error.message(lang)
        if not message.strip() or "Traceback" in message:
            return f"no message a person can use: {message!r}"
        if len(message) > LONGEST:
            return f"a message of {len(message)} characters: {message[:500]}"
    return ""


def _kept() -> list[str]:
    folder = releases_folder()
    return sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []


def _forget_peak() -> None:
    """Count the peak of memory anew; where the system cannot, it is that since the process began."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_memory() -> int:
    """The greatest resident memory of this process since it was last forgotten, in bytes; 0 where it cannot be told."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def settle(place: Path) -> None:
    """Keep the store of this process in a folder."""
    os.environ["OREPATH_HOME"] = str(place)
