"""Interests that may be told twice: once as a whole, once link by link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from orepath.control.reading.bods.interests import Interest
from orepath.control.register import Metric

FARTHEST = 1_000
"""Entities gone through in search of another way; beyond, there may be one."""


@dataclass(frozen=True)
class Relationship:
    """A relationship record: who holds interests in whom (empty where nobody knows who), and its components."""

    record: str
    owner: str
    owned: str
    metrics: frozenset[Metric]
    components: tuple[str, ...]


@dataclass
class Chains:
    """All relationships of a file, to tell which interests others tell too."""

    relationships: dict[str, Relationship] = field(default_factory=dict)
    owners: dict[tuple[str, Metric], list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, relationship: Relationship) -> None:
        """A relationship, with its owner, under whom it owns."""
        self.relationships[relationship.record] = relationship
        for metric in sorted(relationship.metrics):
            ends = relationship.owner, relationship.record
            self.owners.setdefault((relationship.owned, metric), []).append(ends)

    def explained(self, relationship: Relationship, metric: Metric) -> bool:
        """Whether its components tell an indirect interest link by link, in the same metric."""
        links = [self.relationships[each] for each in relationship.components if each in self.relationships]
        return bool(links) and all(metric in link.metrics for link in links)

    def uncertain(self, relationship: Relationship, interest: Interest, metric: Metric) -> bool:
        """Whether an interest not said to be direct may be told by other links as well."""
        if interest.level == "direct":
            return False
        return bool(relationship.components) or self._reached(relationship, metric)

    def _reached(self, relationship: Relationship, metric: Metric) -> bool:
        seen, waiting = {relationship.owned}, [relationship.owned]
        while waiting:
            for owner, record in self._owners(waiting.pop(), metric):
                if record == relationship.record or not owner:
                    continue
                if owner == relationship.owner or len(seen) > FARTHEST:
                    return True
                if owner not in seen:
                    seen.add(owner)
                    waiting.append(owner)
        return False

    def _owners(self, owned: str, metric: Metric) -> Iterable[tuple[str, str]]:
        return self.owners.get((owned, metric), ())
