"""Fields that no version of the protocol known here has."""

from __future__ import annotations

from orepath.custody.reading.field import Part, shown

MOST = 20
"""Fields of one object that are reported; a document that is of another kind would fill pages."""


def report_unknown(part: Part, known: frozenset[str]) -> None:
    """Put down each field of an object that is not among the known ones: it may carry a fact."""
    strange = [key for key, value in part.keys().items() if key not in known and value not in (None, "", [], {})]
    for key in strange[:MOST]:
        found = part.at_key(key)
        found.note("custody_field_unknown", found=shown(found.value))
