"""An agreement and its commitments."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from orepath.errors import Fault, InputError, UnknownName, fault
from orepath.vocabulary.language import Text, text
from orepath.vocabulary.places import is_country
from orepath.vocabulary.terms import minerals

STRENGTHS = ("hard", "process", "best_efforts", "conditional")
ANCHORS = ("ceiling", "actual")


@dataclass(frozen=True)
class Commitment:
    """One commitment: who acts, how strongly it binds, what evidence it needs, and the room that assesses it."""

    id: str
    room: str
    strength: str
    actor: str
    title: Text
    summary: Text
    evidence: Text
    citation_pending: bool
    limbs: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True)
class ReviewCycle:
    """When reviews fall due and what may be decided. `anchor` is a parameter: both readings are shown."""

    first_within_years: int
    every_years: int
    anchor: str
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """A fact about the agreement's legal status, with its source."""

    text: Text
    source: str
    how_sure: str
    date: date | None


@dataclass(frozen=True)
class Agreement:
    """An agreement as data."""

    id: str
    title: Text
    short: Text
    binding: bool
    in_force_from: date
    until: date | None
    parties: tuple[str, ...]
    minerals: tuple[str, ...]
    review: ReviewCycle | None
    commitments: tuple[Commitment, ...]
    facts: tuple[Fact, ...]
    citation_pending: tuple[str, ...]
    source: dict[str, Any]

    def commitment(self, commitment_id: str) -> Commitment:
        """The commitment of an id.

        Raises
        ------
        UnknownName
            Where there is none.
        """
        for commitment in self.commitments:
            if commitment.id == commitment_id:
                return commitment
        raise UnknownName("commitment", commitment_id, [c.id for c in self.commitments])


def packaged() -> list[str]:
    """The ids of the agreements that ship with orepath."""
    folder = files("orepath.agreements")
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))


def load(name_or_path: str) -> Agreement:
    """An agreement by its id, or from a TOML file of one's own.

    Raises
    ------
    InputError
        With every fault of the file; UnknownName where there is neither an id nor a file of that name.
    """
    if name_or_path in packaged():
        content = files("orepath.agreements").joinpath(f"{name_or_path}.toml").read_text("utf-8")
        return parse(content, f"{name_or_path}.toml")
    path = Path(name_or_path)
    if path.suffix == ".toml" and path.is_file():
        try:
            return parse(path.read_text("utf-8"), path.name)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(fault("file_unreadable", str(path), reason=str(error))) from error
    raise UnknownName("agreement", name_or_path, packaged())


def parse(content: str, file: str) -> Agreement:
    """An agreement from the text of its file."""
    try:
        raw = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InputError(fault("agreement_broken", file, detail=str(error))) from error
    faults = list(_faults(raw, file))
    if faults:
        raise InputError(faults)
    cycle = raw.get("review")
    return Agreement(
        id=raw["id"],
        title=text(raw["title"]),
        short=text(raw.get("short", raw["title"])),
        binding=raw["binding"],
        in_force_from=raw["in_force_from"],
        until=raw.get("until"),
        parties=tuple(raw["parties"]),
        minerals=tuple(raw["minerals"]),
        review=_cycle(cycle) if cycle else None,
        commitments=tuple(_commitment(entry) for entry in raw["commitment"]),
        facts=tuple(_fact(entry) for entry in raw.get("facts", ())),
        citation_pending=tuple(raw.get("citation_pending", ())),
        source=raw.get("source", {}),
    )


def _cycle(entry: dict[str, Any]) -> ReviewCycle:
    return ReviewCycle(entry["first_within_years"], entry["every_years"], entry["anchor"], tuple(entry["decisions"]))


def _commitment(entry: dict[str, Any]) -> Commitment:
    return Commitment(
        id=entry["id"],
        room=entry["room"],
        strength=entry["strength"],
        actor=entry["actor"],
        title=text(entry["title"]),
        summary=text(entry["summary"]),
        evidence=text(entry["evidence"]),
        citation_pending=entry.get("citation_pending", False),
        limbs=tuple((limb["id"], text(limb["title"])) for limb in entry.get("limb", ())),
    )


def _fact(entry: dict[str, Any]) -> Fact:
    return Fact(text(entry["text"]), entry.get("source", ""), entry.get("how_sure", ""), entry.get("date"))


def _faults(raw: dict[str, Any], file: str) -> list[Fault]:
    """All that is wrong with the tables of an agreement file."""
    found: list[Fault] = []

    def need(table: dict[str, Any], keys: tuple[str, ...], where: str) -> None:
        found.extend(fault("required_cell", where, column=key) for key in keys if key not in table)

    def one_of(value: object, allowed: tuple[str, ...], where: str, key: str) -> None:
        if value not in allowed:
            found.append(fault("bad_cell", where, column=key, found=value, allowed=", ".join(allowed)))

    need(raw, ("id", "title", "binding", "in_force_from", "parties", "minerals", "commitment"), file)
    for party in raw.get("parties", ()):
        if not is_country(party):
            found.append(fault("bad_cell", file, column="parties", found=party, allowed="ISO 3166-1 alpha-2"))
    for mineral in raw.get("minerals", ()):
        if mineral not in minerals():
            found.append(fault("bad_cell", file, column="minerals", found=mineral, allowed=", ".join(minerals())))
    if "review" in raw:
        need(raw["review"], ("first_within_years", "every_years", "anchor", "decisions"), f"{file}, [review]")
        one_of(raw["review"].get("anchor"), ANCHORS, f"{file}, [review]", "anchor")
    seen: dict[str, int] = {}
    for number, entry in enumerate(raw.get("commitment", ()), start=1):
        where = f"{file}, [[commitment]] {number}"
        need(entry, ("id", "room", "strength", "actor", "title", "summary", "evidence"), where)
        one_of(entry.get("strength"), STRENGTHS, where, "strength")
        if seen.setdefault(entry.get("id", ""), number) != number:
            found.append(fault("duplicate_key", where, key=entry.get("id"), first=seen[entry.get("id", "")]))
    return found
