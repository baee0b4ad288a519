"""What the stress and backtest commands say, in the language of the person."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from orepath.cli.words import LANGS, choose, lang, watched
from orepath.errors import Fault, fault

if TYPE_CHECKING:
    from orepath.vocabulary.language import Lang

Progress = Callable[[int, int], None]


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("stress.toml").read_text("utf-8"))


def says(key: str, **values: object) -> str:
    """A message of the commands in the language of the person."""
    return str(_messages()[key][lang()]).format(**values)


def spoken() -> Lang:
    """The language of the person, as the rooms name it."""
    return "ja" if lang() == "ja" else "en"


def speak(language: str) -> list[Fault]:
    """Speak the language asked for from now on; a fault where there is no such language."""
    if language and language not in LANGS:
        return [fault("bad_option", "--lang", found=language, allowed=", ".join(LANGS))]
    if language:
        choose(language)
    return []


@contextmanager
def progress() -> Iterator[Callable[[str], Progress]]:
    """A progress bar on stderr where a person watches; each step begins it anew."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar:
        task = bar.add_task("", total=None)

        def step(key: str) -> Callable[[int, int], None]:
            bar.reset(task, description=says(key), total=None)
            return lambda done, total: bar.update(task, completed=done, total=total or None)

        yield step
