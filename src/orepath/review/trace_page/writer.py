"""The files of a trace's page, written all or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from orepath.evidence.placing import placing
from orepath.evidence.store import Evidence
from orepath.network.network import Network
from orepath.review.trace_page.marks import png
from orepath.review.trace_page.page import render_page
from orepath.review.trace_page.pictures import file_svg, kinds
from orepath.review.trace_page.scene import Scene
from orepath.tracing.answer import Trace
from orepath.tracing.series import Series
from orepath.vocabulary.language import LANGS, Lang


def write_trace_page(
    trace: Trace,
    network: Network,
    out: Path,
    evidence: Evidence | None = None,
    series: Series | None = None,
    langs: Sequence[Lang] = LANGS,
) -> tuple[Path, ...]:
    """Write the pictures and pages of a trace into a folder and give the paths of what was written.

    Files are named ``trace-MINERAL-PLACE-YEAR.LANG.html`` and
    ``trace-MINERAL-PLACE-YEAR-{shares,map,sankey,series}.LANG.{svg,png}``; the same input gives the same bytes. A
    network of no year has no picture of the years.

    Parameters
    ----------
    network
        The one the trace was made on.
    evidence
        Where the statements stand, for the list of sources.
    series
        The same mineral and place over the years (see `orepath.tracing.series.series`); without it the picture of the
        years shows one.

    Raises
    ------
    InputError
        Where the folder cannot be written; then it is as it was.
    """
    made = dict(parts(Scene(trace, network, evidence, series), langs))
    with placing(out) as beside:
        for name, content in made.items():
            (beside / name).write_bytes(content)
    return tuple(out / name for name in made)


def parts(scene: Scene, langs: Sequence[Lang] = LANGS) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file."""
    for lang in langs:
        yield f"{scene.stem}.{lang}.html", render_page(scene, lang, langs).encode()
        for kind in kinds(scene):
            svg = file_svg(scene, kind, lang)
            yield f"{scene.stem}-{kind}.{lang}.svg", svg.encode()
            yield f"{scene.stem}-{kind}.{lang}.png", png(svg)
