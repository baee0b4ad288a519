"""The balance of an account in each of its periods."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import accumulate

from orepath.custody.books.accounts import Account
from orepath.custody.books.exact import decimal
from orepath.custody.books.models import quarter
from orepath.custody.books.periods import day_of, moment


def balances(
    account: Account, claimed: Mapping[tuple[date, date], int]
) -> Iterator[tuple[date, date, Decimal, Decimal, Decimal]]:
    """What went in, what was claimed and what is left in each period (kg), rounded down to 10^-15 kg.

    Parameters
    ----------
    claimed
        By period, in 10^-15 kg. What went in on a day of no such period is told by quarter.
    """
    periods = sorted(claimed)
    starts = [from_ for from_, _ in periods]
    ends = list(accumulate((until for _, until in periods), max))
    others = dict[tuple[date, date], int]()
    for each in account.credits:
        day = day_of(each.at)
        before = bisect_right(starts, day)
        if before == 0 or ends[before - 1] <= day:
            others[quarter(day)] = 0
    went_in, left = account.went_in(), account.not_claimed()
    for (from_, until), amount in (others | dict(claimed)).items():
        its = account.within(moment(from_), moment(until))
        into, over = ((each[its.stop] - each[its.start]) // account.unit if its else 0 for each in (went_in, left))
        yield from_, until, decimal(into), decimal(amount), decimal(over)
