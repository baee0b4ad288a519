"""A figure with its interval: what a publisher says, how far it may lie off, and what others say instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orepath.evidence.store import Statement
from orepath.network.assembly.rules import relative_uncertainty, standard_uncertainties

LEAST = 1e-3  # of the figure, the smallest standard uncertainty: three significant digits
WORLD = "world"


@dataclass(frozen=True)
class Estimate:
    """A figure in tonnes: the preferred statement's, within what every publisher and its own error allow.

    Parameters
    ----------
    low, high
        Tonnes; the figure's own 90 % interval, widened to hold every other publisher's figure.
    sigma
        Standard uncertainty (t): the interval's longer side over the quantile that drew it.
    """

    mid: float
    low: float
    high: float
    statements: tuple[str, ...] = ()

    @property
    def sigma(self) -> float:
        """The standard uncertainty (t)."""
        side = max(self.high - self.mid, self.mid - self.low) / standard_uncertainties()
        return max(side, LEAST * abs(self.mid), LEAST)

    def scaled(self, factor: float) -> Estimate:
        """The same figure times a factor."""
        return Estimate(self.mid * factor, self.low * factor, self.high * factor, self.statements)


def estimate(preferred: Statement, others: Sequence[Statement] = (), kind: str | None = None) -> Estimate:
    """The interval of a figure: its own error, and whatever others say of the same.

    Parameters
    ----------
    kind
        The kind of uncertainty where it is not the statement's status (`world`, `total`).
    """
    value = preferred.value or 0.0
    reach = standard_uncertainties() * relative_uncertainty(kind or preferred.status) * value
    said = [other.value for other in others if other.value is not None]
    bounds = [bound for bound in (preferred.low, preferred.high) if bound is not None]
    low = min([value - reach, *said, *bounds])
    high = max([value + reach, *said, *bounds])
    ids = (preferred.statement_id, *(other.statement_id for other in others))
    return Estimate(value, max(low, 0.0), high, ids)


def added(figures: Sequence[Estimate]) -> Estimate:
    """The sum of figures that err together."""
    return Estimate(
        sum(figure.mid for figure in figures),
        sum(figure.low for figure in figures),
        sum(figure.high for figure in figures),
        tuple(found for figure in figures for found in figure.statements),
    )
