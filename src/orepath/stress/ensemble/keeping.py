"""Where the scenarios of a run are kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from orepath.stress.ensemble.running import Progress, ensemble
from orepath.stress.ensemble.stored import Stored
from orepath.stress.run import Run


@dataclass(frozen=True)
class Keeping:
    """Where scenarios are kept, and how they are worked out.

    Parameters
    ----------
    folder
        Each mineral has a folder of its own in it; nothing is kept where None.
    processes
        How many work at once.
    """

    folder: Path | None = None
    processes: int = 1


NOWHERE = Keeping()
"""Not kept, on one process."""


@contextmanager
def kept(run: Run, count: int, seed: int, keeping: Keeping, progress: Progress | None = None) -> Iterator[Stored]:
    """Scenarios of a run for as long as they are read; with a folder, for good."""
    with TemporaryDirectory(prefix="orepath-") as passing:
        folder = (keeping.folder or Path(passing)) / run.network.mineral
        yield ensemble(run, count, seed, folder, keeping.processes, progress)
