"""``orepath registers --out DIR``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orepath.cli.words import say, tell


def registers(out: Annotated[Path, typer.Option("--out", help=say("registers_out"))] = Path("registers")) -> None:
    """Write the empty registers."""
    from orepath.cli.files import write_texts
    from orepath.evidence.register_template import templates

    tell("wrote")
    for path in write_texts(out, templates()):
        print(path)
