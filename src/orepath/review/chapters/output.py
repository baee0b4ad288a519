"""What the world makes of a mineral at a stage, and the figures made of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from orepath.criticality.shares import TOLERANCE
from orepath.criticality.supply import Supply, supply, years
from orepath.evidence.store import Statement
from orepath.review.chapters.scene import Scene, mineral_name, period_name
from orepath.review.chapters.texts import say
from orepath.review.document import Figure, editions_of, stated
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages

NEWEST = 4  # years shown


@dataclass(frozen=True)
class Output:
    """Supply of one mineral at one stage in one year, with its statements by place."""

    supply: Supply
    statements: dict[str, Statement]

    @property
    def when(self) -> Text:
        """The year, or the years, it is of."""
        return period_name((self.supply.from_.year, self.supply.year))

    @property
    def all(self) -> list[Statement]:
        """All its statements."""
        return list(self.statements.values())

    @property
    def ranked(self) -> list[str]:
        """The places with a known share, the largest first."""
        known = {place: share for place, share in self.supply.shares.items() if place != "unknown"}
        return sorted(known, key=lambda place: (-known[place], place))


def outputs(scene: Scene, mineral: str, stage: str) -> list[Output]:
    """Supply at a stage in the newest years, the oldest first; the preferred dataset of each year."""
    key = ("outputs", mineral, stage)
    if key not in scene.made:
        scene.made[key] = _outputs(scene, mineral, stage)
    found: list[Output] = scene.made[key]
    return found


def _outputs(scene: Scene, mineral: str, stage: str) -> list[Output]:
    found: dict[tuple[str, ...], Output] = {}
    for year in years(scene.evidence, mineral, stage):
        made = supply(scene.evidence, mineral, stage, year)
        if made and len(found) < NEWEST:
            said = scene.evidence.statements_with(made.statements)
            found.setdefault(made.statements, Output(made, {s.place or "": s for s in said}))
    return sorted(found.values(), key=lambda out: (out.supply.until, out.supply.from_))


def tonnes(scene: Scene, mineral: str, out: Output, place: str) -> Figure:
    """What a place makes, as stated, or unknown where the publisher does not list it."""
    made = out.supply
    words = {"mineral": mineral_name(mineral), "stage": stages()[made.stage].name, "when": out.when}
    subject = say("production_subject", place=scene.place(place), **words)
    said = out.statements.get(place)
    if said:
        return stated(said, subject, say("stated_how", item=said.item or ""))
    how = say("production_not_listed", place=scene.place(place))
    return Figure(subject, None, "t", how, (), editions_of(out.all), "unknown")


def share(scene: Scene, mineral: str, out: Output, place: str) -> Figure:
    """The share of a place in world supply."""
    made = out.supply
    subject = say(
        "shares_subject",
        mineral=mineral_name(mineral),
        stage=stages()[made.stage].name,
        when=out.when,
        place=scene.place(place),
    )
    summed = _is_sum(out)
    key = ("shares_how" if made.total_t else "shares_how_given") + ("_summed" if summed else "")
    how = say(key, place=scene.place(place), dataset=made.dataset, item=made.item)
    used = [s for code, s in out.statements.items() if code in (place, "world")]
    if summed or not used:
        used = out.all
    ids = tuple(s.statement_id for s in used)
    value, low, high, status = _part(out, place)
    return Figure(subject, value, "share", how, ids, editions_of(used), status, low, high)


def _part(out: Output, place: str) -> tuple[float | None, float | None, float | None, str]:
    """Share, bounds and status of a place; where its output is no number the share has the status of its statement."""
    share_, said = out.supply.shares.get(place), out.statements.get(place)
    if share_ is not None or (said and said.value == 0):
        return share_ or 0.0, None, None, "computed"
    if said is None:
        return None, None, None, "unknown"
    total = out.supply.total_t or 1.0
    low, high = (None if bound is None else bound / total for bound in (said.low, said.high))
    return None, low, high, said.status


def _is_sum(out: Output) -> bool:
    """Whether world supply is the sum of the places listed: no total is published, or one that is less than the sum."""
    world, total = out.statements.get("world"), out.supply.total_t
    if total is None:  # shares are of 1
        return math.fsum(said.value or 0.0 for said in out.all) > 1 + TOLERANCE
    published = world.value if world and world.value is not None else 0.0
    return published < total * (1 - TOLERANCE)


def rest(mineral: str, out: Output, value: float | None, named: Text) -> Figure:
    """A share that completes the others to 1; None where nothing is left of a total that leaves out a place."""
    made = out.supply
    subject = say(
        "shares_subject", mineral=mineral_name(mineral), stage=stages()[made.stage].name, when=out.when, place=named
    )
    how = say("shares_how_rest", dataset=made.dataset, item=made.item)
    status = "unknown" if value is None else "computed"
    return Figure(subject, value, "share", how, made.statements, editions_of(out.all), status)


def total(mineral: str, out: Output) -> Figure:
    """World production, as published, else the sum of the producers listed."""
    made, said = out.supply, out.statements.get("world")
    subject = say(
        "production_subject",
        mineral=mineral_name(mineral),
        stage=stages()[made.stage].name,
        place=place_text("world"),
        when=out.when,
    )
    if said:
        return stated(said, subject, say("stated_how", item=said.item or ""))
    return Figure(subject, made.total_t, "t", say("production_total_sum"), made.statements, editions_of(out.all))
