"""``orepath backtest``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from orepath.cli.stress_words import progress, says, speak, spoken
from orepath.cli.words import say
from orepath.errors import InputError

if TYPE_CHECKING:
    from orepath.stress.answer import BackTest
    from orepath.vocabulary.language import Lang


def backtest(
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """How right the method was about the past."""
    faults = speak(language)
    if faults:
        raise InputError(faults)
    from orepath.reference.in_use import open_evidence
    from orepath.stress.backtest import backtests

    with progress() as bar:
        found = backtests(open_evidence(release or None), progress=bar("testing"))
    if as_json:
        from orepath.cli.stress_json import text

        print(text([each.json() for each in found]), end="")
        return
    show(found, spoken())


def show(found: Sequence[BackTest], lang: Lang) -> None:
    """Print the record: a row a case and Party, then what the method lacks where it loses."""
    from rich.console import Console
    from rich.table import Table

    from orepath.cli.lines import item
    from orepath.review.stress_page.sentences import case_name, errors, record
    from orepath.stress.words import word
    from orepath.vocabulary.places import place_name

    console = Console()
    if not found:
        console.print(says("backtest_none"), highlight=False, markup=False)
        return
    names = list(dict.fromkeys(name for test in found for name in test.baseline_errors))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for key in ("backtest_case", "backtest_party", "backtest_method"):
        table.add_column(says(key), overflow="fold")
    for head in (says("backtest_error"), *(word("baseline", name).in_(lang) for name in names)):
        table.add_column(head, justify="right", overflow="fold")
    table.add_column(says("backtest_verdict"), overflow="fold")
    for test in found:
        given = [test.baseline_errors.get(name) for name in names]
        numbers = ["–" if each is None else errors(each).in_(lang) for each in given]
        verdict = says("backtest_loses" if test.loses else "backtest_nearer")
        who = (case_name(test).in_(lang), place_name(test.party, lang), test.method)
        table.add_row(*who, errors(test.error).in_(lang), *numbers, verdict)
    console.print(says("backtest_title"), highlight=False, markup=False)
    console.print()
    console.print(table)
    console.print()
    first, *lost = (each.in_(lang) for each in record(found))
    console.print(first, highlight=False, markup=False)
    for line in lost:
        console.print(item(line))
