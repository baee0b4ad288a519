"""Thousands of attempts at a dataset, in a process that is begun anew where one does not answer."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from fuzzing.attempt import Attempt, attempt, changed, drawn, lift_assertions, settle
from fuzzing.seeds import Seed, laid, seeds
from fuzzing.stops import COUNT, attempt_stopped
from fuzzing.unusual import CHANGES, attempt_unusual

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("OREPATH_SHARED_DATA", ROOT.parent / "shared" / "data"))
LONGEST_SECONDS = 60.0
"""An import of the beginning of a file that takes longer has no end for a person who waits."""
SCRATCH = Path("/dev/shm")
MOST_WRONG = 20
"""Findings of a dataset after which nobody needs more."""
Trial = Callable[[Path, Seed, int, Path], Attempt]
"""What imports the copy that a number stands for: of a laid seed, in a folder."""


def run(dataset: str, first: int, count: int, keep: Path | None, kinds: dict[str, str]) -> int:
    """Attempt some numbers of a dataset and print what became of them; how many went wrong.

    Parameters
    ----------
    keep
        A folder for the changed files that went wrong; None keeps none.
    kinds
        Filled with one message of each kind.
    """
    seeded = seeds()[dataset]
    shares = [count // len(seeded) + (number < count % len(seeded)) for number in range(len(seeded))]
    numbers = [range(first, first + share) for share in shares]
    return _run(dataset, attempt, zip(seeded, numbers, strict=True), keep, kinds, one=count == 1)


def run_unusual(dataset: str) -> int:
    """Attempt every unusual file of a dataset and print what became of them; how many went wrong."""
    return _run(
        f"{dataset}, unusual files",
        attempt_unusual,
        ((seed, range(len(CHANGES))) for seed in seeds()[dataset]),
        None,
        {},
    )


def run_stopped(dataset: str) -> int:
    """Stop imports of a dataset at any moment and print what became of them; how many went wrong."""
    return _run(f"{dataset}, stopped", attempt_stopped, ((seed, range(COUNT)) for seed in seeds()[dataset]), None, {})


def _run(
    what: str,
    trial: Trial,
    numbered: Iterable[tuple[Seed, range]],
    keep: Path | None,
    kinds: dict[str, str],
    one: bool = False,
) -> int:
    outcomes: Counter[str] = Counter()
    most, begun = 0, time.monotonic()
    for seed, numbers in numbered:
        for done in _attempts(trial, seed, numbers):
            outcomes[done.outcome] += 1
            most = max(most, done.memory)
            if done.outcome == "wrong":
                _tell(seed, done, keep if trial is attempt else None)
                if outcomes["wrong"] >= MOST_WRONG:
                    break
            elif done.outcome == "refused":
                kinds.setdefault(_kind(done.said), done.said)
            elif keep and one:
                _tell(seed, done, keep)
    seconds = time.monotonic() - begun
    print(
        f"{what}: {outcomes['taken']:,} taken, {outcomes['refused']:,} refused, {outcomes['wrong']:,} wrong; "
        f"{len(kinds)} kinds of message; at most {most / 1e6:,.0f} MB; {seconds:,.0f} s",
        flush=True,
    )
    return outcomes["wrong"]


def _attempts(trial: Trial, seed: Seed, numbers: range) -> Iterator[Attempt]:
    """The attempts of some numbers, in processes that are begun anew where one does not answer."""
    left = list(numbers)
    while left:
        with tempfile.TemporaryDirectory(dir=SCRATCH if SCRATCH.is_dir() else None) as place:
            process, answers = _begin(trial, seed, left, Path(place))
            try:
                while left and answers.poll(LONGEST_SECONDS):
                    answer = answers.recv()
                    left.pop(0)
                    yield answer
                silent = bool(left)
            except EOFError:
                silent = False
            finally:
                process.kill()
                process.join()
            if left:
                why = f"no answer within {LONGEST_SECONDS:g} s" if silent else "the process ended"
                yield Attempt(seed.dataset, left.pop(0), "", "wrong", why, 0)


def _begin(trial: Trial, seed: Seed, numbers: list[int], place: Path) -> tuple[BaseProcess, Connection]:
    context = get_context("spawn")
    answers, told = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(trial, seed, numbers, place, told), daemon=True)
    process.start()
    told.close()
    return process, answers


def _work(trial: Trial, seed: Seed, numbers: list[int], place: Path, told: Connection) -> None:
    settle(place / "home")
    lift_assertions(seed.dataset)
    original = laid(seed, SHARED, ROOT, place / "seed")
    for number in numbers:
        told.send(trial(original, seed, number, place / "changed"))
    told.close()


def _tell(seed: Seed, done: Attempt, keep: Path | None) -> None:
    print(
        f"{done.dataset} {seed.path} number {done.number} [{done.changes}]: {done.outcome}\n{done.said}\n", flush=True
    )
    if keep:
        place = keep / f"{done.dataset}-{done.number}"
        with tempfile.TemporaryDirectory() as folder:
            changed(laid(seed, SHARED, ROOT, Path(folder)), drawn(seed, done.number), place)


def _kind(message: str) -> str:
    """A message without what differs from file to file."""
    return re.sub(r"'[^']*'|\d[\d,.]*", "…", message.partition("\n")[0])[:200]
