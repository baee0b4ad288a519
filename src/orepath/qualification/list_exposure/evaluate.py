"""Evaluates rules of the kind ``list-exposure``: which rows a listing, or the presumption of a region, reaches.

The rule's file names the lists it knows and their effect, regions, priority sectors and prongs (sets), and how ``near``
names must be for a person to be shown them. `passes` is false where a flag reaches a row, None where a person or
missing evidence must decide first, true where nothing was found; it is never a finding of forced labour.
"""

from __future__ import annotations

from collections.abc import Sequence

from orepath.qualification.asked import Asked
from orepath.qualification.figures import listed
from orepath.qualification.list_exposure.listings import Listing, listings_of, prong_text
from orepath.qualification.list_exposure.proof import key_of, listing_text, missing_of, proof
from orepath.qualification.list_exposure.rows import Exposure, exposures
from orepath.qualification.result import OfChain, Result
from orepath.qualification.rule import Dated
from orepath.vocabulary.language import Text


def evaluate(asked: Asked) -> Result:
    """The result of a rule of this kind for suppliers or steps, with the table ``list`` beside them.

    Raises
    ------
    InputError
        For listings that name nobody or end before they begin.
    """
    listings = listings_of(asked)
    found = exposures(asked, listings or ())
    entries, standing = None if listings is None else len(listings), asked.standing()
    passes = _passes(found, entries is not None)
    return asked.result(
        applies=standing.applies,
        passes=passes,
        chains=tuple(_of_row(asked, each) for each in found),
        steps=tuple(proof(asked, found, entries)),
        missing=(*standing.open, *missing_of(asked, found, entries)),
        used=_used(asked),
        outcome=_outcome(found, passes) if standing.applies else "not_yet",
        details=_counts(found, entries),
    )


def _passes(found: Sequence[Exposure], listed: bool) -> bool | None:
    if any(each.reached for each in found):
        return False
    return None if not listed or any(each.open for each in found) else True


def _outcome(found: Sequence[Exposure], passes: bool | None) -> str:
    if passes is False:
        return "flagged"
    if passes is None:
        return "undetermined"
    return "sector_only" if any(each.sector for each in found) else "nothing_found"


def _counts(found: Sequence[Exposure], entries: int | None) -> dict[str, object]:
    return {
        "rows": len(found),
        "listings_in_force": entries,
        "listed": sum(bool(each.listings) for each in found),
        "in_region": sum(each.in_region is True for each in found),
        "sector_only": sum(each.sector is not None and not each.reached for each in found),
        "to_check": sum(bool(each.to_check) for each in found),
    }


def _of_row(asked: Asked, each: Exposure) -> OfChain:
    details = {
        "entity": each.row.text("name"),
        "entity_id": each.row.text("entity_id"),
        "flags": list(each.flags),
        "said": _said(asked, each),
        "listings": [_listing(asked, listing) for listing in each.listings],
        "to_check": [{"why": why, **_listing(asked, listing)} for why, listing in each.to_check],
        "in_region": each.in_region,
        "sector_since": each.sector.from_ if each.sector else None,
    }
    return OfChain(key_of(each), each.row.text("mineral"), None, None, None, details)


def _said(asked: Asked, each: Exposure) -> Text:
    """Its flags in words, what a person must check and whether something is not told; else that there is nothing."""
    found = [asked.rule.said(f"flag_{flag}") for flag in each.flags]
    found += [asked.rule.said("is_to_check")] if each.to_check else []
    found += [asked.rule.said("flag_open")] if each.in_region is None or not each.named else []
    return listed(found or [asked.rule.said("flag_none")])


def _listing(asked: Asked, listing: Listing) -> dict[str, object]:
    return {
        "name": listing.name,
        "entity_id": listing.entity_id,
        "list": listing.list,
        "prong": listing.prong,
        "ground": prong_text(asked, listing),
        "effect": listing.effect,
        "said": listing_text(asked, listing),
        "effective": listing.effective,
        "removed": listing.removed,
        "where": listing.where,
    }


def _used(asked: Asked) -> tuple[Dated, ...]:
    values = [each for each in asked.rule.values if each.holds(asked.on)]
    return (*values, *(member for name in asked.rule.sets for member in asked.members(name).values()))
