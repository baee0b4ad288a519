"""One party on one list, and the statement it makes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from orepath.evidence.faults import Faults
from orepath.evidence.reading import Refused
from orepath.evidence.source import source
from orepath.vocabulary.places import find_place, is_country

SOURCE = source("orepath.sources.us_screening_list")
NOT_SAID = "not_said"


@dataclass(frozen=True)
class Party:
    """A party as a list has it.

    Parameters
    ----------
    list_id
        The list's short name.
    key
        What tells it from the list's other parties, from one edition to the next.
    fields
        All that is said of it; what is empty is left out.
    """

    list_id: str
    key: str
    name: str
    fields: dict[str, Any]
    from_: date | None
    until: date | None
    where: str

    def statement(self) -> dict[str, Any]:
        """Its statement; the place is the one country its addresses state, and empty where they state several."""
        stated = {address["country"] for address in self.fields.get("addresses", ()) if "country" in address}
        said = {key: value for key, value in self.fields.items() if value not in ("", [], {}, None)}
        return {
            "row_key": f"{self.list_id}|{self.key}",
            "property": "listed_party",
            "place": stated.pop() if len(stated) == 1 else None,
            "from_": self.from_,
            "until": self.until,
            "status": "reported",
            "text": self.name,
            "fields": json.dumps({"list": self.list_id, **said}, ensure_ascii=False, sort_keys=True),
            "original": self.name,
            "locator": self.where,
        }


@dataclass
class Tally:
    """What is found on the way: parties, rows and faults."""

    parties: list[Party] = field(default_factory=list)
    read: int = 0
    refused: list[Refused] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    notes: list[str] = field(default_factory=list)
    countries: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    def country(self, said: str) -> str | None:
        """The code of an address's country; None and counted where it is no place known here."""
        self.countries += 1
        found = SOURCE.raw["places"].get(said) or find_place(said)
        if found is None or not is_country(found):
            self.unknown[said] += 1
            return None
        return str(found)

    def refuse(self, row: int, key: str, **values: object) -> None:
        """A row that is not kept, and why."""
        self.refused.append(Refused(row, SOURCE.says(key, **values)))


def excerpt(whole: str, count: int, file: str) -> Iterable[str]:
    """A note where a file has too few parties to be the whole list."""
    least = SOURCE.raw["whole"][whole]
    if count < least:
        yield SOURCE.says("excerpt", file=file, count=count, whole=least)


def by_list(parties: Sequence[Party]) -> str:
    """How many parties each list has, for a note."""
    counts = Counter(party.list_id for party in parties)
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
