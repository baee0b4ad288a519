"""What a stress test answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from orepath.stress.shock import Assumption, Shock
from orepath.stress.spread import Bar, Between, Narrowing, Times
from orepath.vocabulary.language import Text

Case = Literal["no_adaptation", "alone", "coordinated", "full_adaptation"]
CASES: tuple[Case, ...] = get_args(Case)
"""The four answers, each a loss no smaller than the next."""


@dataclass(frozen=True)
class Certificate:
    """Proof of a solved program, recomputed outside the solver.

    Parameters
    ----------
    loss_t
        What the solution found leaves unmet (t), all Parties of the program together, by their weights.
    bound_t
        What no solution can get below (t), from the duals.
    infeasibility_t
        By how much the solution breaks a balance or a bound (t).
    cold
        Whether it was solved a second time from nothing, as the first answer did not pass.
    """

    loss_t: float
    bound_t: float
    infeasibility_t: float
    cold: bool = False

    @property
    def gap_t(self) -> float:
        """Loss less bound (t)."""
        return self.loss_t - self.bound_t


@dataclass(frozen=True)
class Step:
    """A Party's state in one step of the time path without adaptation (t in the step; stocks t at its end)."""

    day: date
    demand_t: float
    unmet_t: float
    stock_t: float


@dataclass(frozen=True)
class Period:
    """What a Party lacks in one period of the grid in each of the cases (t), and the stock left (t)."""

    from_: date
    until: date
    unmet_t: Mapping[Case, float]
    stock_t: Mapping[Case, float]


@dataclass(frozen=True)
class Filling:
    """Who fills part of a Party's gap, over the horizon.

    Parameters
    ----------
    case
        `alone` or `coordinated`.
    kind
        `stock`, `own_idle` (the Party's own idle capacity), `redirected` (its own output sent elsewhere in it),
        `partner` (the other Party's deliveries beyond those without adaptation), `third` (idle capacity in third
        places).
    place
        Where it comes from.
    stage
        The stage of the goods.
    """

    case: Case
    kind: str
    place: str
    stage: str
    mass_t: float
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What one Party loses of one mineral over the horizon (t of contained metal)."""

    party: str
    mineral: str
    baseline_t: float
    no_adaptation_t: float
    alone_t: float
    coordinated_t: float
    full_adaptation_t: float
    days_of_cover: float | None
    low: float
    high: float
    certificate: Mapping[str, Certificate]
    unknown_share: float | None = None
    """The share (0 to 1) of what reaches the Party of unknown origin; None where not even the total is known."""
    value_usd: float | None = None
    """The value of coordination at the stated price, None without a price."""
    price_usd_per_t: float | None = None
    price_statements: tuple[str, ...] = ()
    time_to_survive_days: float | None = None
    """Days from the shock's start to the first unmet tonne without adaptation; None where none is unmet."""
    time_to_recover_days: float | None = None
    """Days from the shock's end until nothing is unmet without adaptation; None where it has no end in the horizon, or
    where something is still unmet then."""
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Least and most of each of the four answers (by its field, ``alone_t``) and of ``value_of_coordination_t`` over
    the draws and over what the unknown may be."""
    path: tuple[Step, ...] = ()
    periods: tuple[Period, ...] = ()
    filled: tuple[Filling, ...] = ()
    statements: tuple[str, ...] = ()
    horizon_days: float = 0.0
    """Days of the horizon that `baseline_t` is the demand of."""
    expected: Mapping[str, Between] = field(default_factory=dict)
    """The mean of each of the four answers (by its field) over the draws (t); empty without draws, as are the next."""
    tail: Mapping[str, Between] = field(default_factory=dict)
    """The mean of the worst twentieth of the draws (CVaR at 95 %) of each of the four answers (t)."""
    survive: Times | None = None
    """Days to the first unmet tonne without adaptation, over the draws and what the unknown may be."""
    recover: Times | None = None
    """Days from the shock's end until nothing is unmet without adaptation, over those of them with any unmet."""
    tornado: tuple[Bar, ...] = ()
    """What each assumption alone does to the coordinated loss, the widest first."""
    narrowing: tuple[Narrowing, ...] = ()
    """What would narrow the range of the coordinated loss if it were known, the most first."""

    @property
    def value_of_coordination_t(self) -> float:
        """What acting together averts beyond acting alone (t), never negative."""
        return max(self.alone_t - self.coordinated_t, 0.0)

    @property
    def value_of_coordination_days(self) -> float | None:
        """The same in days of the Party's supply over the horizon; None where it uses nothing."""
        if not (self.baseline_t > 0 and self.days > 0):
            return None
        return self.value_of_coordination_t / (self.baseline_t / self.days)

    @property
    def days(self) -> float:
        """Days of the horizon, from its periods where nobody gave them."""
        if self.horizon_days > 0 or not self.periods:
            return self.horizon_days
        return float((self.periods[-1].until - self.periods[0].from_).days)

    def json(self) -> dict[str, Any]:
        """The keys of the contract, then further ones."""
        first = ("party", "mineral", "baseline_t", "no_adaptation_t", "alone_t", "coordinated_t", "full_adaptation_t")
        found: dict[str, Any] = {name: getattr(self, name) for name in first}
        found["value_of_coordination_t"] = self.value_of_coordination_t
        found |= {"days_of_cover": self.days_of_cover, "low": self.low, "high": self.high}
        found["certificate"] = {case: {**asdict(one), "gap_t": one.gap_t} for case, one in self.certificate.items()}
        return found


@dataclass(frozen=True)
class NotAnswered:
    """A mineral of a shock that no figure can be given for, and why."""

    mineral: str
    party: str
    """Empty where it holds for every Party."""
    why: Text


@dataclass(frozen=True)
class BackTest:
    """How right a method was about the past: mean absolute errors of partner tonnes (t)."""

    case: str
    party: str
    method: str
    error: float
    baseline_errors: Mapping[str, float]
    name: Text | None = None
    missing_effect: Text | None = None
    """What the method lacks, where it loses to a baseline."""
    detail: tuple[Mapping[str, Any], ...] = ()
    """By year and partner: recorded, predicted and each baseline's tonnes."""
    base_year: int = 0
    """The year the network was built from, and that the baselines start from."""
    other_errors: Mapping[str, float] = field(default_factory=dict)
    """The same error of answers that are no baselines: `no_adaptation`."""
    known: Text | None = None
    """What was known on the day, which is all that the shock holds."""
    effect: Text | None = None
    """What the figures show that the method does not hold, whether it loses or not."""
    notes: tuple[Text, ...] = ()
    """What must be said of its tonnes."""
    statements: tuple[str, ...] = ()
    """The statements on the measure."""

    @property
    def loses(self) -> bool:
        """Whether any baseline does better."""
        return any(error < self.error for error in self.baseline_errors.values())

    def json(self) -> dict[str, Any]:
        """The row of the contract."""
        return {
            "case": self.case,
            "party": self.party,
            "method": self.method,
            "error": self.error,
            "baseline_errors": dict(self.baseline_errors),
        }


@dataclass(frozen=True)
class Stressed:
    """The answer to shocks.

    Parameters
    ----------
    shocks
        What was asked, by mineral.
    horizon_from, horizon_until
        The days the answer is about.
    base_year
        The year of the network of each mineral.
    said_first
        What must be said before any figure.
    """

    title: Text
    shocks: tuple[Shock, ...]
    assumptions: tuple[Assumption, ...]
    results: tuple[Result, ...]
    backtests: tuple[BackTest, ...]
    horizon_from: date
    horizon_until: date
    base_year: Mapping[str, int]
    parties: tuple[str, ...]
    not_answered: tuple[NotAnswered, ...] = ()
    said_first: tuple[Text, ...] = ()
    draws: int = 0
    measure: str = ""
    """The id of the measure it is of, where it is of one."""
    step_days: float = 7.0
