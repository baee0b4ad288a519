"""A document of an aspect model: recognised by its keys, read by its map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from orepath.custody.document import Document, Unread
from orepath.custody.event import Event
from orepath.custody.reading.aspects.lot import facts
from orepath.custody.reading.aspects.model import Model, models
from orepath.custody.reading.aspects.path import walk
from orepath.custody.reading.aspects.statement import Reader, printable, subject
from orepath.errors import Fault, InputError, fault

ASIDE = {"planned": "custody_planned", "party": "custody_of_a_party"}
"""The text that says why a model says nothing of lots, by the word of its map."""
VERSION = r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}$"
"""How a version ends the name of a model."""

EventsOf: TypeAlias = Callable[[Reader, str], tuple[Event, ...]]
"""Gives the events of a document that is about the lot named, and keeps what it could not take in."""


def model_of(raw: object, folder: str) -> Model | None:
    """The model that a document has the keys of; None where it is of none.

    Parameters
    ----------
    folder
        The package with the maps of the models.
    """
    if not isinstance(raw, dict) or "@context" in raw:
        return None
    return next((model for model in models(folder) if _fits(raw, model)), None)


def _fits(raw: dict[str, object], model: Model) -> bool:
    if not model.needs <= raw.keys() or (model.only and raw.keys() - model.needs):
        return False
    if model.tells is None:
        return True
    steps, word = model.tells
    return any(not found.broken and (not word or found.value == word) for found in walk(raw, steps))


def version_of(raw: dict[str, object], model: Model) -> str:
    """The version that a document says; else the version of its model that it has the keys of."""
    if said := _said_version(raw, model):
        return said
    if len(model.versions) == 1:
        return model.versions[0][0]
    for version, steps in model.versions:
        if any(not found.broken for found in walk(raw, steps)):
            return version
    return ""


def _said_version(raw: dict[str, object], model: Model) -> str:
    for found in walk(raw, model.version_at) if model.version_at else ():
        told = re.search(VERSION, found.value) if isinstance(found.value, str) and not found.broken else None
        if told:
            return told[0]
    return ""


def document_of(raw: object, file: str, folder: str, name: str, events: Mapping[str, EventsOf]) -> Document:
    """What a document of an aspect model gives.

    Parameters
    ----------
    raw
        Its JSON, as `orepath.custody.reading.small_json.load` gives it.
    folder
        The package with the maps of the models.
    name
        Of the format.
    events
        What gives the events of a model, by the name that its map gives.

    Raises
    ------
    InputError
        Where it is of no model of the package, or is of a lot and does not say which.
    """
    model = model_of(raw, folder)
    if model is None or not isinstance(raw, dict):
        allowed = ", ".join(sorted({each.name for each in models(folder)}))
        keys = ", ".join(printable(key[:60]) for key in list(raw)[:8]) if isinstance(raw, dict) and raw else "—"
        raise InputError(fault("custody_aspect_unknown", file, found=keys, allowed=allowed))
    why, shows = model.reason
    if why:
        return Document(file, name, unread=(Unread(ASIDE[why], f"{file}, {shows}", {"model": model.name}),))
    reader = Reader(file, raw)
    reader.read(model)
    version = version_of(raw, model)
    known = [each for each, _ in model.versions]
    if version and version not in known:
        told: dict[str, object] = {"model": model.name, "found": version, "allowed": ", ".join(known)}
        reader.unread.insert(0, Unread("custody_aspect_version", file, told))
    about, at = subject(raw, model)
    if model.subject and not about:
        missing = Unread("custody_no_subject", file, {"model": model.name, "fields": _subject_fields(model)})
        if "passport" not in model.about:
            raise InputError([Fault(each.code, each.where, each.values) for each in (missing, *reader.unread)])
        reader.unread.insert(0, missing)
    found = events[model.events](reader, about) if model.events else ()
    return Document(
        file,
        name,
        _again(found),
        (facts(reader, about, at),) if about and model.about in {"lot", "lot and passport"} else (),
        passports=(_passport(reader, model, about),) if "passport" in model.about else (),
        unread=tuple(reader.unread),
    )


def _again(events: tuple[Event, ...]) -> Callable[[], Iterator[Event]]:
    return lambda: iter(events)


def _subject_fields(model: Model) -> str:
    return ", ".join(".".join(str(step) for step in steps if step is not None) for steps in model.subject)


def _passport(reader: Reader, model: Model, about: str) -> dict[str, object]:
    """What a document says of a product, as `orepath.custody.passports` drafts from it."""
    return {
        "kind": "passport",
        "lot": about,
        "model": model.name,
        "version": version_of(reader.raw, model),
        "where": reader.file,
        "fields": tuple(
            {
                "field": said.field,
                "value": said.value,
                "unit": said.unit,
                "of": dict(said.of),
                "where": reader.where(said.at),
            }
            for said in reader.statements
        ),
    }
