"""Documents of Catena-X aspect models."""

from __future__ import annotations

from pathlib import Path

from orepath.custody.document import Document
from orepath.custody.reading.aspects.read import document_of, model_of
from orepath.custody.reading.catenax.events import EVENTS
from orepath.custody.reading.small_json import load

FOLDER = "orepath.custody.reading.catenax"
"""The package with the maps of the models."""


def is_catenax(raw: object) -> bool:
    """Whether a JSON document has the keys of an aspect model of Catena-X.

    >>> is_catenax({"catenaXId": "made-up", "childItems": []}), is_catenax({"id": 1})
    (True, False)
    """
    return model_of(raw, FOLDER) is not None


def read(path: Path) -> Document:
    """What a document of an aspect model of Catena-X says of lots, products and events.

    Raises
    ------
    InputError
        Where it cannot be read as JSON, has the keys of no model, or is of a lot and does not say which.
    """
    return document(load(path), path.name)


def document(raw: object, file: str) -> Document:
    """What the JSON of a document of an aspect model of Catena-X says, as `read` gives it.

    Raises
    ------
    InputError
        As `read`, once the file is read.
    """
    return document_of(raw, file, FOLDER, "catenax", EVENTS)
