"""Thousands of attempts at a dataset, in a process that is begun anew where one does not answer."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from fuzzing.attempt import Attempt, attempt, changed, drawn, lift_assertions, settle
from fuzzing.seeds import Seed, laid, seeds

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("OREPATH_SHARED_DATA", ROOT.parent / "shared" / "data"))
LONGEST_SECONDS = 60.0
"""An import of the beginning of a file that takes longer has no end for a person who waits."""
SCRATCH = Path("/dev/shm")
MOST_WRONG = 20
"""Findings of a dataset after which nobody needs more."""


def run(dataset: str, first: int, count: int, keep: Path | None, kinds: dict[str, str]) -> int:
    """Attempt some numbers of a dataset and print what became of them; how many went wrong.

    Parameters
    ----------
    keep
        A folder for the changed files that went wrong; None keeps none.
    kinds
        Filled with one message of each kind.
    """
    outcomes: Counter[str] = Counter()
    most, begun = 0, time.monotonic()
    for number, seed in enumerate(seeds()[dataset]):
        share = count // len(seeds()[dataset]) + (1 if number < count % len(seeds()[dataset]) else 0)
        for done in _attempts(seed, range(first, first + share)):
            outcomes[done.outcome] += 1
            most = max(most, done.memory)
            if done.outcome == "wrong":
                _tell(seed, done, keep)
                if outcomes["wrong"] >= MOST_WRONG:
                    break
            elif done.outcome == "refused":
                kinds.setdefault(_kind(done.said), done.said)
            elif keep and count == 1:
                _tell(seed, done, keep)
    seconds = time.monotonic() - begun
    print(
        f"{dataset}: {outcomes['taken']:,} taken, {outcomes['refused']:,} refused, {outcomes['wrong']:,} wrong; "
        f"{len(kinds)} kinds of message; at most {most / 1e6:,.0f} MB; {seconds:,.0f} s",
        flush=True,
    )
    return outcomes["wrong"]


def _attempts(seed: Seed, numbers: range) -> Iterator[Attempt]:
    """The attempts of some numbers, in processes that are begun anew where one does not answer."""
    left = list(numbers)
    while left:
        with tempfile.TemporaryDirectory(dir=SCRATCH if SCRATCH.is_dir() else None) as place:
            process, answers = _begin(seed, left, Path(place))
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


def _begin(seed: Seed, numbers: list[int], place: Path) -> tuple[BaseProcess, Connection]:
    context = get_context("spawn")
    answers, told = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(seed, numbers, place, told), daemon=True)
    process.start()
    told.close()
    return process, answers


def _work(seed: Seed, numbers: list[int], place: Path, told: Connection) -> None:
    settle(place / "home")
    lift_assertions(seed.dataset)
    original = laid(seed, SHARED, ROOT, place / "seed")
    for number in numbers:
        told.send(attempt(original, seed, number, place / "changed"))
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
