"""From the register files of a ministry to statements."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from orepath.evidence.reading import Reading, Sink
from orepath.evidence.register import registers
from orepath.evidence.register_folder import read_register_files
from orepath.evidence.register_template import templates
from orepath.evidence.source import source

__all__ = ["SOURCE", "read", "read_registers", "templates"]

SOURCE = source("orepath.sources.ministry_registers")


def read_registers(folder: Path, sink: Sink, known: Collection[str] = ()) -> Reading:
    """Read all registers of a folder, each in a file named after it (``consultation.csv``, ``labour_case.toml``).

    Parameters
    ----------
    known
        Keys of measures and instruments in other releases, to which records may refer.

    Raises
    ------
    SourceError
        With every fault of every file, a file of an unknown name among them.
    """
    return read_register_files(folder, sink, list(registers()), known=known, most_bytes=SOURCE.raw["most_bytes"])


def read(path: Path, sink: Sink) -> Reading:
    """Read a folder of registers, or one of them."""
    return read_registers(path, sink)
