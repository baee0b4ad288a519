"""The masses of a base network, as they stand or as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orepath.network.network import Floats
from orepath.stress.base import Base


@dataclass(frozen=True)
class Amounts:
    """Masses of a base network in several scenarios side by side (lanes); t a year, stocks in t.

    Parameters
    ----------
    flow_t
        (flows, lanes).
    use_t, put_t, stock_t, idle_t
        (nodes, lanes), as in `orepath.stress.base.Base`.
    """

    flow_t: Floats
    use_t: Floats
    put_t: Floats
    stock_t: Floats
    idle_t: Floats

    @property
    def lanes(self) -> int:
        """How many scenarios there are."""
        return int(self.stock_t.shape[1])


def amounts(base: Base, lanes: int = 1) -> Amounts:
    """The masses of a base network as they stand, the same in every lane."""
    every = (base.flow_t, base.use_t, base.put_t, base.stock_t, base.idle_t)
    return Amounts(*(np.repeat(mass[:, None], lanes, axis=1) for mass in every))
