"""GLEIF's files at a path, and the records of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from orepath.control.reading.gleif.json_records import is_record, json_records
from orepath.control.reading.gleif.xml_records import xml_records
from orepath.control.reading.json_text import json_values
from orepath.control.reading.kinds import file_kind
from orepath.errors import InputError, SourceError, fault
from orepath.evidence.files import bounded_file
from orepath.evidence.source import source

SOURCE = source("orepath.control.datasets.gleif")
OTHER = ("wrong_dataset", "wrong_format", "control_file_empty")
"""Faults of a file that is none of GLEIF's; beside its own in a folder it is left out."""


@dataclass
class File:
    """A file; `header` is what it says of itself, known once its records were gone through."""

    path: Path
    header: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def records(self) -> Iterator[object]:
        """Its records, in order.

        Raises
        ------
        InputError
            Where it is no file of GLEIF's, or broken.
        """
        kind = file_kind(self.path)
        if kind == "xml":
            yield from self._of_xml()
            return
        if kind != "json":
            raise InputError(fault("wrong_format", self.name, found=kind, allowed="XML, JSON"))
        bounded_file(self.path, SOURCE.raw["most_bytes_json"])
        values = json_values(self.path)
        if not values or not is_record(values[0]):
            keys = ", ".join(list(values[0])[:6]) if values and isinstance(values[0], dict) else ""
            raise InputError(fault("wrong_dataset", self.name, dataset=SOURCE.id, detail=keys or "–"))
        yield from json_records(values)

    def _of_xml(self) -> Iterator[object]:
        try:
            yield from xml_records(self.path, self.header)
        except InputError as error:
            other = next((each for each in error.faults if each.code == "control_unknown_kind"), None)
            if other is None:
                raise
            found = other.values["found"]
            raise InputError(fault("wrong_dataset", self.name, dataset=SOURCE.id, detail=found)) from error


def gleif_files(path: Path) -> tuple[list[File], list[str]]:
    """The files of GLEIF at a path, and the names of the others in a folder.

    Raises
    ------
    SourceError
        Where there is none, or one cannot be read.
    """
    if not path.is_dir():
        return [File(bounded_file(path, SOURCE.raw["most_bytes"]))], []
    try:
        every = sorted(each for each in path.iterdir() if not each.name.startswith("."))
    except OSError as error:
        raise SourceError(fault("file_unreadable", str(path), reason=error.strerror or error)) from error
    files = [File(bounded_file(each, SOURCE.raw["most_bytes"])) for each in every if each.is_file() and _is_own(each)]
    if not files:
        raise SourceError(fault("folder_lacks", str(path), missing="<LEIData> XML, LEI JSON"))
    read = {file.path for file in files}
    return files, [each.name for each in every if each not in read]


def _is_own(path: Path) -> bool:
    """Whether the first record of a file is one of GLEIF's; a broken file is taken for its own, to be told of."""
    if path.suffix.casefold() not in (".xml", ".json"):
        return False
    try:
        next(File(bounded_file(path, SOURCE.raw["most_bytes"])).records(), None)
    except InputError as error:
        return not all(found.code in OTHER for found in error.faults)
    return True
