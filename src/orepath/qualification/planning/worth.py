"""What chains are worth under a rule: their value, and how much of it counts for sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orepath.qualification.asked import Asked
from orepath.qualification.chains import Chain
from orepath.qualification.planning.amounts import NONE
from orepath.qualification.planning.option import Option
from orepath.qualification.value_added import chain_share
from orepath.qualification.value_share import applicable, areas, whole_from


@dataclass(frozen=True)
class Worth:
    """A value, and how much of it counts for sure; both zero for minerals that the rule does not look at.

    Parameters
    ----------
    known
        Whether no more of it may count.
    """

    value: Fraction
    counts: Fraction
    known: bool = True

    def __add__(self, other: Worth) -> Worth:
        return Worth(self.value + other.value, self.counts + other.counts, self.known and other.known)

    @property
    def share(self) -> Fraction:
        """What counts of the value."""
        return self.counts / self.value

    def over(self, share: Fraction) -> Fraction:
        """By how much what counts lies above a share of the value; below zero where it lies below."""
        return self.counts - share * self.value


NOTHING = Worth(NONE, NONE)


@dataclass(frozen=True)
class Alternative:
    """One way a chain can be: as it is (`option` None), or as an option has it."""

    option: Option | None
    worth: Worth

    @property
    def id(self) -> str:
        """The option's id; empty for the chain as it is."""
        return self.option.option_id if self.option else ""

    @property
    def cost(self) -> Fraction:
        """What it costs."""
        return self.option.cost_usd if self.option else NONE


def valuer(asked: Asked) -> Callable[[Iterable[Chain]], Worth]:
    """What tells the worth of chains on the day, for the test."""
    where, from_ = areas(asked), whole_from(asked)

    def worth(chains: Iterable[Chain]) -> Worth:
        found = NOTHING
        for chain in applicable(asked, tuple(chains))[0]:
            counts = chain_share(chain, where, from_).counts
            assert chain.value_usd is not None and counts is not None, "no plan is made with values nobody knows"
            found += Worth(chain.value_usd, counts.low, counts.exact is not None)
        return found

    return worth


def alternatives(asked: Asked, chains: Sequence[Chain], options: Sequence[Option]) -> list[list[Alternative]]:
    """By chain, what it can be: first as it is, then by each option."""
    worth = valuer(asked)
    by_chain: dict[str, list[Option]] = {}
    for option in options:
        by_chain.setdefault(option.replaces, []).append(option)
    return [
        [
            Alternative(None, worth([chain])),
            *(Alternative(option, worth(option.chains)) for option in by_chain.get(chain.chain_id, ())),
        ]
        for chain in chains
    ]


def together(taken: Iterable[Alternative]) -> Worth:
    """The worth of an alternative a chain."""
    return sum((each.worth for each in taken), NOTHING)


def farthest(groups: Sequence[Sequence[Alternative]]) -> tuple[Alternative, ...]:
    """The alternatives, one a chain, that give the highest share; of those that give it the cheapest.

    A share is a quotient of sums. Whatever share has been reached, the chains are looked at one by one for what raises
    it most; that ends, for every round reaches a higher share and there are not endlessly many.

    References
    ----------
    W. Dinkelbach, "On Nonlinear Fractional Programming", Management Science 13 (1967), 492-498.
    """
    taken = tuple(group[0] for group in groups)
    while True:
        share = together(taken).share
        better = tuple(
            max(group, key=lambda each: (each.worth.over(share), -each.cost, -bool(each.option))) for group in groups
        )
        if together(better).share == share:
            return better
        taken = better
