"""``orepath attribute --nodes N --edges E --out X.parquet``."""

from __future__ import annotations

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
    from orepath.attribution.answer import Answer
    from orepath.attribution.choosing import Room
    from orepath.vocabulary.language import Lang

Step = Callable[[str], Callable[[float], None]]


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("attribute.toml").read_text("utf-8"))


def _says(key: str, **values: object) -> str:
    return str(_messages()[key][lang()]).format(**values)


def attribute(
    nodes: Annotated[str, typer.Option("--nodes", help=_says("nodes"))],
    edges: Annotated[str, typer.Option("--edges", help=_says("edges"))],
    out: Annotated[Path, typer.Option("--out", help=_says("out"))],
    engine: Annotated[str, typer.Option("--engine", help=_says("engine"))] = "auto",
    coupling: Annotated[str, typer.Option("--coupling", help=_says("coupling"))] = "gross",
    labels: Annotated[str, typer.Option("--labels", help=_says("labels"))] = "source",
    stage: Annotated[str, typer.Option("--stage", help=_says("stage"))] = "",
    flags: Annotated[str, typer.Option("--flags", help=_says("flags"))] = "",
    long: Annotated[bool, typer.Option("--long", help=_says("long"))] = False,
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
) -> None:
    """What stands behind each tonne at each node of one's own network."""
    from orepath.attribution.answer import suffix_faults
    from orepath.attribution.asked import attribute as asked
    from orepath.attribution.asked import option_faults

    faults = option_faults(engine, coupling, labels, stage, bool(flags), "--")
    faults += suffix_faults(out, "--out")
    if any(path and Path(path).exists() and out.exists() and out.samefile(path) for path in (nodes, edges, flags)):
        faults.append(fault("bad_option", "--out", found=out, allowed="≠ --nodes, --edges, --flags"))
    if language and language not in LANGS:
        faults.append(fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS)))
    if language in LANGS:
        choose(language)
    if faults:
        raise InputError(faults)
    with _bar("reading") as step:
        answer = asked(
            nodes,
            edges,
            engine=engine,  # type: ignore[arg-type]  # checked above
            coupling=coupling,  # type: ignore[arg-type]
            labels=labels,  # type: ignore[arg-type]
            stage=stage or None,
            flags=flags or None,
            progress=step("attributing"),
        )
        with answer:
            answer.write(out, long, step("writing"))
    _tell(answer, out)


def _tell(answer: Answer, out: Path) -> None:
    """What must be said on stderr, and on stdout one line of what was written."""
    for warned in answer.warnings:
        tell("warning", said=warned.text(_lang()))
    if answer.why is not None:
        _tell_choice(answer.engine, answer.why)
    print(
        _says(
            "done",
            path=out,
            nodes=f"{answer.nodes:,}",
            labels=f"{len(answer.labels):,}",
            engine=answer.engine,
            certificate=f"{answer.certificate:.1e}",
            seconds=f"{answer.seconds:.3g}",
            components=f"{answer.seconds_components:.3g}",
        )
    )


def _tell_choice(engine: str, why: Room) -> None:
    """Which engine ``auto`` chose, and why."""
    free = _says("unsaid") if why.free is None else _size(why.free)
    tell("warning", said=_says("chosen", engine=engine, needed=_size(why.needed), free=free))


def _size(count: int) -> str:
    """Bytes as people read them, rounded up.

    >>> _size(992), _size(1_500_000), _size(12_300_000_000)
    ('1 MiB', '2 MiB', '11.5 GiB')
    """
    return f"{count / 2**30:.1f} GiB" if count >= 2**30 else f"{-(-count // 2**20)} MiB"


@contextmanager
def _bar(first: str) -> Iterator[Step]:
    """A progress bar on stderr where a person watches; each step begins it anew when its first part is done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar:
        task = bar.add_task(_says(first), total=None)

        def step(key: str) -> Callable[[float], None]:
            said = _says(key)
            return lambda part: bar.update(task, description=said, total=1.0, completed=part)

        yield step


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"
