"""The agreement that is meant where none is named."""

from __future__ import annotations

from importlib.resources import files


def default_agreement() -> str:
    """Its id, from ``default.txt``."""
    return files("orepath.agreements").joinpath("default.txt").read_text("utf-8").strip()
