"""``orepath import DATASET PATH``."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from orepath.cli.words import say, tell, watched

SHOWN = 5  # refused rows told in full
ROOMS = ("orepath.sources", "orepath.control.datasets")  # as `orepath.sources.importing` has them: help loads no reader


def _datasets() -> str:
    folders = (folder for room in ROOMS for folder in files(room).iterdir())
    described = (folder.joinpath("source.toml") for folder in folders)
    texts = (path.read_text("utf-8") for path in described if path.is_file())
    return ", ".join(sorted(tomllib.loads(text)["id"] for text in texts))


def import_(
    dataset: Annotated[str, typer.Argument(help=say("import_dataset", datasets=_datasets()))],
    path: Annotated[Path, typer.Argument(help=say("import_path"))],
) -> None:
    """Read a publisher's file and make it a release."""
    from datetime import date

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from orepath.sources.importing import import_dataset

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar:
        task = bar.add_task(say("import_reading", dataset=dataset), total=None)
        release, reading = import_dataset(
            dataset, path, date.today(), lambda done, total: bar.update(task, completed=done, total=total or None)
        )
    tell(
        "import_done",
        dataset=dataset,
        edition=reading.edition,
        read=reading.read,
        kept=reading.kept,
        refused=len(reading.refused),
        release=release.id,
    )
    for refused in reading.refused[:SHOWN]:
        tell("import_refused", row=refused.row, why=refused.why)
    if len(reading.refused) > SHOWN:
        tell("import_refused_more", count=len(reading.refused) - SHOWN)
    for note in reading.notes:
        tell("import_note", note=note)
