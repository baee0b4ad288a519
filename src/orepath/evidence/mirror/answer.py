"""Figures of one flow by who reports them, and the gaps between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from orepath.vocabulary.language import Text

Side = Literal["importer", "exporter", "reconciled"]
SIDES: tuple[Side, ...] = ("importer", "exporter", "reconciled")
MAIN_FLOWS = ("import", "export")
"""The flows that are compared; what was imported or exported again is shown beside them."""


@dataclass(frozen=True)
class Figure:
    """One figure of a flow. A value or mass of None is not known; it is not 0.

    Parameters
    ----------
    flow
        One of `orepath.evidence.schema.FLOWS`; None of a reconciled flow.
    good
        The code as reported, of six digits or more.
    in_use
        Whether traces and metrics read this edition; only of a reconciled flow.
    statements
        The ids of its value and mass, for ``orepath explain``.
    """

    side: Side
    dataset: str
    edition: str
    recorded: date
    from_: date
    until: date
    flow: str | None
    nomenclature: str | None
    good: str
    value: float | None
    currency: str | None
    valuation: str | None
    mass_t: float | None
    locator: str
    statements: tuple[str, ...]
    in_use: bool = False

    @property
    def unit_value(self) -> float | None:
        """Value per tonne; None where either is not known, or there is no mass."""
        return self.value / self.mass_t if self.value is not None and self.mass_t else None

    @property
    def covers(self) -> str:
        """What the code covers: eight digits that end in 00 are the whole of their six.

        Of a nomenclature that divides the Harmonized System further, 00 stands where it does not.
        """
        return whole(self.good)

    def json(self) -> dict[str, Any]:
        """The figure as a tree of texts and numbers."""
        days = {key: getattr(self, key).isoformat() for key in ("recorded", "from_", "until")}
        return asdict(self) | days | {"statements": list(self.statements), "unit_value": self.unit_value}


@dataclass(frozen=True)
class Gap:
    """How far apart two figures are that are of one good, period and unit.

    Parameters
    ----------
    unit
        A currency, or ``t``.
    freight_explains
        Whether freight and insurance, which an import's cif value holds and an export's fob value does not, may be all
        there is to it; None of masses, and where either valuation is not known.
    same_nomenclature
        Whether both codes are of one edition of the Harmonized System; None where one figure does not say its edition.
    """

    good: str
    unit: str
    importer: Figure
    exporter: Figure
    absolute: float
    ratio: float | None
    freight_explains: bool | None
    same_nomenclature: bool | None

    def json(self) -> dict[str, Any]:
        """The gap as a tree of texts and numbers; its figures by dataset, edition and code."""
        ends = {
            side: {"dataset": figure.dataset, "edition": figure.edition, "good": figure.good}
            for side, figure in (("importer", self.importer), ("exporter", self.exporter))
        }
        own = ("good", "unit", "absolute", "ratio", "freight_explains", "same_nomenclature")
        return {key: getattr(self, key) for key in own} | ends


@dataclass(frozen=True)
class Compared:
    """All figures of one period, the gaps, and which of the reports is preferred and why."""

    from_: date
    until: date
    figures: tuple[Figure, ...]
    gaps: tuple[Gap, ...]
    preferred: Figure | None
    reason: Text
    how_sure: str

    def of(self, side: Side) -> tuple[Figure, ...]:
        """The figures of a side; none means that it says nothing, not that there was nothing."""
        return tuple(figure for figure in self.figures if figure.side == side)

    def json(self) -> dict[str, Any]:
        """The period as a tree: each side's figures as a list, or ``"unknown"``."""
        sides: dict[str, Any] = {side: [each.json() for each in self.of(side)] or "unknown" for side in SIDES}
        return {
            "from_": self.from_.isoformat(),
            "until": self.until.isoformat(),
            **sides,
            "gaps": [gap.json() for gap in self.gaps],
            "preferred": self.preferred.json() if self.preferred else None,
            "reason": {"en": self.reason.en, "ja": self.reason.ja},
            "how_sure": self.how_sure,
        }


@dataclass(frozen=True)
class Mirror:
    """What is reported of a good from an exporter to an importer in a year, by period."""

    good: str
    exporter: str
    importer: str
    year: int
    periods: tuple[Compared, ...]

    def json(self) -> dict[str, Any]:
        """The answer as a tree of lists, dictionaries, texts and numbers."""
        asked = {key: getattr(self, key) for key in ("good", "exporter", "importer", "year")}
        return {**asked, "periods": [each.json() for each in self.periods]}


@dataclass(frozen=True)
class Pair:
    """A pair of places of which both report, within one dataset and edition."""

    exporter: str
    importer: str
    good: str
    importer_value: float
    exporter_value: float
    absolute: float
    ratio: float | None


@dataclass(frozen=True)
class Pairs:
    """The pairs of one dataset, edition and currency with the largest gaps, and how many have one side alone."""

    dataset: str
    edition: str
    currency: str
    year: int
    both: int
    importer_alone: int
    exporter_alone: int
    largest: tuple[Pair, ...]

    def json(self) -> dict[str, Any]:
        """The list as a tree of lists, dictionaries, texts and numbers."""
        return asdict(self) | {"largest": [asdict(pair) for pair in self.largest]}


def whole(good: str) -> str:
    """A code without the 00 that divides it no further.

    >>> whole("26050000"), whole("75012000"), whole("28469030"), whole("260500")
    ('260500', '750120', '28469030', '260500')
    """
    return good[:6] if len(good) == 8 and good.endswith("00") else good


def compared(figures: Iterable[Figure]) -> list[Figure]:
    """The figures of `MAIN_FLOWS` alone."""
    return [figure for figure in figures if figure.flow in MAIN_FLOWS]
