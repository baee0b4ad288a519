"""What a status that rests on an agreement changes under a dated rule, on the sample chains beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa

from orepath.evidence.csv_rows import csv_rows
from orepath.qualification.qualify import qualify
from orepath.qualification.result import Result
from orepath.qualification.rule import Member, Rule
from orepath.qualification.rule_file import load
from orepath.tabular.table import Table, read_table


@dataclass(frozen=True)
class Years:
    """A period of placing in service in which the rule asks for one share, with the results by test.

    Parameters
    ----------
    until
        The first day after it; None where the rule sets no end.
    by_test
        By test, the result with the status; its ``without`` has the one without.
    """

    from_: date
    until: date | None
    by_test: dict[str, Result]


@dataclass(frozen=True)
class Samples:
    """The sample chains under a rule.

    Parameters
    ----------
    places
        Those whose status rests on the agreement.
    last_day
        The last day on which a vehicle could be acquired.
    """

    rule: Rule
    table: Table
    places: tuple[str, ...]
    last_day: date
    years: tuple[Years, ...]


def samples(agreement: str, as_of: date) -> Samples | None:
    """The sample chains, for each period of the rule that had begun on a day.

    None where no place's status rests on the agreement, and on days before what the rule gave had ended: how the rule
    went on was not known then.
    """
    rule = load(_settings()["rule"])
    held, last_day = _members(rule, agreement), _last_day(rule)
    if not held or last_day is None or as_of <= last_day:
        return None
    table = _table(rule)
    periods = [(value.from_, value.until) for value in rule.values if value.name == "threshold"]
    begun = sorted((from_, until) for from_, until in periods if from_ is not None and from_ <= as_of)
    years = tuple(Years(from_, until, _results(rule, table, from_, last_day)) for from_, until in begun)
    places = tuple(sorted({member.item for member in held}))
    return Samples(rule, table, places, last_day, years)


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads(files("orepath.review.chapters").joinpath("effect.toml").read_text("utf-8"))


def _members(rule: Rule, agreement: str) -> list[Member]:
    return [member for members in rule.sets.values() for member in members if member.agreement == agreement]


def _last_day(rule: Rule) -> date | None:
    ends = [limit.until for limit in rule.limits if limit.day == "acquired" and not limit.tests and limit.until]
    return min(ends) - timedelta(days=1) if ends else None


def _table(rule: Rule) -> Table:
    name = str(_settings()["chains"])
    content = files("orepath.review.chapters").joinpath(name).read_text("utf-8")
    header, *rows = [cells for _, cells in csv_rows(content, name, [])]
    columns = {heading: [row[position] for row in rows] for position, heading in enumerate(header)}
    return read_table(pa.table(columns), rule.columns, name)


def _results(rule: Rule, table: Table, on: date, last_day: date) -> dict[str, Result]:
    acquired = min(on, last_day)
    return {
        test: qualify(rule, table, test=test, on=on, acquired=acquired, reported=on if rule.asks("reported") else None)
        for test in rule.tests
    }
