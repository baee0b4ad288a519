"""The plan's tables in Spark: on as many machines as it has, each statement transpiled from DuckDB's SQL.

Spark is an extra: this module is imported where the engine `spark` is asked for, and nowhere else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import sqlglot
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from orepath.attribution.relational.relations import listed, quoted
from orepath.attribution.relational.schema import parquet_columns
from orepath.errors import InputError, fault

FULL = ("no space left", "disk quota exceeded")
KINDS = {"string": "text", **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), "integer")}
NUMBERS = ("float", "double", "decimal")


class OnSpark:
    """See `Relations`.

    The session in use is taken where there is one, and left running; else one is made as `spark-submit` and Spark's own
    settings say, and stopped in the end. Every table is a checkpoint: what follows does not compute it again.

    Parameters
    ----------
    work
        A folder that the driver and every worker see.

    Raises
    ------
    InputError
        If there is no Java, or Spark does not start.
    """

    def __init__(self, work: Path) -> None:
        self.work = work
        running = SparkSession.getActiveSession()
        self.session = running or _begun()
        self.begun = running is None
        self.frames: dict[str, DataFrame] = {}

    def columns(self, path: str) -> dict[str, str]:
        """See `Relations`."""
        if "://" not in path and Path(path).is_file():
            return parquet_columns(Path(path))
        try:
            fields = self.session.read.parquet(path).schema.fields
        except PySparkException as error:
            raise InputError(fault("network_file_broken", path, format="Parquet", detail=_short(error))) from error
        return {field.name: _kind(field.dataType.simpleString()) for field in fields}

    def read(self, name: str, path: str, columns: Sequence[str]) -> None:
        """See `Relations`; the rows of several files are counted on in the order of the files' names."""
        local = path if "://" in path else Path(path).resolve().as_uri()
        kept = [f"`{column}`" for column in columns]
        place = ["_metadata.file_path AS file_path", "_metadata.row_index AS row_index"]
        frame = self.session.read.parquet(local).selectExpr(*kept, *place)
        frame.createOrReplaceTempView("read_rows")
        sizes = self.rows("SELECT file_path, max(row_index) + 1 AS size FROM read_rows GROUP BY file_path")
        files = sorted(sizes)
        starts = np.cumsum([0, *(size for _, size in files)])[:-1]
        begins = {
            "file_path": pa.array([file for file, _ in files], pa.string()),
            "begins": pa.array(starts, pa.int64()),
        }
        self.load("read_files", pa.table(begins))
        shown = listed(quoted(column) for column in columns)
        counted = f"SELECT {shown}, row_index + begins AS row_at FROM read_rows JOIN read_files USING (file_path)"
        self._show(name, self._sql(counted))

    def make(self, name: str, select: str, order: str = "") -> None:
        """See `Relations`."""
        self._show(name, self._kept(select))

    def add(self, name: str, select: str) -> None:
        """See `Relations`."""
        self._show(name, self.frames[name].union(self._kept(select)))

    def load(self, name: str, table: pa.Table) -> None:
        """See `Relations`."""
        self._show(name, self.session.createDataFrame(table))

    def drop(self, *names: str) -> None:
        """See `Relations`."""
        for name in names:
            if self.frames.pop(name, None) is not None:
                self.session.catalog.dropTempView(name)

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """See `Relations`."""
        try:
            return [tuple(row) for row in self._sql(select).collect()]
        except PySparkException as error:
            raise self._told(error) from error

    def write(self, select: str, order: str, folder: Path) -> None:
        """See `Relations`."""
        try:
            self._sql(f"{select} ORDER BY {order}").write.parquet(folder.resolve().as_uri())
        except PySparkException as error:
            raise self._told(error) from error

    def close(self) -> None:
        """See `Relations`."""
        self.drop(*list(self.frames))
        if self.begun:
            self.session.stop()

    def _sql(self, select: str) -> DataFrame:
        return self.session.sql(spoken(select))

    def _kept(self, select: str) -> DataFrame:
        try:
            return self._sql(select).localCheckpoint(eager=True)
        except PySparkException as error:
            raise self._told(error) from error

    def _show(self, name: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(name)
        self.frames[name] = frame

    def _told(self, error: Exception) -> Exception:
        """Spark's error as orepath's where it is the disk or a file."""
        said = str(error).lower()
        if any(sign in said for sign in FULL):
            return InputError(fault("attribution_disk_full", str(self.work), detail=_short(error)))
        if "failed_read_file" in said or "is not a parquet file" in said:
            return InputError(fault("network_file_broken", format="Parquet", detail=_short(error)))
        return error


@lru_cache(maxsize=256)
def spoken(select: str) -> str:
    """A statement of the plan in Spark's SQL.

    >>> spoken("SELECT a.i // 2 AS half FROM a ANTI JOIN b ON b.i = a.i")
    'SELECT CAST(a.i / 2 AS BIGINT) AS half FROM a LEFT ANTI JOIN b ON b.i = a.i'
    """
    return str(sqlglot.transpile(select, read="duckdb", write="spark")[0])


def _begun() -> SparkSession:
    """A session of our own; on one machine it is told to nobody outside."""
    submitted = os.environ.get("PYSPARK_SUBMIT_ARGS", "")
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # not begun by spark-submit, which has found Java
        if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
            raise InputError(fault("attribution_no_spark", missing="Java"))
        if "--master" not in submitted or "--master local" in submitted:
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    options: dict[str, Any] = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    try:
        return SparkSession.builder.appName("orepath").config(map=options).getOrCreate()
    except (PySparkException, OSError) as error:
        raise InputError(fault("attribution_spark_start", detail=_short(error))) from error


def _kind(name: str) -> str:
    return "number" if name.startswith(NUMBERS) else KINDS.get(name, name)


def _short(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200]
