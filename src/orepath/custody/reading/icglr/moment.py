"""When something of an ICGLR record happened, in the shape of EPCIS."""

from __future__ import annotations

import re
from datetime import time

from orepath.custody.reading.field import Part, shown

TIME = re.compile(r"([0-2][0-9])([0-5][0-9])([0-5][0-9])(Z|[+-][0-9]{2}:?[0-9]{2})?")
"""The schema's Time: hhmmss, optionally with a zone."""
UTC, MIDNIGHT = "+00:00", "00:00:00"


def moment(day: str, at: Part | None = None) -> dict[str, object]:
    """The time of an event on a day, and its zone: UTC where none is said, midnight where no time is.

    Records mostly say no zone. The hours between UTC and the region do not change which event of a chain comes first.
    """
    said = at.text() if at is not None else ""
    found = TIME.fullmatch(said)
    if said and at is not None and (found is None or int(found[1]) >= 24):
        at.note("custody_field_kind", found=shown(said), kind="a time (hhmmss)")
        found = None
    if found is None:
        return {"eventTime": f"{day}T{MIDNIGHT}{UTC}", "eventTimeZoneOffset": UTC}
    hour = time(int(found[1]), int(found[2]), int(found[3]))
    zone = found[4] or UTC
    zone = UTC if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return {"eventTime": f"{day}T{hour.isoformat()}{zone}", "eventTimeZoneOffset": zone}
