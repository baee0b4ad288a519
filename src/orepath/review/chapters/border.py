"""What crossed a Party's border: value by exporter, year, mineral and stage, one edition a good and year.

A border statistic names the last exporter, not the place of extraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from orepath.evidence.store import Evidence
from orepath.evidence.trade_in_use import trade_in_use
from orepath.review.document import Edition
from orepath.vocabulary.terms import Good, goods


@dataclass(frozen=True)
class Crossing:
    """Trade of one mineral and stage from one exporter to one importer in a year.

    Parameters
    ----------
    value_usd
        Sum over the goods of the mineral and stage.
    mass_t
        Gross mass of the rows that have a quantity.
    blank
        Rows without a quantity; their mass is unknown.
    """

    mineral: str
    stage: str
    year: int
    exporter: str
    importer: str
    value_usd: float
    mass_t: float | None
    blank: int
    statements: tuple[str, ...]
    editions: tuple[Edition, ...]


class Border:
    """All crossings into some importers."""

    def __init__(self, evidence: Evidence, importers: Sequence[str], minerals: Sequence[str]) -> None:
        self._evidence = evidence
        self.importers = tuple(importers)
        self.goods: tuple[Good, ...] = tuple(good for good in goods() if good.mineral in minerals)

    @cached_property
    def crossings(self) -> list[Crossing]:
        """Ordered by mineral, stage, year, importer and falling value."""
        if not self.goods or not self.importers:
            return []
        scope = ", ".join(f"('{good.code}', '{good.mineral}', '{good.stage}')" for good in self.goods)
        codes = sorted({good.code for good in self.goods})
        places = ", ".join(f"'{place}'" for place in self.importers)
        rows = self._evidence.rows(
            f"""
            with scope(good, mineral, stage) as (values {scope}),
            best as (
                select * from trade_statements join ({trade_in_use(codes)}) using (good, year, dataset, edition)
                where good in (select good from scope) and partner in ({places})
            )
            select mineral, stage, year, place as exporter, partner as importer,
                sum(value) filter (property = 'trade_value') as value_usd,
                sum(value) filter (property = 'trade_mass') as mass_t,
                count(*) filter (property = 'trade_mass' and value is null) as blank,
                list(statement_id order by statement_id) filter (property = 'trade_value') as statements,
                list(distinct dataset || '|' || edition || '|' || licence) as editions
            from best join scope using (good)
            group by all
            order by mineral, stage, year, importer, value_usd desc, exporter
            """
        )
        return [
            Crossing(
                **{
                    **row,
                    "statements": tuple(row["statements"]),
                    "editions": tuple(Edition(*entry.split("|")) for entry in sorted(row["editions"])),
                }
            )
            for row in rows
        ]

    def into(self, importer: str, mineral: str, stage: str | None = None) -> list[Crossing]:
        """The crossings of one mineral (and stage) into one importer."""
        return [
            crossing
            for crossing in self.crossings
            if crossing.importer == importer and crossing.mineral == mineral and stage in (None, crossing.stage)
        ]

    def stages(self, mineral: str) -> list[str]:
        """The stages of a mineral that have goods codes, in order."""
        return list(dict.fromkeys(good.stage for good in self.goods if good.mineral == mineral))
