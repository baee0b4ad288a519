"""The network of a mineral and year: gathered, balanced, drawn, woven."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from orepath.errors import InputError, fault
from orepath.evidence.store import Evidence
from orepath.network.assembly.balances import balances
from orepath.network.assembly.drawing import SEED, Progress, balanced_draws
from orepath.network.assembly.inputs import MINE, Inputs, gather
from orepath.network.assembly.production import production_years
from orepath.network.assembly.rules import bases
from orepath.network.assembly.strain import Strained, strains
from orepath.network.assembly.system import System
from orepath.network.assembly.unseen import GoodNotSeen, not_seen
from orepath.network.assembly.weaving import SLACK, weave
from orepath.network.network import Network
from orepath.network.reconciling.solve import reconcile
from orepath.vocabulary.language import Text
from orepath.vocabulary.terms import mineral as mineral_id

DRAWS = 200
NODES_OF_SLACK = {
    "unknown_feed": "refine",
    "unknown_refined": "refine-market",
    "unknown_ore": "mine-market",
    "ore_gone": "mine-market",
    "refined_gone": "refine-market",
}


@dataclass(frozen=True)
class Slack:
    """Mass that had to come from, or go to, nobody knows where so that a node balances.

    Parameters
    ----------
    node
        The node that takes it in or lets it out.
    way
        `in` or `out`.
    note
        `goods_not_seen`, `left_unrecorded` or `statements_disagree`.
    """

    node: str
    way: str
    mass_t: float
    note: str


@dataclass(frozen=True)
class Assembled:
    """A network with what must be said of it.

    Parameters
    ----------
    not_seen
        Goods that carry the mineral and of which the evidence of the year has no trade.
    strained
        Figures that could not be kept within their uncertainty.
    slack
        Largest first.
    hidden
        Places whose production a publisher lists without a figure, with the statement's id.
    """

    network: Network
    inputs: Inputs
    not_seen: tuple[GoodNotSeen, ...]
    strained: tuple[Strained, ...]
    slack: tuple[Slack, ...]
    hidden: dict[str, str]

    @property
    def basis(self) -> Text:
        """What the tonnes are of."""
        return self.inputs.trade.basis

    def closed(self, place: str) -> bool:
        """Whether the total that reaches a place, and what its suppliers' plants are fed, is known in size.

        Then what nobody saw has a size too, and its share can be said. What plants are fed is known in size where
        their output is on record, or where every good of the mine stage is seen. What reaches a place in refined goods
        is known where its statistical office says what arrives, or where every main refined good is seen.
        """
        unseen = {good.stage for good in self.not_seen}
        main = {good.stage for good in self.not_seen if good.main}
        fed = MINE not in unseen or self.inputs.refined.known or self.inputs.basis.direct_use
        return fed and (place in self.inputs.totals.arrivals or not main - {MINE})


def assembled_years(evidence: Evidence, mineral: str) -> list[int]:
    """The years a network can be assembled for, the newest first: those with mine production and trade in mass."""
    if mineral not in bases():
        return []
    rows = evidence.rows("select distinct year from trade where mass_t is not null")
    traded = {row["year"] for row in rows}
    return [year for year in production_years(evidence, mineral, MINE) if year in traded]


def assemble(
    evidence: Evidence,
    mineral: str,
    year: int | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Assembled:
    """The network of a mineral and year from everything the evidence says.

    Parameters
    ----------
    year
        The newest that can be assembled where None.
    draws
        How many seeded draws inside the sources' uncertainty give the flows their ranges; 0 for none.
    progress
        Told how many draws are done, of how many.

    Raises
    ------
    InputError
        Where the year has no data; says which have.
    """
    mineral = mineral_id(mineral)
    years = assembled_years(evidence, mineral)
    if not years or (year is not None and year not in years):
        shown = ", ".join(map(str, sorted(years))) or "–"
        given = {"mineral": mineral, "year": year or "–", "assembled": shown, "published": "–"}
        raise InputError(fault("network_no_year", "year", **given))
    inputs = gather(evidence, mineral, year or years[0])
    system = balances(inputs)
    solution = reconcile(system.problem(), list(system.rows))
    several, yields = balanced_draws(inputs, system, draws, seed, progress)
    network = weave(inputs, system, np.maximum(solution.values, _least(system)), several, yields)
    slack = _slack(system, solution.values)
    return Assembled(
        replace(network, slack_t=sum(one.mass_t for one in slack)),
        inputs,
        not_seen(inputs.trade.not_seen),
        strains(system, solution.values),
        slack,
        inputs.hidden,
    )


def _least(system: System) -> np.ndarray:
    return np.concatenate([block.lower for block in system.blocks.values()])


def _slack(system: System, values: np.ndarray) -> tuple[Slack, ...]:
    found = []
    for kind, way in SLACK.items():
        block = system.blocks.get(kind)
        for number, (place,) in enumerate(block.keys if block else ()):
            assert block
            mass = float(values[block.start + number])
            if mass > 0:
                stage = NODES_OF_SLACK[kind]
                found.append(Slack(f"{stage}:{place}", way, mass, block.notes[number] or ""))
    return tuple(sorted(found, key=lambda one: (-one.mass_t, one.node)))
