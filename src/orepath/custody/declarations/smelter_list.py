"""The rows of the smelter list as declarations."""

from __future__ import annotations

import re
import unicodedata

from orepath.custody.declarations.declaration import SmelterDeclaration
from orepath.custody.declarations.heads import Head
from orepath.custody.declarations.labels import Labels
from orepath.custody.declarations.look_up import LookUp
from orepath.custody.declarations.places_said import Places
from orepath.custody.declarations.sheets import Sheet
from orepath.custody.declarations.table import declared_rows, lost, note
from orepath.custody.declarations.wording import answer, choice, label, recycled_feed
from orepath.custody.document import Unread
from orepath.errors import Fault, fault
from orepath.vocabulary.terms import fold

NEEDED = ("metal", "look_up", "name", "place", "id")
"""Columns that every template's list of smelters has."""
ID = re.compile(r"CID[0-9]{6}")
"""Smelter identifications of the Responsible Minerals Initiative, as the templates' lists have them (F)."""
BETWEEN = re.compile(r"[;；、\n]+")
"""What stands between several names in one cell."""
TRUTH = ("yes", "no", "unknown")


class SmelterList:
    """The list of smelters of a workbook, read once.

    Parameters
    ----------
    unread
        Is added to: what could not be read.
    """

    def __init__(
        self, sheet: Sheet, head: Head, labels: Labels, places: Places, known: LookUp, unread: list[Unread]
    ) -> None:
        self._sheet, self._head = sheet, head
        self._labels, self._places, self._known, self._unread = labels, places, known, unread

    def rows(self, faults: list[Fault]) -> list[SmelterDeclaration]:
        """Its rows; a row that says nothing is none."""
        declared = declared_rows(self._sheet, self._head, faults)
        self._unread.extend(lost(self._sheet, "list", self._head, [row for row, _ in declared]))
        found: list[SmelterDeclaration] = []
        seen: dict[tuple[str, str], int] = {}
        for row, said in declared:
            one = self._one(row, said)
            found.append(one)
            self._unread.extend(note(each) for each in self._known.contradictions(one))
            key = one.metal, one.id or fold(one.name)
            if key[1]:
                first = seen.setdefault(key, row)
                if first != row:
                    self._note(fault("custody_declaration_twice", self._sheet.at(row), found=first))
        return found

    def _one(self, row: int, said: dict[str, str]) -> SmelterDeclaration:
        metal = self._labels.metal(self._sheet, said["metal"]) if "metal" in said else ""
        look_up, id_ = said.get("look_up", ""), self._id(row, said)
        chosen = choice(look_up) or choice(said.get("name", ""))
        name = said.get("name") or said.get("standard_name") or ("" if chosen else look_up)
        if choice(name) or (chosen == "not_identified" and answer(name) == "unknown"):
            name = ""
        at = self._sheet.at(row)
        if not metal and not self._failed(row, "metal"):
            self._note(fault("custody_declaration_no_metal", at))
        if not name and not id_ and chosen != "not_identified" and not self._failed(row, "name", "look_up", "id"):
            self._note(fault("custody_declaration_no_smelter", at))
        mines = [part.strip() for part in BETWEEN.split(said.get("mines", "")) if part.strip()]
        mine_places = self._mine_places(row, said.get("mine_places", ""))
        return SmelterDeclaration(
            metal=metal,
            name=name,
            look_up=look_up,
            id=id_,
            id_source=said.get("id_source", ""),
            place=self._place(row, "place", said.get("place", "")),
            city=said.get("city", ""),
            state=said.get("state", ""),
            listed=False if chosen else self._listed(row, metal, look_up or name, id_),
            identified=chosen != "not_identified",
            mines=tuple(part for part in mines if not recycled_feed(part) and answer(part) != "unknown"),
            mine_places=mine_places,
            recycled=self._recycled(row, said.get("recycled", "")),
            mines_recycled=any(recycled_feed(said.get(key, "")) for key in ("mines", "mine_places")),
            comments=said.get("comments", ""),
            where=at,
        )

    def _listed(self, row: int, metal: str, name: str, id_: str) -> bool | None:
        if self._known.identified(id_) or self._known.named(metal, name):
            return True
        if name:
            self._note(fault("custody_declaration_not_known", self._sheet.at(row), found=name[:80], metal=metal or "?"))
        return None

    def _id(self, row: int, said: dict[str, str]) -> str:
        found: list[str] = []
        for key in ("id_input", "id"):
            text = said.get(key, "")
            plain = unicodedata.normalize("NFKC", text).upper()
            if ID.fullmatch(plain):
                found.append(plain)
            elif text and answer(text) != "unknown":
                self._note(fault("custody_declaration_id", self._at(row, key), found=text[:60]))
        if len(set(found)) > 1:
            self._note(fault("custody_declaration_two_ids", self._sheet.at(row), found=found[0], allowed=found[1]))
        return found[-1] if found else ""

    def _place(self, row: int, key: str, text: str) -> str:
        found = self._places.find(text) if text else ""
        if text and not found and answer(text) != "unknown":
            column = label("list", key)
            self._note(fault("custody_declaration_place", self._at(row, key), column=column, found=text[:60]))
        return found

    def _mine_places(self, row: int, text: str) -> tuple[str, ...]:
        parts = [text] if self._places.find(text) else [part.strip() for part in BETWEEN.split(text)]
        several: list[str] = []
        for part in parts:  # names of countries may hold commas
            whole = self._places.find(part) or "," not in part
            several.extend([part] if whole else [each.strip() for each in part.split(",")])
        found = [self._place(row, "mine_places", part) for part in several if part and not recycled_feed(part)]
        return tuple(dict.fromkeys(place for place in found if place))

    def _recycled(self, row: int, text: str) -> str:
        found = answer(text) if text else ""
        if text and found not in TRUTH:
            column = label("list", "recycled")
            self._note(fault("custody_declaration_recycled", self._at(row, "recycled"), column=column, found=text[:60]))
            return ""
        return found

    def _failed(self, row: int, *keys: str) -> bool:
        """Whether the formula of one of the cells failed, so that nobody can say what is missing."""
        columns = (self._head.columns.get(key, -1) for key in keys)
        return any((row, column) in self._sheet.failed for column in columns)

    def _at(self, row: int, key: str) -> str:
        return self._sheet.at(row, self._head.columns[key])

    def _note(self, found: Fault) -> None:
        self._unread.append(note(found))
