"""The Parties' capacity to extract and process, at each review point."""

from __future__ import annotations

from orepath.commitments.capacity_review.comparison import CapacityChange, CapacityFigure, compare
from orepath.review.chapters.scene import Scene, capital, day_in_words, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.document import Cell, Chapter, Column, Figure, Note, Paragraph, Row, Table, editions_of, stated
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import properties, stages


def capacity(scene: Scene) -> tuple[Chapter, ...]:
    """The chapter; none for an agreement without reviews, or one that is not in force yet."""
    rows = [row for row in compare(scene.evidence, scene.agreement, scene.as_of) if row.preferred]
    if not scene.agreement.review or not rows:
        return ()
    known = [row for row in rows if row.measured == "production" or _valued(row)]
    silent = sum(row.measured == "capacity" and not _valued(row) for row in rows)
    searched = tuple(one for row in rows if row.measured == "capacity" and not _valued(row) for one in row.statements)
    capacities = sum(row.measured == "capacity" for row in rows)
    blocks = (
        Paragraph(say("capacity_intro")),
        Note(
            Paragraph(say("capacity_silent", silent=silent, known=capacities - silent, all=capacities), cites=searched),
            "caution",
        ),
        _table(scene, known),
    )
    return (Chapter("capacity", say("capacity_title"), blocks),)


def _valued(row: CapacityChange) -> bool:
    return any(figure.value is not None for figure in row.figures)


def _table(scene: Scene, rows: list[CapacityChange]) -> Table:
    points = [figure.point for figure in rows[0].figures]
    columns = (
        Column("place", say("series_place")),
        Column("mineral", say("overview_mineral")),
        Column("measured", say("capacity_measured")),
        *(Column(f"p{n}", day_in_words(point), "number", "t") for n, point in enumerate(points)),
        Column("change", say("capacity_change"), "share", "percent"),
    )
    return Table("capacity-table", say("capacity_table"), columns, tuple(map(_row, rows)), (say("capacity_note"),))


def _row(row: CapacityChange) -> Row:
    subject = say("overview_row", mineral=capital(mineral_name(row.mineral)), stage=stages()[row.stage].name)
    return Row(
        (
            Cell(place_text(row.place)),
            Cell(subject),
            Cell(capital(properties()[row.measured].name)),
            *(Cell(figure=_figure(row, figure)) for figure in row.figures),
            Cell(figure=_change(row)),
        )
    )


def _subject(row: CapacityChange, when: Text) -> Text:
    return say(
        "capacity_subject",
        mineral=mineral_name(row.mineral),
        stage=stages()[row.stage].name,
        place=place_text(row.place),
        basis=properties()[row.measured].name,
        when=when,
    )


def _figure(row: CapacityChange, at: CapacityFigure) -> Figure:
    if at.statement:
        when = say("year_word", year=at.year)
        return stated(at.statement, _subject(row, when), say("stated_how", item=row.item))
    subject = _subject(row, day_in_words(at.point))
    return Figure(subject, None, "t", say("capacity_unknown_how"), status="unknown")


def _change(row: CapacityChange) -> Figure:
    first, last = row.figures[0].point, row.figures[-1].point
    used = [figure.statement for figure in row.figures if figure.statement]
    subject = _subject(row, say("capacity_between", first=day_in_words(first), last=day_in_words(last)))
    how = say("capacity_change_how")
    status = "unknown" if row.change_share is None else "computed"
    return Figure(subject, row.change_share, "share", how, row.statements, editions_of(used), status)
