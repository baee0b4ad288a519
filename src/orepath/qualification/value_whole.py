"""What counts of all chains together, also where the value of some chains is not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from heapq import nlargest, nsmallest

from orepath.qualification.bounds import Bounds
from orepath.qualification.value_added import ChainShare

NONE = Fraction(0)


@dataclass(frozen=True)
class Part:
    """A part of the whole, and the share that counts of it.

    Parameters
    ----------
    chain
        The chain whose value is not known; None for all chains whose value is known, taken together.
    """

    chain: ChainShare | None
    share: Bounds


@dataclass(frozen=True)
class Whole:
    """All chains together.

    Parameters
    ----------
    value
        The value of the chains whose value is known.
    counts, known
        What counts of these, and its share of their value; None where that is zero.
    unvalued
        The chains whose value is not known.
    share
        What counts of the value of all chains; None where that value is zero for sure.
    least, most
        The two parts with the least, and the two with the greatest share that may count.
    """

    value: Fraction
    counts: Bounds
    known: Bounds | None
    unvalued: tuple[ChainShare, ...]
    share: Bounds | None
    least: tuple[Part, ...]
    most: tuple[Part, ...]

    @property
    def counts_more(self) -> bool:
        """Whether more may count than `counts`: some value of a chain whose value is not known."""
        return any(each.counts is None for each in self.unvalued)

    def others(self, share: ChainShare) -> Bounds | None:
        """What the whole share lies between if a chain of unknown value is worth nothing; None if nothing is left."""
        low = next((part.share.low for part in self.least if part.chain is not share), None)
        high = next((part.share.high for part in self.most if part.chain is not share), None)
        return None if low is None or high is None else Bounds(low, high)

    def hangs_on_value(self, share: ChainShare) -> bool:
        """Whether the whole share may move with the value of a chain whose value is not known.

        It may not where there is nothing else to weigh the chain against, nor where all counts alike.
        """
        rest = self.others(share) if share.chain.value_usd is None else None
        return rest is not None and (share.share.high > rest.low or rest.high > share.share.low)

    def open_by(self, share: ChainShare) -> Fraction:
        """How much of the whole share may hang on what is missing of a chain; at the most, where values are unknown.

        With a known value: what is open of the chain by its part of the known value, which is its greatest weight. With
        an unknown one the weight is anything from 0 to 1: the whole share then runs from what it is without the chain
        to what counts of the chain.
        """
        if share.chain.value_usd is not None:
            width = (share.share.high - share.share.low) * share.chain.value_usd
            return width / self.value if width else NONE
        rest, own = self.others(share) or share.share, share.share
        return max(own.high - own.low, own.high - rest.low, rest.high - own.low)


def whole_share(shares: Iterable[ChainShare]) -> Whole:
    """What counts of the value of all chains.

    The whole share is the mean of the chains' shares, weighted by their values ``v_i``, so it lies between the least
    and the greatest share of its parts: the mean of the chains of known value, and each chain of unknown value. Each
    extreme is approached, by letting all unknown values go to 0 or the one value grow without bound, so with the
    chains' shares in ``[l_i, h_i]``::

        infimum  = min(sum known v_i l_i / sum known v_i, min over unknown i of l_i)
        supremum = max(sum known v_i h_i / sum known v_i, max over unknown i of h_i)

    where the mean of the known falls out if their value is zero, for then some unknown value is not.

    Neither need be reached, for no value is endless; the bounds hold both all the same, and a threshold may safely be
    compared with them by *at least*. Where the infimum is at least the threshold so is every share; where the supremum
    is below it so is every share; else it is left open, also where the supremum is the threshold itself and no share
    reaches it. So met and not met are said only where they hold whatever the values are.

    >>> from orepath.qualification.chains import Chain
    >>> def made_up(value, low, high):
    ...     return ChainShare(Chain("a", "nickel", value, ()), {}, Bounds(low, high), None)
    >>> one = Fraction(1)
    >>> whole_share([made_up(None, one, one)]).share.exact
    Fraction(1, 1)
    >>> whole_share([made_up(None, one / 2, one / 2), made_up(None, one / 4, one)]).share
    Bounds(low=Fraction(1, 4), high=Fraction(1, 1))
    """
    every = list(shares)
    value = sum((each.chain.value_usd for each in every if each.chain.value_usd is not None), NONE)
    known = [each.counts for each in every if each.counts is not None]
    counts = Bounds(sum((each.low for each in known), NONE), sum((each.high for each in known), NONE))
    unvalued = tuple(each for each in every if each.chain.value_usd is None)
    parts = [Part(each, each.share) for each in unvalued]
    mean = counts.times(1 / value) if value else None
    if mean:
        parts.append(Part(None, mean))
    least = tuple(nsmallest(2, parts, key=lambda part: part.share.low))
    most = tuple(nlargest(2, parts, key=lambda part: part.share.high))
    share = Bounds(least[0].share.low, most[0].share.high) if parts else None
    return Whole(value, counts, mean, unvalued, share, least, most)
