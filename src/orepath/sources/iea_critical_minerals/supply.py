"""Supply by country: mining and refining."""

from __future__ import annotations

from typing import Any

from orepath.errors import Fault, UnknownName
from orepath.evidence.reading import Refused
from orepath.sources.iea_critical_minerals.document import Figures, figures, pointer, series, table
from orepath.sources.iea_critical_minerals.rows import SOURCE, counted_as, statement
from orepath.vocabulary.places import find_place, place

LONGEST_NAME = 60  # characters; what is longer is a sentence, not a country


def supply(document: dict[str, Any], faults: list[Fault], refused: list[Refused]) -> list[dict[str, Any]]:
    """The statements on mining and refining of all minerals."""
    made: list[dict[str, Any]] = []
    for mineral, sides, where in series(document, "supply", faults=faults):
        for side, stage in SOURCE.raw["stages"].items():
            made += _side(mineral, side, stage, table(sides, where, faults).get(side), faults, refused)
    return made


def _side(
    mineral: str,
    side: str,
    stage: str,
    found: Any,  # noqa: ANN401 - anything JSON may hold
    faults: list[Fault],
    refused: list[Refused],
) -> list[dict[str, Any]]:
    where = pointer("supply", mineral, side)
    parts = table(found, where, faults)
    by_place: dict[str, Figures] = {}
    for name, value in table(parts.get("countries"), f"{where}/countries", faults).items():
        at = f"{where}/countries{pointer(name)}"
        read = figures(value, at, faults)
        if name in SOURCE.raw["rest"] or find_place(name):
            by_place[name] = read
        elif len(name) > LONGEST_NAME and all(figure is None for _, _, figure, _ in read):
            refused.append(Refused(0, f"{where}: '{name[:LONGEST_NAME]}…' is a note, not a country"))
        else:
            faults.extend(_unknown_place(name, at))
    total = figures(parts.get("total"), f"{where}/total", faults)
    base = {"property": "production", "stage": stage, "mineral": mineral}
    doubled = _counted_twice(by_place, total)
    made = [_row(base, side, one, "world") for one in total]
    for name, read in by_place.items():
        rest = SOURCE.raw["rest"].get(name)
        held = doubled if rest else None
        made += [_row(base, side, one, rest or str(find_place(name)), name, held) for one in read]
    return made


def _unknown_place(name: str, where: str) -> tuple[Fault, ...]:
    try:
        place(name, where)
    except UnknownName as error:
        return error.faults
    return ()


def _counted_twice(by_place: dict[str, Figures], total: Figures) -> str | None:
    """The country by whose figures, year for year, the parts exceed the total: the rest holds it a second time."""
    totals = {year: figure or 0.0 for year, _, figure, _ in total}
    columns = {name: {year: figure or 0.0 for year, _, figure, _ in read} for name, read in by_place.items()}
    excess = {year: sum(column.get(year, 0.0) for column in columns.values()) - totals[year] for year in totals}
    tolerance = 1e-6 * max(totals.values(), default=0.0)
    if all(abs(value) <= tolerance for value in excess.values()):
        return None
    for name, column in columns.items():
        if name not in SOURCE.raw["rest"] and all(
            abs(column.get(year, 0.0) - value) <= tolerance for year, value in excess.items()
        ):
            return name
    return None


def _row(
    base: dict[str, Any],
    side: str,
    one: tuple[str, str | None, float | None, str],
    code: str,
    name: str = "",
    held: str | None = None,
) -> dict[str, Any]:
    """A statement on supply; a rest that holds a listed country is no part beside it, and its item says so."""
    year, _, figure, where = one
    outlook = year != str(SOURCE.raw["base_year"])
    said = f"outlook, {SOURCE.raw['supply_scenario']}" if outlook else side
    item = counted_as(base["mineral"], said)
    more: dict[str, Any] = {"item": item, "place": code}
    if held:
        note = f"{name} holds {held}, which is listed by itself too: with it the parts exceed the total by {held}."
        more |= {"item": f"{item}, {name} with {held}", "note": note}
    return statement({**base, **more}, year, figure, where, estimated=outlook)


def overlaps(rows: list[dict[str, Any]]) -> int:
    """How many figures of the rest hold a country that is listed by itself too."""
    return len([row for row in rows if row.get("note")])
