"""What must be said of the tonnes of a back-test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orepath.stress.backtest.trade_network import TradeNetwork
from orepath.stress.backtest.words import joined, number, said
from orepath.vocabulary.language import Text, text
from orepath.vocabulary.places import place_text


def notes(base: TradeNetwork, detail: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    """What tonnes they are, what is estimated, and what is not counted."""
    yield said("as_shipped")
    if base.estimated:
        whole = number(base.traded_t)
        yield said("estimated", count=base.estimated, mass=number(base.estimated_t), whole=whole)
    if base.left_out:
        yield said("left_out", count=base.left_out)
    without: dict[str, list[int]] = {}
    for row in detail:
        if not row["counted"]:
            without.setdefault(row["partner"], []).append(row["year"])
    if without:
        yield said("not_counted", partners=joined([_one(*each) for each in sorted(without.items())], "between"))


def _one(partner: str, years: Sequence[int]) -> Text:
    told = joined([text(str(year)) for year in years], "between_years")
    return said("not_counted_one", partner=place_text(partner), years=told)
