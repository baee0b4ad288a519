"""The figures on demand, each with the statements of all its factors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orepath.demand.answer import Counted, Demand, Factor
from orepath.demand.ranges import Range, total
from orepath.demand.settings import Vehicles, least_share
from orepath.evidence.store import Statement
from orepath.review.chapters.scene import mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.document import Figure, derived, editions_of, stated
from orepath.vocabulary.language import Text
from orepath.vocabulary.periods import year as calendar_year
from orepath.vocabulary.places import place_text


def period(year: int) -> tuple[date, date]:
    """First day and end of a calendar year."""
    found = calendar_year(year)
    return found.from_, found.until


def least_text() -> str:
    """The share below which chemistries are shown together."""
    return f"{least_share():.0%}"


def needed(found: Demand, mineral: str) -> Figure:
    """What the batteries counted hold of a mineral, with its range as bounds."""
    one, words = found.minerals[mineral], _words(found, mineral)
    assert one.demand_t
    how = say("demand_how", vehicles=_counted(found), what=_stands_in(found))
    return _bounded(say("demand_subject", **words), one.demand_t, how, one.statements)


def needed_range(found: Demand, mineral: str) -> Figure:
    """The range of the same, as a figure of its own."""
    one, words = found.minerals[mineral], _words(found, mineral)
    assert one.demand_t
    how = say("demand_range_how", what=_stands_in(found))
    return _range(say("demand_range_subject", **words), one.demand_t, "t", how, one.statements)


def at_mix(found: Demand, mineral: str, chemistries: Sequence[str], name: Text) -> Figure:
    """What the batteries of some chemistries hold of a mineral, at the share the mix gives them."""
    parts = [found.minerals[mineral].by_chemistry[chemistry] for chemistry in chemistries]
    said = {row.statement_id: row for part in parts for row in part.statements}
    how = say("demand_how", vehicles=_counted(found), what=_stands_in(found))
    subject = say("demand_part_subject", chemistry=name, **_words(found, mineral))
    return _bounded(subject, total(part.demand_t for part in parts), how, list(said.values()))


def share(found: Demand, chemistries: Sequence[str], name: Text) -> Figure:
    """The share of some chemistries in the capacity."""
    assert found.mix
    rows = [found.mix.statements[chemistry] for chemistry in chemistries]
    subject = say("demand_share_subject", chemistry=name, year=found.year)
    if len(rows) == 1:
        return stated(rows[0], subject, say("demand_published"))
    whole = sum(found.mix.shares[chemistry] for chemistry in chemistries)
    return derived(whole, "share", subject, say("demand_rest_how", least=least_text()), rows)


def sold(found: Demand, vehicles: Vehicles, factor: Factor) -> Figure:
    """Vehicles sold, as the preferred dataset has it."""
    words = {"vehicles": vehicles.name, "place": place_text(found.place), "year": found.year}
    return stated(factor.statements[0], say("demand_sold_subject", **words), say("demand_published"))


def sold_range(found: Demand, vehicles: Vehicles, factor: Factor) -> Figure:
    """The range of vehicles sold over datasets and rounding."""
    words = {"vehicles": vehicles.name, "place": place_text(found.place), "year": found.year}
    subject, how = say("demand_sold_range_subject", **words), say("demand_sold_range_how")
    return _range(subject, factor.range, "vehicles", how, factor.statements)


def each_capacity(found: Demand, one: Counted) -> Figure:
    """The capacity of each vehicle as published, with the year it is of."""
    statement = one.capacity.statements[0]
    year = statement.from_.year if statement.from_ else found.year
    words = {"vehicles": one.vehicles.name, "place": place_text(found.place), "year": year}
    return stated(statement, say("demand_capacity_subject", **words), say("demand_published"))


def _words(found: Demand, mineral: str) -> dict[str, object]:
    return {"mineral": mineral_name(mineral), "place": place_text(found.place), "year": found.year}


def _counted(found: Demand) -> Text:
    return joined([one.vehicles.name for one in found.counted])


def _stands_in(found: Demand) -> Text:
    said = found.stands_in
    return say("demand_stands_in", what=joined(list(said), "; ", "；")) if said else Text("", "")


def _bounded(subject: Text, found: Range, how: Text, said: Sequence[Statement]) -> Figure:
    ids = tuple(row.statement_id for row in said)
    return Figure(subject, found.mid, "t", how, ids, editions_of(said), "computed", found.low, found.high)


def _range(subject: Text, found: Range, unit: str, how: Text, said: Sequence[Statement]) -> Figure:
    ids = tuple(row.statement_id for row in said)
    return Figure(subject, None, unit, how, ids, editions_of(said), "range", found.low, found.high)
