"""``orepath mirror GOOD --from PLACE --to PLACE``."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from orepath.cli.mirror_words import says
from orepath.cli.words import LANGS, choose, say
from orepath.errors import InputError, fault

MOST = 20


def mirror(
    good: Annotated[str, typer.Argument(metavar="GOOD", help=says("good"))],
    from_: Annotated[str, typer.Option("--from", help=says("from"))] = "",
    to: Annotated[str, typer.Option("--to", help=says("to"))] = "",
    year: Annotated[int | None, typer.Option("--year", help=says("year"))] = None,
    most: Annotated[int, typer.Option("--most", min=1, help=says("most"))] = MOST,
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    language: Annotated[str, typer.Option("--lang", "--language", help=say("lang"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
) -> None:
    """What importer and exporter each report of one flow, side by side."""
    if language and language not in LANGS:
        raise InputError(fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS)))
    if language:
        choose(language)

    from orepath.evidence.mirror.asked import largest_gaps, mirror
    from orepath.reference.in_use import open_evidence

    evidence = open_evidence(release or None)
    if from_ and to:
        found = mirror(evidence, good, from_, to, year)
        tree: Any = found.json()
    else:
        listed = largest_gaps(evidence, good, from_ or None, to or None, year, most)
        tree = [each.json() for each in listed]
    if as_json:
        print(json.dumps(tree, ensure_ascii=False, indent=1))
        return
    from orepath.cli.mirror_text import show, show_pairs

    if from_ and to:
        show(found, evidence)
    else:
        show_pairs(listed, evidence, good)
