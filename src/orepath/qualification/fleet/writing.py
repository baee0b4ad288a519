"""A fleet's answers in a file, a row a battery."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from orepath.errors import Fault, InputError, fault
from orepath.evidence.placing import placing
from orepath.qualification.fleet.answers import Told
from orepath.tabular.quantity import ratio

SUFFIXES = (".parquet", ".csv")
PERCENT = pa.decimal128(4, 1)
OF_ANSWER = {
    "share": pa.string(),
    "percent": PERCENT,
    "low": pa.string(),
    "high": pa.string(),
    "passes": pa.bool_(),
    "missing": pa.int32(),
}
"""Columns of an answer: `low` and `high` only where the share is not known."""


@dataclass(frozen=True)
class Columns:
    """Answers for the batteries of a block, under each set of countries; None for a battery that is faulty."""

    battery_ids: list[str]
    every: list[list[Told | None]]


def checked_out(path: Path, out: Path) -> None:
    """Refuse a file to write whose name does not say how, or which is the one that is read."""
    faults: list[Fault] = []
    if out.suffix.lower() not in SUFFIXES:
        faults.append(fault("bad_option", "--out", found=out, allowed=", ".join(f"*{each}" for each in SUFFIXES)))
    if out.exists() and out.samefile(path):
        faults.append(fault("bad_option", "--out", found=out, allowed="≠ CHAINS"))
    if faults:
        raise InputError(faults)


def schema(agreements: Sequence[str]) -> pa.Schema:
    """The columns of the file: the battery, its answer, and the answer without each agreement."""
    fields = [pa.field("battery_id", pa.string())]
    for end in ("", *(f"_without_{agreement}" for agreement in agreements)):
        fields += [pa.field(f"{name}{end}", kind) for name, kind in OF_ANSWER.items()]
    return pa.schema(fields)


@contextmanager
def written(out: Path, agreements: Sequence[str]) -> Iterator[Callable[[Columns], None]]:
    """Writes answers into a file that appears when it is whole.

    Raises
    ------
    InputError
        Where the folder cannot be written; nothing is then left.
    """
    columns = schema(agreements)
    with placing(out.parent) as beside:
        file = beside / out.name
        csv = out.suffix.lower() == ".csv"
        with pacsv.CSVWriter(file, columns) if csv else pq.ParquetWriter(file, columns, compression="zstd") as writer:

            def write(answers: Columns) -> None:
                writer.write_batch(_batch(answers, columns))

            yield write


def _batch(answers: Columns, columns: pa.Schema) -> pa.RecordBatch:
    arrays = [pa.array(answers.battery_ids, pa.string())]
    for found in answers.every:
        arrays += _arrays(found)
    return pa.RecordBatch.from_arrays(arrays, schema=columns)


def _arrays(found: Sequence[Told | None]) -> list[pa.Array]:
    exact = [each.share if each else None for each in found]
    bounds = [each.bounds if each else None for each in found]
    return [
        pa.array([f"{share[0]}/{share[1]}" if share else None for share in exact], pa.string()),
        _percents([(share[0] * 2000 + share[1]) // (2 * share[1]) if share else None for share in exact]),
        pa.array([ratio(each.low) if each else None for each in bounds], pa.string()),
        pa.array([ratio(each.high) if each else None for each in bounds], pa.string()),
        pa.array([each.passes if each else None for each in found], pa.bool_()),
        pa.array([each.missing if each else None for each in found], pa.int32()),
    ]


def _percents(tenths: Sequence[int | None]) -> pa.Array:
    """Tenths of a percent as decimals."""
    limbs = np.zeros((len(tenths), 2), dtype="<i8")
    limbs[:, 0] = [each or 0 for each in tenths]
    known = pa.array([each is not None for each in tenths])
    validity = None if pc.all(known).as_py() else known.buffers()[1]
    return pa.Array.from_buffers(PERCENT, len(tenths), [validity, pa.py_buffer(limbs.tobytes())])
