"""Network: who supplies whom, how much.

Statements come in; a staged supply network goes out, each flow labelled observed, reconciled or allocated. It never
invents a flow without its label.

The room can be called: ``orepath.network("cobalt", 2023)`` gives the network of a mineral and year, as
`orepath.network.asked.network` does. Nothing is loaded before the call.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orepath.evidence.store import Evidence
    from orepath.network.network import Network


class _Room(ModuleType):
    """The room as a module that can be called."""

    def __call__(
        self,
        mineral: str,
        year: int | None = None,
        *,
        evidence: Evidence | None = None,
        published: bool = False,
        draws: int = 0,
        seed: int | None = None,
    ) -> Network:
        """The supply network of a mineral in a year; see `orepath.network.asked.network`."""
        asked = importlib.import_module("orepath.network.asked")
        given = {} if seed is None else {"seed": seed}
        found: Network = asked.network(mineral, year, evidence=evidence, published=published, draws=draws, **given)
        return found


sys.modules[__name__].__class__ = _Room
