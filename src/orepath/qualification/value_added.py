"""What share of the value added counts: by activity and by chain, exactly and within bounds.

Shares are of value added, activity by activity. A step whose country is not known may count or not; a step whose value
added is not known may have added any amount above zero. Bounds are what the shares then lie between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

from orepath.qualification.bounds import Bounds
from orepath.qualification.chains import Activity, Chain, Step

NONE, ALL = Fraction(0), Fraction(1)
VIRGIN: tuple[Activity, ...] = ("extraction", "processing")


@dataclass(frozen=True)
class ChainShare:
    """What counts of a chain.

    Parameters
    ----------
    activities
        By activity, the share of its value added that counts.
    share
        What counts of the chain's value.
    counts
        The value that counts; None where the chain's value is not known and some of it may count.
    """

    chain: Chain
    activities: Mapping[Activity, Bounds]
    share: Bounds
    counts: Bounds | None


@dataclass(frozen=True)
class Areas:
    """Where value added counts: for extraction and processing, and for recycling; alpha-2 codes."""

    virgin: Set[str]
    recycled: Set[str]

    def of(self, activity: Activity) -> Set[str]:
        """Where it counts for an activity."""
        return self.recycled if activity == "recycling" else self.virgin


def activity_share(steps: Iterable[Step], counted: Set[str]) -> Bounds:
    """The share of the value added by an activity's steps that was added where it counts.

    Nothing counts where no step added value, and anything may where there is no step.
    """
    known = unplaced = there = Fraction(0)
    open_here = open_elsewhere = open_anywhere = False
    none = True
    for step in steps:
        none = False
        value, here = step.value_added_usd, step.country in counted
        if value is None:
            open_anywhere |= step.country is None
            open_here |= here
            open_elsewhere |= step.country is not None and not here
        elif step.country is None:
            unplaced += value
        else:
            known += value
            there += value if here else 0
    if none:
        return Bounds(NONE, ALL)
    everything = known + unplaced
    low = NONE if open_elsewhere or open_anywhere else _share(there, everything, open_here)
    high = ALL if open_here or open_anywhere else _share(there + unplaced, everything, False)
    return Bounds(low, high)


def _share(part: Fraction, whole: Fraction, otherwise: bool) -> Fraction:
    """A share; where the whole is zero, all of it if some amount above zero counts for sure, else nothing."""
    return part / whole if whole else (ALL if otherwise else NONE)


def chain_share(chain: Chain, areas: Areas, whole_from: Fraction | None = None) -> ChainShare:
    """What counts of a chain: the larger share of extraction and processing, or the share of recycling.

    The share is one of value added, so it does not hang on the chain's value: it is as exact without it.

    Parameters
    ----------
    whole_from
        From which share on the whole value counts, and below it nothing; None where the share itself counts.
    """
    done: Sequence[Activity] = ("recycling",) if is_recycled(chain) else VIRGIN
    activities = {
        activity: activity_share((step for step in chain.steps if step.activity == activity), areas.of(activity))
        for activity in done
    }
    low = max(each.low for each in activities.values())
    high = max(each.high for each in activities.values())
    if whole_from is not None:
        low, high = (ALL if each >= whole_from else NONE for each in (low, high))
    share = Bounds(low, high)
    return ChainShare(chain, activities, share, _counts(chain, share))


def _counts(chain: Chain, share: Bounds) -> Bounds | None:
    """The value that counts: of nothing it is nothing, whatever the value."""
    if chain.value_usd is not None:
        return share.times(chain.value_usd)
    return None if share.high else Bounds(NONE, NONE)


def is_recycled(chain: Chain) -> bool:
    """Whether a chain is of recycled material."""
    return any(step.activity == "recycling" for step in chain.steps)
