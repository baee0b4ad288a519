"""The composition of every node by the relational plan, run by DuckDB or Spark."""

from __future__ import annotations

import importlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from orepath.attribution.labels import UNATTRIBUTED, Labels
from orepath.attribution.relational.answer import RelationalAnswer
from orepath.attribution.relational.core import FEW
from orepath.attribution.relational.labelling import Labelled, by_flag, by_source, by_stage, only_flag
from orepath.attribution.relational.numbering import Numbered, numbered
from orepath.attribution.relational.on_duckdb import OnDuckdb
from orepath.attribution.relational.reaching import reach
from orepath.attribution.relational.relations import Relations, one, union
from orepath.attribution.relational.run import Progress, Run, run
from orepath.attribution.relational.told import told
from orepath.attribution.relational.transit import divide
from orepath.errors import InputError, fault
from orepath.network.own.table import Tabular

Engine = Literal["duckdb", "spark"]
Coupling = Literal["gross", "net"]
Table = Path | str | Tabular
READ = 0.1
"""The part of progress that reading is."""


def solve_relational(
    nodes: Table,
    edges: Table,
    labels: Labels = "source",
    stage: str | None = None,
    flags: Table | None = None,
    coupling: Coupling = "gross",
    engine: Engine = "duckdb",
    progress: Progress | None = None,
    memory_limit: str | None = None,
    work: Path | None = None,
    threads: int | None = None,
    disk_limit: str | None = None,
    few: int = FEW,
) -> RelationalAnswer:
    """What stands behind each node, by label, without holding the network in memory.

    Parameters
    ----------
    nodes, edges
        Parquet files (for Spark also folders and addresses of object stores), other files, or tables in memory.
    flags
        The table of ``touched``: `node`, `flag`.
    progress
        Called with the part done, 0 to 1.
    memory_limit
        Of DuckDB, such as ``2GB``; half the machine's memory where not told.
    work
        Where the work folder is made, which is removed with the answer; the system's folder for temporary files where
        not told. Spark's workers must see it too.
    threads, disk_limit
        Of DuckDB: how many threads, and how much of the disk it may use.
    few
        Cycles of so many nodes together are solved by elimination, in memory.

    Returns
    -------
    RelationalAnswer
        To be closed, best by ``with``.

    Raises
    ------
    InputError
        With every fault of the tables; or where the disk is full, memory too little, the network too deep.
    """
    if coupling not in ("gross", "net"):
        raise InputError(fault("bad_option", "coupling", found=coupling, allowed="gross, net"))
    if labels not in ("source", "last-stage", "touched"):
        raise InputError(fault("bad_option", "labels", found=labels, allowed="source, last-stage, touched"))
    with _work_folder(work) as folder:
        relations = _backend(engine, folder, memory_limit, threads, disk_limit)
        try:
            question = _Question(relations, folder, labels, stage, coupling == "net", few, progress or _silent)
            names, found = question.answered(nodes, edges, flags)
        finally:
            relations.close()
        folders = [each for run in found for each in run.folders]
        certificate = max(run.certificate for run in found)
        seconds = (sum(run.seconds for run in found), sum(run.seconds_components for run in found))
        return RelationalAnswer(folders, names, certificate, *seconds, folder)


def _silent(part: float) -> None:
    """Tell nobody."""


@contextmanager
def _work_folder(work: Path | None) -> Iterator[Path]:
    """A new folder, removed where what is done with it fails or is interrupted."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="orepath-", dir=work))
    except OSError as error:
        raise InputError(fault("write_failed", str(work), reason=error.strerror or str(error))) from error
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _backend(
    engine: Engine, folder: Path, memory_limit: str | None, threads: int | None, disk_limit: str | None
) -> Relations:
    if engine == "duckdb":
        return OnDuckdb(folder, memory_limit, threads, disk_limit)
    if engine != "spark":
        raise InputError(fault("bad_option", "engine", found=engine, allowed="duckdb, spark"))
    try:
        module = importlib.import_module("orepath.attribution.relational.on_spark")
    except ModuleNotFoundError as error:
        raise InputError(fault("attribution_no_spark", missing=error.name)) from error
    backend: Callable[[Path], Relations] = module.OnSpark
    return backend(folder)


class _Question:
    """One question about one network."""

    def __init__(
        self,
        relations: Relations,
        folder: Path,
        labels: Labels,
        stage: str | None,
        net: bool,
        few: int,
        progress: Progress,
    ) -> None:
        self.relations, self.folder, self.labels, self.stage = relations, folder, labels, stage
        self.net, self.few, self.progress = net, few, progress

    def answered(self, nodes: Table, edges: Table, flags: Table | None) -> tuple[tuple[str, ...], list[Run]]:
        """The columns of the answer, and the runs that found them."""
        if self.labels == "touched" and flags is None:
            raise InputError(fault("bad_option", "flags", found="", allowed="flag, node ids"))
        tables = [
            told(self.relations, table, name, self.folder)
            for table, name in ((nodes, "nodes"), (edges, "edges"), (flags, "flags"))
            if table is not None
        ]
        needed = ("place", "stage") if self.net else ("place", "stage") if self.labels == "last-stage" else ()
        given = numbered(self.relations, tables[0], tables[1], tables[2] if self.labels == "touched" else None, needed)
        if self.net:
            divide(self.relations, given)
        self.progress(READ)
        if self.labels == "touched":
            return self._touched(given)
        if self.labels == "source":
            labelled = by_source(self.relations, given, self.net)
        else:
            labelled = by_stage(self.relations, given, self.net, self.stage)
        return (*labelled.names, UNATTRIBUTED), [self._run(given, labelled, "labels")]

    def _touched(self, given: Numbered) -> tuple[tuple[str, ...], list[Run]]:
        """By flag; each has a run of its own where a node carries one that no own mass reaches: it may be in a cycle
        that nobody feeds, where only what is held says what the others are."""
        labelled = by_flag(self.relations, given, self.net)
        reach(self.relations, "own > 0e0")
        self.relations.make("lost", "SELECT h.number FROM held AS h ANTI JOIN fed AS f ON f.number = h.number")
        ends = union([f"SELECT {end} AS number FROM edge" for end in ("source", "target")])
        traded = f"SELECT count(*) FROM lost SEMI JOIN ({ends}) AS ends ON ends.number = lost.number"
        if not one(self.relations, traded)[0]:
            return labelled.names, [self._run(given, labelled, "flags", held=True)]
        runs = []
        for number, name in enumerate(labelled.names):
            only = only_flag(self.relations, name)
            runs.append(self._run(given, only, f"flag-{number:05d}", runs=(number, len(labelled.names))))
        return labelled.names, runs

    def _run(
        self, given: Numbered, labelled: Labelled, name: str, held: bool = False, runs: tuple[int, int] = (0, 1)
    ) -> Run:
        before, of = runs
        folder = self.folder / name
        folder.mkdir()
        flags = self.labels == "touched"

        def told(part: float) -> None:
            self.progress(READ + (1 - READ) * (before + part) / of)

        return run(self.relations, given, labelled, flags, held, self.few, folder, told)
