"""The files of an answer's page, written all or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from orepath.evidence.placing import placing
from orepath.evidence.store import Evidence
from orepath.review.stress_page.page import render_page
from orepath.review.stress_page.pictures import as_file, pictures
from orepath.review.stress_page.scene import Scene
from orepath.review.trace_page.marks import png
from orepath.stress.answer import Stressed
from orepath.vocabulary.language import LANGS, Lang


def write_stress_page(
    found: Stressed, out: Path, evidence: Evidence | None = None, langs: Sequence[Lang] = LANGS
) -> tuple[Path, ...]:
    """Write the pictures and pages of an answer into a folder and give the paths of what was written.

    Files are named ``stress-NAME.LANG.html`` and ``stress-NAME-PICTURE.LANG.{svg,png}``; the same input gives the same
    bytes.

    Parameters
    ----------
    evidence
        Where the statements stand, for the list of sources.

    Raises
    ------
    InputError
        Where the folder cannot be written; then it is as it was.
    """
    made = dict(parts(Scene(found, evidence), langs))
    with placing(out) as beside:
        for name, content in made.items():
            (beside / name).write_bytes(content)
    return tuple(out / name for name in made)


def parts(scene: Scene, langs: Sequence[Lang] = LANGS) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file."""
    for lang in langs:
        yield f"{scene.stem}.{lang}.html", render_page(scene, lang, langs).encode()
        for picture in pictures(scene):
            svg = as_file(scene, picture, lang)
            yield f"{scene.stem}-{picture.id}.{lang}.svg", svg.encode()
            yield f"{scene.stem}-{picture.id}.{lang}.png", png(svg)
