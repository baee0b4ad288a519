"""Names of places, minerals and goods as the publishers write them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def names() -> dict[str, Any]:
    """The tables of names.yaml."""
    return yaml.safe_load(Path(__file__).with_name("names.yaml").read_text("utf-8"))


@cache
def _places() -> dict[str, str]:
    return {name: code for code, called in names()["places"].items() for name in called}


def place(name: str) -> str:
    """The code of a place; a name nobody wrote down stops the test."""
    return _places()[name.strip()]
