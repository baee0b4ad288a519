"""``orepath explain ID``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orepath.cli.words import lang, say

DOSSIER = Path("dossier") / "dossier.json"


def explain(
    identifier: Annotated[str, typer.Argument(metavar="ID", help=say("explain_id"))],
    dossier: Annotated[Path, typer.Option("--dossier", help=say("explain_dossier"))] = DOSSIER,
    registers: Annotated[Path | None, typer.Option("--registers", help=say("review_registers"))] = None,
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """Show where a figure or statement comes from."""
    import json
    from datetime import date

    from orepath.cli.chain import chain, lines
    from orepath.cli.own_registers import own_registers
    from orepath.reference.in_use import open_evidence

    with own_registers(registers, date.today()) as own:
        found = chain(open_evidence(release or None, None, own), identifier, dossier)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return
    print("\n".join(lines(found, lang())))
