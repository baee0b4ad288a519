"""Shares that are sure, checked as control checks them: those that come to more than the whole, or own each other."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from orepath.control.datasets.gathering import Gathering
from orepath.control.reading.join import joined
from orepath.control.reading.rows import EntityRows, StakeRows
from orepath.control.register import KINDS, METRICS
from orepath.network.own.columns import Faults


def refuse_sure(gathering: Gathering, file: str) -> None:
    """Refuse what control would refuse of all stakes: those whose least share is nothing add nothing to it.

    Raises
    ------
    InputError
        With the faults `orepath.control.reading.join.joined` finds.
    """
    connection = gathering.connection
    stakes = connection.sql("select * from stakes where numerator > 0 order by number, metric").to_arrow_table()
    if not stakes.num_rows:
        return
    ends = connection.sql(
        "select * from entities where id in (select unnest([owner, owned]) from stakes where numerator > 0) order by id"
    ).to_arrow_table()
    column = {name: stakes[name].combine_chunks() for name in stakes.column_names}
    number = {name: column[name].to_numpy() for name in ("numerator", "most", "denominator", "from_", "until")}
    rows = StakeRows(
        file,
        "record",
        column["owner"],
        column["owned"],
        np.array([METRICS.index(each) for each in column["metric"].to_pylist()], dtype=np.int8),
        **number,
        row=column["number"].to_numpy().astype(np.int32),
        bad=np.zeros(stakes.num_rows, dtype=bool),
    )
    entities = EntityRows(
        ends["id"].combine_chunks().cast(pa.string()),
        ends["name"].combine_chunks().cast(pa.string()),
        np.array([KINDS.index(each) for each in ends["kind"].to_pylist()], dtype=np.int8),
        ends["country"].combine_chunks().cast(pa.string()),
        {},
    )
    joined([entities], rows, Faults())
