"""The list of known smelters that a workbook carries, and where a declared row contradicts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orepath.custody.declarations.declaration import SmelterDeclaration
from orepath.custody.declarations.heads import Head
from orepath.custody.declarations.labels import Labels
from orepath.custody.declarations.places_said import Places
from orepath.custody.declarations.sheets import Sheet
from orepath.custody.declarations.table import declared_rows
from orepath.custody.declarations.wording import choice, label
from orepath.errors import Fault, fault
from orepath.vocabulary.terms import fold

NEEDED = ("metal", "look_up", "place", "id")
"""Columns without which the list says nothing of a smelter."""


@dataclass(frozen=True)
class Known:
    """One line of the list: a smelter under one of its names."""

    metal: str
    name: str
    standard_name: str
    id: str
    place: str

    @property
    def names(self) -> set[str]:
        """Its names, folded."""
        return {fold(self.name), fold(self.standard_name)} - {""}


class Group:
    """What the list says of one identification, or under one name."""

    def __init__(self) -> None:
        self._said: dict[str, set[str]] = {key: set() for key in ("metal", "name", "id", "place")}
        self.names: set[str] = set()
        self._listed: dict[str, str] = {}

    def add(self, known: Known) -> None:
        """Take one line of the list in."""
        self._said["metal"].add(known.metal)
        self._said["name"].add(known.standard_name)
        self._said["id"].add(known.id)
        if known.place:
            self._said["place"].add(known.place)
        self.names.update(known.names)

    def has(self, key: str, said: str) -> bool:
        """Whether the list says so too."""
        return said in self._said[key]

    def listed(self, key: str) -> str:
        """All that the list says, in order, shortened; empty for nothing."""
        if key not in self._listed:
            self._listed[key] = ", ".join(sorted(self._said[key]))[:200]
        return self._listed[key]


class LookUp:
    """The smelters that a workbook knows."""

    def __init__(self, known: list[Known]) -> None:
        self.known = known
        self._by_id: dict[str, Group] = {}
        self._by_name: dict[tuple[str, str], Group] = {}
        for each in known:
            self._by_id.setdefault(each.id, Group()).add(each)
            for name in each.names:
                self._by_name.setdefault((each.metal, name), Group()).add(each)
                self._by_name.setdefault(("", name), Group()).add(each)

    def smelters(self) -> dict[str, int]:
        """How many smelters of each metal the list has, by identification."""
        ids: dict[str, set[str]] = {}
        for each in self.known:
            ids.setdefault(each.metal, set()).add(each.id)
        return {metal: len(found) for metal, found in ids.items()}

    def named(self, metal: str, name: str) -> Group | None:
        """What the list has under a name, for a metal; for any where none is said."""
        return self._by_name.get((metal, fold(name))) if name else None

    def identified(self, id_: str) -> Group | None:
        """What the list has under an identification."""
        return self._by_id.get(id_)

    def contradictions(self, row: SmelterDeclaration) -> Iterator[Fault]:
        """Where a declared row says something else than the list."""
        group, about = self.identified(row.id), row.id
        if group is not None:
            if row.metal and not group.has("metal", row.metal):
                yield _contradiction(row, "metal", row.metal, group.listed("metal"), about)
            if choice(row.look_up) == "not_listed":
                yield _contradiction(row, "look_up", row.look_up, group.listed("name"), about)
            else:
                said = {fold(name): (key, name) for key, name in (("name", row.name), ("look_up", row.look_up)) if name}
                for folded, (key, name) in said.items():
                    if folded not in group.names and not choice(name):
                        yield _contradiction(row, key, name, group.listed("name"), about)
        else:
            about = row.look_up or row.name
            group = None if choice(about) else self.named(row.metal, about)
            if group is not None and row.id:
                yield _contradiction(row, "id", row.id, group.listed("id"), about)
        if group is not None and row.place and group.listed("place") and not group.has("place", row.place):
            yield _contradiction(row, "place", row.place, group.listed("place"), about)


def _contradiction(row: SmelterDeclaration, key: str, found: str, listed: str, about: str) -> Fault:
    code, column = "custody_declaration_contradiction", label("list", key)
    return fault(code, row.where, column=column, found=found[:80], allowed=listed, about=about[:80])


def look_up(sheet: Sheet, head: Head, labels: Labels, places: Places, faults: list[Fault]) -> LookUp:
    """The list of known smelters of a workbook."""
    known: list[Known] = []
    for _, said in declared_rows(sheet, head, faults):
        name, id_ = said.get("look_up", ""), said.get("id", "")
        if id_ and not choice(name):
            metal, place = labels.metal(sheet, said.get("metal", "")), places.find(said.get("place", ""))
            known.append(Known(metal, name, said.get("standard_name", name), id_, place))
    return LookUp(known)
