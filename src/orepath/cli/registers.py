"""``orepath registers --out DIR``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orepath.cli.words import say, tell


def registers(out: Annotated[Path, typer.Option("--out", help=say("registers_out"))] = Path("registers")) -> None:
    """Write the empty registers."""
    from orepath.sources.ministry_registers.templates import write_templates

    tell("wrote")
    for path in write_templates(out):
        print(path)
