"""The files of a dossier, written all or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from orepath.evidence.placing import placing
from orepath.review.document import Document
from orepath.review.html import render_html
from orepath.review.json import render_json
from orepath.review.pdf import render_pdf
from orepath.vocabulary.language import LANGS, Lang


def parts(document: Document, langs: Sequence[Lang] = LANGS) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, made one after the other."""
    yield "dossier.json", render_json(document).encode()
    for lang in langs:
        yield f"dossier.{lang}.html", render_html(document, lang, langs).encode()
        yield f"dossier.{lang}.pdf", render_pdf(document, lang)


def write_dossier(document: Document, out: Path, langs: Sequence[Lang] = LANGS) -> tuple[Path, ...]:
    """Write the dossier into a folder and give the paths of what was written.

    Every file is made and stored beside its place before the first one moves there: a fault leaves the folder's
    files as they were, and no file is ever half written.

    Raises
    ------
    InputError
        Where the folder cannot be written.
    """
    made = dict(parts(document, langs))
    with placing(out) as beside:
        for name, content in made.items():
            (beside / name).write_bytes(content)
    return tuple(out / name for name in made)
