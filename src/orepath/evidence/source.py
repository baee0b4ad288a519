"""What is known of a dataset before it is read: publisher, licence, editions and what must hold of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any, Literal

from orepath.vocabulary.language import Text, text

Allowed = Literal["shipping", "redistribution", "own_use"]


@dataclass(frozen=True)
class Source:
    """A dataset as its ``source.toml`` describes it.

    Parameters
    ----------
    allows
        What its licence allows: ``shipping`` figures with orepath, ``redistribution`` by whoever holds the file (under
        the licence's conditions), or ``own_use`` alone.
    assertions
        Bounds by name, each ``(minimum, maximum)``; None is no bound.
    place_labels
        How a place is shown where the publisher reports it under another name.
    """

    id: str
    publisher: Text
    title: Text
    url: str
    licence: str
    licence_url: str
    licence_basis: str
    allows: Allowed
    cadence: str
    edition: str
    published: date | None
    assertions: dict[str, tuple[float | None, float | None]]
    place_labels: dict[str, Text] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def ships(self) -> bool:
        """Whether the licence allows orepath to ship figures of it."""
        return self.allows == "shipping"

    def says(self, key: str, **values: object) -> str:
        """A note of its reader from the table ``says``, in English and Japanese beside each other."""
        said = text(self.raw["says"][key]).format(**values)
        return f"{said.en} / {said.ja}"


def source(package: str) -> Source:
    """The source described in ``source.toml`` of a package, such as ``orepath.sources.world_bank_wgi``."""
    return parse(tomllib.loads(files(package).joinpath("source.toml").read_text("utf-8")))


def parse(raw: dict[str, Any]) -> Source:
    """A source from the tables of its ``source.toml``."""
    return Source(
        id=raw["id"],
        publisher=text(raw["publisher"]),
        title=text(raw["title"]),
        url=raw.get("url", ""),
        licence=raw["licence"],
        licence_url=raw.get("licence_url", ""),
        licence_basis=raw.get("licence_basis", ""),
        allows=raw.get("allows") or ("shipping" if raw.get("ships") else "own_use"),  # manifests before `allows`
        cadence=raw.get("cadence", ""),
        edition=raw.get("edition", ""),
        published=_day(raw.get("published")),
        assertions={
            key: (entry.get("minimum"), entry.get("maximum")) for key, entry in raw.get("assertions", {}).items()
        },
        place_labels={key: text(entry) for key, entry in raw.get("place_labels", {}).items()},
        raw=raw,
    )


def _day(value: date | str | None) -> date | None:
    """A day as TOML gives it, or as ISO text, as a manifest keeps it."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
