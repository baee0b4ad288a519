"""Estimates of ore and grade of a site, each as it was given: never added, and no contained metal computed."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

from orepath.errors import fault
from orepath.sources.darpa_minmod.candidates import candidate, references, resolved
from orepath.sources.darpa_minmod.dataset import SOURCE
from orepath.sources.darpa_minmod.entities import Entities
from orepath.sources.darpa_minmod.names import converted, minerals_of
from orepath.sources.darpa_minmod.tally import Tally
from orepath.vocabulary.periods import Period
from orepath.vocabulary.periods import year as calendar_year

Record = dict[str, Any]
MEASURES = (("ore", "t"), ("grade", "share"))
ORE = {"resources": "site_ore_resources", "reserves": "site_ore_reserves"}
"""The property of ore by the class of its categories; other ore is ``site_ore``."""
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def estimates(entry: Record, subject: Record, key: str, where: str, entities: Entities, tally: Tally) -> list[Record]:
    """The statements of an entry of an inventory: its ore and its grade, where they are given.

    Parameters
    ----------
    subject
        The columns that every statement of the site shares.
    """
    minerals = minerals_of(resolved(entry["commodity"], "commodity", entities))
    categories = [resolved(each, "category", entities) for each in entry.get("category") or ()]
    said = str(entry.get("date") or "")
    period = _period(said)
    if said and not period:
        tally.note("dates", said)
    fields = _fields(entry, categories, entities, tally)
    form = fields.get("material_form")
    made = []
    for name, canonical in MEASURES:
        measure = entry.get(name) or {}
        if measure.get("value") is None:
            continue
        value, original = _figure(measure, canonical, f"{where}.{name}.value", entities, tally)
        notes = [SOURCE.raw["notes"][name]]
        notes += [SOURCE.raw["notes"]["form"]] if form and name == "grade" else []
        notes += [SOURCE.raw["notes"]["unit"]] if value is None else []
        made.append(
            subject
            | {
                "row_key": key,
                "property": ORE.get(fields["class"], "site_ore") if name == "ore" else "site_grade",
                "mineral": minerals[0] if len(minerals) == 1 else None,
                "from_": period.from_ if period else None,
                "until": period.until if period else None,
                "value": value,
                "unit": canonical,
                "status": "reported" if value is not None else "not_available",
                "text": " + ".join(categories) or None,
                "fields": json.dumps(fields, ensure_ascii=False),
                "original": original,
                "locator": where,
                "note": " ".join(notes),
            }
        )
    return made


def _fields(entry: Record, categories: list[str], entities: Entities, tally: Tally) -> Record:
    """What stands beside the figures of an entry."""
    shown: Record = {
        "commodity": candidate(entry["commodity"], "commodity", entities, tally),
        "class": _class(categories),
        "categories": [candidate(each, "category", entities, tally) for each in entry.get("category") or ()],
    }
    for key in ("zone", "date"):
        if entry.get(key) is not None:
            shown[key] = entry[key]
    if entry.get("material_form"):
        shown["material_form"] = candidate(entry["material_form"], "commodity_form", entities, tally)
    for key in ("ore", "grade", "cutoff_grade"):
        measure = entry.get(key) or {}
        if measure.get("value") is not None:
            unit = {"unit": candidate(measure["unit"], "unit", entities, tally)} if measure.get("unit") else {}
            shown[key] = {"value": measure["value"], **unit}
    shown["references"] = references([entry["reference"]] if entry.get("reference") else ())
    return shown


def _figure(measure: Record, canonical: str, where: str, entities: Entities, tally: Tally) -> tuple[float | None, str]:
    """A figure in the canonical unit, None where its unit is not converted, and as it is written."""
    unit = measure.get("unit") or {}
    name, observed = resolved(unit, "unit", entities), unit.get("observed_name")
    original = f"{measure['value']} {name}".strip()
    if observed and observed != name:
        original += f" ({observed})"
    try:
        value = converted(measure["value"], name, canonical)
        if value is not None and converted(measure["value"], observed or name, canonical) != value:
            tally.note("units_differ", f"{observed} / {name}")
    except ValueError:
        allowed = SOURCE.raw["figures"][canonical]
        tally.faults.append(fault("bad_cell", where, column="value", found=original[:80], allowed=allowed))
        return None, original
    if value is None:
        tally.note("units", name or "-")
    return value, original


def _class(categories: list[str]) -> str:
    """Resources, reserves or extracted, where every category is of that class; mixed or not said otherwise."""
    known = SOURCE.raw["classes"]
    found = {known.get(name, "not known") for name in categories}
    return "mixed" if len(found) > 1 else found.pop() if found else "not said"


def _period(text: str) -> Period | None:
    """The day, month or year a date names in ISO 8601, or None."""
    found = DATE.fullmatch(text)
    if not found:
        return None
    try:
        if not found[2]:
            return calendar_year(int(found[1]))
        begins = date(int(found[1]), int(found[2]), int(found[3] or 1))
        ends = begins if found[3] else (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Period(begins, ends + timedelta(days=1))
    except (ValueError, OverflowError):
        return None
