"""``orepath ledger PATH...``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orepath.cli.ledger_words import counting, says
from orepath.cli.words import LANGS, choose, lang, say, tell
from orepath.errors import InputError, fault

if TYPE_CHECKING:
    from orepath.vocabulary.language import Lang

MODELS = ("mass-balance", "segregated", "identity-preserved")


def ledger(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help=says("paths"))] = None,
    model: Annotated[str, typer.Option("--model", help=says("model"))] = MODELS[0],
    lots: Annotated[list[str] | None, typer.Option("--lot", help=says("lot"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
    out: Annotated[Path | None, typer.Option("--out", help=says("out"))] = None,
    one_product: Annotated[bool, typer.Option("--one-product", help=says("one_product"))] = False,
    template: Annotated[Path | None, typer.Option("--template", help=says("template"))] = None,
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
) -> None:
    """What every lot held, what was claimed of it, and what cannot be true, with the events that prove it."""
    faults = []
    if language and language not in LANGS:
        faults.append(fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS)))
    elif language:
        choose(language)
    if model not in MODELS:
        faults.append(fault("bad_option", "--model", found=model, allowed=", ".join(MODELS)))
    if not paths and template is None:
        faults.append(fault("option_needed", "PATH...", told="orepath ledger"))
    if lots and out is None:
        faults.append(fault("option_needed", "--out", told="--lot"))
    if one_product and out is None:
        faults.append(fault("option_needed", "--out", told="--one-product"))
    if faults:
        raise InputError(faults)
    if template is not None:
        _write_template(template)
        return
    from orepath.custody.asked import ledger as kept

    with counting() as progress:
        found = kept(paths or [], model=model, progress=progress)
    written: list[Path] = []
    if out is not None:
        from orepath.cli.ledger_files import write_ledger

        written = write_ledger(found, out, lots or [], one_product)
    if as_json:
        from orepath.cli.ledger_json import pieces

        for piece in pieces(found):
            print(piece, end="")
    else:
        from orepath.cli.ledger_text import show

        show(found, _lang())
    if written:
        tell("wrote")
    for path in written:
        print(f"  {path}  ({path.stat().st_size:,} bytes)", file=sys.stderr)


def _write_template(path: Path) -> None:
    from orepath.custody.reading.template_form import form
    from orepath.tabular.templates import write_templates

    for made in write_templates(form(), path, _lang()):
        print(made)


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"
