"""The steps of the proof of a share of value that are of all chains together, each with the figures it uses."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.qualification.asked import Asked
from orepath.qualification.bounds import Bounds, judged
from orepath.qualification.figures import figure, of_rule, percents, shown
from orepath.qualification.result import Figure, Proved
from orepath.qualification.value_share_proof import SHARE, USD, chain_share_figure
from orepath.qualification.value_whole import Whole
from orepath.tabular.quantity import decimal, percent


def whole_steps(asked: Asked, whole: Whole, share: Bounds) -> Iterator[Proved]:
    """The steps of the whole: both sums, the share, and the comparison where there is a threshold."""
    of_share = figure(asked.rule.said("name_share"), share, SHARE, asked.table.name)
    summed = _summed_open if whole.unvalued else _summed
    yield from summed(asked, whole, share, of_share)
    threshold = asked.value("threshold")
    if threshold is None:
        return
    met = judged(share, threshold.value)
    key = {True: "met", False: "not_met", None: "open"}[met]
    said = asked.rule.said(key, threshold=f"{percent(threshold.value)} %", on=asked.on.isoformat())
    gives = Figure(asked.rule.said("name_result"), None if met is None else key, "", asked.table.name)
    needed = of_rule(asked.rule.said("name_threshold"), threshold, asked.rule.id)
    yield Proved("compare", "", said, (of_share, needed), gives)


def _summed(asked: Asked, whole: Whole, share: Bounds, of_share: Figure) -> Iterator[Proved]:
    """Both sums and the share, where every value is known."""
    where = asked.table.name
    total = figure(asked.rule.said("name_total"), whole.value, USD, where)
    counts = figure(asked.rule.said("name_counts"), whole.counts, USD, where)
    yield Proved("total", "", asked.rule.said("total", low=decimal(whole.value)), (), total)
    said = asked.rule.said("counted_total", low=shown(asked, whole.counts, decimal))
    yield Proved("counted_total", "", said, (), counts)
    yield Proved("share", "", asked.rule.said("share", low=percents(asked, share)), (counts, total), of_share)


def _summed_open(asked: Asked, whole: Whole, share: Bounds, of_share: Figure) -> Iterator[Proved]:
    """Both sums as far as they are known, and the share whatever the values that are not."""
    where = asked.table.name
    total = Figure(asked.rule.said("name_total"), None, USD, where, low=whole.value)
    said = asked.rule.said("total_open", low=decimal(whole.value), count=len(whole.unvalued))
    yield Proved("total", "", said, (), total)
    key, counts = "counted_total", figure(asked.rule.said("name_counts"), whole.counts, USD, where)
    if whole.counts_more:
        key = "counted_total_open"
        counts = Figure(counts.name, None, USD, where, low=whole.counts.low)
    yield Proved("counted_total", "", asked.rule.said(key, low=shown(asked, whole.counts, decimal)), (), counts)
    uses = [chain_share_figure(asked, each) for each in whole.unvalued]
    if whole.known:
        uses.insert(0, figure(asked.rule.said("name_share_known"), whole.known, SHARE, where))
    yield Proved("share", "", asked.rule.said("share_open", low=percents(asked, share)), tuple(uses), of_share)
