"""Fields of a document that go into the draft of a passport, as they are said and with the place they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from orepath.custody.reading.field import Part


def drafted(part: Part, fields: Iterable[dict[str, Any]]) -> tuple[dict[str, object], ...]:
    """The fields that are said: name, value, unit, what it is called, and where each stands.

    Parameters
    ----------
    fields
        Each with ``name``, ``at`` (where it stands) and ``kind`` (number, share, percent, text, day or place), or
        ``words`` (what each code stands for); some with ``unit`` and ``title`` (where these stand).
    """
    return tuple(found for each in fields if (found := _field(part, each)))


def _field(whole: Part, of: dict[str, Any]) -> dict[str, object]:
    part = whole.at(of["at"])
    value = _value(part, of) if part.said else None
    if value is None or value == "":
        return {}
    title = whole.text(of["title"]) if "title" in of else ""
    return {
        "field": of["name"],
        "value": value,
        "unit": whole.text(of["unit"]) if "unit" in of else "",
        "of": {"title": title} if title else {},
        "where": part.where,
    }


def _value(part: Part, of: dict[str, Any]) -> object:
    if "words" in of:
        said = part.text()
        if said not in of["words"]:
            part.note("custody_field_code", found=said, allowed=", ".join(of["words"]))
        return of["words"].get(said)
    read: dict[str, Callable[[], object]] = {
        "number": part.number,
        "share": part.share,
        "percent": part.percent,
        "text": part.text,
        "day": part.day,
        "place": part.place,
    }
    return read[of["kind"]]()
