"""Evaluates rules of the kind ``value-share``: which share of the value of a battery's minerals counts.

The rule's file names where value added counts (sets ``counted`` and ``recycled``), the minerals looked at (set
``applicable``), the ``threshold`` of the day and, for a test by which whole chains count, ``whole_from``.
"""

from __future__ import annotations

from fractions import Fraction

from orepath.errors import InputError, fault
from orepath.qualification.asked import Asked
from orepath.qualification.bounds import judged
from orepath.qualification.chains import Chain
from orepath.qualification.chains_of import chains_of
from orepath.qualification.result import OfChain, Result
from orepath.qualification.rule import Dated, Rule
from orepath.qualification.value_added import Areas, ChainShare, chain_share, is_recycled
from orepath.qualification.value_share_missing import missing_of
from orepath.qualification.value_share_proof import chain_steps, left_out_step
from orepath.qualification.value_whole import whole_share
from orepath.qualification.value_whole_proof import whole_steps


def evaluate(asked: Asked) -> Result:
    """The result of a rule of this kind for the chains of a table.

    Raises
    ------
    InputError
        For chains at odds with themselves, and where all chains together have no value.
    """
    return evaluate_chains(asked, chains_of(asked.table))


def evaluate_chains(asked: Asked, chains: tuple[Chain, ...]) -> Result:
    """The result of a rule of this kind for chains.

    Raises
    ------
    InputError
        Where the value of all chains looked at is zero, for sure.
    """
    looked_at, left_out = applicable(asked, chains)
    shares = [chain_share(chain, areas(asked), whole_from(asked)) for chain in looked_at]
    whole = whole_share(shares)
    share = whole.share
    if share is None:
        raise InputError(fault("qualify_total_zero", asked.table.name))
    threshold, standing = asked.value("threshold"), asked.standing()
    passes = judged(share, threshold.value if threshold else None) if standing.applies else None
    if passes and standing.open:
        passes = None
    missing_days = () if passes is False else standing.open
    steps = (
        *(step for each in shares for step in chain_steps(asked, each)),
        *(left_out_step(asked, chain) for chain in left_out),
        *whole_steps(asked, whole, share),
    )
    return asked.result(
        share=share,
        threshold=threshold.value if threshold else None,
        applies=standing.applies,
        passes=passes,
        chains=tuple(map(_of_chain, shares)) + tuple(map(_left_out, left_out)),
        steps=steps,
        missing=(*missing_days, *missing_of(asked, shares, whole, passes is None and standing.applies)),
        used=used(asked),
    )


def areas(asked: Asked) -> Areas:
    """Where value added counts on the day."""
    return Areas(asked.members("counted").keys(), asked.members("recycled").keys())


def whole_from(asked: Asked) -> Fraction | None:
    """From which share on a whole chain counts; None where the share itself counts."""
    found = asked.value("whole_from")
    return found.value if found else None


def applicable(asked: Asked, chains: tuple[Chain, ...]) -> tuple[list[Chain], list[Chain]]:
    """The chains of minerals the rule looks at, and the others."""
    minerals = asked.members("applicable")
    looked_at = [chain for chain in chains if chain.mineral in minerals]
    return looked_at, [chain for chain in chains if chain.mineral not in minerals]


def used(asked: Asked) -> tuple[Dated, ...]:
    """The values and sets of the rule that an answer rests on."""
    rule: Rule = asked.rule
    values = [found for name in ("threshold", "whole_from") if (found := asked.value(name))]
    members = [member for name in rule.sets for member in asked.members(name).values()]
    return (*values, *members)


def _of_chain(share: ChainShare) -> OfChain:
    chain, counts = share.chain, share.counts.exact if share.counts else None
    details = {
        "sort": "recycled" if is_recycled(chain) else "virgin",
        "value_known": chain.value_usd is not None,
        "activities": dict(share.activities),
        "share_bounds": share.share,
        "counts_bounds": share.counts,
    }
    return OfChain(chain.chain_id, chain.mineral, chain.value_usd, share.share.exact, counts, details)


def _left_out(chain: Chain) -> OfChain:
    details = {"sort": "left_out", "value_known": chain.value_usd is not None}
    return OfChain(chain.chain_id, chain.mineral, chain.value_usd, None, None, details)
