"""A result as a person reads it in a terminal: the answer first, then with and without, then how it comes about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from orepath.cli.lines import item
from orepath.cli.qualify_words import says
from orepath.tabular.quantity import decimal, percent, ratio
from orepath.tracing.words import mineral_text

if TYPE_CHECKING:
    from fractions import Fraction

    from rich.console import RenderableType

    from orepath.qualification.result import Figure, OfChain, Proved, Result
    from orepath.qualification.rule import Rule
    from orepath.vocabulary.language import Lang

LONGEST = 24  # characters of a fraction that help a person; --json has it whole


def show(result: Result, rule: Rule, lang: Lang) -> None:
    """Print a result."""
    console = Console()
    for part in (_answer, _side_by_side, _chains, _steps, _missing, _not_examined, _references):
        for shown in part(result, rule, lang):
            console.print(shown, highlight=False, markup=False, soft_wrap=False)
    console.print()
    console.print(says("caution"), highlight=False, markup=False)


def _answer(result: Result, rule: Rule, lang: Lang) -> Iterator[RenderableType]:
    yield answer_line(result, rule, lang)
    yield from (item(why.in_(lang)) for why in result.why)
    yield ""
    title = rule.title.in_(lang)
    test = rule.tests.get(result.test)
    yield says("head_test", title=title, test=test.in_(lang)) if test else title
    days = {"on": result.on, "acquired": result.acquired, "reported": result.reported}
    said = [_day(rule, name, day.isoformat(), lang) for name, day in days.items() if day is not None]
    if result.dropped:
        said.append(says("dropped", agreements=", ".join(result.dropped)))
    yield (", " if lang == "en" else "、").join(said)


def _day(rule: Rule, name: str, day: str, lang: Lang) -> str:
    """A day, in the rule's own words where it has some."""
    own = rule.words.get(f"day_{name}")
    return own.in_(lang).format(day=day) if own else says(f"day_{name}", day=day)


def answer_line(result: Result, rule: Rule, lang: Lang) -> str:
    """The answer in one line: in the rule's own words where it has some for the outcome."""
    own = rule.outcome_text(result.outcome)
    said = own.in_(lang) if own else says(result.verdict)
    share = _bounds(result)
    if share is None:
        return says("answer", result=said)
    if result.threshold is None or not result.applies:
        return says("answer_share_only", result=said, share=share)
    return says("answer_share", result=said, share=share, threshold=f"{percent(result.threshold)} %")


def _side_by_side(result: Result, rule: Rule, lang: Lang) -> Iterator[RenderableType]:
    if not result.without:
        return
    every = [result, *result.without.values()]
    table = _table([("", False), (says("as_asked"), False)])
    for agreement in result.without:
        table.add_column(says("without_it", agreement=agreement), overflow="fold")
    table.add_row(says("of_result"), *(says(each.verdict).partition(":")[0].partition("（")[0] for each in every))
    table.add_row(says("of_share"), *(_bounds(each) or "-" for each in every))
    table.add_row(says("of_threshold"), *(_percent(each.threshold) for each in every))
    yield ""
    yield says("side_by_side")
    yield table


def _chains(result: Result, rule: Rule, lang: Lang) -> Iterator[RenderableType]:
    if not result.chains:
        return
    others = {agreement: other.chains for agreement, other in result.without.items()}
    valued = any(chain.value_usd is not None or _unvalued(chain) for chain in result.chains)
    heads = [("chain", False), ("mineral", False), *([("value_usd", True)] if valued else []), ("counts", True)]
    table = _table([(says(key), right) for key, right in heads])
    for agreement in others:
        table.add_column(says("counts_without", agreement=agreement), justify="right", overflow="fold")
    for number, chain in enumerate(result.chains):
        cells = [chain.chain_id, mineral_text(chain.mineral).in_(lang)]
        cells += [says("unknown") if _unvalued(chain) else _amount(chain.value_usd)] if valued else []
        every = [chain, *(found[number] for found in others.values())]
        table.add_row(*cells, *(_counts(each, lang) for each in every))
    yield ""
    yield table


def _unvalued(chain: OfChain) -> bool:
    """Whether the rule looks at the value of a chain and nobody knows it."""
    return chain.details.get("value_known") is False


def _counts(chain: OfChain, lang: Lang) -> str:
    """What counts of a chain: the amount and its share of the chain, or what bounds them; a rule's own words if any."""
    if chain.details.get("sort") == "left_out":
        return says("left_out")
    if "said" in chain.details:
        return str(chain.details["said"].in_(lang))
    bounds = chain.details.get("share_bounds")
    if chain.share is None:
        return "-" if bounds is None else f"{percent(bounds.low)}–{percent(bounds.high)} %"
    shown = f"{percent(chain.share)} %"
    return shown if chain.counts is None else f"{_amount(chain.counts)} ({shown})"


def _steps(result: Result, rule: Rule, lang: Lang) -> Iterator[RenderableType]:
    if result.steps:
        yield ""
        yield says("steps")
        yield from (item(_step(step, lang)) for step in result.steps)


def _step(step: Proved, lang: Lang) -> str:
    figures = [_figure(each, lang) for each in step.uses]
    return step.said.in_(lang) + (f" [{'; '.join(figures)}]" if figures else "")


def _figure(figure: Figure, lang: Lang) -> str:
    from fractions import Fraction

    value = figure.value
    if isinstance(value, Fraction):
        shown = f"{percent(value)} %" if figure.unit == "share" else f"{decimal(value)} {figure.unit}".strip()
    elif value is None:
        shown = _open(figure)
    else:
        shown = f"{value} {figure.unit}".strip()
    sure = f", {figure.how_sure}" if figure.how_sure else ""
    return f"{figure.name.in_(lang)}: {shown} ({figure.where}{sure})"


def _open(figure: Figure) -> str:
    """What bounds a figure that is not known, as far as anything does."""
    least, most = (None if each is None else _shown(each, figure.unit) for each in (figure.low, figure.high))
    if least is not None and most is not None:
        return says("between", low=least, high=most)
    if least is not None:
        return says("at_least", low=least)
    return says("unknown") if most is None else says("at_most", high=most)


def _shown(value: Fraction, unit: str) -> str:
    return f"{percent(value)} %" if unit == "share" else f"{decimal(value)} {unit}".strip()


def _missing(result: Result, rule: Rule, lang: Lang) -> Iterator[RenderableType]:
    if result.missing:
        yield ""
        yield says("missing")
        yield from (item(f"{each.where}: {each.said.in_(lang)}") for each in result.missing)


def _not_examined(result: Result, rule: Rule, lang: Lang) -> Iterator[RenderableType]:
    if result.not_examined:
        yield ""
        yield says("not_examined")
        yield from (item(each.in_(lang)) for each in result.not_examined)


def _references(result: Result, rule: Rule, lang: Lang) -> Iterator[RenderableType]:
    yield ""
    yield says("references")
    for each in result.references:
        pending = f"; {says('citation_pending')}" if each.citation_pending else ""
        yield item(f"{each.source} ({each.how_sure}{pending})")


def _bounds(result: Result) -> str | None:
    """The share as a percent and exactly, or what it lies between; None where there is none."""
    if result.share is not None:
        exact = ratio(result.share)
        return f"{percent(result.share)} %" + (f" ({exact})" if len(exact) <= LONGEST else "")
    if result.low is None or result.high is None:
        return None
    return says("between", low=f"{percent(result.low)} %", high=f"{percent(result.high)} %")


def _percent(value: Fraction | None) -> str:
    return "-" if value is None else f"{percent(value)} %"


def _amount(value: Fraction | None) -> str:
    return "-" if value is None else decimal(value)


def _table(columns: Iterable[tuple[str, bool]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading, right in columns:
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    return table
