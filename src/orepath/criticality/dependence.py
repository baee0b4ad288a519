"""How far a place depends on imports and how long its stocks last: as published, and as computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from orepath.criticality.metric import Asked, Metric
from orepath.criticality.notes import note, together
from orepath.criticality.reliance import net_import_reliance, stock_cover_days
from orepath.criticality.series import adjusts_for_stocks, holders_named, matching, part, same_basis
from orepath.evidence.precedence import prefer
from orepath.evidence.store import Evidence, Statement

RELIANCE = "net_import_reliance"
INPUTS = ("imports", "exports", "apparent_consumption", "stocks")


@dataclass(frozen=True)
class Reckoned:
    """A net import reliance computed from its published inputs."""

    value: float
    inputs: tuple[Statement, ...]


def stated(asked: Asked, property_: str) -> list[Statement]:
    """The statements of a property that fit what is asked: of the year asked for or the newest, per place and item.

    A stage fits where the statement has none. Of several editions or datasets the preferred one is taken.
    """
    subject: dict[str, Any] = {"mineral": asked.mineral}
    subject |= {"dataset": asked.dataset} if asked.dataset else {}
    subject |= {"place": asked.place} if asked.place else {}
    subject |= {"year": asked.year} if asked.year else {}
    found = [s for s in asked.evidence.statements(property_, **subject) if s.from_ and _fits(s, asked.stage)]
    return newest(found)


def _fits(statement: Statement, stage: str | None) -> bool:
    return stage is None or statement.stage in (None, stage)


def newest(found: Iterable[Statement]) -> list[Statement]:
    """Of each place and item the statement of its newest year, of the preferred dataset and edition."""
    groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in found:
        groups[(statement.place or "", statement.item or "", statement.stage or "")].append(statement)
    chosen = []
    for group in groups.values():
        last = max(s.from_ for s in group if s.from_)
        chosen.append(prefer([s for s in group if s.from_ == last]).statement)
    return chosen


def published(asked: Asked, metric: str) -> list[Metric]:
    """Net import reliance as published; a bound or a word instead of a figure stays what it is."""
    return [
        Metric(
            **about(metric, found),
            value=found.value,
            low=found.low,
            high=found.high,
            note=None if found.value is not None else note("no_exact", original=found.original or found.status),
        )
        for found in stated(asked, RELIANCE)
    ]


def computed(asked: Asked, metric: str) -> list[Metric]:
    """Net import reliance computed from the publisher's own inputs, beside the published figure."""
    made = []
    for found in stated(asked, RELIANCE):
        reckoned = reckon(found, inputs_beside(asked.evidence, found))
        if reckoned is None:
            made.append(Metric(**about(metric, found), value=None, note=note("reliance_inputs_missing")))
            continue
        names = "; ".join(f"{s.property} '{s.item}'" for s in reckoned.inputs)
        ids = tuple(s.statement_id for s in reckoned.inputs)
        fields = about(metric, found) | {"statements": ids}
        made.append(Metric(**fields, value=reckoned.value, note=note("reliance_of", inputs=names)))
    return made


def inputs_beside(evidence: Evidence, found: Statement) -> list[Statement]:
    """The inputs that the same dataset and edition states for the same mineral and place, of the year and the last."""
    same: dict[str, Any] = {"mineral": found.mineral, "place": found.place}
    same |= {"dataset": found.dataset, "edition": found.edition}
    return [statement for property_ in INPUTS for statement in evidence.statements(property_, **same)]


def reckon(found: Statement, beside: Sequence[Statement]) -> Reckoned | None:
    """Net import reliance from the inputs of the same year and part; None where one is missing or has no figure.

    Where the publisher's definition adjusts for stock changes, the stocks of this year and the last are inputs too.
    """
    if not found.from_:
        return None
    year = found.from_.year
    near = [s for s in beside if found.mineral or (s.item or "").split(":")[0] == (found.item or "").split(":")[0]]

    def of(property_: str, in_year: int) -> Statement | None:
        series = [s for s in near if s.property == property_ and s.from_ and s.from_.year == in_year]
        return matching(series, found.item)

    inputs = [of(property_, year) for property_ in INPUTS[:3]]
    if adjusts_for_stocks(found.note):
        inputs += [of("stocks", year), of("stocks", year - 1)] if holders_named(found.note) else [None]
    known = [s for s in inputs if s is not None and s.value is not None]
    stocks = [s.item for s in known if s.property == "stocks"]
    if len(known) < len(inputs) or len({s.unit for s in known}) > 1 or len(set(stocks)) > 1:
        return None
    values = [s.value or 0.0 for s in known]
    decrease = values[4] - values[3] if len(values) == 5 else 0.0
    if not values[2] > 0:
        return None
    return Reckoned(net_import_reliance(values[0], values[1], decrease, values[2]), tuple(known))


def cover(asked: Asked, metric: str) -> list[Metric]:
    """Days of apparent consumption that each published stock covers."""
    made = []
    for stock in stated(asked, "stocks"):
        year = stock.from_.year if stock.from_ else None
        same: dict[str, Any] = {"mineral": stock.mineral, "place": stock.place, "year": year}
        same |= {"dataset": stock.dataset, "edition": stock.edition}
        made.append(_cover(metric, stock, asked.evidence.statements("apparent_consumption", **same)))
    return made


def _cover(metric: str, stock: Statement, consumptions: Sequence[Statement]) -> Metric:
    valued = [s for s in consumptions if s.value and s.unit == stock.unit]
    if not valued:
        return Metric(**about(metric, stock), value=None, note=note("no_consumption"))
    used = matching(valued, stock.item) or max(valued, key=lambda s: (s.value or 0.0, s.statement_id))
    fields = about(metric, stock) | {"statements": (stock.statement_id, used.statement_id)}
    if not same_basis(stock.item, used.item):
        said = note("basis_differs", stock=stock.item, consumption=used.item)
        return Metric(**fields, value=None, note=said)
    if stock.value is None:
        return Metric(**fields, value=None, note=note("no_exact", original=stock.original or stock.status))
    several = len(valued) > 1 and part(used.item) != part(stock.item)
    said_of = note("cover_of", stock=stock.item, consumption=used.item)
    more = note("several_consumptions", consumption=used.item) if several else None
    days = stock_cover_days(stock.value, used.value or 0.0)
    return Metric(**fields, value=days, note=together([said_of, more]))


def about(metric: str, found: Statement) -> dict[str, Any]:
    """The fields of a metric that a statement gives."""
    return {
        "mineral": found.mineral or "",
        "stage": found.stage,
        "year": found.from_.year if found.from_ else None,
        "metric": metric,
        "dataset": found.dataset,
        "place": found.place,
        "item": found.item,
        "statements": (found.statement_id,),
    }
