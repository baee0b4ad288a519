"""Measures in force, suspended and announced under a stress test; what acting together would avert leads."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.review.chapters.scene import Scene, capital
from orepath.review.chapters.stressed_figures import price
from orepath.review.chapters.stressed_lead import lead
from orepath.review.chapters.stressed_runs import Line, by_mineral, past, tested, untouched
from orepath.review.chapters.stressed_tables import missing_table, ranges_table, tables
from orepath.review.chapters.stressed_texts import said
from orepath.review.chapters.texts import joined
from orepath.review.document import Block, Bullets, Chapter, Heading, Note, Paragraph, StressedMeasure
from orepath.review.stress_page.sentences import record
from orepath.stress.answer import BackTest
from orepath.stress.words import said as stress_said
from orepath.tracing.words import mineral_text


def stressed(scene: Scene) -> tuple[Chapter, tuple[StressedMeasure, ...], tuple[BackTest, ...]] | None:
    """The chapter, the measures with their answers, and how right the method was in the past.

    None where no measure on record applies to a Party.
    """
    found = tested(scene)
    if not found:
        return None
    lines = by_mineral(found)
    blocks = [*lead(scene, found, lines), *_record(scene, found)]
    for mineral, several in lines.items():
        blocks += _mineral(scene, mineral, several)
    blocks += _rest(scene, found, [line for several in lines.values() for line in several])
    return Chapter("stressed", said("title"), tuple(blocks)), found, past(scene)


def _record(scene: Scene, found: Sequence[StressedMeasure]) -> list[Block]:
    """How right the method was: one line, and one for each case in which a baseline was nearer."""
    if not any(each.answer.results for each in found):
        return []
    first, *lost = (Paragraph(one) for one in record(past(scene)))
    return [first, *([Bullets(tuple(lost))] if lost else []), Note(Paragraph(stress_said("caution")), "caution")]


def _mineral(scene: Scene, mineral: str, lines: Sequence[Line]) -> list[Block]:
    made = tables(scene, mineral, lines)
    if not made:
        return []
    first = lines[0]
    year = first.tested.answer.base_year[mineral]
    cost = price(scene, first.result, year)
    told = said("priced", price="{price}", year=year) if cost else said("unpriced")
    priced = Paragraph(told, {"price": cost} if cost else {})
    heading = Heading(said("heading", mineral=capital(mineral_text(mineral))), id=f"stressed-{mineral}")
    averted, bracket = made
    return [heading, averted, priced, bracket]


def _rest(scene: Scene, found: Sequence[StressedMeasure], lines: Sequence[Line]) -> list[Block]:
    """What may be lost within what is uncertain, what takes nothing, and what cannot be answered."""
    blocks: list[Block] = [Heading(said("answers_heading"), id="stressed-rest")]
    if table := ranges_table(scene, lines):
        blocks.append(table)
    if calm := untouched(found):
        parts = [said("untouched_one", measure=each.listed.name, minerals=joined(names)) for each, names in calm]
        blocks.append(Paragraph(said("untouched", measures=joined(parts, "; ", "、"))))
    if missing := missing_table(found):
        blocks.append(missing)
    if lines:
        blocks.append(Paragraph(said("more", measure=lines[0].tested.listed.id)))
    return blocks if len(blocks) > 1 else []
