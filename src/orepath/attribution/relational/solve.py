"""The composition of every node by the relational plan, run by DuckDB or Spark."""

from __future__ import annotations

import importlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from orepath.attribution.labels import Labels
from orepath.attribution.relational.answer import RelationalAnswer
from orepath.attribution.relational.core import FEW
from orepath.attribution.relational.on_duckdb import OnDuckdb
from orepath.attribution.relational.question import Question, Table
from orepath.attribution.relational.relations import Relations
from orepath.attribution.relational.run import Progress
from orepath.errors import InputError, fault

Engine = Literal["duckdb", "spark"]
Coupling = Literal["gross", "net"]


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
            question = Question(relations, folder, labels, stage, coupling == "net", few, progress or _silent)
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
