"""``orepath review``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orepath.cli.words import say


def review(
    agreement: Annotated[str, typer.Option("--agreement", help=say("review_agreement"))] = AGREEMENT,
    as_of: Annotated[str, typer.Option("--as-of", help=say("review_as_of"))] = "",
    lang: Annotated[str, typer.Option("--lang", help=say("review_lang"))] = "both",
    registers: Annotated[Path | None, typer.Option("--registers", help=say("review_registers"))] = None,
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    out: Annotated[Path, typer.Option("--out", help=say("review_out"))] = Path("dossier"),
) -> None:
    """Write the review dossier of an agreement."""
    raise NotImplementedError
