"""Aspects of the Battery Pass data model (DIN DKE SPEC 99100), versions 1.0.0 and 1.2.0."""

from __future__ import annotations

from pathlib import Path

from orepath.custody.document import Document
from orepath.custody.reading.aspects.read import document_of, model_of
from orepath.custody.reading.small_json import load

FOLDER = "orepath.custody.reading.batterypass"
"""The package with the maps of the aspects."""


def is_batterypass(raw: object) -> bool:
    """Whether a JSON document has the keys of an aspect of the Battery Pass data model.

    >>> is_batterypass({"supplyChainDueDiligenceReport": "https://report.example"}), is_batterypass({"id": 1})
    (True, False)
    """
    return model_of(raw, FOLDER) is not None


def read(path: Path) -> Document:
    """What an aspect of the Battery Pass data model says, as part of a passport; of the battery itself, a lot.

    Raises
    ------
    InputError
        Where it cannot be read as JSON or has the keys of no aspect.
    """
    return document(load(path), path.name)


def document(raw: object, file: str) -> Document:
    """What the JSON of a document of an aspect of the Battery Pass data model says, as `read` gives it.

    Raises
    ------
    InputError
        As `read`, once the file is read.
    """
    return document_of(raw, file, FOLDER, "batterypass", {})
