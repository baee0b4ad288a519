"""DuckDB, opened so that it says nothing by itself."""

from __future__ import annotations

import duckdb


def opened(**options: str | float | list[str]) -> duckdb.DuckDBPyConnection:
    """A database in memory that draws no bar of progress.

    DuckDB draws one on standard output, among what a command answers, as soon as a query takes two seconds; even where
    that is a file.

    Parameters
    ----------
    options
        What DuckDB is configured with.

    Raises
    ------
    duckdb.Error
        Where an option is none, or says nothing it understands.

    Examples
    --------
    >>> with opened(threads=1) as connection:
    ...     connection.execute("select current_setting('threads'), current_setting('enable_progress_bar')").fetchall()
    [(1, False)]
    """
    connection = duckdb.connect(config=dict(options))
    connection.execute("set enable_progress_bar = false")
    return connection
