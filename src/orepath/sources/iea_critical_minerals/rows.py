"""One statement of the explorer."""

from __future__ import annotations

from typing import Any

from orepath.evidence.source import source
from orepath.vocabulary.periods import year as calendar_year
from orepath.vocabulary.terms import fold, units

SOURCE = source("orepath.sources.iea_critical_minerals")
UNIT = units()[fold(SOURCE.raw["unit"])]


def counted_as(mineral: str, said: str, demand: bool = False) -> str:
    """What is measured, with what the IEA counts under the mineral's name where that is not the mineral alone."""
    entry = SOURCE.raw["minerals"].get(mineral, {})
    narrower = entry.get("is") or (entry.get("demand_is") if demand else None)
    return f"{said} ({narrower})" if narrower else said


def statement(
    subject: dict[str, Any], year: str, figure: float | None, where: str, *, estimated: bool
) -> dict[str, Any]:
    """A statement in tonnes about a calendar year.

    Parameters
    ----------
    subject
        Property, mineral as the file names it, item, place and what else is known.
    figure
        In the file's unit; None is "not available".
    where
        The pointer to the figure, which is its key too.
    """
    known = "estimated" if estimated else "reported"
    period = calendar_year(int(year))
    return {
        **subject,
        "row_key": where,
        "mineral": SOURCE.raw["minerals"][subject["mineral"]]["mineral"],
        "from_": period.from_,
        "until": period.until,
        "value": None if figure is None else round(figure * UNIT.factor, 6),
        "unit": UNIT.unit,
        "status": "not_available" if figure is None else known,
        "original": "null" if figure is None else repr(figure),
        "locator": where,
    }
