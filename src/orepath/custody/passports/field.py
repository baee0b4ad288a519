"""The fields of the draft of a passport."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from orepath.vocabulary.language import Text, text


class Field(NamedTuple):
    """A field of the draft.

    Parameters
    ----------
    unit
        Of its values; empty where they have none, or each its own.
    reference, how_sure
        The attribute of the law that it serves, where one is known, and how sure that is.
    needed
        Whether the passport of a battery needs it.
    many
        Whether several values do not contradict each other.
    """

    id: str
    section: str
    name: Text
    unit: str
    reference: str
    how_sure: str
    needed: bool
    many: bool


WHOLE = re.compile("/|CO2")
"""A unit that says what is counted, and not only what for."""


@cache
def _raw() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(
        files("orepath.custody.passports").joinpath("fields.toml").read_text("utf-8")
    )["field"]
    return found


@cache
def fields() -> dict[str, Field]:
    """Every field, by its id, in the order of the draft."""
    return {
        entry["id"]: Field(
            entry["id"],
            entry["section"],
            text(entry),
            entry.get("unit", ""),
            entry.get("reference", ""),
            entry.get("how_sure", ""),
            entry.get("needed", False),
            entry.get("many", False),
        )
        for entry in _raw()
    }


@cache
def _called() -> dict[str, tuple[str, str]]:
    return {name: (entry["id"], unit) for entry in _raw() for name, unit in entry.get("names", {}).items()}


@cache
def _per() -> dict[str, str]:
    return {entry["id"]: entry["per"] for entry in _raw() if "per" in entry}


def own(name: str, unit: str) -> tuple[str, str]:
    """The id of a field and the unit of its value, from what a reader calls it; ``other`` where there is none.

    >>> own("carbon_footprint", "KGM"), own("mass", "kg"), own("colour", "")
    (('carbon_footprint_declared', 'kg CO2e / KGM'), ('mass', 'kg'), ('other', ''))
    """
    id_, fixed = (name, "") if name in fields() else _called().get(name, ("other", ""))
    unit = fixed or unit
    if id_ in _per() and not WHOLE.search(unit):
        unit = _per()[id_].replace("{unit}", unit or "declared unit")
    return id_, unit
