"""The page of a trace: one HTML file a language, which opens offline and works without its script too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from orepath.review.page_files import page_file, script_hash
from orepath.review.templating import template_environment
from orepath.review.trace_page import content, sentences
from orepath.review.trace_page.pictures import alt, drawings, foot, kinds, lead_of
from orepath.review.trace_page.scene import Scene
from orepath.review.trace_page.tables import Grid
from orepath.review.trace_page.texts import say
from orepath.tracing.words import said
from orepath.vocabulary.language import LANGS, Lang

HERE = "orepath.review.trace_page"


@dataclass(frozen=True)
class Picture:
    """A picture as the page shows it: its variants as SVG, each with its words, and the files it is written to."""

    kind: str
    caption: str
    lead: str
    variants: tuple[tuple[str, str, Markup], ...]
    files: tuple[str, ...]


def render_page(scene: Scene, lang: Lang, langs: Sequence[Lang] = LANGS) -> str:
    """The page in one language.

    Parameters
    ----------
    langs
        The languages written: the page links to its sibling only where there is one.
    """
    other = next((sibling for sibling in langs if sibling != lang), None)
    script = page_file(HERE, "page.js")
    style = page_file("orepath.review.html", "style.css") + page_file(HERE, "page.css")

    def speak(key: str, **values: object) -> str:
        return say(key, **values).in_(lang)

    return (
        template_environment(HERE)
        .get_template("page.html.j2")
        .render(
            lang=lang,
            other=other,
            say=speak,
            said=lambda key, **values: said(key, **values).in_(lang),
            scene=scene,
            trace=scene.trace,
            words=scene.words,
            style=Markup(style),
            script=Markup(script),
            script_hash=script_hash(script),
            pictures={kind: _picture(scene, kind, lang) for kind in kinds(scene)},
            tables=_tables(scene, lang),
            sentences=sentences.sentences(scene, lang),
            foot=[note.in_(lang) for note in foot(scene)],
            sources=sentences.sources(scene, lang),
        )
    )


def _picture(scene: Scene, kind: str, lang: Lang) -> Picture:
    variants = tuple(
        (each.answer, each.frame, _inline(each.svg, alt(scene, kind, each.answer).in_(lang)))
        for each in drawings(scene, kind, lang)
    )
    names = tuple(f"{scene.stem}-{kind}.{lang}.{ending}" for ending in ("svg", "png"))
    caption = say(f"{kind}_title", **scene.words).in_(lang)
    return Picture(kind, caption, lead_of(scene, kind).in_(lang), variants, names)


_BACKGROUND = re.compile(r'<rect width="\d+" height="\d+" fill="#ffffff"/>')


def _inline(svg: str, words: str) -> Markup:
    """An SVG that stands in a page as one image with its words; the script opens its parts to the keyboard."""
    svg = _BACKGROUND.sub("", svg, count=1)
    svg = re.sub(r' role="graphics-(?:object|symbol)"| aria-roledescription="[^"]*"', "", svg)
    return Markup(svg.replace("<svg ", f'<svg role="img" aria-label="{escape(words)}" ', 1))


def _tables(scene: Scene, lang: Lang) -> dict[str, Grid]:
    by_answer: dict[str, Callable[[Scene, str, Lang], Grid]] = {
        "compared": content.compared,
        "processors": content.processors,
        "way": content.way,
    }
    found = {
        f"{key}_{answer}": make(scene, answer, lang) for key, make in by_answer.items() for answer in scene.answers
    }
    alone: dict[str, Callable[[Scene, Lang], Grid]] = {
        "both": content.both_answers,
        "routes": content.routes,
        "chokepoints": content.chokepoints,
        "series": content.series,
        "not_seen": content.not_seen,
        "strained": content.strained,
        "slack": content.slack,
    }
    return {**found, **{key: make(scene, lang) for key, make in alone.items()}}
