"""The Parties' demand for battery minerals, by chemistry, with the outlook as published."""

from __future__ import annotations

from orepath.demand.answer import Demand
from orepath.demand.battery import battery_demand, latest_year
from orepath.review.chapters.demand_figures import needed, needed_range, period, sold
from orepath.review.chapters.demand_outlook import outlook
from orepath.review.chapters.demand_tables import chemistry_table, vehicles_table
from orepath.review.chapters.scene import Scene, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.document import Block, Bullets, Chapter, Figure, Heading, Note, Paragraph, Quantity
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

Quantities = dict[str, list[Quantity]]


def demand(scene: Scene) -> tuple[Chapter, Quantities]:
    """The chapter, and its figures by mineral; without any evidence on batteries, that all is unknown."""
    quantities: Quantities = {}
    blocks: list[Block] = []
    found = [each for party in scene.parties if (each := _latest(scene, party))]
    if any(one.demand_t or one.missing for each in found for one in each.minerals.values()):
        blocks += [Paragraph(say("demand_intro"))]
        for each in found:
            blocks += _party(scene, each, quantities)
        blocks += vehicles_table(scene, found)
        blocks += outlook(scene)
    else:
        minerals = joined([mineral_name(mineral) for mineral in scene.agreement.minerals])
        blocks.append(Note(Paragraph(say("demand_none_at_all", minerals=minerals)), "caution"))
    return Chapter("demand", say("demand_title"), tuple(blocks)), quantities


def _latest(scene: Scene, party: str) -> Demand | None:
    """The demand of a Party in the last year with reported sales, for the minerals that batteries are known to hold."""
    known = scene.evidence.rows("select distinct mineral from statements where property = 'mineral_intensity'")
    held = {row["mineral"] for row in known}
    minerals = [mineral for mineral in scene.agreement.minerals if mineral in held]
    if not minerals:
        return None
    year = latest_year(scene.evidence, party)
    (made,) = battery_demand(scene.evidence, party, year or scene.as_of.year, minerals)
    return made


def _party(scene: Scene, found: Demand, quantities: Quantities) -> list[Block]:
    """What stands in, a Party's sentences, one a mineral, what is not counted, and its table by chemistry."""
    heading = Heading(place_text(found.place), id=f"demand-{found.place.lower()}")
    missing = list(dict.fromkeys(each for one in found.minerals.values() for each in one.missing))
    blocks: list[Block] = [heading]
    if missing:
        words = {"place": place_text(found.place), "what": joined(missing, "; ", "；")}
        blocks.append(Note(Paragraph(say("demand_none", **words)), "caution"))
    sentences = [_sentence(found, mineral, quantities) for mineral, one in found.minerals.items() if one.demand_t]
    if not sentences:
        return blocks
    if found.stands_in:
        what = joined(list(found.stands_in), "; ", "；")
        blocks.append(Note(Paragraph(say("demand_stands_in", what=what)), "caution"))
    blocks.append(Bullets(tuple(sentences)))
    if found.uncounted:
        blocks.append(Note(_uncounted(found), "caution"))
    return [*blocks, chemistry_table(found)]


def _sentence(found: Demand, mineral: str, quantities: Quantities) -> Paragraph:
    value, bounds = needed(found, mineral), needed_range(found, mineral)
    quantities.setdefault(mineral, []).append(
        Quantity("battery_demand", value, "vehicle", found.place, None, *period(found.year))
    )
    words = {
        "year": found.year,
        "place": place_text(found.place),
        "vehicles": joined([one.vehicles.name for one in found.counted]),
        "mineral": mineral_name(mineral),
    }
    said = say("demand_sentence", value="{value}", range="{range}", **words)
    return Paragraph(said, {"value": value, "range": bounds})


def _uncounted(found: Demand) -> Paragraph:
    figures: dict[str, Figure] = {}
    parts: list[Text] = []
    for number, one in enumerate(found.uncounted):
        figures[f"n{number}"] = sold(found, one.vehicles, one.sales)
        parts.append(say("demand_uncounted_one", count=f"{{n{number}}}", vehicles=one.vehicles.name))
    return Paragraph(say("demand_uncounted", what=joined(parts)), figures)
