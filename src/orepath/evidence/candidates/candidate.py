"""A candidate for the register of measures, as an index lists it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from orepath.evidence.dating import window
from orepath.evidence.store import Statement

PROPERTY = "candidate_measure"
DATES = ("announced", "implemented", "removed")
PRECISIONS = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True)
class Candidate:
    """What an index says of an act of a government.

    Parameters
    ----------
    key
        What tells it from others of its dataset, in every edition.
    kinds
        Its kinds, as written.
    instruments
        The instruments of the register of measures that its kinds stand for without doubt; none where the index's words
        leave that open.
    implementers, affected
        Places, as written; ``places`` and ``affected_places`` are the codes of those that are known here.
    products
        Codes of the Harmonized System as given; of which edition is not said.
    minerals
        Those the index names.
    announced, implemented, removed
        YYYY, YYYY-MM or YYYY-MM-DD, as much as is known; empty where nothing is.
    more
        What else the index says, by its own words.
    """

    key: str
    title: str
    kinds: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    affected_places: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    minerals: tuple[str, ...] = ()
    announced: str = ""
    implemented: str = ""
    removed: str = ""
    status: str = ""
    link: str = ""
    description: str = ""
    more: tuple[tuple[str, str], ...] = ()

    def statement(self, locator: str, original: str, recorded: date | None = None) -> dict[str, Any]:
        """The statement of the candidate; what is empty is left out of its fields."""
        fields = {key: value for key, value in vars(self).items() if value and key != "more"}
        fields |= {f"{key}_precision": PRECISIONS[len(fields[key])] for key in DATES if key in fields}
        begins, ends = first_day(self.implemented), first_day(self.removed)
        return {
            "row_key": self.key,
            "property": PROPERTY,
            "mineral": _only(self.minerals),
            "place": _only(self.places),
            "partner": _only(self.affected_places),
            "good": _only(self.products),
            "from_": begins,
            "until": ends if len(self.removed) == 10 and (begins is None or ends is None or begins < ends) else None,
            "status": "reported",
            "text": self.title,
            "fields": json.dumps(fields | dict(self.more), ensure_ascii=False, sort_keys=True),
            "original": original,
            "locator": locator,
            "recorded": recorded,
        }


def candidate_of(statement: Statement) -> Candidate:
    """The candidate that a statement holds."""
    fields = json.loads(statement.fields or "{}")
    own = {key: fields.pop(key) for key in list(fields) if key in Candidate.__dataclass_fields__}
    made: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in own.items()}
    more = tuple((key, str(value)) for key, value in fields.items() if not key.endswith("_precision"))
    return Candidate(**made | {"more": more})


def days(said: str) -> tuple[date, date] | None:
    """The first and the last day a date may mean, from as much of it as is known; None where nothing is.

    >>> days("2025")
    (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    """
    if not said:
        return None
    return window(date.fromisoformat(f"{said}-01-01"[:10] if len(said) < 10 else said), PRECISIONS[len(said)])


def first_day(said: str) -> date | None:
    """The first day a date may mean."""
    found = days(said)
    return found[0] if found else None


def _only(values: tuple[str, ...]) -> str | None:
    return values[0] if len(values) == 1 else None
