"""What templates are asked of: evidence as of a day, for some Parties, with the base year and trade of each mineral."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from orepath.evidence.store import Evidence
from orepath.network.assembly.assemble import assembled_years
from orepath.network.assembly.inputs import Inputs, gather


class Asked:
    """Evidence as of a day, for some Parties.

    Parameters
    ----------
    base_years
        The year of the base network by mineral; of the others the newest that can be assembled.
    unseen
        Whether shocks are wanted too of goods whose trade the evidence does not see; they take away too little then.
    """

    def __init__(
        self,
        evidence: Evidence,
        as_of: date,
        parties: Sequence[str],
        base_years: Mapping[str, int] | None = None,
        *,
        unseen: bool = False,
    ) -> None:
        self.evidence = evidence
        self.as_of = as_of
        self.parties = tuple(parties)
        self.unseen = unseen
        self._years: dict[str, int | None] = dict(base_years or {})
        self._inputs: dict[str, Inputs] = {}
        self.made: dict[str, object] = {}
        """What was made of measures already, by id."""

    def year(self, mineral: str) -> int | None:
        """The year of the base network of a mineral; None where there is none."""
        if mineral not in self._years:
            known = assembled_years(self.evidence, mineral)
            self._years[mineral] = known[0] if known else None
        return self._years[mineral]

    def inputs(self, mineral: str, year: int) -> Inputs:
        """What the network of a mineral in its base year is assembled from."""
        if mineral not in self._inputs:
            self._inputs[mineral] = gather(self.evidence, mineral, year)
        return self._inputs[mineral]
