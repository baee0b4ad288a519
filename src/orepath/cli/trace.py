"""``orepath trace MINERAL --to PLACE``."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orepath.cli.words import LANGS, choose, lang, say, tell, watched
from orepath.errors import InputError, fault

if TYPE_CHECKING:
    from orepath.evidence.store import Evidence
    from orepath.network.network import Network
    from orepath.tracing.answer import Trace
    from orepath.vocabulary.language import Lang

Step = Callable[[str], Callable[[int, int], None]]


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("trace.toml").read_text("utf-8"))


def _says(key: str, **values: object) -> str:
    return str(_messages()[key][lang()]).format(**values)


def trace(
    mineral: Annotated[str, typer.Argument(metavar="MINERAL", help=_says("mineral"))],
    to: Annotated[str, typer.Option("--to", help=_says("to"))],
    year: Annotated[int | None, typer.Option("--year", help=_says("year"))] = None,
    published: Annotated[bool, typer.Option("--published", help=_says("published"))] = False,
    nodes: Annotated[Path | None, typer.Option("--nodes", help=_says("nodes"))] = None,
    edges: Annotated[Path | None, typer.Option("--edges", help=_says("edges"))] = None,
    draws: Annotated[int, typer.Option("--draws", min=0, help=_says("draws"))] = 200,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help=_says("seed"))] = None,
    as_of: Annotated[str, typer.Option("--as-of", help=_says("as_of"))] = "",
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
    out: Annotated[Path | None, typer.Option("--out", help=_says("out"))] = None,
) -> None:
    """Who supplies a mineral to a place, at the border and traced back to the mine."""
    if language and language not in LANGS:
        raise InputError(fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS)))
    if language:
        choose(language)

    from orepath.cli.trace_files import as_json as json_text
    from orepath.network.asked import assembled_or_published
    from orepath.network.assembly.drawing import SEED
    from orepath.network.network import Network
    from orepath.reference.in_use import open_evidence
    from orepath.tracing.asked import own_place, traced_in
    from orepath.vocabulary.places import place

    own = _own(nodes, edges, mineral, year, published)
    evidence = None if own else _evidence(release, as_of)
    code = own_place(own, to) if own else place(to, "--to")
    written: list[Path] = []
    with _bar() as step:
        given = own or assembled_or_published(
            evidence or open_evidence(),
            mineral,
            year,
            published=published,
            draws=draws,
            seed=SEED if seed is None else seed,
            progress=step("assembling"),
        )
        found = traced_in(given, code, step("tracing"))
        if out is not None:
            written = _write(found, given if isinstance(given, Network) else given.network, evidence, out, step)
    if as_json:
        print(json_text(found), end="")
    else:
        from orepath.cli.trace_text import show

        show(found, _lang())
    if written:
        tell("wrote")
    for path in written:
        print(f"  {path}  ({path.stat().st_size:,} bytes)", file=sys.stderr)


def _own(nodes: Path | None, edges: Path | None, mineral: str, year: int | None, published: bool) -> Network | None:
    """The user's own network, with its warnings told; None where no file is named."""
    if nodes is None and edges is None:
        return None
    if nodes is None or edges is None:
        given = "--edges" if nodes is None else "--nodes"
        raise InputError(fault("bad_option", given, found=str(edges or nodes), allowed="--nodes N --edges E"))
    if published:
        raise InputError(fault("bad_option", "--published", found="--nodes", allowed="--published | --nodes, --edges"))
    from orepath.network.own.reading import read_network

    network, warnings = read_network(nodes, edges, mineral, year or 0)
    for warned in warnings:
        tell("warning", said=warned.text(_lang()))
    return network


def _evidence(release: str, as_of: str) -> Evidence:
    from datetime import date

    from orepath.reference.in_use import open_evidence

    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError as error:
        raise InputError(fault("bad_option", "--as-of", found=as_of, allowed="YYYY-MM-DD")) from error
    return open_evidence(release or None, day)


def _write(found: Trace, network: Network, evidence: Evidence | None, out: Path, step: Step) -> list[Path]:
    """Write everything there is of a trace."""
    from orepath.cli.trace_files import write_trace
    from orepath.evidence.placing import placing
    from orepath.review.trace_page.writer import write_trace_page
    from orepath.tracing.series import series

    years = series(evidence, found.mineral, found.to, step("years")) if evidence else None
    step("writing")(0, 0)
    with placing(out) as beside:
        made = [*write_trace(found, network, beside), *write_trace_page(found, network, beside, evidence, years)]
    return [out / path.name for path in made]


@contextmanager
def _bar() -> Iterator[Step]:
    """A progress bar on stderr where a person watches; each step begins it anew."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar:
        task = bar.add_task("", total=None)

        def step(key: str) -> Callable[[int, int], None]:
            bar.reset(task, description=_says(key), total=None)
            return lambda done, total: bar.update(task, completed=done, total=total or None)

        yield step


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"
