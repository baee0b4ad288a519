"""The rows of the list of mines, which some templates have, as declarations."""

from __future__ import annotations

from orepath.custody.declarations.declaration import MineDeclaration
from orepath.custody.declarations.heads import head
from orepath.custody.declarations.labels import Labels
from orepath.custody.declarations.places_said import Places
from orepath.custody.declarations.sheets import Sheet
from orepath.custody.declarations.table import declared_rows, lost, note
from orepath.custody.declarations.wording import answer, label
from orepath.custody.document import Unread
from orepath.errors import Fault, fault

NEEDED = ("metal", "smelters", "name", "place")
"""Columns without which the list says nothing of a mine."""


def mine_list(
    sheet: Sheet, labels: Labels, places: Places, faults: list[Fault], unread: list[Unread]
) -> list[MineDeclaration]:
    """Its rows; a row that says nothing is none."""
    heads = head(sheet, "mines", NEEDED, labels, faults)
    if heads is None:
        return []
    rows = declared_rows(sheet, heads, faults)
    unread.extend(lost(sheet, "mines", heads, [row for row, _ in rows]))
    found: list[MineDeclaration] = []
    for row, said in rows:
        text = said.get("place", "")
        place = places.find(text) if text else ""
        if text and not place and answer(text) != "unknown":
            where, column = sheet.at(row, heads.columns["place"]), label("mines", "place")
            unread.append(note(fault("custody_declaration_place", where, column=column, found=text[:60])))
        metal = labels.metal(sheet, said["metal"]) if "metal" in said else ""
        smelters, name, id_ = (said.get(key, "") for key in ("smelters", "name", "id"))
        found.append(MineDeclaration(metal, smelters, name, id_, place, sheet.at(row)))
    return found
