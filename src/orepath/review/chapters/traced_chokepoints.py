"""The places without which most of a Party's supply would not arrive, both Parties side by side."""

from __future__ import annotations

from orepath.review.chapters.networks import Supplied
from orepath.review.chapters.scene import capital, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.chapters.traced_figures import ranged
from orepath.review.document import Cell, Column, Paragraph, Quantity, Row, Table
from orepath.tracing.words import label_text, stage_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

LEAST, NAMED = 0.03, 8
"""Places are named from this share on for either Party, and so many at most."""


def chokepoints(found: Supplied) -> tuple[list[Paragraph | Table], list[Quantity]]:
    """The table, and its figures; empty where no place counts for so much."""
    lost = {
        party: {each.place: each for each in reached.trace.chokepoints} for party, reached in found.by_party.items()
    }
    most: dict[str, float] = {}
    for each in (each for by_place in lost.values() for each in by_place.values()):
        most[each.place] = max(most.get(each.place, 0.0), each.mid)
    largest = [place for place in most if most[place] >= LEAST]
    named = sorted(largest, key=lambda place: (-most[place], place))[:NAMED]
    if not named:
        return [], []
    figures = {
        (place, party): ranged(found, party, "chokepoint_share", by_place[place], label_text(place))
        for place in named
        for party, by_place in lost.items()
        if place in by_place
    }
    columns = (
        Column("place", say("traced_place")),
        *(Column(party, say("chokepoint_column", party=place_text(party)), "share", "percent") for party in lost),
        Column("stages", say("chokepoint_stages")),
    )
    rows = []
    for place in named:
        stages = next(by_place[place].stages for by_place in lost.values() if place in by_place)
        cells = [_cell(figures.get((place, party)), place == party) for party in lost]
        rows.append(Row((Cell(label_text(place)), *cells, Cell(joined([stage_text(stage) for stage in stages])))))
    caption = say("chokepoint_table", mineral=capital(mineral_name(found.mineral)), year=found.year)
    table = Table(f"{found.mineral}-chokepoints", caption, columns, tuple(rows), (say("chokepoint_note"),))
    return [table], list(figures.values())


def _cell(quantity: Quantity | None, itself: bool) -> Cell:
    """The share lost; a dash for the Party itself, and where the place is not among its largest."""
    return Cell(figure=quantity.figure) if quantity and not itself else Cell(Text("–", "–"))
