"""How far apart what importer and exporter report is."""

from __future__ import annotations

from collections.abc import Sequence

from orepath.evidence.mirror.answer import Figure, Gap, compared
from orepath.evidence.mirror.rules import freight_explains, hs_edition


def ratio(importer: float, exporter: float) -> float | None:
    """The symmetrical ratio of a gap: ``(importer - exporter) / ((importer + exporter) / 2)``, from -2 to 2.

    Exchanging the two changes its sign alone, so that neither is taken for the truth. None where both are 0.

    >>> ratio(110.0, 90.0), ratio(90.0, 110.0), ratio(5.0, 0.0), ratio(0.0, 0.0)
    (0.2, -0.2, 2.0, None)
    """
    return 2 * (importer - exporter) / (importer + exporter) if importer + exporter else None


def gaps(figures: Sequence[Figure]) -> tuple[Gap, ...]:
    """The gaps between every import and export of one period that are of the same good and unit.

    Values are compared within one currency alone; masses always, as all are tonnes. Nothing is converted.
    """
    found = []
    imports, exports = ([each for each in compared(figures) if each.side == side] for side in ("importer", "exporter"))
    for one in imports:
        for other in exports:
            if one.covers != other.covers:
                continue
            if one.value is not None and other.value is not None and one.currency and one.currency == other.currency:
                found.append(_gap(one, other, one.currency, one.value, other.value, freight_explains(one, other)))
            if one.mass_t is not None and other.mass_t is not None:
                found.append(_gap(one, other, "t", one.mass_t, other.mass_t, None))
    return tuple(found)


def _gap(one: Figure, other: Figure, unit: str, imported: float, exported: float, freight: bool | None) -> Gap:
    editions = hs_edition(one.nomenclature), hs_edition(other.nomenclature)
    same = None if None in editions else editions[0] == editions[1]
    return Gap(one.covers, unit, one, other, imported - exported, ratio(imported, exported), freight, same)
