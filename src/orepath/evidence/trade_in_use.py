"""The trade that is read: one edition a good and year, by the order of precedence; editions are never added."""

from __future__ import annotations

from collections.abc import Iterable

from orepath.evidence.precedence import rule


def trade_in_use(goods: Iterable[str], years: Iterable[int] | None = None) -> str:
    """A query for the dataset and edition to read of each good and year: ``good, year, dataset, edition``.

    Of the editions that hold any flow of a good in a year the preferred dataset is taken, then the preferred edition,
    then the first by name. Which places trade plays no part, so that every question reads the same edition. Used as
    ``select ... from trade join (...) using (good, year, dataset, edition)``.

    Parameters
    ----------
    goods
        HS codes; none gives a query without rows.
    years
        None takes every year.

    >>> print(trade_in_use(["000000"], [2030]).splitlines()[0])
    select good, year, dataset, edition
    """
    order = rule("trade")
    asked = f"list_contains({_list(goods)}, good)"
    if years is not None:
        asked += f" and list_contains([{', '.join(str(int(year)) for year in years)}]::integer[], year)"
    return f"""select good, year, dataset, edition
        from (select distinct good, year, dataset, edition from trade where {asked})
        qualify row_number() over (
            partition by good, year
            order by {_rank("dataset", order.datasets)}, {_rank("edition", order.editions)}, dataset, edition
        ) = 1"""


def _rank(column: str, starts: tuple[str, ...]) -> str:
    cases = " ".join(f"when starts_with({column}, {_text(start)}) then {n}" for n, start in enumerate(starts))
    return f"case {cases} else {len(starts)} end" if starts else "0"


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(_text(value) for value in values)}]::varchar[]"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
