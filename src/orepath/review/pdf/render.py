"""A document as PDF."""

from __future__ import annotations

import json
from importlib.resources import files

from orepath.review.document import Document
from orepath.review.icons import icons
from orepath.review.pdf.letters import with_letters
from orepath.review.pdf.typesetting import TypesettingFault, typeset
from orepath.review.pdf.widths import with_widths
from orepath.review.wording import tree
from orepath.vocabulary.language import Lang

__all__ = ["TypesettingFault", "render_pdf"]


def render_pdf(document: Document, lang: Lang) -> bytes:
    """The PDF in one language.

    Raises
    ------
    TypesettingFault
        Where typst cannot set the document or has something to warn of.
    """
    said = with_letters(with_widths(tree(document, lang)))
    template = files("orepath.review.pdf").joinpath("dossier.typ").read_bytes()
    inputs = {"doc": json.dumps(said, ensure_ascii=False), "icons": json.dumps(icons())}
    return typeset(template, inputs, document.as_of)
