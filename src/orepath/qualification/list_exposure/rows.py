"""What each row of suppliers or steps comes to: its listings, names to check, its region and its sector."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from orepath.qualification.asked import Asked
from orepath.qualification.list_exposure.listings import Listing
from orepath.qualification.list_exposure.names import Near, same
from orepath.qualification.rule import Member
from orepath.tabular.table import Row
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import fold, minerals

Check: TypeAlias = Literal["near", "same_name"]
Found: TypeAlias = tuple[tuple[Listing, ...], tuple[tuple[Check, Listing], ...]]
"""The listings of an entity, and those a person must compare with it."""


@dataclass(frozen=True)
class Exposure:
    """What is found for one row.

    Parameters
    ----------
    who
        The entity's name, else its id, else the row.
    named
        Whether there is a name or an id to look up.
    listings
        The listings in force of this entity, by id or by the same name.
    to_check
        Listings that may be of this entity, and why a person must say so.
    in_region
        Whether it was done in a region the presumption names; None where that is not known.
    sector
        What makes its sector a priority; None where it is none.
    """

    row: Row
    who: Text
    named: bool
    listings: tuple[Listing, ...]
    to_check: tuple[tuple[Check, Listing], ...]
    in_region: bool | None
    sector: Member | None

    @property
    def flags(self) -> tuple[str, ...]:
        """What it is flagged for. A sector is told, and carries no presumption."""
        told = {"listing": bool(self.listings), "region": self.in_region is True, "sector": self.sector is not None}
        return tuple(flag for flag, holds in told.items() if holds)

    @property
    def reached(self) -> bool:
        """Whether a listing or the presumption of a region reaches it."""
        return bool(self.listings) or self.in_region is True

    @property
    def open(self) -> bool:
        """Whether a person, or evidence that is missing, could still add a flag that counts."""
        return bool(self.to_check) or self.in_region is None or not self.named


@dataclass(frozen=True)
class Register:
    """Listings in force, ready to be looked up."""

    by_id: Mapping[str, tuple[Listing, ...]]
    by_name: Mapping[str, tuple[Listing, ...]]
    near: Near

    @classmethod
    def of(cls, asked: Asked, listings: Iterable[Listing]) -> Register:
        """Listings by id and by name, and their names for nearness."""
        by_id: dict[str, tuple[Listing, ...]] = {}
        by_name: dict[str, tuple[Listing, ...]] = {}
        for each in listings:
            for key, index in ((same(each.entity_id), by_id), (same(each.name), by_name)):
                if key:
                    index[key] = (*index.get(key, ()), each)
        cutoff = asked.value("near")
        forms: Sequence[str] = asked.rule.settings.get("legal_forms", ())
        names = [each.name for found in by_name.values() for each in found]
        return cls(by_id, by_name, Near.of(names if cutoff else (), forms, cutoff.value if cutoff else Fraction(1)))

    def found(self, entity_id: str, name: str) -> Found:
        """The listings of an entity, and those a person must compare with it; none of these where it is listed."""
        same_id = self.by_id.get(same(entity_id), ()) if entity_id else ()
        same_name = self.by_name.get(same(name), ()) if name else ()
        apart = [each for each in same_name if _ids_differ(entity_id, each)]
        listed = tuple(dict.fromkeys((*same_id, *(each for each in same_name if each not in apart))))
        if listed:
            return listed, ()
        near = [each for other in self.near.to(name) for each in self.by_name[same(other)] if each.name == other]
        checks: list[tuple[Check, Listing]] = [("same_name", each) for each in apart]
        return (), (*checks, *(("near", each) for each in near))


def _ids_differ(entity_id: str, listing: Listing) -> bool:
    return bool(entity_id and listing.entity_id) and same(entity_id) != same(listing.entity_id)


def exposures(asked: Asked, listings: Sequence[Listing]) -> tuple[Exposure, ...]:
    """What every row of the table comes to."""
    register = Register.of(asked, listings)
    regions = {fold(item) for item in asked.members("regions")}
    sectors = {fold(item): member for item, member in asked.members("sectors").items()}
    looked_up: dict[tuple[str, str], Found] = {}
    for row in asked.table.rows:
        who = (row.text("entity_id"), row.text("name"))
        if who not in looked_up:
            looked_up[who] = register.found(*who)
    return tuple(_exposure(asked, row, looked_up, regions, sectors) for row in asked.table.rows)


def _exposure(
    asked: Asked,
    row: Row,
    looked_up: Mapping[tuple[str, str], Found],
    regions: set[str],
    sectors: Mapping[str, Member],
) -> Exposure:
    entity_id, name = row.text("entity_id"), row.text("name")
    listings, to_check = looked_up[entity_id, name]
    number = row.where.rpartition(" ")[2]
    who = Text(name or entity_id, name or entity_id) if name or entity_id else asked.rule.said("row", number=number)
    sector = next((sectors[word] for word in _words(row) if word in sectors), None)
    in_region = _in_region(asked, row, regions)
    return Exposure(row, who, bool(name or entity_id), listings, to_check, in_region, sector)


def _words(row: Row) -> list[str]:
    """What its sector or mineral may be called."""
    term = minerals().get(row.text("mineral"))
    found = [row.text("sector"), *((term.id, term.name.en, term.name.ja) if term else ())]
    return [fold(word) for word in found if word]


def _in_region(asked: Asked, row: Row, regions: set[str]) -> bool | None:
    region, country = row.text("region"), row.text("country")
    if region:
        return fold(region) in regions
    if country and country not in asked.members("region_countries"):
        return False
    return None
