"""The border view beside the traced view: who shipped a mineral last, who refined it last, and where it was mined."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.review.blocks import Kind
from orepath.review.chapters.networks import Reached, Supplied, supplied
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.chapters.traced_chokepoints import chokepoints
from orepath.review.chapters.traced_figures import Metric, ranged
from orepath.review.chapters.traced_places import Place, places
from orepath.review.chapters.traced_ways import ways
from orepath.review.document import Block, Bullets, Cell, Column, Heading, Paragraph, Quantity, Row, Table
from orepath.review.trace_page.texts import short
from orepath.tracing.words import said
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

COLUMNS: dict[Metric, tuple[Kind, str]] = {
    "border_share": ("share", "percent"),
    "border_share_net": ("share", "percent"),
    "processor_share": ("share", "percent"),
    "traced_share": ("share", "percent"),
    "traced_share_net": ("share", "percent"),
    "hidden_dependence": ("number", "percentage_points"),
}


def traced(scene: Scene, mineral: str) -> tuple[list[Block], list[Quantity]]:
    """The blocks of a mineral's traced supply and the figures in them; none where no network can be assembled."""
    found = supplied(scene, mineral)
    if not found:
        return [], []
    blocks: list[Block] = [Heading(say("traced_heading"), id=f"{mineral}-traced"), *_intro(scene, found)]
    quantities: list[Quantity] = []
    blocks += [ways(found, party) for party in found.by_party]
    for party in found.by_party:
        rows = places(found, party)
        blocks.append(_table(found, party, rows))
        quantities += [quantity for row in rows for quantity in row.figures.values()]
    lost, losses = chokepoints(found)
    return [*blocks, *lost], [*quantities, *losses]


def _intro(scene: Scene, found: Supplied) -> list[Block]:
    words = {"mineral": mineral_name(found.mineral), "year": found.year}
    draws = max(reached.trace.draws for reached in found.by_party.values())
    basis = next((limits.basis for limits in found.limits if limits.basis), said("contained"))
    blocks: list[Block] = [
        Paragraph(say("traced_intro", basis=basis, **words)),
        Paragraph(say("traced_caution", draws=draws)),
        Paragraph(say("traced_note")),
        Bullets(tuple(_unknown(scene, found, party) for party in scene.parties)),
    ]
    wanted = _wanted(found)
    if wanted:
        blocks += [Paragraph(say("traced_missing")), Bullets(tuple(Paragraph(each) for each in wanted))]
    return blocks


def _unknown(scene: Scene, found: Supplied, party: str) -> Paragraph:
    """How much of a Party's supply is unknown."""
    words = {"party": place_text(party), "mineral": mineral_name(found.mineral), "year": found.year}
    reached = found.by_party.get(party)
    if reached is None:
        return Paragraph(say("traced_nothing", **words))
    figure = ranged(found, party, "traced_share", reached.unknown, short("unknown")).figure
    key = "traced_unknown" if reached.trace.unknown_share is not None else "traced_open"
    sentences = [say(key, share="{share}", **words)]
    if reached.trace.unknown_share is None and (codes := _codes(reached)):
        sentences.append(say("traced_codes", codes=codes))
    return Paragraph(joined(sentences, " ", ""), {"share": figure})


def _codes(reached: Reached) -> Text | None:
    """The main goods that are not seen, each with its code."""
    main = [good for good in reached.trace.limits.not_seen if good.main]
    named = [say("traced_good", good=good.name, code=good.code) for good in main]
    return joined(named, "; ", "、") if named else None


def _wanted(found: Supplied) -> list[Text]:
    """The data that would show what is unknown, each once; trade in goods that are no main form of it comes last."""
    missing = [text for each in found.limits for text in each.missing]
    every = " ".join(text.en for text in missing)
    further = [good for each in found.limits for good in each.not_seen if good.code not in every]
    named = list(dict.fromkeys(say("traced_good", good=good.name, code=good.code) for good in further))
    if named:
        missing.append(say("traced_further", goods=joined(named, "; ", "、")))
    return list(dict.fromkeys(missing))


def _table(found: Supplied, party: str, rows: Sequence[Place]) -> Table:
    words = {"mineral": capital(mineral_name(found.mineral)), "party": place_text(party), "year": found.year}
    columns = (
        Column("place", say("traced_place")),
        *(Column(metric, say(f"{metric}_column"), *shown) for metric, shown in COLUMNS.items()),
    )
    filled = tuple(Row((Cell(row.name), *(_cell(row.figures.get(metric)) for metric in COLUMNS))) for row in rows)
    notes = [say("traced_home")] if any(row.place == party for row in rows) else []
    strained = [each.name for each in found.by_party[party].trace.limits.strained]
    if strained:
        notes.append(say("traced_strained", figures=joined(strained, "; ", "、")))
    name = f"{found.mineral}-{party.lower()}-traced-table"
    return Table(name, say("traced_table", **words), columns, filled, tuple(notes))


def _cell(quantity: Quantity | None) -> Cell:
    return Cell(figure=quantity.figure) if quantity else Cell(Text("–", "–"))
