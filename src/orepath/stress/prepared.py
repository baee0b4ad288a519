"""What several stress tests on the same evidence share: networks, shares of unknown origin, and shocks of measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from orepath.errors import InputError
from orepath.evidence.store import Evidence
from orepath.network.assembly.assemble import Assembled, assemble, assembled_years
from orepath.network.assembly.drawing import SEED
from orepath.network.network import Network
from orepath.stress.answer import BackTest
from orepath.stress.backtest import backtests
from orepath.stress.templates.asked import Asked
from orepath.stress.templates.template import Templated, of_measure_named
from orepath.tracing.asked import traced_in
from orepath.tracing.trace import trace_network


class Prepared:
    """Networks and what is asked of them again and again, each made when it is first wanted.

    Parameters
    ----------
    draws, seed
        What the networks are drawn with.
    networks
        Networks that are assembled already, with the same draws and seed; None where the evidence allows none.
    """

    def __init__(
        self,
        evidence: Evidence,
        draws: int,
        seed: int = SEED,
        networks: Mapping[str, Assembled | None] | None = None,
    ) -> None:
        self.evidence = evidence
        self.draws = draws
        self.seed = seed
        self._networks: dict[str, Assembled | None] = dict(networks or {})
        self._shares: dict[tuple[str, str], float | None] = {}
        self._asked: dict[tuple[date, tuple[str, ...]], Asked] = {}

    def network(self, mineral: str) -> Assembled | None:
        """The newest network of a mineral; None where the evidence allows none."""
        if mineral not in self._networks:
            there = assembled_years(self.evidence, mineral)
            made = assemble(self.evidence, mineral, draws=self.draws, seed=self.seed) if there else None
            self._networks[mineral] = made
        return self._networks[mineral]

    def unknown_share(self, mineral: str, party: str) -> float | None:
        """The share of what reaches a Party that is of unknown origin; None where it cannot be said."""
        key = (mineral, party)
        if key not in self._shares:
            made = self.network(mineral)
            self._shares[key] = unknown_share(made, party) if made else None
        return self._shares[key]

    @cached_property
    def record(self) -> tuple[BackTest, ...]:
        """How right the method was about the past."""
        return backtests(self.evidence)

    def asked(self, as_of: date, parties: Sequence[str]) -> Asked:
        """What templates of measures are asked of, on a day for some Parties."""
        key = (as_of, tuple(parties))
        if key not in self._asked:
            self._asked[key] = Asked(self.evidence, as_of, key[1], unseen=True)
        return self._asked[key]

    def templated(self, measure_id: str, as_of: date, parties: Sequence[str]) -> Templated:
        """A measure of the register as shocks.

        Raises
        ------
        UnknownName
            For a measure that is not in the register, with the nearest.
        """
        return of_measure_named(self.asked(as_of, parties), measure_id)


def unknown_share(made: Assembled | Network, party: str) -> float | None:
    """The share of what reaches a Party that is of unknown origin, at the network's figures.

    None where it cannot be said.
    """
    try:
        if isinstance(made, Assembled):
            return traced_in(replace(made, network=made.network.at_figures()), party).unknown_share
        return trace_network(made.at_figures(), party).unknown_share
    except InputError:
        return None
