"""One method on one network in a process of its own: time, memory, and the bound measured around every run.

    python -m benchmarks.attribution.child METHOD FOLDER WARM_FOLDER THREADS [--keep]

Tells what it found as lines of JSON: ``loaded``, ``first`` after one answer, ``done``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.attribution.bounds import Gathering
from benchmarks.attribution.methods import Answered, method
from benchmarks.attribution.resident import held, settle
from benchmarks.attribution.stored import difference, keep, stored

RUNS, LONG_ENOUGH_S = 5, 25.0


def tell(**what: object) -> None:
    """One line for the process that waits."""
    print(json.dumps(what), flush=True)


def main(name: str, folder: Path, warm: Path, threads: int, keeps: bool) -> None:
    """Answer once for memory and comparison; then for time until there are enough runs."""
    timed = method(name)
    timed.read(warm)
    timed.answer(threads).close()
    nodes = stored(folder).nodes
    timed.read(folder)
    gathering = Gathering(nodes, threads)
    tell(event="loaded")
    before = settle()
    gathered = [gathering.bytes_per_second()]
    answered = timed.answer(threads)
    peak = held() - before
    gathered.append(gathering.bytes_per_second())
    first, whole = answered.seconds, answered.seconds + answered.seconds_components
    tell(event="first", seconds=first, peak_bytes=peak)
    told = _compared(answered, folder, keeps)
    del answered
    seconds: list[float] = []
    while len(seconds) < RUNS and whole * (len(seconds) + 2) < LONG_ENOUGH_S:
        gathered.append(gathering.bytes_per_second())
        again = timed.answer(threads)
        gathered.append(gathering.bytes_per_second())
        seconds.append(again.seconds)
        again.close()
        del again
    tell(event="done", seconds=seconds or [first], seconds_first=first, gathered=gathered, peak_bytes=peak, **told)


def _compared(answered: Answered, folder: Path, keeps: bool) -> dict[str, object]:
    """What the first answer says beside its time."""
    told: dict[str, object] = {
        "seconds_components": answered.seconds_components,
        "certificate": answered.certificate,
    }
    if keeps:
        keep(answered.shares(), folder)
    elif (folder / "shares.npy").exists():
        told["difference"] = difference(answered.shares(), folder)
    answered.close()
    return told


if __name__ == "__main__":
    name, folder, warm, threads, *rest = sys.argv[1:]
    main(name, Path(folder), Path(warm), int(threads), rest == ["--keep"])
