"""Messages of a command, from a TOML file beside it, in the language of the person."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from orepath.cli.words import lang


def speaker(name: str) -> Callable[..., str]:
    """What says the messages of ``<name>.toml`` by their keys."""
    said: dict[str, Any] = {}

    def says(key: str, **values: object) -> str:
        if not said:
            said.update(tomllib.loads(files("orepath.cli").joinpath(f"{name}.toml").read_text("utf-8")))
        return str(said[key][lang()]).format(**values)

    return says
