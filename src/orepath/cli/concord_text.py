"""Concorded codes as a person reads them in a terminal: where each goes, what to do, what of the trade is ambiguous."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from orepath.cli.concord_words import says
from orepath.cli.lines import item
from orepath.cli.words import lang
from orepath.evidence.concordance.relation import KINDS
from orepath.evidence.concordance.stored import ARROW

if TYPE_CHECKING:
    from rich.console import RenderableType

    from orepath.evidence.concordance.asked import Answer, Concorded
    from orepath.evidence.concordance.groups import Group
    from orepath.evidence.concordance.traded import Traded

SHOWN = 8
"""Codes of a list that are shown; the JSON has them all."""


def show(answer: Answer) -> None:
    """Print where codes go, what to do with each kind, and the trade under them."""
    console = Console()
    for each in (*_codes(answer), "", *_trade(answer)):
        console.print(each, highlight=False, markup=False, soft_wrap=False)


def _codes(answer: Answer) -> Iterator[RenderableType]:
    ends = {"from_": answer.from_, "to": answer.to}
    of = answer.concordance
    yield says("title", dataset=of.dataset, edition=of.edition, **ends)
    if set(of.through) - {answer.from_, answer.to}:
        yield says("through", through=ARROW.join(of.through))
    table = _table(("col_code", False), ("col_kind", False), ("col_targets", False), ("col_group", False), **ends)
    for each in answer.codes:
        table.add_row(each.code, says(each.kind), _list(each.targets), _group(each.group))
    yield table
    yield from (item(line) for line in _remarks(answer))


def _remarks(answer: Answer) -> Iterator[str]:
    for kind in KINDS:
        if alike := [each.code for each in answer.codes if each.kind == kind]:
            yield says(f"do_{kind}", codes=_list(alike))
    for (one, other), limit in answer.concordance.limits:
        yield says(f"limit_{limit}", table=f"{one}{ARROW}{other}", one=one, other=other)
    for edition, codes in _listed(answer.codes, answer.from_).items():
        yield says("listed", codes=_list(codes), edition=edition, from_=answer.from_)


def _listed(codes: Sequence[Concorded], from_: str) -> dict[str, list[str]]:
    """The codes that the vocabulary lists under another HS edition than the one asked for, by that edition."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in codes:
        if each.listed_in and each.listed_in != from_:
            found[each.listed_in].append(each.code)
    return found


def _trade(answer: Answer) -> Iterator[RenderableType]:
    if not answer.traded:
        yield says("no_trade", from_=answer.from_)
        return
    yield says("trade", from_=answer.from_)
    table = _table(
        ("col_where", False), ("col_year", False), ("col_value", True), ("col_value_share", True), ("col_mass", True),
        ("col_mass_share", True), ("col_without", True),
    )  # fmt: skip
    for each in answer.traded:
        table.add_row(*_row(each))
    yield table


def _row(of: Traded) -> list[str]:
    flow = f" ({says(f'flow_{of.flow}')})" if of.flow else ""
    mass = of.whole.mass_t
    return [
        f"{of.dataset} {of.edition}{flow}",
        says("all_years") if of.year is None else str(of.year),
        f"{of.whole.value:,.0f} {of.currency}",
        _share(of.value_share),
        says("unknown") if mass is None else f"{mass:,.1f} t",
        _share(of.mass_share),
        says("of", some=of.whole.flows_without_mass, all=of.whole.flows),
    ]


def _group(group: Group) -> str:
    if not group.closed:
        return says("open_group")
    return f"{_list(group.codes, ' + ')} = {_list(group.targets, ' + ')}"


def _list(codes: Sequence[str], between: str = "") -> str:
    """The codes, the first few of many; a dash where there are none."""
    between = between or (", " if lang() == "en" else "、")
    if len(codes) > SHOWN:
        return says("many", first=between.join(codes[:SHOWN]), count=len(codes))
    return between.join(codes) or "-"


def _share(share: tuple[float, float] | None) -> str:
    if share is None:
        return says("unknown")
    least, most = (f"{100 * each:.1f} %" for each in share)
    return least if least == most else f"{least} – {most}"


def _table(*columns: tuple[str, bool], **values: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for key, right in columns:
        table.add_column(says(key, **values), justify="right" if right else "left", overflow="fold")
    return table
