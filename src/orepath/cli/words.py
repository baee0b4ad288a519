"""What the command line says, in the language of the person before it."""

from __future__ import annotations

import os
import sys
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGS = ("en", "ja")
_chosen: list[str] = []


def choose(lang: str) -> None:
    """Speak this language from now on."""
    _chosen[:] = [lang]


def lang() -> str:
    """The language chosen, else of ``OREPATH_LANG`` or of the locale, else English."""
    if _chosen:
        return _chosen[0]
    for name in ("OREPATH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("messages.toml").read_text("utf-8"))


def say(key: str, **values: object) -> str:
    """A message in the language of the person."""
    return str(_messages()[key][lang()]).format(**values)


def watched() -> bool:
    """Whether a person watches stderr."""
    return sys.stderr.isatty()


def tell(key: str, **values: object) -> None:
    """Print a message on stderr, where it never mixes with what was asked for."""
    print(say(key, **values), file=sys.stderr)
