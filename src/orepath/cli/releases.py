"""``orepath releases``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from orepath.cli.words import say, tell
from orepath.errors import CheckFailed, Fault, InputError

if TYPE_CHECKING:
    from orepath.evidence.release import Release


def releases(
    verify: Annotated[bool, typer.Option("--verify", help=say("releases_verify"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """List the packaged release and all imports."""
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
