"""Stress: what a network loses when flows are cut, and what its Parties can do about it alone and together.

A network and shocks come in; losses come out as a bracket, with responses, ensembles and back-tests. It never ranks by
a bound.

The room can be called: ``orepath.stress(network, shocks)`` gives the answer to shocks on a network, as
`orepath.stress.asked.stress` does. Nothing is loaded before the call.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from orepath.network.network import Network
    from orepath.stress.answer import Stressed
    from orepath.stress.shock import Shock


class _Room(ModuleType):
    """The room as a module that can be called."""

    def __call__(
        self,
        what: str | Path | Network,
        shocks: Sequence[Shock] | str | Path | None = None,
        **options: Any,  # noqa: ANN401  named and typed where they are read
    ) -> Stressed:
        """The answer to shocks on a network; see `orepath.stress.asked.stress`."""
        found: Stressed = importlib.import_module("orepath.stress.asked").stress(what, shocks, **options)
        return found


sys.modules[__name__].__class__ = _Room
