"""A made-up world of four economies, from statements to the network: what its properties are tried on.

Aland mines and ships crude goods to Boria and Cestia, which refine them; Boria mines too. Both sell to Dunia. The codes
of the places are those of uninhabited or polar territories; every figure is invented.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from orepath.evidence.store import Evidence
from orepath.network.assembly.assemble import Assembled, assemble
from tests.made_up import release, year

ALAND, BORIA, CESTIA, DUNIA, ERIA = "AQ", "BV", "GS", "HM", "TF"
MINERAL, FIRST, PRICE = "cobalt", 2030, 20_000.0
CRUDE, METAL = "282200", "810510"
CHEAP, DEAR = 5_000.0, 20_000.0  # USD a tonne of gross mass: crude goods, metal


@dataclass(frozen=True)
class World:
    """Mine output (t) by place, what another publisher says of it, refinery output, trade (t gross, USD a tonne)."""

    mined: tuple[tuple[str, float], ...] = ((ALAND, 9_000.0), (BORIA, 2_000.0))
    other: tuple[tuple[str, float], ...] = ()
    refined: tuple[tuple[str, float], ...] = ((BORIA, 7_000.0), (CESTIA, 2_500.0))
    traded: tuple[tuple[str, str, str, float, float], ...] = (
        (ALAND, BORIA, CRUDE, 20_000.0, CHEAP),
        (ALAND, CESTIA, CRUDE, 9_000.0, CHEAP),
        (BORIA, DUNIA, METAL, 4_000.0, DEAR),
        (BORIA, CESTIA, METAL, 600.0, DEAR),
        (CESTIA, DUNIA, METAL, 1_500.0, DEAR),
        (CESTIA, BORIA, METAL, 200.0, DEAR),
    )

    def times(self, factor: float) -> "World":
        """The same world, larger."""
        return replace(
            self,
            mined=tuple((place, mass * factor) for place, mass in self.mined),
            other=tuple((place, mass * factor) for place, mass in self.other),
            refined=tuple((place, mass * factor) for place, mass in self.refined),
            traded=tuple((*ends, mass * factor, worth) for *ends, mass, worth in self.traded),
        )


def evidence(folder: Path, worlds: Sequence[World], shuffled: int = 0) -> Evidence:
    """Releases of several worlds, each in a year of its own from `FIRST` on; rows in another order if ``shuffled``."""
    mines, plants, beside, trade = [], [], [], []
    for number, world in enumerate(worlds, FIRST):
        mines += [_price(number), *(_made("mine", *figure, number) for figure in world.mined)]
        plants += [_made("refine", *figure, number) for figure in world.refined]
        beside += [_made("mine", *figure, number) for figure in world.other]
        trade += [(number, *ends, mass * worth, mass) for *ends, mass, worth in world.traded]
    if shuffled:
        mixed = random.Random(shuffled)
        for rows in (mines, plants, beside, trade):
            mixed.shuffle(rows)
    day = date(FIRST + len(worlds), 1, 1)
    made = [("usgs-mcs-2026", mines), ("iea-critical-minerals", plants), ("made-up", beside)]
    releases = [release(folder / name, rows, dataset=name, recorded=day) for name, rows in made if rows]
    releases.append(release(folder / "trade", trade=trade, dataset="baci", edition="HS92-made-up", recorded=day))
    return Evidence(releases)


def assembled(known: Evidence, count: int, draws: int = 0) -> list[Assembled]:
    """The networks of the worlds of some evidence."""
    return [assemble(known, MINERAL, FIRST + number, draws) for number in range(count)]


def _made(stage: str, place: str, mass: float, number: int) -> dict:
    about = {"property": "production", "mineral": MINERAL, "stage": stage, "item": f"made-up {stage} output"}
    return {
        **about, **year(number), "place": place, "value": mass, "unit": "t", "status": "estimated",
        "row_key": f"{stage}|{place}|{number}", "locator": f"made-up.csv, {stage} {place} {number}",
    }  # fmt: skip


def _price(number: int) -> dict:
    about = {"property": "price", "mineral": MINERAL, "item": "made up: London Metal Exchange", "place": ALAND}
    return {
        **about, **year(number), "value": PRICE, "unit": "usd_per_t", "row_key": f"price|{number}",
        "locator": f"made-up.csv, price {number}",
    }  # fmt: skip


def mids(shares) -> dict[str, float]:
    """Shares by place."""
    return {share.place: share.mid for share in shares if share.mid > 0}
