"""The proof of an exposure: what each row was compared with and what was found, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orepath.qualification.asked import Asked
from orepath.qualification.list_exposure.listings import LIST, Listing, prong_how_sure, prong_text
from orepath.qualification.list_exposure.rows import Exposure
from orepath.qualification.result import Figure, Missing, Proved
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text


def proof(asked: Asked, found: Sequence[Exposure], entries: int | None) -> Iterator[Proved]:
    """The steps, row by row.

    Parameters
    ----------
    entries
        How many listings are in force; None where no list was given.
    """
    for each in found:
        if each.named and entries is not None:
            yield from _compared(asked, each, entries)
        yield _region(asked, each)
        if each.sector is not None:
            yield _sector(asked, each)
    reached = sum(each.reached for each in found)
    gives = Figure(asked.rule.said("is_flags"), reached, "rows", asked.table.name)
    yield Proved("whole", "", asked.rule.said("whole", count=reached, rows=len(found)), (), gives)


def missing_of(asked: Asked, found: Sequence[Exposure], entries: int | None) -> Iterator[Missing]:
    """A list, an entity, a place: wherever it is not told and could add a flag that counts."""
    if entries is None:
        yield Missing(f"--beside {LIST}=", asked.rule.said("missing_list"))
    for each in found:
        country = each.row.text("country")
        if not each.named:
            yield Missing(each.row.where, asked.rule.said("missing_entity", who=each.who))
        if each.in_region is None:
            key = "missing_region" if country else "missing_country"
            place = place_text(country) if country else Text("", "")
            yield Missing(each.row.where, asked.rule.said(key, who=each.who, country=place))


def key_of(exposure: Exposure) -> str:
    """What a row is called in a result: its own id, else its row."""
    return exposure.row.text("step_id") or exposure.row.where.rpartition(", ")[2]


def listing_text(asked: Asked, listing: Listing) -> Text:
    """What follows from a listing, in words."""
    words = {"list": listing.list, "effective": listing.effective.isoformat(), "prong": prong_text(asked, listing)}
    return asked.rule.said(listing.effect, **words)


def _compared(asked: Asked, each: Exposure, entries: int) -> Iterator[Proved]:
    row, key = each.row, key_of(each)
    uses = [Figure(asked.rule.said("is_entity"), row.text("name") or None, "", row.where)]
    if row.text("entity_id"):
        uses.append(Figure(asked.rule.said("is_id"), row.text("entity_id"), "", row.where))
    words = {"who": each.who, "entries": entries}
    for listing in each.listings:
        used = (*uses, *_of_listing(asked, listing))
        said = asked.rule.said("compared", result=listing_text(asked, listing), **words)
        gives = Figure(asked.rule.said("is_listing"), listing.effective, "", listing.where)
        yield Proved("listing", key, said, used, gives)
    if not each.listings:
        said = asked.rule.said("compared", result=asked.rule.said("not_listed"), **words)
        yield Proved("no_listing", key, said, tuple(uses), Figure(asked.rule.said("is_listing"), "none", "", row.where))
    for why, listing in each.to_check:
        used = (*uses, *_of_listing(asked, listing))
        gives = Figure(asked.rule.said("is_to_check"), listing.name or listing.entity_id, "", listing.where)
        yield Proved("to_check", key, asked.rule.said(why, who=each.who), used, gives)


def _of_listing(asked: Asked, listing: Listing) -> tuple[Figure, ...]:
    name = Figure(asked.rule.said("is_listed_name"), listing.name or listing.entity_id, "", listing.where)
    label = prong_how_sure(asked, listing)
    return name, Figure(asked.rule.said("prong"), listing.prong or None, "", listing.where, label)


def _region(asked: Asked, each: Exposure) -> Proved:
    row = each.row
    uses = (
        Figure(asked.rule.said("is_country"), row.text("country") or None, "", row.where),
        Figure(asked.rule.said("is_region"), row.text("region") or None, "", row.where),
    )
    key = {True: "in_region", False: "not_in_region", None: "region_open"}[each.in_region]
    value = {True: "yes", False: "no", None: None}[each.in_region]
    said = asked.rule.said("region", who=each.who, answer=asked.rule.said(key))
    return Proved("region", key_of(each), said, uses, Figure(asked.rule.said("answer"), value, "", row.where))


def _sector(asked: Asked, each: Exposure) -> Proved:
    row, member = each.row, each.sector
    told = row.text("sector") or row.text("mineral")
    uses = [Figure(asked.rule.said("is_sector"), told, "", row.where)]
    if member is not None:
        label = member.reference.how_sure
        uses.append(Figure(asked.rule.said("is_since"), member.from_, "", asked.rule.id, label))
    gives = Figure(asked.rule.said("answer"), "yes", "", asked.rule.id)
    return Proved("sector", key_of(each), asked.rule.said("sector", who=each.who), tuple(uses), gives)
