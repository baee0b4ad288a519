"""What is missing for an exact share of value: where it would stand, and what it would decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orepath.qualification.asked import Asked
from orepath.qualification.chains import Activity, Step
from orepath.qualification.result import Missing
from orepath.qualification.value_added import ChainShare
from orepath.qualification.value_share_proof import activity_text
from orepath.qualification.value_whole import Whole
from orepath.tabular.quantity import percent


def missing_of(asked: Asked, shares: Iterable[ChainShare], whole: Whole, decides: bool) -> Iterator[Missing]:
    """The evidence that is missing of each chain on which the whole share hangs: its value, then of its activities.

    Parameters
    ----------
    decides
        Whether the result is open as long as it is missing.
    """
    key = f"decides{'' if decides else '_not'}{'_up_to' if whole.unvalued else ''}"
    for share in shares:
        points = whole.open_by(share)
        if not points:
            continue
        chain, said = share.chain.chain_id, asked.rule.said(key, points=percent(points))
        if whole.hangs_on_value(share):
            where = share.chain.steps[0].where
            yield Missing(where, asked.rule.said("missing_value", chain=chain, decides=said))
        if share.share.exact is not None:
            continue
        for activity, bounds in share.activities.items():
            if bounds.exact is None:
                yield from _of_activity(asked, share, activity, {"chain": chain, "decides": said})


def _of_activity(asked: Asked, share: ChainShare, activity: Activity, words: dict[str, object]) -> Iterator[Missing]:
    steps = [step for step in share.chain.steps if step.activity == activity]
    words["activity"] = activity_text(asked, activity)
    if not steps:
        yield Missing(asked.table.name, asked.rule.said("missing_activity", **words))
    for step in steps:
        key = _what(step)
        if key:
            yield Missing(step.where, asked.rule.said(key, **words))


def _what(step: Step) -> str:
    """Which sentence says what a step lacks; empty where it lacks nothing."""
    if step.country is None:
        return "missing_both" if step.value_added_usd is None else "missing_country"
    return "missing_amount" if step.value_added_usd is None else ""
