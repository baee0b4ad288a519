"""The figures on facilities and their operators, each a range of what arrived."""

from __future__ import annotations

from typing import TypeAlias

from orepath.control.marks import CONTROLLED, EITHER, LABOUR
from orepath.review.chapters.networks import Reached, Supplied, supplied
from orepath.review.chapters.operations import RECORDED, Operations, operations
from orepath.review.chapters.scene import Scene, mineral_name
from orepath.review.chapters.texts import say
from orepath.review.chapters.traced_figures import kept
from orepath.review.document import Figure, Quantity, editions_of
from orepath.tracing.facilities import Facility, Touched, touched
from orepath.tracing.words import stage_order, stage_text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages

METRICS = (RECORDED, CONTROLLED, LABOUR, EITHER)
Shares: TypeAlias = dict[tuple[str, str | None], dict[str, Quantity]]
"""By Party and stage (None: any of the network's), then by metric."""


def shares(scene: Scene, mineral: str) -> Shares:
    """The shares of what reached each Party, stage by stage and over all; empty where no facility can be counted."""
    key = ("operators", mineral)
    if key not in scene.made:
        scene.made[key] = _shares(supplied(scene, mineral), operations(scene, mineral))
    found: Shares = scene.made[key]
    return found


def _shares(network: Supplied | None, found: Operations | None) -> Shares:
    if network is None or found is None or not any(counted(network, each) for each in found.facilities):
        return {}
    every = sorted(set(network.network.column("stage")) & set(stages()), key=stage_order)
    made: Shares = {}
    for party, reached in network.by_party.items():
        asked = [*([stage] for stage in every), every]
        answers = touched(network.network, party, asked, found.facilities, METRICS)
        for stage, answer in zip((*every, None), answers, strict=True):
            made[party, stage] = {
                metric: _quantity(network, party, reached, found, stage, answer[metric]) for metric in METRICS
            }
    return made


def counted(network: Supplied, facility: Facility) -> bool:
    """Whether a facility has an output and a place in the network."""
    return bool(facility.output_t) and facility.node in network.network.index


def _quantity(
    network: Supplied, party: str, reached: Reached, found: Operations, stage: str | None, answer: Touched
) -> Quantity:
    words = {
        "mineral": mineral_name(network.mineral),
        "party": place_text(party),
        "year": network.year,
        "stage": stage_text(stage) if stage else say("operators_any"),
    }
    subject = say(f"operators_{answer.flag}_subject", **words)
    low, high = kept(answer.low), kept(answer.high)
    said = [*found.statements, *reached.statements]
    ids = tuple(dict.fromkeys(one.statement_id for one in said))
    editions, draws = editions_of(said), reached.trace.draws
    if answer.flag == RECORDED:
        figure = Figure(subject, low, "share", say("operators_recorded_how", draws=draws), ids, editions, "traced")
    else:
        how, one = say("operators_how", draws=draws), low == high
        status = "traced" if one else "range"
        figure = Figure(subject, low if one else None, "share", how, ids, editions, status, low, high)
    metric = f"operators_{answer.flag}_share"
    return Quantity(metric, figure, stage, party, None, *network.period)
