"""What publishers expect: vehicles sold in the Parties, and the world's demand for minerals in electric vehicles."""

from __future__ import annotations

from orepath.demand.answer import Expected, WorldDemand
from orepath.demand.outlook import counted_as, expected_sales, world_demand
from orepath.demand.settings import vehicles
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.document import Block, Cell, Column, Heading, Paragraph, Row, Table, stated
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

EVERY = 5
"""Years between the columns of an outlook, as most publishers have them."""
DASH = Cell(Text("–", "–"))


def outlook(scene: Scene) -> list[Block]:
    """The two tables of what is published; nothing where nothing is."""
    tables = [*_sales(scene), *_world(scene)]
    heading = Heading(say("demand_outlook_heading"), id="demand-outlook")
    return [heading, Paragraph(say("demand_outlook_intro")), *tables] if tables else []


def _sales(scene: Scene) -> list[Block]:
    """A row a Party, kind of vehicle, publisher and scenario; who has nothing on a Party is named below."""
    rows: dict[tuple[str, str, Text], dict[int, Expected]] = {}
    for party in scene.parties:
        for one in expected_sales(scene.evidence, party):
            if one.year % EVERY == 0:
                rows.setdefault((party, one.vehicles.id, one.scenario), {})[one.year] = one
    if not rows:
        return []
    years = sorted({year for row in rows.values() for year in row})
    columns = (
        Column("party", say("demand_party")),
        Column("scenario", say("demand_scenario")),
        *(Column(f"y{year}", say("year_word", year=year), "number", "vehicles") for year in years),
    )
    made = [
        Row((Cell(scene.place(party)), Cell(scenario), *(_expected(row.get(year), party) for year in years)))
        for (party, _, scenario), row in rows.items()
    ]
    absent = [
        say("demand_outlook_absent", place=place_text(party), scenario=series.name)
        for party in scene.parties
        for kind in vehicles()
        for series in kind.outlooks
        if (party, kind.id, series.name) not in rows
    ]
    return [Table("demand-outlook-sales", say("demand_outlook_table"), columns, tuple(made), tuple(absent))]


def _expected(one: Expected | None, party: str) -> Cell:
    if one is None:
        return DASH
    words = {"vehicles": one.vehicles.name, "place": place_text(party), "year": one.year, "scenario": one.scenario}
    return Cell(figure=stated(one.statement, say("demand_expected_subject", **words), say("demand_published")))


def _world(scene: Scene) -> list[Block]:
    """A row a mineral, series and scenario."""
    rows: dict[tuple[str, Text | None, Text], dict[int, WorldDemand]] = {}
    for mineral in scene.agreement.minerals:
        for one in world_demand(scene.evidence, mineral):
            key = (mineral, counted_as(one), one.scenario or say("demand_world_past"))
            rows.setdefault(key, {})[one.year] = one
    if not rows:
        return []
    years = sorted({year for row in rows.values() for year in row})
    columns = (
        Column("mineral", say("demand_mineral")),
        Column("scenario", say("demand_world_scenario")),
        *(Column(f"y{year}", say("year_word", year=year), "number", "kt") for year in years),
    )
    made = [
        Row((Cell(_named(mineral, series)), Cell(scenario), *(_cell(row.get(year)) for year in years)))
        for (mineral, series, scenario), row in rows.items()
    ]
    caption = say("demand_world_table")
    return [Table("demand-outlook-world", caption, columns, tuple(made), (say("demand_world_note"),))]


def _named(mineral: str, series: Text | None) -> Text:
    name = capital(mineral_name(mineral))
    return say("demand_world_series", mineral=name, series=series) if series else name


def _cell(one: WorldDemand | None) -> Cell:
    if one is None:
        return DASH
    words = {"mineral": _named(one.mineral, counted_as(one)), "year": one.year}
    subject = say("demand_world_subject", scenario=one.scenario or say("demand_world_past"), **words)
    return Cell(figure=stated(one.statement, subject, say("demand_published")))
