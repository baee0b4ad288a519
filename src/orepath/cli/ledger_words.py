"""What the ledger command says, in the language of the person."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.cli.words import lang, watched


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("ledger.toml").read_text("utf-8"))


def says(key: str, **values: object) -> str:
    """A message of the command in the language of the person."""
    return str(_messages()[key][lang()]).format(**values)


@contextmanager
def counting() -> Iterator[Callable[[int], None]]:
    """A count on stderr where a person watches."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar:
        task = bar.add_task(says("taking_in"), total=None)
        yield lambda count: bar.update(task, completed=count)
