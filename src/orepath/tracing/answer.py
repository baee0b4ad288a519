"""What a trace answers: shares with ranges, routes, chokepoints, and what limits them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from orepath.network.network import Kind
from orepath.vocabulary.language import Text

DOMESTIC = "domestic"
"""The place of the border view that stands for the place's own extraction."""


@dataclass(frozen=True)
class Share:
    """The part of what arrives that has a label (0 to 1): the reconciled figure, and what it ranges over.

    `place` is a country by its code, or a word: ``domestic``, ``recycled``, ``unknown``, ``not_processed``.
    """

    place: str
    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Difference:
    """By how much a place's share is larger at the origin than at the border (-1 to 1)."""

    place: str
    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Step:
    """A stop on a route."""

    stage: str
    place: str


@dataclass(frozen=True)
class Route:
    """A way that mass takes, from where it was put in to where it arrives, and how much takes it."""

    path: tuple[Step, ...]
    share: float
    mass_t: float


@dataclass(frozen=True)
class Chokepoint:
    """The part of what arrives that has passed a place, so that it is lost where the place falls out."""

    place: str
    low: float
    mid: float
    high: float
    stages: tuple[str, ...]


@dataclass(frozen=True)
class Views:
    """The same arrivals in three views, each summing to 1; the largest first."""

    border: tuple[Share, ...]
    origin: tuple[Share, ...]
    processor: tuple[Share, ...]
    arrivals_t: float


@dataclass(frozen=True)
class Unseen:
    """Goods that carry the mineral and that the evidence does not have."""

    code: str
    name: Text
    stage: str
    main: bool = False


@dataclass(frozen=True)
class Strained:
    """A figure that the balance could not keep inside its range (t); the range is a publisher's, or `computed`."""

    name: Text
    found: float
    low: float
    high: float
    computed: bool = False


@dataclass(frozen=True)
class Slack:
    """Mass put in at a node from nobody knows where (``in``), or let out (``out``), so that it balances (t)."""

    node: str
    way: str
    mass_t: float
    why: Text | None = None


@dataclass(frozen=True)
class Limits:
    """What limits a trace.

    Parameters
    ----------
    closed
        Whether the total that reaches the place is known, so that an unknown share can be said.
    not_seen
        Goods that carry the mineral and that the evidence does not have.
    missing
        The data that would show what is unknown.
    strained
        Figures that could not be kept.
    """

    closed: bool = True
    not_seen: tuple[Unseen, ...] = ()
    missing: tuple[Text, ...] = ()
    strained: tuple[Strained, ...] = ()
    slack: tuple[Slack, ...] = ()
    basis: Text | None = None
    """What the tonnes are of; contained metal where None."""
    unknowns: tuple[Text, ...] = ()
    """What is said of the unknown nodes of a published network, the largest first."""
    notes: tuple[Text, ...] = ()
    """What else must be said of the network."""


@dataclass(frozen=True)
class Trace:
    """What reaches a place in a year: by last exporter, by origin, by last processor.

    `views` holds the answer with gross re-exports at the reconciled flows; its ranges span both couplings and all
    draws. `net` is the second answer, with transit unmixed; its ranges span its own draws.
    """

    mineral: str
    to: str
    year: int
    kind: Kind
    views: Views
    net: Views
    hidden: tuple[Difference, ...]
    routes: tuple[Route, ...]
    chokepoints: tuple[Chokepoint, ...]
    slack_t: float
    statements: tuple[str, ...]
    draws: int
    limits: Limits = field(default_factory=Limits)

    @property
    def unknown_share(self) -> float | None:
        """The share of unknown origin, or None where not even the total is known."""
        if not self.limits.closed:
            return None
        return next((share.mid for share in self.views.origin if share.place == "unknown"), 0.0)

    @property
    def stem(self) -> str:
        """What the names of its files begin with: ``trace-MINERAL-PLACE-YEAR``."""
        parts = ["trace", self.mineral, self.to, str(self.year or "")]
        return "-".join("".join(sign if sign.isalnum() else "-" for sign in part) for part in parts if part)

    def json(self) -> dict[str, Any]:
        """The trace as ``trace --json`` prints it: the keys of the contract, then further ones."""
        return {
            "mineral": self.mineral,
            "to": self.to,
            "year": self.year,
            **_views(self.views),
            "hidden": [asdict(each) for each in self.hidden],
            "routes": [asdict(each) for each in self.routes],
            "chokepoints": [asdict(each) for each in self.chokepoints],
            "slack_t": self.slack_t,
            "unknown_share": self.unknown_share,
            "statements": list(self.statements),
            "kind": self.kind,
            "arrivals_t": self.views.arrivals_t,
            "net": {**_views(self.net), "arrivals_t": self.net.arrivals_t},
            "draws": self.draws,
            "not_seen": [asdict(each) for each in self.limits.not_seen],
            "missing": [asdict(each) for each in self.limits.missing],
            "strained": [asdict(each) for each in self.limits.strained],
            "slack": [asdict(each) for each in self.limits.slack],
            "basis": asdict(self.limits.basis) if self.limits.basis else None,
            "unknowns": [asdict(each) for each in self.limits.unknowns],
            "notes": [asdict(each) for each in self.limits.notes],
        }


def _views(views: Views) -> Mapping[str, list[dict[str, Any]]]:
    return {key: [asdict(share) for share in getattr(views, key)] for key in ("border", "origin", "processor")}
