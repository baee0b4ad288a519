"""Every mineral and stage in one table."""

from __future__ import annotations

import math

from orepath.criticality.metrics import hhi
from orepath.review.chapters.output import Output, outputs, share
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.chapters.traced_overview import traced_overview
from orepath.review.document import Cell, Chapter, Column, Figure, Quantity, Row, Table, editions_of
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages


def overview(scene: Scene) -> tuple[Chapter, dict[str, list[Quantity]]]:
    """The chapter, and its figures by mineral."""
    columns = (
        Column("mineral", say("overview_mineral")),
        Column("leader", say("overview_leader")),
        Column("leader_share", say("overview_leader_share"), "share", "percent"),
        *(Column(party, say("overview_party", place=place_text(party)), "share", "percent") for party in scene.parties),
        Column("hhi", say("overview_hhi"), "number", "index"),
        Column("year", say("overview_year")),
    )
    rows: list[Row] = []
    quantities: dict[str, list[Quantity]] = {}
    for mineral, out in latest(scene):
        row, found = _row(scene, mineral, out)
        rows.append(row)
        quantities.setdefault(mineral, []).extend(found)
    table = Table("overview-table", say("overview_table"), columns, tuple(rows), (say("overview_note"),))
    traced = traced_overview(scene)
    return Chapter("overview", say("overview_title"), (table, *([traced] if traced else []))), quantities


def latest(scene: Scene) -> list[tuple[str, Output]]:
    """The newest supply of every mineral of the agreement, at every stage that has any."""
    return [
        (mineral, outs[-1])
        for mineral in scene.agreement.minerals
        for stage in stages()
        if (outs := outputs(scene, mineral, stage))
    ]


def _row(scene: Scene, mineral: str, out: Output) -> tuple[Row, list[Quantity]]:
    made, leader = out.supply, out.ranked[0]
    first = share(scene, mineral, out, leader)
    own = {party: share(scene, mineral, out, party) for party in scene.parties}
    concentration = _hhi(mineral, out)
    name = say("overview_row", mineral=capital(mineral_name(mineral)), stage=stages()[made.stage].name)
    row = Row(
        (
            Cell(name),
            Cell(scene.place(leader)),
            Cell(figure=first),
            *(Cell(figure=own[party]) for party in scene.parties),
            Cell(figure=concentration),
            Cell(Text(f"{out.when.en}, {made.dataset}", f"{out.when.ja}、{made.dataset}")),
        )
    )
    return row, [
        Quantity("hhi", concentration, made.stage, None, None, made.from_, made.until),
        Quantity("supply_share", first, made.stage, leader, None, made.from_, made.until),
    ]


def _hhi(mineral: str, out: Output) -> Figure:
    made = out.supply
    words = {"mineral": mineral_name(mineral), "stage": stages()[made.stage].name, "when": out.when}
    bracket = hhi(made.shares)
    value = bracket.value if math.isfinite(bracket.value) else None
    how = say("hhi_how", dataset=made.dataset)
    return Figure(say("hhi_subject", **words), value, "index", how, made.statements, editions_of(out.all))
