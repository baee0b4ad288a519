"""What is known of an aspect model: by which keys it is known, and which of its fields are carried over to where."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from orepath.custody.reading.aspects.path import Path, path, without_positions

LOWEST = Decimal(0)
HIGHEST = Decimal(10) ** 12
"""Where a map gives no limits: our own choice, no quantity of a passport is larger in the units that they use."""


class Carried(NamedTuple):
    """A field that is carried over.

    Parameters
    ----------
    path
        Where its value stands, from the item of its group.
    field
        What it is carried to: an id of ``passports/fields.toml``.
    kind
        A kind of value, see `orepath.custody.reading.aspects.value`.
    unit
        Of the value, where the model fixes it.
    unit_at
        Where the unit stands, from the item of the group; empty where it is fixed.
    values
        What its words stand for, for a choice.
    """

    path: Path
    field: str
    kind: str = "text"
    unit: str = ""
    unit_at: Path = ()
    low: Decimal = LOWEST
    high: Decimal = HIGHEST
    values: tuple[tuple[str, str], ...] = ()


class Group(NamedTuple):
    """Fields that say something of one thing, and what they are told apart by.

    Parameters
    ----------
    path
        Where the things stand; empty for the document itself.
    of
        What each is told apart by (``material``, ``stage``): a path from the thing, or a word after ``=``.
    """

    path: Path
    of: tuple[tuple[str, Path | str], ...]
    fields: tuple[Carried, ...]


class Model(NamedTuple):
    """An aspect model.

    Parameters
    ----------
    name
        As its publisher writes it.
    versions
        Each with a key that only it has; empty where its keys do not tell.
    about
        ``lot``, ``passport`` (of a product that need not be a lot), ``lot and passport``, ``events`` or ``set aside``.
    needs
        Keys that a document has if it is of this model.
    only
        Whether it has no keys besides.
    tells
        A path, and the word that stands there (empty for any value), for models with the same keys.
    subject
        Where the identifier stands of what the document is about; none where it does not say.
    events, reads
        What gives its events, and the fields that it reads.
    version_at
        Where a document says its version; empty where it does not.
    reason
        Why it is set aside (``planned``, ``party``), and the field that shows it.
    known
        Every field that it reads, without positions.
    """

    name: str
    versions: tuple[tuple[str, Path], ...]
    about: str
    needs: frozenset[str]
    only: bool
    tells: tuple[Path, str] | None
    subject: tuple[Path, ...]
    groups: tuple[Group, ...]
    events: str
    reads: tuple[Path, ...]
    version_at: Path
    reason: tuple[str, str]
    known: frozenset[str]


@cache
def models(folder: str) -> tuple[Model, ...]:
    """The models of a package with maps (``orepath.custody.reading.catenax``), the most telling first."""
    maps = sorted(entry.name for entry in files(folder).joinpath("models").iterdir() if entry.name.endswith(".toml"))
    found = [
        _model(tomllib.loads(files(folder).joinpath("models", name).read_text("utf-8"), parse_float=Decimal))
        for name in maps
    ]
    return tuple(sorted(found, key=lambda model: (model.tells is None, -len(model.needs), model.name)))


def _model(raw: dict[str, Any]) -> Model:
    tells = raw.get("tells")
    aside = raw.get("set_aside", {"why": "", "field": ""})
    groups = tuple(_group(entry) for entry in [{"path": "", "field": raw.get("field", [])}, *raw.get("group", [])])
    subject, reads = (tuple(path(said) for said in raw.get(key, [])) for key in ("subject", "reads"))
    version_at = path(raw.get("version_at", ""))
    return Model(
        raw["model"],
        tuple((entry["id"], path(entry["has"])) for entry in raw["version"]),
        raw["about"],
        frozenset(raw["needs"]),
        raw.get("only", False),
        (path(tells["path"]), tells.get("is", "")) if tells else None,
        subject,
        groups,
        raw.get("events", ""),
        reads,
        version_at,
        (aside["why"], aside["field"]),
        frozenset(without_positions(each) for each in (*subject, *reads, version_at, *_read(groups))),
    )


def _read(groups: tuple[Group, ...]) -> Iterator[Path]:
    for group in groups:
        yield from (group.path + said for _, said in group.of if not isinstance(said, str))
        yield from (group.path + way for each in group.fields for way in (each.path, each.unit_at) if way)


def _group(raw: dict[str, Any]) -> Group:
    of = ((key, said[1:] if said.startswith("=") else path(said)) for key, said in raw.get("of", {}).items())
    return Group(path(raw["path"]), tuple(of), tuple(_carried(entry) for entry in raw["field"]))


def _carried(raw: dict[str, Any]) -> Carried:
    return Carried(
        path(raw["path"]),
        raw["to"],
        raw.get("kind", "text"),
        raw.get("unit", ""),
        path(raw.get("unit_at", "")),
        Decimal(raw.get("low", LOWEST)),
        Decimal(raw.get("high", HIGHEST)),
        tuple(raw.get("values", {}).items()),
    )
