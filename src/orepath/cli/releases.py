"""``orepath releases``, ``orepath releases diff`` and ``orepath releases export``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orepath.agreements.default import default_agreement
from orepath.cli.speaking import speaker
from orepath.cli.words import lang, say, tell, watched
from orepath.errors import CheckFailed, Fault, InputError, fault

if TYPE_CHECKING:
    from orepath.evidence.release import Release
    from orepath.review.moved import MovedFigure, MovedVerdict
    from orepath.vocabulary.language import Lang


says, sources_says = speaker("releases"), speaker("sources")
releases = typer.Typer(help=say("releases"), invoke_without_command=True)


@releases.callback()
def list_(
    context: typer.Context,
    verify: Annotated[bool, typer.Option("--verify", help=say("releases_verify"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """List the packaged release and all imports."""
    if context.invoked_subcommand:
        return
    import json

    from orepath.evidence.home import imported
    from orepath.reference.packaged import packaged

    found = [packaged(), *imported()]
    if verify:
        _verify(found)
        tell("releases_all_whole")
    rows = [
        {
            "release": release.id,
            "dataset": table.dataset,
            "edition": table.edition,
            "table": table.table,
            "recorded": table.recorded.isoformat(),
            "rows": table.rows,
            "licence": table.licence,
        }
        for release in found
        for table in release.tables
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.table import Table

    table_ = Table(box=None, pad_edge=False)
    for name in rows[0]:
        table_.add_column(name, justify="right" if name == "rows" else "left", overflow="fold")
    for row in rows:
        table_.add_row(*(f"{value:,}" if isinstance(value, int) else str(value) for value in row.values()))
    Console().print(table_)


@releases.command("diff", help=says("diff"))
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=says("before"))],
    after: Annotated[str, typer.Argument(metavar="B", help=says("after"))],
    over: Annotated[float, typer.Option("--over", min=0.0, help=sources_says("over"))] = 5.0,
    most: Annotated[int, typer.Option("--most", min=0, help=sources_says("most"))] = 20,
    agreement: Annotated[str, typer.Option("--agreement", help=says("agreement"))] = default_agreement(),
    as_of: Annotated[str, typer.Option("--as-of", help=says("as_of"))] = "",
    no_dossier: Annotated[bool, typer.Option("--no-dossier", help=says("no_dossier"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """Compare two releases."""
    import json

    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from orepath.cli import releases_diff
    from orepath.evidence.home import named
    from orepath.reference.packaged import packaged

    day = _day(as_of)
    own = packaged()
    was, now = (named(release, own) for release in (before, after))
    found = releases_diff.datasets(was, now, over / 100, most)
    moved: tuple[tuple[MovedFigure, ...], tuple[MovedVerdict, ...]] | None = None
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar:
        if not no_dossier:
            task = bar.add_task("", total=None)
            # An import is a part of the evidence: its dossier is that of the package with it.
            first, second = ([release] if release.id == own.id else [own, release] for release in (was, now))
            moved = releases_diff.dossiers(
                first, second, agreement, day, lambda title: bar.update(task, description=title.in_(_spoken()))
            )
    if as_json:
        said = releases_diff.as_json(found, moved)
        print(json.dumps(said, ensure_ascii=False, indent=1, default=str))
        return
    print("\n".join(releases_diff.lines(was, now, found, moved)))


def _spoken() -> Lang:
    return "ja" if lang() == "ja" else "en"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise InputError(fault("bad_option", "--as-of", found=text, allowed="YYYY-MM-DD")) from error


@releases.command("export", help=says("export"))
def export(
    datasets: Annotated[list[str], typer.Argument(metavar="DATASET", help=says("export_datasets"))],
    out: Annotated[Path, typer.Option("--out", help=says("export_out"))] = Path("export"),
    release: Annotated[str, typer.Option("--release", help=says("export_release"))] = "",
    property_: Annotated[str, typer.Option("--property", help=says("export_property"))] = "",
    mineral: Annotated[str, typer.Option("--mineral", help=says("export_mineral"))] = "",
    own_use: Annotated[bool, typer.Option("--own-use", help=says("export_own"))] = False,
) -> None:
    """Write datasets as CSV with their licences."""
    from orepath.evidence.exporting import export as write
    from orepath.reference.in_use import in_use

    made = write(in_use(release or None), datasets, out, property_ or None, mineral or None, own_use)
    tell("wrote")
    for path in made:
        print(path)


def _verify(releases: Iterable[Release]) -> None:
    """Compare the files of all releases with their hashes; the check fails with every file that was changed."""
    faults: list[Fault] = []
    for release in releases:
        try:
            release.verify()
        except InputError as error:
            faults += error.faults
    if faults:
        raise CheckFailed(faults)
