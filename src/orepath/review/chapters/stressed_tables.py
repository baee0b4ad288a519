"""The tables of stressed measures: what acting together averts leads."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.review.chapters.scene import Scene, capital
from orepath.review.chapters.stressed_figures import (
    averted_days,
    averted_t,
    averted_usd,
    cover,
    demand,
    first_unmet,
    unmet,
)
from orepath.review.chapters.stressed_runs import TRIES, Line, status_text
from orepath.review.chapters.stressed_texts import said
from orepath.review.chapters.texts import joined
from orepath.review.document import Cell, Column, Row, StressedMeasure, Table
from orepath.stress.answer import Case
from orepath.stress.asked import MONTHS
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

BRACKET: tuple[Case, ...] = ("no_adaptation", "alone", "coordinated", "full_adaptation")


def tables(scene: Scene, mineral: str, lines: Sequence[Line]) -> list[Table]:
    """What acting together averts, then the bracket; none where nothing is lost at the recorded flows."""
    lost = [line for line in lines if line.lost]
    if not lost:
        return []
    words = {"mineral": capital(mineral_text(mineral)), "year": lost[0].tested.answer.base_year[mineral]}
    return [_averted(scene, mineral, lost, words), _bracket(scene, mineral, lost, words)]


def _averted(scene: Scene, mineral: str, lines: Sequence[Line], words: dict[str, object]) -> Table:
    columns = (
        *_first("measure", "state", "party"),
        Column("averted", said("averted"), "number", "t"),
        Column("averted_days", said("averted_days"), "number", "days"),
        Column("averted_usd", said("averted_usd"), "number", "usd_million"),
    )
    rows = []
    for line in lines:
        money = averted_usd(scene, line)
        numbers = (averted_t(scene, line), averted_days(scene, line))
        last = Cell(figure=money) if money else Cell(Text("–", "–"))
        rows.append(Row((_measure(line), _state(line), _party(line), *(Cell(figure=one) for one in numbers), last)))
    notes = (said("ordered"), said("stretch", months=f"{MONTHS:g}", draws=TRIES))
    return Table(f"stressed-{mineral}-averted", said("averted_table", **words), columns, tuple(rows), notes)


def _bracket(scene: Scene, mineral: str, lines: Sequence[Line], words: dict[str, object]) -> Table:
    columns = (
        *_first("measure", "party"),
        Column("demand", said("demand"), "number", "t"),
        *(Column(case, said(case), "number", "t") for case in BRACKET),
        Column("cover", said("cover"), "number", "days"),
        Column("first_unmet", said("first_unmet"), "number", "days"),
    )
    rows = []
    for line in lines:
        four = (unmet(scene, line, case) for case in BRACKET)
        numbers = (demand(scene, line), *four, cover(scene, line), first_unmet(scene, line))
        rows.append(Row((_measure(line), _party(line), *(Cell(figure=one) for one in numbers))))
    caption = said("bracket_table", **words)
    return Table(f"stressed-{mineral}-bracket", caption, columns, tuple(rows), (said("first_note"),))


def ranges_table(scene: Scene, lines: Sequence[Line]) -> Table | None:
    """What takes nothing at the recorded flows, but may within what is uncertain."""
    calm = [line for line in lines if not line.lost]
    if not calm:
        return None
    columns = (
        *_first("mineral", "measure", "state", "party"),
        Column("averted", said("averted"), "number", "t"),
        Column("coordinated", said("coordinated"), "number", "t"),
    )
    rows = tuple(
        Row(
            (
                Cell(capital(mineral_text(line.result.mineral))),
                *(_measure(line), _state(line), _party(line)),
                Cell(figure=averted_t(scene, line)),
                Cell(figure=unmet(scene, line, "coordinated")),
            )
        )
        for line in calm
    )
    return Table("stressed-ranges", said("ranges_table"), columns, rows)


def missing_table(found: Sequence[StressedMeasure]) -> Table | None:
    """What cannot be answered in tonnes, and why: a row a measure and reason."""
    rows = []
    for each in found:
        by_why: dict[Text, list[Text]] = {}
        for one in each.answer.not_answered:
            name = mineral_text(one.mineral) if one.mineral else said("all_minerals")
            if one.party:
                name = joined([name, place_text(one.party)], ", ", "・")
            by_why.setdefault(capital(one.why), []).append(name)
        for why, names in by_why.items():
            named = capital(joined(names))
            rows.append(Row((Cell(each.listed.name), Cell(status_text(each)), Cell(named), Cell(why))))
    columns = _first("measure", "state", "mineral", "why")
    return Table("stressed-not-answered", said("missing_table"), columns, tuple(rows)) if rows else None


def _first(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, said(key)) for key in keys)


def _measure(line: Line) -> Cell:
    return Cell(line.tested.listed.name)


def _state(line: Line) -> Cell:
    return Cell(status_text(line.tested))


def _party(line: Line) -> Cell:
    return Cell(place_text(line.result.party))
