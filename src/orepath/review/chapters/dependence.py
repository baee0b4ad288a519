"""A mineral's dependence, stocks, employment and prices in the Parties, as published."""

from __future__ import annotations

from orepath.review.chapters.scene import Scene, mineral_name
from orepath.review.chapters.series import series_table
from orepath.review.chapters.texts import say
from orepath.review.document import Block, Heading, Note, Paragraph, Quantity
from orepath.vocabulary.places import place_text

SERIES = (
    ("net_import_reliance",),
    ("apparent_consumption", "consumption", "imports", "exports", "stocks"),
    ("employment",),
    ("price",),
)


def dependence(scene: Scene, mineral: str) -> tuple[list[Block], list[Quantity]]:
    """The blocks of a mineral's dependence and the figures in them."""
    blocks: list[Block] = [Heading(say("dependence_heading"), id=f"{mineral}-dependence")]
    quantities: list[Quantity] = []
    for together in SERIES:
        table, found = series_table(scene, together, mineral, scene.parties)
        if table:
            blocks.append(table)
            quantities += found
    table, found = series_table(scene, ("import_share",), mineral, scene.parties, by="partner")
    if table:
        blocks.append(table)
        quantities += found
    seen = {quantity.place for quantity in quantities}
    for party in scene.parties:
        if party not in seen:
            said = say("dependence_none", place=place_text(party), mineral=mineral_name(mineral))
            blocks.append(Note(Paragraph(said), "caution"))
    blocks.append(Paragraph(say("wages_unknown", mineral=mineral_name(mineral))))
    return blocks, quantities
