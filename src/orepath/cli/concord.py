"""``orepath concord CODE... --from EDITION --to EDITION``."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from orepath.cli.concord_words import says
from orepath.cli.words import LANGS, choose, say
from orepath.errors import InputError, fault


def concord(
    codes: Annotated[list[str] | None, typer.Argument(metavar="CODE", help=says("code"), show_default=False)] = None,
    from_: Annotated[str, typer.Option("--from", help=says("from"))] = "",
    to: Annotated[str, typer.Option("--to", help=says("to"))] = "",
    mineral: Annotated[str, typer.Option("--mineral", help=says("mineral"))] = "",
    dataset: Annotated[str, typer.Option("--dataset", help=says("dataset"))] = "",
    year: Annotated[int | None, typer.Option("--year", help=says("year"))] = None,
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    language: Annotated[str, typer.Option("--lang", "--language", help=say("lang"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """Where codes go in another edition of the Harmonized System, and what of their trade is ambiguous."""
    if language and language not in LANGS:
        raise InputError(fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS)))
    if language:
        choose(language)

    from orepath.evidence.concordance.asked import concord
    from orepath.reference.in_use import open_evidence

    evidence = open_evidence(release or None)
    found = concord(evidence, codes or [], from_, to, of_mineral=mineral, dataset=dataset, year=year)
    if as_json:
        print(json.dumps(found.json(), ensure_ascii=False, indent=1))
        return
    from orepath.cli.concord_text import show

    show(found)
