"""Whether a battery meets a rule on a day, and what it would be without the status that rests on an agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from orepath.errors import Fault, InputError, OrepathError, UnknownName, fault
from orepath.qualification.asked import Asked
from orepath.qualification.kinds import CHECKS, KINDS
from orepath.qualification.result import Result
from orepath.qualification.rule import DAYS, Rule
from orepath.qualification.rule_file import load
from orepath.tabular.table import Given, Table, read_table

NOTHING = Table("", (), frozenset())
"""The table of a question whose rows are not read yet."""


def qualify(
    rule: str | Path | Rule,
    table: Given,
    *,
    test: str | None = None,
    on: date | str,
    acquired: date | str | None = None,
    reported: date | str | None = None,
    without: Sequence[str] = (),
    beside: Mapping[str, Given] | None = None,
) -> Result:
    """Whether what a table describes meets a rule on a day, with every step of the proof.

    Parameters
    ----------
    rule
        The id of a packaged rule, or a rule file of one's own.
    table
        The rule's input: a file (CSV in UTF-8, XLSX), or an Arrow, pandas or polars table.
    test
        Which of the rule's tests, where it has several.
    on
        The day the question is about; for vehicles the day placed in service.
    acquired
        The day of acquisition, where the rule asks for it; otherwise `on`.
    reported
        The day of the report to the authority, where the rule asks for it; None where nobody knows.
    without
        Agreements whose status is left out, by id. For each of the others the result has the same `without` it.
    beside
        Further tables of the rule, by name.

    Raises
    ------
    InputError
        With every fault of what is asked and of the tables, each with its row and column.

    Examples
    --------
    >>> import pyarrow as pa
    >>> chains = pa.table({
    ...     "chain_id": ["made-up-1", "made-up-1"], "mineral": ["nickel", "nickel"], "value_usd": ["90", "90"],
    ...     "activity": ["extraction", "processing"], "country": ["FI", "AU"],
    ...     "entity_id": ["", ""], "value_added_usd": ["50", "40"],
    ... })
    >>> qualify("clean-vehicle-critical-minerals", chains, test="traced", on="2025-06-01").share
    Fraction(1, 1)
    """
    asked = question(
        rule, table, test=test, on=on, acquired=acquired, reported=reported, without=without, beside=beside
    )
    return answer(asked)


def question(
    rule: str | Path | Rule,
    table: Given,
    *,
    test: str | None = None,
    on: date | str,
    acquired: date | str | None = None,
    reported: date | str | None = None,
    without: Sequence[str] = (),
    beside: Mapping[str, Given] | None = None,
) -> Asked:
    """The question to a rule, its tables read and checked; takes what `qualify` takes."""
    known = rule if isinstance(rule, Rule) else load(rule)
    options = checked_options(known, test, {"on": on, "acquired": acquired, "reported": reported}, without)
    main, others = _tables(known, table, beside or {})
    return replace(options, table=main, beside=others)


def answer(asked: Asked) -> Result:
    """The result for a question, and the same without each further agreement on which a status rests."""
    evaluate = KINDS[asked.rule.kind]
    others = [each for each in asked.rule.agreements() if each not in asked.without]
    dropped = {each: evaluate(replace(asked, without=tuple(sorted({*asked.without, each})))) for each in others}
    return replace(evaluate(asked), without=dropped)


def checked_options(
    rule: Rule, test: str | None, days: Mapping[str, date | str | None], without: Sequence[str]
) -> Asked:
    """What was asked besides the tables, checked.

    Parameters
    ----------
    days
        By the names of `orepath.qualification.rule.DAYS`.

    Raises
    ------
    InputError
        With every fault.
    """
    faults: list[Fault] = []
    chosen = ""
    try:
        chosen = rule.test_of(test, "--test")
    except OrepathError as error:
        faults.extend(error.faults)
    if rule.kind not in KINDS:
        faults.extend(UnknownName("kind", rule.kind, sorted(KINDS), rule.id).faults)
    read = {day: _day(days.get(day), f"--{day}", faults) for day in DAYS}
    for day in ("acquired", "reported"):
        if read[day] is not None and not rule.asks(day):
            faults.append(fault("qualify_day_needless", f"--{day}", rule=rule.id))
    for agreement in without:
        if agreement not in rule.agreements():
            faults.extend(UnknownName("agreement", agreement, rule.agreements(), "--without-agreement").faults)
    on, acquired = read["on"], read["acquired"]
    if on is None and not faults:
        faults.append(fault("bad_option", "--on", found="", allowed="YYYY-MM-DD"))
    if on and acquired and acquired > on:
        faults.append(fault("qualify_acquired_after", "--acquired", acquired=acquired, on=on))
    if faults or on is None:
        raise InputError(faults)
    if acquired is None and rule.asks("acquired"):
        acquired = on
    return Asked(rule, chosen, on, acquired, read["reported"], tuple(sorted(set(without))), NOTHING)


def _day(given: date | str | None, where: str, faults: list[Fault]) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        if len(given) == len("YYYY-MM-DD"):
            return date.fromisoformat(given)
    except ValueError:
        pass
    faults.append(fault("bad_option", where, found=given, allowed="YYYY-MM-DD"))
    return None


def _tables(rule: Rule, table: Given, beside: Mapping[str, Given]) -> tuple[Table, dict[str, Table]]:
    """The tables of a rule, the faults of all of them told together."""
    faults: list[Fault] = []
    for name in beside:
        if name not in rule.beside:
            faults.extend(UnknownName("table", name, sorted(rule.beside) or ["-"], "--beside").faults)
    main, others = NOTHING, {}
    try:
        main = read_table(table, rule.columns, check=CHECKS.get(rule.kind))
    except InputError as error:
        faults.extend(error.faults)
    for name in sorted(set(beside) & set(rule.beside)):
        try:
            others[name] = read_table(beside[name], rule.beside[name], name)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return main, others
