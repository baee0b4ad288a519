"""What the register's measures lack for a stress test, and what is said of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.stress.shock import Assumption
from orepath.vocabulary.language import Text, text

Range = tuple[float, float, float]
"""Value, low and high."""


@dataclass(frozen=True)
class Told:
    """What stands of a measure and mineral in ``measures.toml``."""

    of: Mapping[str, Any]

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages of the goods; empty where it does not say."""
        return tuple(self.of.get("stages", ()))

    @property
    def word(self) -> str:
        """Another word for how the measure acts, or empty."""
        return str(self.of.get("as", ""))

    @property
    def quota_t(self) -> float | None:
        """Tonnes of contained metal a year that may still leave."""
        return float(self.of["quota_t"]) if "quota_t" in self.of else None

    def number(self, key: str, id_: str, name: Text, unit: str) -> Assumption | None:
        """The share, duty or part that it says, or None."""
        if key not in self.of:
            return None
        value, low, high = (float(each) for each in self.of[key])
        own = "part_" if key == "part" else ""
        sure = self.of["part_sure" if own else "how_sure"]
        return Assumption(f"{id_}.{key}", name, value, low, high, unit, text(self.of[f"{own}source"]), sure)


@cache
def _raw(name: str) -> dict[str, Any]:
    return tomllib.loads(files("orepath.stress.templates").joinpath(f"{name}.toml").read_text("utf-8"))


def told(measure_id: str, mineral: str = "") -> Told:
    """What stands of a measure, and of one mineral of it."""
    entry = _raw("measures")["measure"].get(measure_id, {})
    own = entry.get("of", {}).get(mineral, {})
    return Told({**{key: value for key, value in entry.items() if key != "of"}, **own})


def told_minerals(measure_id: str) -> tuple[str, ...]:
    """The minerals taken of an act that names none."""
    return tuple(_raw("measures")["measure"].get(measure_id, {}).get("minerals", ()))


def told_none(measure_id: str) -> Text | None:
    """Why there is nothing to answer of a measure, where that stands there."""
    entry = _raw("measures")["measure"].get(measure_id, {})
    return text(entry["none"]) if "none" in entry else None


def told_ids() -> tuple[str, ...]:
    """The measures of which anything stands there."""
    return tuple(_raw("measures")["measure"])


def told_rows() -> Iterator[tuple[str, str, str, str, Text]]:
    """All of ``measures.toml`` in rows: measure, mineral (empty for all), what is taken, how sure, and the source."""
    for id_, entry in _raw("measures")["measure"].items():
        if "none" in entry:
            yield id_, "", "not answered", "", text(entry["none"])
        for mineral, said in (("", entry), *entry.get("of", {}).items()):
            for key in ("minerals", "stages", "as", "share", "duty", "quota_t", "part"):
                if key in said:
                    own = "part_" if key == "part" else ""
                    sourced = key in ("share", "duty", "quota_t", "part")
                    sure = said[f"{own or 'how_'}sure"] if sourced else "judgement"
                    source = text(said[f"{own}source"]) if sourced else Text("", "")
                    yield id_, mineral, f"{key}: {_shown(said[key])}", sure, source


def _shown(value: object) -> str:
    """A value of the file as a line shows it; of a range the value, then its ends."""
    if not isinstance(value, list):
        return str(value)
    if all(isinstance(each, str) for each in value):
        return ", ".join(value)
    middle, low, high = value
    return f"{middle:g} ({low:g} to {high:g})"


def note(key: str, **values: object) -> Text:
    """What must be said of a shock, its placeholders filled."""
    return text(_raw("notes")["note"][key]).format(**values)


def why(key: str, **values: object) -> Text:
    """Why there is no answer."""
    return text(_raw("notes")["why"][key]).format(**values)


def precision_text(precision: str) -> Text:
    """The part of a date that is known."""
    return text(_raw("notes")["precision"][precision])


def name_text(**values: object) -> Text:
    """What a measure is called in a line."""
    return text(_raw("notes")["name"]).format(**values)
