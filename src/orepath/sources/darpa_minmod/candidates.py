"""What somebody or something takes a name for: the name as observed, as normalised, how surely and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orepath.sources.darpa_minmod.entities import Entities
from orepath.sources.darpa_minmod.tally import Tally

Record = dict[str, Any]


def candidate(said: Record, kind: str, entities: Entities, tally: Tally) -> Record:
    """A candidate as the fields of a statement show it; an identifier without an entity is counted."""
    shown: Record = {}
    if observed := said.get("observed_name"):
        shown["observed"] = observed
    if identifier := said.get("normalized_uri"):
        shown["id"] = identifier.rpartition("/")[2]
        if name := entities.find(kind, identifier):
            shown["normalised"] = name
        else:
            tally.note("unresolved", f"{kind} {shown['id']}")
    if (confidence := said.get("confidence")) is not None:
        shown["confidence"] = confidence
    if source := said.get("source"):
        shown["source"] = source
    return shown


def resolved(said: Record, kind: str, entities: Entities) -> str:
    """The name of a candidate: of its entity where there is one, else as observed."""
    return entities.find(kind, said.get("normalized_uri")) or said.get("observed_name") or ""


def references(said: Iterable[Record]) -> list[Record]:
    """References as the fields of a statement show them: documents with their pages and comments."""
    shown = []
    for reference in said:
        document = reference.get("document") or {}
        one: Record = {key: document[key] for key in ("title", "doi", "uri") if document.get(key)}
        if pages := [page["page"] for page in reference.get("page_info") or () if page.get("page") is not None]:
            one["pages"] = pages
        if comment := reference.get("comment"):
            one["comment"] = comment
        shown.append(one)
    return shown
