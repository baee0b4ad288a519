"""Tables of the demand: minerals by chemistry for a Party, and the vehicles sold with their batteries."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.demand.answer import Demand, Factor
from orepath.demand.settings import Vehicles, least_share
from orepath.review.chapters.demand_figures import (
    at_mix,
    each_capacity,
    least_text,
    needed,
    needed_range,
    share,
    sold,
    sold_range,
)
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.document import Block, Cell, Column, Row, Table
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

DASH = Cell(Text("–", "–"))


def chemistry_table(found: Demand) -> Table:
    """A row a chemistry, a column a mineral; at the end all of them, and their range."""
    assert found.mix
    known = [mineral for mineral, one in found.minerals.items() if one.demand_t]
    columns = (
        Column("chemistry", say("demand_chemistry")),
        Column("share", say("demand_share"), "share", "percent"),
        *(Column(mineral, capital(mineral_name(mineral)), "number", "t") for mineral in known),
    )
    rows = [_row(found, known, (name,), Text(name, name)) for name in found.mix.shares if _wide(found, name)]
    if rest := [name for name in found.mix.shares if not _wide(found, name)]:
        rows.append(_row(found, known, rest, say("demand_rest", least=least_text())))
    rows.append(Row((Cell(say("demand_all")), DASH, *(Cell(figure=needed(found, one)) for one in known)), total=True))
    rows.append(Row((Cell(say("demand_range")), DASH, *(Cell(figure=needed_range(found, one)) for one in known))))
    words = {"place": place_text(found.place), "year": found.year}
    caption = say("demand_chemistry_table" if found.mix.own else "demand_chemistry_table_world", **words)
    notes = [say("demand_chemistry_note"), *_undivided(found, known)]
    return Table(f"demand-{found.place.lower()}-chemistries", caption, columns, tuple(rows), tuple(notes))


def _wide(found: Demand, chemistry: str) -> bool:
    return bool(found.mix) and found.mix.shares[chemistry] >= least_share()  # type: ignore[union-attr]


def _row(found: Demand, minerals: Sequence[str], chemistries: Sequence[str], name: Text) -> Row:
    figures = [Cell(figure=at_mix(found, mineral, chemistries, name)) for mineral in minerals]
    return Row((Cell(name), Cell(figure=share(found, chemistries, name)), *figures))


def _undivided(found: Demand, minerals: Sequence[str]) -> list[Text]:
    """A note for each mineral whose intensities carry one of their publisher's reader."""
    noted = [
        mineral
        for mineral in minerals
        if any(part.intensity.statements[0].note for part in found.minerals[mineral].by_chemistry.values())
    ]
    words = {"note": say("demand_undivided")}
    return [say("demand_mineral_note", mineral=capital(mineral_name(mineral)), **words) for mineral in noted]


def vehicles_table(scene: Scene, found: Sequence[Demand]) -> list[Block]:
    """A row a Party and kind of vehicle: how many were sold, and how large the battery of each is."""
    rows = []
    for each in found:
        party = Cell(scene.place(each.place))
        for one in each.counted:
            size = Cell(figure=each_capacity(each, one))
            rows.append(Row((party, *_sales(each, one.vehicles, one.sales), size)))
        rows += [Row((party, *_sales(each, other.vehicles, other.sales), Cell())) for other in each.uncounted]
    if not rows:
        return []
    columns = (
        Column("party", say("demand_party")),
        Column("vehicles", say("demand_vehicles")),
        Column("sold", say("demand_sold"), "number", "vehicles"),
        Column("range", say("demand_sold_range"), "number", "vehicles"),
        Column("capacity", say("demand_capacity"), "number", "kwh_per_vehicle"),
    )
    years = sorted({each.year for each in found})
    caption = say("demand_vehicles_table", year=", ".join(map(str, years)))
    return [Table("demand-vehicles", caption, columns, tuple(rows), (say("demand_vehicles_note"),))]


def _sales(found: Demand, vehicles: Vehicles, sales: Factor) -> tuple[Cell, Cell, Cell]:
    name, one = Cell(capital(vehicles.name)), sales.range.low == sales.range.high
    spread = DASH if one else Cell(figure=sold_range(found, vehicles, sales))
    return name, Cell(figure=sold(found, vehicles, sales)), spread
