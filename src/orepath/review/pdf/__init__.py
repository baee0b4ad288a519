"""The dossier as a PDF a language, set with typst in real Japanese type.

A document comes in; the bytes of a tagged PDF go out, the same for the same document.
It never uses a font of the machine it runs on.
"""

from orepath.review.pdf.render import render_pdf

__all__ = ["render_pdf"]
