"""Many scenarios of a run: chunk after chunk, on some processes, into a folder."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from threading import current_thread, main_thread

import numba

from orepath.errors import Fault, InputError, OrepathError
from orepath.stress.ensemble.chunks import Chunk, chunks, forget
from orepath.stress.ensemble.scenarios import scenarios
from orepath.stress.ensemble.stored import Stored
from orepath.stress.run import Run

Progress = Callable[[int, int], None]


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ensemble(
    run: Run, count: int, seed: int, folder: Path, processes: int = 1, progress: Progress | None = None
) -> Stored:
    """Many scenarios of a run, kept in a folder as Parquet.

    What a chunk of draws comes to follows from the run, the seed and the chunk alone: neither from how many processes
    there are nor from what was solved before. A chunk that stands in the folder already and follows from the same is
    not solved again. Ctrl-C ends it when the chunks under way are kept. Where a process is killed, this one goes on
    alone.

    Parameters
    ----------
    processes
        More than one need a program whose start can be imported (``if __name__ == "__main__":``).
    progress
        Told how many draws are done, of how many.

    Raises
    ------
    InputError
        Where the folder cannot be written.
    """
    every = chunks(run, count, seed, folder)
    forget(folder, every)
    left = [chunk for chunk in every if not chunk.finished()]
    done = count - sum(chunk.count for chunk in left)
    if progress:
        progress(done, count)
    job = _Job(replace(run), seed)
    for chunk in _each(job, left, min(processes, len(left))):
        done += chunk.count
        if progress:
            progress(done, count)
    return Stored(tuple(chunk.path for chunk in every), run.network.mineral)


@dataclass(frozen=True)
class _Job:
    """What every chunk is worked out from."""

    run: Run
    seed: int

    def work(self, chunk: Chunk) -> Chunk:
        """Work out a chunk with programs of its own and keep it."""
        chunk.write(scenarios(replace(self.run, _responders={}), self.seed, chunk.start, chunk.count))
        return chunk


def _each(job: _Job, left: Sequence[Chunk], processes: int) -> Iterator[Chunk]:
    if processes <= 1:
        yield from map(job.work, left)
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (job,))
    done: set[Path] = set()
    try:
        with _not_interrupted():
            under_way = [pool.submit(_work, chunk) for chunk in left]
        for future in as_completed(under_way):
            chunk = _found(future.result())
            done.add(chunk.path)
            yield chunk
    except BrokenProcessPool:  # a process was killed, for want of memory perhaps
        yield from (chunk if chunk.finished() else job.work(chunk) for chunk in left if chunk.path not in done)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Processes begun here do not hear Ctrl-C: the one that began them ends them when they are through.

    A Ctrl-C meanwhile is heard afterwards: inside, it could leave a process behind that nobody knows of. The mask is
    for the processes, which inherit it; the handler for this one, whose other threads still take the signal.
    """
    if current_thread() is not main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # beginning it lifts the mask
    heard: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
        if heard:
            signal.raise_signal(signal.SIGINT)


_jobs: list[_Job] = []
"""What this process works on."""


def _begin(job: _Job) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    numba.set_num_threads(1)
    _jobs.append(job)


def _work(chunk: Chunk) -> Chunk | list[Fault]:
    """Work out a chunk; faults are handed over as they are, since an error cannot pass from process to process."""
    try:
        return _jobs[-1].work(chunk)
    except OrepathError as error:
        return list(error.faults)


def _found(made: Chunk | list[Fault]) -> Chunk:
    if isinstance(made, Chunk):
        return made
    raise InputError(made)
