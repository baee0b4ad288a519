"""Shares of a Party's supply that passed facilities of entities that governments control or with labour findings."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.review.chapters.networks import supplied
from orepath.review.chapters.operations import Operations, operations
from orepath.review.chapters.operators_figures import METRICS, Shares, counted, shares
from orepath.review.chapters.scene import Scene, capital, day_in_words, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.document import Block, Cell, Column, Heading, Note, Paragraph, Quantity, Row, Table
from orepath.tracing.words import stage_text
from orepath.vocabulary.places import place_text


def operators(scene: Scene, mineral: str) -> tuple[list[Block], list[Quantity]]:
    """The blocks on the operators of a mineral's mines and plants, and their figures; where none is on record, that."""
    heading = Heading(say("operators_heading"), id=f"{mineral}-operators")
    found, network = operations(scene, mineral), supplied(scene, mineral)
    words = {"mineral": mineral_name(mineral)}
    if found is None:
        return [heading, Note(Paragraph(say("operators_none", **words)), "caution")], []
    count, by_row = len(found.facilities), shares(scene, mineral)
    if network is None or not by_row:
        return [heading, Note(Paragraph(say("operators_no_network", count=count, **words)), "caution")], []
    intro = say("operators_intro", count=count, year=network.year, day=day_in_words(scene.as_of), **words)
    quantities = [quantity for row in by_row.values() for quantity in row.values()]
    return [heading, Paragraph(intro), _table(scene, mineral, found, by_row)], quantities


def operators_summary(scene: Scene) -> Iterator[Paragraph]:
    """A sentence a mineral and Party of which facilities are on record."""
    for mineral in scene.agreement.minerals:
        network = supplied(scene, mineral)
        for (party, stage), row in shares(scene, mineral).items():
            if stage is None and network:
                words = {"mineral": capital(mineral_name(mineral)), "party": place_text(party), "year": network.year}
                figures = {"controlled": row["controlled"].figure, "labour": row["labour_finding"].figure}
                said = say("summary_operators", controlled="{controlled}", labour="{labour}", **words)
                yield Paragraph(said, figures)


def _table(scene: Scene, mineral: str, found: Operations, by_row: Shares) -> Table:
    network = supplied(scene, mineral)
    assert network
    columns = (
        Column("row", say("operators_party")),
        *(Column(metric, say(f"operators_{metric}_column"), "share", "percent") for metric in METRICS),
    )
    rows = []
    for (party, stage), row in by_row.items():
        at = stage_text(stage) if stage else say("operators_any")
        name = say("operators_row", party=place_text(party), stage=at)
        rows.append(Row((Cell(name), *(Cell(figure=row[metric].figure) for metric in METRICS))))
    notes = [say("operators_note_shared"), say("operators_note_control")]
    notes.append(say("operators_note_labour" if found.labour else "operators_note_labour_open"))
    outside = sum(not counted(network, each) for each in found.facilities)
    if outside:
        notes.append(say("operators_note_outside", count=outside))
    caption = say("operators_table", mineral=capital(mineral_name(mineral)), year=network.year)
    return Table(f"{mineral}-operators-table", caption, columns, tuple(rows), tuple(notes))
