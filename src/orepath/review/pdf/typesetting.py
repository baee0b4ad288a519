"""A template and its data as a tagged PDF, set in the packaged type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import as_file, files
from typing import Literal, cast

import typst

from orepath.review.pdf.letters import FONTS

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, titled, with alternative texts, for people who listen to a page."""


class TypesettingFault(RuntimeError):
    """The template failed or warned: a fault of orepath, not of its user."""


def typeset(template: bytes, inputs: Mapping[str, str], day: date) -> bytes:
    """The PDF that a template makes of its inputs.

    Parameters
    ----------
    day
        The date the file bears, so that the same inputs give the same bytes.

    Raises
    ------
    TypesettingFault
        Where typst cannot set it or has something to warn of.
    """
    compiler = typst.Compiler(template, font_paths=_fonts(), sys_inputs=dict(inputs))
    stamp = datetime.combine(day, time(), UTC)
    try:
        content, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARD, timestamp=stamp)
    except typst.TypstError as error:
        raise TypesettingFault(str(error)) from error
    if warnings:
        raise TypesettingFault("; ".join(warning.message for warning in warnings))
    return cast(bytes, content)


_OPEN = ExitStack()


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the two packages and no other."""
    folders = list(_folders())
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _folders() -> Iterator[str]:
    for package in FONTS:
        yield str(_OPEN.enter_context(as_file(files(package))))
