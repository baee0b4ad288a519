"""Published series as tables: a row a place and series, a column a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from orepath.evidence.precedence import prefer
from orepath.evidence.store import Statement
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.document import Cell, Column, Figure, Quantity, Row, Table, stated
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import properties

Period = tuple[int, int]
DISPLAY = {"share": ("share", "percent"), "t": ("number", "t"), "people": ("number", "people")}


def period_of(statement: Statement) -> Period | None:
    """The first and last calendar year of a statement's period."""
    if not statement.from_ or not statement.until:
        return None
    return statement.from_.year, max(statement.from_.year, statement.until.year - 1)


def period_name(period: Period) -> Text:
    """A period in words: 2024, or 2021 to 2024."""
    first, last = period
    return say("year_word", year=last) if first == last else say("years_word", first=first, last=last)


def figure(scene: Scene, statement: Statement, mineral: str) -> Figure:
    """A published figure with its subject in words."""
    item = statement.item or ""
    subject = say(
        "stated_subject",
        mineral=mineral_name(mineral),
        property=properties()[statement.property].name,
        place=scene.place(statement.partner or statement.place or "unknown", [statement.dataset]),
        period=period_name(period_of(statement) or (0, 0)),
        item=item,
    )
    return stated(statement, subject, say("stated_how", item=item))


def series_table(
    scene: Scene, property_: str, mineral: str, places: Iterable[str], by: str = "item"
) -> tuple[Table | None, list[Quantity]]:
    """A table of one property of one mineral over the years, for some places.

    Parameters
    ----------
    by
        What a row is: ``item``, the publisher's series, or ``partner``, the other end of the flow.
    """
    wanted = set(places)
    found = [s for s in scene.evidence.statements(property_, mineral=mineral) if s.place in wanted and period_of(s)]
    grid: dict[tuple[str, str, str], dict[Period, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in found:
        row = (statement.place or "", statement.item or "", (statement.partner or "") if by == "partner" else "")
        grid[row][period_of(statement) or (0, 0)].append(statement)
    if not grid:
        return None, []
    periods = sorted({period for cells in grid.values() for period in cells})
    rows, quantities, restated = [], [], []
    for (place, item, partner), cells in grid.items():
        line = [Cell(scene.place(partner or place)), Cell(Text(item, item))]
        for period in periods:
            chosen = prefer(cells[period]) if cells[period] else None
            restated += [chosen.reason] if chosen and chosen.others else []
            shown = figure(scene, chosen.statement, mineral) if chosen else None
            line.append(Cell(figure=shown) if shown else Cell(Text("–", "–")))
            if chosen and shown:
                stage, from_, until = chosen.statement.stage, chosen.statement.from_, chosen.statement.until
                quantities.append(Quantity(property_, shown, stage, place, partner or None, from_, until))
        rows.append(Row(tuple(line)))
    units = {quantity.figure.unit for quantity in quantities}
    kind, shown_unit = DISPLAY.get(units.pop(), ("number", "")) if len(units) == 1 else ("number", "")
    columns = (
        Column("place", say("source_place" if by == "partner" else "series_place")),
        Column("series", say("series_item")),
        *(Column(f"y{first}-{last}", period_name((first, last)), kind, shown_unit) for first, last in periods),  # type: ignore[arg-type]
    )
    name = properties()[property_].name
    caption = capital(say("series_caption", property=name, mineral=mineral_name(mineral)))
    notes = (say("restated", reason=restated[0]),) if restated else ()
    return Table(f"{mineral}-{property_.replace('_', '-')}", caption, columns, tuple(rows), notes), quantities
