"""The tables of a proof: what counts part by part, the steps, and the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from orepath.qualification.planning.amounts import decimal_signed
from orepath.qualification.planning.plan import Plan
from orepath.qualification.planning.said import headline, notes
from orepath.qualification.result import Figure, OfChain, Proved, Result
from orepath.qualification.rule import Rule
from orepath.review.qualification_proof.shown import percent_text, share_text, value_text, where_text
from orepath.review.qualification_proof.texts import say
from orepath.tabular.quantity import decimal
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Lang, Text

DASH, NOTHING = Text("–", "–"), Text("", "")


def chains_table(result: Result, lang: Lang) -> dict[str, Any]:
    """What counts of each chain, item or metal, also without each agreement; only the columns that hold something."""
    every = [(say("counts_share"), result)]
    every += [(say("without_it", agreement=agreement), other) for agreement, other in result.without.items()]
    columns: list[tuple[Text, bool, list[Text]]] = [
        (say("chain"), False, [Text(each.chain_id, each.chain_id) for each in result.chains]),
        (say("mineral"), False, [_mineral(each) for each in result.chains]),
    ]
    if any(each.value_usd is not None or _unvalued(each) for each in result.chains):
        columns.append((say("value"), True, [_value(each) for each in result.chains]))
        columns.append((say("counts"), True, [_amount_that_counts(each) for each in result.chains]))
    if any(_counts(each) != DASH for _, one in every for each in one.chains):
        columns += [(title, True, [_counts(each) for each in one.chains]) for title, one in every]
    columns.append((say("of_part"), False, [_own(each) for each in result.chains]))
    counts = any(_counts(each) != DASH for each in result.chains)
    filled = [column for column in columns if any(cell not in (DASH, NOTHING) for cell in column[2])]
    return {
        "title": say("chains" if counts else "parts").in_(lang),
        "columns": [{"label": title.in_(lang), "right": right} for title, right, _ in filled],
        "rows": [[column[2][number].in_(lang) for column in filled] for number in range(len(result.chains))],
    }


def _mineral(chain: OfChain) -> Text:
    return mineral_text(chain.mineral) if chain.mineral else NOTHING


def _unvalued(chain: OfChain) -> bool:
    """Whether the rule looks at the value of a chain and nobody knows it."""
    return chain.details.get("value_known") is False


def _value(chain: OfChain) -> Text:
    return say("unsaid") if _unvalued(chain) else _amount(chain.value_usd)


def _amount_that_counts(chain: OfChain) -> Text:
    open_ = _unvalued(chain) and chain.counts is None and chain.details.get("sort") != "left_out"
    return say("unsaid") if open_ else _amount(chain.counts)


def _amount(value: Any) -> Text:  # noqa: ANN401 - a fraction or nothing
    return DASH if value is None else Text(decimal(value), decimal(value))


def _counts(chain: OfChain) -> Text:
    bounds = chain.details.get("share_bounds")
    if chain.details.get("sort") == "left_out":
        return say("left_out")
    if chain.share is not None:
        return percent_text(chain.share)
    return DASH if bounds is None else say("between", low=percent_text(bounds.low), high=percent_text(bounds.high))


def _own(chain: OfChain) -> Text:
    said = chain.details.get("said")
    return said if isinstance(said, Text) else DASH


def steps(result: Result, rule: Rule, lang: Lang) -> list[dict[str, Any]]:
    """The steps in groups of the same chain, in their order."""
    named = {chain.chain_id: _mineral(chain) for chain in result.chains}
    return [
        {"title": _title(chain_id, named).in_(lang), "steps": [_step(step, rule, lang) for step in its]}
        for chain_id, its in groupby(result.steps, key=lambda step: step.chain_id)
    ]


def _title(chain_id: str, minerals: dict[str, Text]) -> Text:
    if not chain_id:
        return say("all_together")
    mineral = minerals.get(chain_id, NOTHING)
    if not mineral.en or mineral.en in chain_id:
        return Text(chain_id, chain_id)
    return Text(f"{chain_id} · {mineral.en}", f"{chain_id}・{mineral.ja}")


def _step(step: Proved, rule: Rule, lang: Lang) -> dict[str, Any]:
    return {
        "said": step.said.in_(lang),
        "uses": [_figure(figure, rule, lang) for figure in step.uses],
        "gives": _figure(step.gives, rule, lang),
    }


def _figure(figure: Figure, rule: Rule, lang: Lang) -> dict[str, str]:
    return {
        "name": figure.name.in_(lang),
        "value": value_text(figure, rule).in_(lang),
        "where": where_text(figure.where, rule).in_(lang),
        "sure": figure.how_sure,
    }


def plans(plan: Plan | None, rule: Rule, lang: Lang) -> list[dict[str, Any]]:
    """The plan, and the same without each agreement; empty where none was asked for."""
    if plan is None:
        return []
    titled = [(say("plan"), plan)]
    titled += [(say("plan_without", agreement=agreement), other) for agreement, other in plan.without.items()]
    return [
        {
            "title": title.in_(lang),
            "headline": headline(each).in_(lang),
            "rows": list(_changes(each, rule, lang)),
            "notes": [note.in_(lang) for note in notes(each)],
        }
        for title, each in titled
    ]


def _changes(plan: Plan, rule: Rule, lang: Lang) -> Iterator[dict[str, Any]]:
    """As the chains are, each change, and in all; nothing where nothing changes."""
    if not plan.changes:
        return
    yield _row([say("as_is"), DASH, DASH, share_text(plan.before)], lang, total=False)
    for change in plan.changes:
        option = change.option
        what = f"{option.option_id}: {option.what}" if option.what else option.option_id
        named = Text(what, what.replace(": ", "：", 1))
        replaced, cost = option.replaces, decimal_signed(option.cost_usd)
        where = where_text(option.where, rule)
        cells = [named, Text(replaced, replaced), Text(cost, cost), share_text(change.share)]
        yield _row(cells, lang, total=False, below=where)
    cost = decimal_signed(plan.cost_usd)
    yield _row([say("in_all"), DASH, Text(cost, cost), share_text(plan.after)], lang, total=True)


def _row(cells: Sequence[Text], lang: Lang, total: bool, below: Text = NOTHING) -> dict[str, Any]:
    return {"cells": [cell.in_(lang) for cell in cells], "total": total, "below": below.in_(lang)}
