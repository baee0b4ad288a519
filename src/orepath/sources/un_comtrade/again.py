"""Figures that several files tell: kept once where they tell the same, named where they do not."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from orepath.errors import Fault, fault
from orepath.evidence.delimited import MOST_FAULTS
from orepath.sources.un_comtrade.forms import KEY, Forms

REPEATED = f"""
create table repeated as
select row, {KEY}, value, mass_t, first(row) over told as first_row, first(value) over told as first_value,
    first(mass_t) over told as first_mass_t
from figures join (select {KEY} from figures group by {KEY} having count(*) > 1) using ({KEY})
window told as (partition by {KEY} order by row rows between unbounded preceding and current row);
delete from repeated where row = first_row
"""
OTHERWISE = f"""
select row, first_row, value, first_value, mass_t, first_mass_t, {KEY} from repeated
where value <> first_value or mass_t is distinct from first_mass_t order by row limit {MOST_FAULTS}
"""


def told_once(connection: duckdb.DuckDBPyConnection, forms: Forms) -> list[Fault]:
    """Keep in the table ``figures`` what several files tell alike of the first alone; the others are in ``repeated``.

    Returns
    -------
    list of Fault
        Of keys of which one file tells another value or net weight than the first.
    """
    if len(forms.each) == 1:
        connection.execute("create table repeated (row bigint)")
        return []
    connection.execute(REPEATED)
    faults = list(_faults(connection, forms))
    connection.execute("delete from figures where row in (select row from repeated)")
    return faults


def _faults(connection: duckdb.DuckDBPyConnection, forms: Forms) -> Iterator[Fault]:
    for last, first, *amounts, period, reporter, partner, flow, good in connection.execute(OTHERWISE).fetchall():
        file, row = forms.of(last)
        before, row_before = forms.of(first)
        value, value_before, mass, mass_before = amounts
        yield fault(
            "comtrade_told_otherwise",
            f"{file}, row {row}",
            key=f"{period} {reporter} {partner} {flow} {good}",
            found=_amount(value, mass),
            expected=_amount(value_before, mass_before),
            first=f"{before}, row {row_before}",
        )


def _amount(value: float, mass_t: float | None) -> str:
    return f"{value:.15g} USD, {'–' if mass_t is None else f'{mass_t * 1000:.15g} kg'}"
