"""The statements of one site: one a mineral and place, and those of its ore and grades.

They have the shape that `orepath.evidence.sites` describes. A site that somebody takes to be in several places has a
statement a mineral and place, and the place ends their keys.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from typing import Any

from orepath.errors import fault
from orepath.sources.darpa_minmod.candidates import candidate, references, resolved
from orepath.sources.darpa_minmod.entities import Entities
from orepath.sources.darpa_minmod.estimates import estimates
from orepath.sources.darpa_minmod.identity import site_id
from orepath.sources.darpa_minmod.location import located
from orepath.sources.darpa_minmod.names import minerals_of
from orepath.sources.darpa_minmod.tally import Tally

Record = dict[str, Any]
PLAIN = ("source_id", "record_id", "name", "aliases", "site_rank", "site_type", "discovered_year", "mineral_form")
TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def statements(record: Record, where: str, entities: Entities, tally: Tally) -> list[Record]:
    """The statements of a record that has the shape of a site."""
    users = record["created_by"] if isinstance(record["created_by"], list) else [record["created_by"]]
    site = site_id(str(record["source_id"]), str(record["record_id"]), users[0])
    key = _key(site, tally)
    inventory = record.get("mineral_inventory") or []
    places, location = located(record.get("location_info") or {}, where, entities, tally)
    fields = {
        "id": site,
        **{name: record[name] for name in PLAIN if record.get(name)},
        **location,
        "commodities": [candidate(entry["commodity"], "commodity", entities, tally) for entry in inventory],
        "deposit_types": [
            candidate(each, "deposit_type", entities, tally) for each in record.get("deposit_type_candidate") or ()
        ],
        "references": references(record.get("reference") or ()),
        "created_by": users,
        "modified_at": record.get("modified_at"),
        "stages": [],
    }
    recorded = _day(record.get("modified_at"), where, tally)
    shared = {
        "property": "site",
        "item": site,
        "status": "reported",
        "text": record.get("name") or str(record["record_id"]),
        "fields": encode(fields),
        "original": "; ".join(entry["commodity"].get("observed_name") or "" for entry in inventory) or None,
        "locator": where,
        "recorded": recorded,
    }
    made = [
        {
            **shared,
            "row_key": f"{key}|{mineral or ''}" + (f"|{place}" if len(places) > 1 else ""),
            "mineral": mineral,
            "place": place,
        }
        for mineral in _minerals(inventory, entities, tally) or [None]
        for place in places
    ]
    subject = {"item": site, "place": places[0] if len(places) == 1 else None, "recorded": recorded}
    for number, entry in enumerate(inventory):
        if entry.get("ore") or entry.get("grade"):
            at = f"{where}, mineral_inventory[{number}]"
            made += estimates(entry, subject, f"{key}|{number}", at, entities, tally)
    return made


def _key(site: str, tally: Tally) -> str:
    """What the keys of a site's statements begin with; one met before is numbered."""
    tally.sites[site] += 1
    if tally.sites[site] == 1:
        return site
    tally.note("duplicates", site)
    return f"{site}#{tally.sites[site]}"


def _minerals(inventory: list[Record], entities: Entities, tally: Tally) -> list[str | None]:
    found: dict[str | None, None] = {}
    for entry in inventory:
        name = resolved(entry["commodity"], "commodity", entities)
        minerals = minerals_of(name)
        if len(minerals) > 1:
            tally.note("listed", name)
        if not minerals:
            tally.note("no_mineral", name)
        found.update(dict.fromkeys(minerals))
    if not inventory:
        tally.note("without")
    return list(found)


def _day(text: str | None, where: str, tally: Tally) -> date | None:
    """The day a record was last changed, from which on it was public; None where it is not said."""
    if not text:
        return None
    try:
        return _parsed(text)
    except ValueError:
        at = f"{where}, modified_at"
        allowed = "2024-11-06T11:13:06Z"
        tally.faults.append(fault("bad_cell", at, column="modified_at", found=text[:80], allowed=allowed))
        return None


@lru_cache(10_000)
def _parsed(text: str) -> date:
    found = TIME.fullmatch(text)
    if not found:
        raise ValueError(text)
    return date.fromisoformat(found[1])
