"""Shares and concentration on plain dictionaries, as docs/reference/metrics.md defines them."""

import math
from dataclasses import dataclass, field

NO_COUNTRY = ("world", "other", "unknown")


@dataclass(frozen=True)
class Output:
    """What places make (or their shares) as one file gives it; None where it gives no number."""

    dataset: str
    first: int
    last: int
    made: dict[str, float | None]
    factor: float = 1.0
    shares_given: bool = False
    others: float = 0.0
    words: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """The published total, or the sum of all rows where that is more."""
        rows = math.fsum(made or 0.0 for place, made in self.made.items() if place != "world")
        published = 1.0 if self.shares_given else self.made.get("world") or 0.0
        return max(published, rows + self.others)

    @property
    def shares(self) -> dict[str, float]:
        """Shares of the countries that have a number, a zero among them."""
        known = {place: made for place, made in self.made.items() if place not in NO_COUNTRY and made is not None}
        return {place: made / self.total for place, made in known.items()}

    @property
    def unknown(self) -> float:
        """What no country is given."""
        return 1 - math.fsum(self.shares.values())


def hhi(shares: dict[str, float]) -> float:
    """Sum of squared shares."""
    return math.fsum(share * share for share in shares.values())


def top3(shares: dict[str, float]) -> float:
    """The three largest together."""
    return math.fsum(sorted(shares.values(), reverse=True)[:3])


def n_minus_1(shares: dict[str, float]) -> float:
    """What is left without the largest."""
    return 1 - max(shares.values())


def weighted_hhi(shares: dict[str, float], scores: dict[str, float]) -> float:
    """Sum of squared shares times governance, 0 best to 10 worst; a place without a score adds nothing."""
    return math.fsum(share * share * scores[place] for place, share in shares.items() if place in scores)
