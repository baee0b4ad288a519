"""What the concord command says, in the language of the person."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.cli.words import lang


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("orepath.cli").joinpath("concord.toml").read_text("utf-8"))


def says(key: str, **values: object) -> str:
    """A message of ``concord.toml``."""
    return str(_messages()[key][lang()]).format(**values)
