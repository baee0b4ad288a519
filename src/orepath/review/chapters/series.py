"""Published series as tables: a row a place and series, a column a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from orepath.evidence.precedence import prefer
from orepath.evidence.store import Statement
from orepath.review.chapters.scene import Scene, capital, mineral_name, period_name
from orepath.review.chapters.texts import joined, say
from orepath.review.document import Cell, Column, Figure, Quantity, Row, Table, stated
from orepath.review.numbers import display_units
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import properties

Period = tuple[int, int]
DISPLAY = {"share": ("share", "percent")}


def period_of(statement: Statement) -> Period | None:
    """The first and last calendar year of a statement's period."""
    if not statement.from_ or not statement.until:
        return None
    return statement.from_.year, max(statement.from_.year, statement.until.year - 1)


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
    scene: Scene, together: Sequence[str], mineral: str, places: Iterable[str], by: str = "item"
) -> tuple[Table | None, list[Quantity]]:
    """A table of some properties of one mineral over the years, for some places.

    Parameters
    ----------
    by
        What a row is: ``item``, the publisher's series, or ``partner``, the other end of the flow.
    """
    wanted = set(places)
    every = [s for property_ in together for s in scene.evidence.statements(property_, mineral=mineral)]
    found = [s for s in every if s.place in wanted and period_of(s)]
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
                quantities.append(
                    Quantity(chosen.statement.property, shown, stage, place, partner or None, from_, until)
                )
        rows.append(Row(tuple(line)))
    units = {quantity.figure.unit for quantity in quantities}
    unit = units.pop() if len(units) == 1 else ""
    kind, shown_unit = DISPLAY.get(unit, ("number", unit if unit in display_units() else ""))
    columns = (
        Column("place", say("source_place" if by == "partner" else "series_place")),
        Column("series", say("series_item")),
        *(Column(f"y{first}-{last}", period_name((first, last)), kind, shown_unit) for first, last in periods),  # type: ignore[arg-type]
    )
    name = joined([properties()[property_].name for property_ in together])
    caption = capital(say("series_caption", property=name, mineral=mineral_name(mineral)))
    notes = (say("restated", reason=restated[0]),) if restated else ()
    return Table(f"{mineral}-{together[0].replace('_', '-')}", caption, columns, tuple(rows), notes), quantities
