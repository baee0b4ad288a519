"""Scenarios by chunks: what each is of, and its file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orepath.errors import InputError, fault
from orepath.evidence.placing import placing
from orepath.stress.run import Run

DRAWS = 128
"""Draws of a chunk: enough that making the programs anew for each costs little, few enough that little is lost."""
KEY = b"orepath.key"


@dataclass(frozen=True)
class Chunk:
    """Some draws of a run, and where their scenarios are kept.

    Parameters
    ----------
    key
        A hash of all that they follow from.
    """

    path: Path
    start: int
    count: int
    key: str

    def finished(self) -> bool:
        """Whether its file is there, whole, and follows from the same."""
        return _key(self.path) == self.key.encode()

    def write(self, table: pa.Table) -> None:
        """Keep its scenarios: all of them, or none."""
        with placing(self.path.parent) as beside:
            kept = table.replace_schema_metadata({KEY: self.key.encode()})
            pq.write_table(kept, beside / self.path.name, compression="zstd")


def chunks(run: Run, count: int, seed: int, folder: Path) -> list[Chunk]:
    """The chunks of a run's draws, in order, in a folder of its mineral's.

    Raises
    ------
    InputError
        Where the folder is none.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(fault("bad_option", str(folder), found=folder.name, allowed="DIR"))
    inputs = hashed(run)
    made = []
    for start in range(0, count, DRAWS):
        some = min(DRAWS, count - start)
        key = hashlib.sha256(json.dumps([inputs, seed, start, some]).encode()).hexdigest()
        made.append(Chunk(folder / f"scenarios-{start:09d}.parquet", start, some, key))
    return made


def forget(folder: Path, every: Sequence[Chunk]) -> None:
    """Remove chunks of other runs, so that all scenarios of a folder are of one; nothing that is no chunk."""
    for path in sorted(set(folder.glob("scenarios-*.parquet")) - {each.path for each in every}):
        if _key(path) is not None:
            path.unlink()


def _key(path: Path) -> bytes | None:
    """The key that stands in a file of scenarios; None where it is none, or broken."""
    try:
        return (pq.read_schema(path).metadata or {}).get(KEY)
    except (OSError, pa.ArrowInvalid):
        return None


def hashed(run: Run) -> str:
    """A hash of all that a run's scenarios follow from, orepath's version included."""
    told = hashlib.sha256()
    for part in _parts(run):
        told.update(len(part).to_bytes(8, "big") + part)
    return told.hexdigest()


def _parts(run: Run) -> Iterator[bytes]:
    yield version("orepath").encode()
    for table in (run.network.nodes, run.network.flows):
        yield json.dumps(table.to_pylist(), sort_keys=True).encode()
    if run.network.draws is not None:
        for drawn in (run.network.draws.flow, run.network.draws.own):
            yield str(drawn.shape).encode() + drawn.tobytes()
    yield json.dumps([run.network.mineral, run.network.year, list(run.weights.items())]).encode()
    yield repr([tuple(run.shocks), run.grid, run.setting]).encode()
