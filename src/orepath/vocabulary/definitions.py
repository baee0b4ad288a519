"""Reading of the definition files that ship beside this code."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def toml(name: str) -> dict[str, Any]:
    """A definition file in TOML, by name without its ending."""
    return tomllib.loads(files("orepath.vocabulary").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """A definition file in CSV, one dictionary a row."""
    lines = files("orepath.vocabulary").joinpath(f"{name}.csv").read_text("utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))
