"""``orepath sources`` and ``orepath sources check FILE``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orepath.cli.speaking import speaker
from orepath.cli.words import say, watched

says = speaker("sources")
sources = typer.Typer(help=says("sources"), invoke_without_command=True)
NEEDS_A_LOOK = 1  # the exit code where a person should look at something


@sources.callback()
def list_(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help=says("all"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """List every dataset."""
    if context.invoked_subcommand:
        return
    import json
    from datetime import date

    from orepath.cli.sources_text import listed_json, listed_lines
    from orepath.reference.in_use import in_use
    from orepath.sources.listing import listed

    found, today = listed(in_use()), date.today()
    if as_json:
        print(json.dumps(listed_json(found, today), ensure_ascii=False, indent=1))
        return
    listed_lines(found, today, every)


@sources.command("check", help=says("check"))
def check(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=says("path"))],
    dataset: Annotated[str, typer.Option("--dataset", help=says("dataset"))] = "",
    over: Annotated[float, typer.Option("--over", min=0.0, help=says("over"))] = 5.0,
    most: Annotated[int, typer.Option("--most", min=0, help=says("most"))] = 20,
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """Compare a file with the last edition in use."""
    import json

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from orepath.cli.sources_text import checked_json, checked_lines
    from orepath.reference.in_use import in_use
    from orepath.sources import checking
    from orepath.sources.recognising import recognised

    told = dataset or recognised(path)
    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar:
        task = bar.add_task(says("reading", dataset=told), total=None)
        found = checking.check(
            told, path, in_use(), over / 100, most, lambda done, of: bar.update(task, completed=done, total=of or None)
        )
    if as_json:
        print(json.dumps(checked_json(found), ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(checked_lines(found)))
    if found.points:
        raise typer.Exit(NEEDS_A_LOOK)
