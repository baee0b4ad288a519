"""Imports stopped at any moment, killed, interrupted or out of room: the store is as it was, or whole."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import time
import traceback
from functools import cache
from pathlib import Path

from fuzzing.attempt import TODAY, Attempt, Outcome, drawn, peak_memory
from fuzzing.seeds import Seed
from orepath.errors import OrepathError
from orepath.evidence.home import home, imported
from orepath.sources.importing import import_dataset

KINDS = ("killed", "interrupted", "out of room")
COUNT = 18
"""Stops a seed."""
TAKEN, REFUSED, STOPPED, WRONG = 0, 3, 130, 1
ENDS = {
    "killed": (TAKEN, -signal.SIGKILL),
    "interrupted": (TAKEN, STOPPED, -signal.SIGINT),
    "out of room": (TAKEN, REFUSED),
}
"""How a child may end, by what stopped it."""


def attempt_stopped(laid: Path, seed: Seed, number: int, place: Path) -> Attempt:
    """Stop an import at a moment that a number stands for, look at the store, and import the file again."""
    kind, share = KINDS[number % len(KINDS)], drawn(seed, number).random()
    seconds, most = _whole(seed.dataset, laid)
    child = os.fork()
    if not child:
        os._exit(_imported(seed.dataset, laid, round(share * most) if kind == "out of room" else None))
    if kind != "out of room":
        time.sleep(share * seconds)
        os.kill(child, signal.SIGKILL if kind == "killed" else signal.SIGINT)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    said = _wrong(seed.dataset, laid, kind, code)
    outcome: Outcome = "wrong" if said else "taken" if code == TAKEN else "refused"
    return Attempt(seed.dataset, number, f"{kind} at {share:.3f}", outcome, said or kind, peak_memory())


@cache
def _whole(dataset: str, laid: Path) -> tuple[float, int]:
    """The seconds an import takes, and the bytes of the largest file it writes."""
    begun = time.monotonic()
    release, _ = import_dataset(dataset, laid, TODAY)
    seconds = time.monotonic() - begun
    most = max(file.stat().st_size for file in release.folder.rglob("*"))
    shutil.rmtree(release.folder)
    return seconds, most


def _imported(dataset: str, laid: Path, most: int | None) -> int:
    """The exit code of a child that imports a file, in which no file may grow beyond some bytes."""
    try:
        if most is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        import_dataset(dataset, laid, TODAY)
    except OrepathError as error:
        return REFUSED if "cannot write" in error.message() else WRONG
    except KeyboardInterrupt:
        return STOPPED
    except BaseException as error:
        if "interrupt" in str(error).casefold():  # so DuckDB says that Ctrl-C was pressed
            return STOPPED
        traceback.print_exc()
        return WRONG
    return TAKEN


def _wrong(dataset: str, laid: Path, kind: str, code: int) -> str:
    """What is wrong with a store after a stop; the store is left empty."""
    staging = home() / "staging"
    left = [entry.name for entry in staging.iterdir()]
    for release in imported():
        release.verify()
    release, _ = import_dataset(dataset, laid, TODAY)
    others = [each.id for each in imported() if each.id != release.id]
    shutil.rmtree(release.folder)
    shutil.rmtree(staging)
    if code not in ENDS[kind]:
        return f"{kind}: the import ended with {code}"
    if left and kind != "killed":
        return f"{kind}: something was left behind: {left}"
    return f"{kind}: another release was made: {others}" if others else ""
