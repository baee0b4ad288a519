"""A document as PDF."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import as_file, files
from typing import Literal, cast

import typst

from orepath.review.document import Document
from orepath.review.icons import icons
from orepath.review.pdf.letters import FONTS, with_letters
from orepath.review.pdf.widths import with_widths
from orepath.review.wording import tree
from orepath.vocabulary.language import Lang

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, titled, with alternative texts, for people who listen to a page."""


class TypesettingFault(RuntimeError):
    """The template failed or warned: a fault of orepath, not of its user."""


def render_pdf(document: Document, lang: Lang) -> bytes:
    """The PDF in one language.

    Raises
    ------
    TypesettingFault
        Where typst cannot set the document or has something to warn of.
    """
    said = with_letters(with_widths(tree(document, lang)))
    compiler = typst.Compiler(
        files("orepath.review.pdf").joinpath("dossier.typ").read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"doc": json.dumps(said, ensure_ascii=False), "icons": json.dumps(icons())},
    )
    day = datetime.combine(document.as_of, time(), UTC)
    try:
        content, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARD, timestamp=day)
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
