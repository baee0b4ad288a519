"""Imports in a process of their own, whose surroundings are spoilt: what became of each, as JSON.

``python attempts.py KIND`` reads ``{dataset: path}`` from its input; ``OREPATH_HOME`` is its store.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from itertools import count, cycle
from pathlib import Path
from typing import Any

from orepath.cli.main import run
from orepath.errors import OrepathError
from orepath.evidence.home import home, imported, releases_folder
from orepath.sources.importing import import_dataset, reader

TODAY = date(2026, 1, 1)
NOBODY = 65534
MOMENTS = (7, 4, 0, 1, 2, 3, 5, 6, 8, 9)
"""Steps at which an import is killed, that at which it moves to its place first."""
INTERRUPTED = (0, 1, 2, 3)
"""Steps at which imports are interrupted, one each; `fuzzing.stops` stops them at any moment."""
LONGEST = 1.5
"""Seconds after which an import that takes long is killed no more."""
STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "shutil.rmtree")
"""What an import does to the folders of the store, as the interpreter tells it."""
Found = dict[str, Any]


def attempted(dataset: str, path: Path) -> Found:
    """What became of one import."""
    begun, before = time.process_time(), listed()
    try:
        import_dataset(dataset, path, TODAY)
        outcome, said = "taken", ""
    except OrepathError as error:
        outcome, said = "refused", error.message()
    except Exception as error:  # what a reader must not raise
        outcome, said = "wrong", repr(error)
    seconds = time.process_time() - begun
    return {"outcome": outcome, "said": said, "seconds": seconds, "same": listed() == before}


def listed() -> list[str]:
    """The releases of the store, whole."""
    for release in imported():
        release.verify()
    there = sorted(entry.name for entry in releases_folder().iterdir()) if releases_folder().exists() else []
    return [*(release.id for release in imported()), *there]


def plainly(paths: dict[str, Path]) -> Found:
    """Each import as it is, and the memory that all of them took at most, in bytes."""
    found: Found = {dataset: attempted(dataset, path) for dataset, path in paths.items()}
    return {**found, "memory": most_memory()}


def most_memory() -> int:
    """The most resident memory of this process, in bytes.

    `getrusage` would count that of the process which began it, too; so it is asked only where the system tells of no
    other.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def as_nobody(paths: dict[str, Path]) -> Found:
    """Each import by a user who may not read the file; all code is loaded before, for that may be out of reach too."""
    for dataset, path in paths.items():
        attempted(dataset, path.with_name("absent"))
        attempted(dataset, Path(__file__))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    os.environ["OREPATH_HOME"] = str(home().with_name("of-nobody"))
    return {dataset: attempted(dataset, path) for dataset, path in paths.items()}


def on_a_full_disk(paths: dict[str, Path]) -> Found:
    """Each import of a file that may be taken, where hardly anything can be written."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if os.environ.get("OREPATH_LARGEST"):
        most = int(os.environ["OREPATH_LARGEST"])
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return {dataset: {**attempted(dataset, path), "left": left()} for dataset, path in of_seeds(paths).items()}


def out_of_room_midway(paths: dict[str, Path]) -> Found:
    """Each import once whole, and then where no file may grow to half of the largest that it wrote."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    found = {}
    for dataset, path in of_seeds(paths).items():
        release, _ = import_dataset(dataset, path, TODAY)
        most = max(file.stat().st_size for file in release.folder.rglob("*")) // 2
        shutil.rmtree(release.folder)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        found[dataset] = {**attempted(dataset, path), "left": left()}
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    return found


def interrupted(paths: dict[str, Path]) -> Found:
    """Each import by its command, which Ctrl-C interrupts at one step or another: its exit code."""
    found = {}
    _exit_code(next(iter(paths)), Path("absent"))  # loads what each of them would load
    for (dataset, path), moment in zip(of_seeds(paths).items(), cycle(INTERRUPTED), strict=False):
        before = listed()
        child = os.fork()
        if not child:
            sys.addaudithook(_signaller(moment, signal.SIGINT))
            os._exit(_exit_code(dataset, path))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        found[dataset] = {"code": code, "same": listed() == before, "left": left()}
    return found


def _exit_code(dataset: str, path: Path) -> int:
    """That of the command that imports a file, which says nothing here."""
    sys.argv = ["orepath", "import", dataset, str(path)]
    try:
        with redirect_stderr(StringIO()), redirect_stdout(StringIO()):
            run()
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def killed(paths: dict[str, Path]) -> Found:
    """Each import killed at the first moments at which it touches the store, one after the other; then a whole one."""
    return {dataset: _killed(dataset, path) for dataset, path in of_seeds(paths).items()}


def _killed(dataset: str, path: Path) -> Found:
    before, ends, after = listed(), [], []
    begun = _children()
    for moment in MOMENTS:
        if len(ends) > 1 and _children() - begun > LONGEST:
            break
        child = os.fork()
        if not child:
            sys.addaudithook(_signaller(moment, signal.SIGKILL))
            attempted(dataset, path)
            os._exit(0)
        ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        after.append(listed())
    whole = attempted(dataset, path)
    return {**whole, "ends": ends, "left": left(), "sound": all(each in (before, listed()) for each in after)}


def _children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def _signaller(moment: int, sent: signal.Signals) -> Callable[[str, tuple[Any, ...]], None]:
    """What sends this process a signal, once, as it does a step in the store."""
    place, steps = str(home()), count()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in STEPS and place in str(arguments[0]) and next(steps) == moment:
            os.kill(os.getpid(), sent)

    return watch


def of_seeds(paths: dict[str, Path]) -> dict[str, Path]:
    """The paths; the counts of whole files hold for none of them, for they are the beginnings of such files."""
    for dataset in paths:
        reader(dataset).SOURCE.assertions.clear()
    return paths


def left() -> list[str]:
    """What stands in the folder beside the releases in which imports are prepared."""
    staging = home() / "staging"
    return [entry.name for entry in staging.iterdir()] if staging.exists() else []


KINDS = {
    "plainly": plainly,
    "as-nobody": as_nobody,
    "on-a-full-disk": on_a_full_disk,
    "out-of-room-midway": out_of_room_midway,
    "killed": killed,
    "interrupted": interrupted,
}

if __name__ == "__main__":
    print(json.dumps(KINDS[sys.argv[1]]({dataset: Path(path) for dataset, path in json.load(sys.stdin).items()})))
