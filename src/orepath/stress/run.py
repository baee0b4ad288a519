"""One mineral's network under shocks: the four answers of each Party, with their ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from orepath.network.network import Integers, Network
from orepath.stress.amounts import amounts
from orepath.stress.base import Base
from orepath.stress.effects import Values, cut, effects, hit, touched
from orepath.stress.grid import Grid
from orepath.stress.held import Held, hold
from orepath.stress.response.program import Program
from orepath.stress.response.responses import Responder, Responses, ready
from orepath.stress.setting import Setting, drawn
from orepath.stress.shock import Assumption, Shock

LANES = 64
"""Scenarios solved side by side: as many as keep memory small and the kernel busy."""


@dataclass(frozen=True)
class Outcome:
    """What one scenario, or several side by side, come to."""

    held: Held
    responses: Responses


@dataclass
class Run:
    """A mineral's network under shocks.

    Parameters
    ----------
    network
        With draws where ranges are wanted.
    weights
        The Parties, and what an unmet tonne of each counts when they act together.
    """

    network: Network
    shocks: Sequence[Shock]
    grid: Grid
    setting: Setting
    weights: Mapping[str, float]
    _responders: dict[str, Responder] = field(default_factory=dict, repr=False)
    _touched: dict[bool, list[Integers]] = field(default_factory=dict, repr=False)

    @property
    def parties(self) -> tuple[str, ...]:
        """The Parties."""
        return tuple(self.weights)

    @cached_property
    def base(self) -> Base:
        """The base network at its figures and at the assumptions' own values."""
        return self.setting.base(self.network, {})

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What the run assumes: of the shocks, then of the network."""
        mine = [
            each
            for shock in self.shocks
            for each in (shock.cut, shock.full_stop_months, shock.coverage, shock.lasts_months)
            if each is not None and not (each is shock.cut and shock.quota_t is not None)
        ]
        return tuple({each.id: each for each in [*mine, *self.setting.assumptions()]}.values())

    @cached_property
    def told(self) -> tuple[Assumption, ...]:
        """What the run assumes, and the cut that each quota comes to on the base network."""
        quotas = [shock for shock in self.shocks if shock.quota_t is not None]
        shares = [cut(self.base, shock, np.flatnonzero(touched(self.base, shock)), {}) for shock in quotas]
        computed = [
            replace(shock.cut, value=share, low=share, high=share) for shock, share in zip(quotas, shares, strict=True)
        ]
        return (*computed, *self.assumptions)

    @cached_property
    def outcome(self) -> Outcome:
        """The answer at the network's figures, with the path of the Parties' nodes."""
        return self.at({}, keep=self.kept)

    def program(self, name: str) -> Program:
        """The program of the answer at figures: ``alone CODE``, ``coordinated`` or ``full CODE``."""
        return self._responder("figures", self.base).program(name)

    @cached_property
    def kept(self) -> list[int]:
        """The Parties' nodes that use or hold something."""
        mine = np.isin(self.base.place, self.parties) & ((self.base.use_t > 0) | (self.base.stock_t > 0))
        return [int(node) for node in np.flatnonzero(mine)]

    def at(self, values: Values, unknown: bool = False, keep: Sequence[int] = ()) -> Outcome:
        """The answer at the network's figures with other values of assumptions.

        Parameters
        ----------
        unknown
            Whether what comes from nobody knows where is taken to be the goods held back.
        """
        base = self.setting.base(self.network, values) if values else self.base
        caused = effects(base, self.shocks, self.grid, values, unknown)
        masses = amounts(base)
        held = hold(base, masses, [caused], self.grid, keep)
        start = ready(self.grid, np.array([values.get(self.setting.start.id, self.setting.start.value)]))
        responder = self._responder("figures", self.base)
        return Outcome(held, responder.respond(self.shocks, [caused], held, masses, start))

    def drawn(self, values: Sequence[Values], start: int, unknown: bool, keep: Sequence[int] = ()) -> Outcome:
        """The answers at draws of the network's flows, each with values of assumptions, side by side.

        Parameters
        ----------
        values
            Of assumptions by id, one for each draw.
        start
            The number of the first draw; those of flows are taken in turn, and again from the first after the last.
        keep
            Nodes of `whole` whose path is kept.
        """
        base, lanes = self.whole, len(values)
        several = self.network.draws
        number = np.arange(start, start + lanes) % (several.count if several else 1)
        flow = several.flow[:, number] if several else np.repeat(base.flow_t[:, None], lanes, axis=1)
        own = several.own[:, number] if several else np.repeat(base.network.own[:, None], lanes, axis=1)
        masses = drawn(base, self.setting, flow, own, values)
        caused = [effects(base, self.shocks, self.grid, each, flows=self._hit(unknown)) for each in values]
        held = hold(base, masses, caused, self.grid, keep)
        start_id, start_months = self.setting.start.id, self.setting.start.value
        at_work = ready(self.grid, np.array([each.get(start_id, start_months) for each in values]))
        responder = self._responder("draws", base)
        return Outcome(held, responder.respond(self.shocks, caused, held, masses, at_work, ties=False))

    @cached_property
    def whole(self) -> Base:
        """The base with every flow that any draw has."""
        return self.setting.base(self.network, {}, drawn_too=True)

    def _hit(self, unknown: bool) -> list[Integers]:
        """The flows of `whole` that each shock touches, which no draw changes."""
        if unknown not in self._touched:
            self._touched[unknown] = hit(self.whole, self.shocks, unknown)
        return self._touched[unknown]

    def _responder(self, name: str, base: Base) -> Responder:
        if name not in self._responders:
            self._responders[name] = Responder(base, self.grid, self.weights)
        return self._responders[name]


ANSWERS = ("no_adaptation_t", "alone_t", "coordinated_t", "full_adaptation_t")
"""The four answers, from the most that is lost to the least."""
