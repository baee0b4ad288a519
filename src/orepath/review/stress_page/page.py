"""The page of an answer: one HTML file a language, which opens offline and works without its script too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from orepath.review.page_files import page_file, script_hash
from orepath.review.stress_page import basis_tables, spread_tables, tables
from orepath.review.stress_page.explained import cited, explained
from orepath.review.stress_page.pictures import Picture, lead, on_page, pictures, title
from orepath.review.stress_page.said_result import sentences
from orepath.review.stress_page.scene import Scene, slug
from orepath.review.stress_page.sentences import capital, horizon, notes, of_whom, record, unknown
from orepath.review.stress_page.spread import spread
from orepath.review.stress_page.texts import say
from orepath.review.templating import template_environment
from orepath.review.trace_page.tables import Grid
from orepath.stress.answer import CASES
from orepath.stress.words import said, word
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import LANGS, Lang

HERE, SISTER = "orepath.review.stress_page", "orepath.review.trace_page"
"""This page's files, and those it shares with the page of a trace: its script and what it looks like."""


@dataclass(frozen=True)
class Shown:
    """A picture as the page shows it."""

    id: str
    title: str
    lead: str
    frames: tuple[tuple[str, Markup], ...]
    files: tuple[str, ...]


def render_page(scene: Scene, lang: Lang, langs: Sequence[Lang] = LANGS) -> str:
    """The page in one language.

    Parameters
    ----------
    langs
        The languages written: the page links to its sibling only where there is one.
    """
    found = scene.found
    script = page_file(SISTER, "page.js")
    styles = (("orepath.review.html", "style.css"), (SISTER, "page.css"), (HERE, "page.css"))

    def speak(key: str, **values: object) -> str:
        return say(key, **values).in_(lang)

    return (
        template_environment(HERE)
        .get_template("page.html.j2")
        .render(
            lang=lang,
            other=next((sibling for sibling in langs if sibling != lang), None),
            say=speak,
            stem=scene.stem,
            title=said("title", title=found.title).in_(lang),
            horizon=horizon(found).in_(lang),
            style=Markup("".join(page_file(*each) for each in styles)),
            script=Markup(script),
            script_hash=script_hash(script),
            unknown=[each.in_(lang) for each in unknown(found)],
            notes=[each.in_(lang) for each in notes(found)],
            results=[
                (of_whom(e).in_(lang), [s.in_(lang) for s in (*sentences(e, found), *spread(e))]) for e in found.results
            ],
            cases=[(word("case", case).in_(lang), word("about", case).in_(lang)) for case in CASES],
            minerals=[(f"mineral-{slug(name)}", capital(mineral_text(name)).in_(lang)) for name in _drawn(scene)],
            record=[each.in_(lang) for each in record(found.backtests)],
            backtests=found.backtests,
            pictures={picture.id: _shown(scene, picture, lang) for picture in pictures(scene)},
            tables=_tables(scene, lang),
            explained=explained(scene, lang),
            statements=scene.statements,
            sources=cited(scene, lang),
            caution=said("caution").in_(lang),
        )
    )


def _drawn(scene: Scene) -> list[str]:
    """The minerals that have a picture."""
    every = [picture.mineral for picture in pictures(scene) if picture.mineral]
    return list(dict.fromkeys(every))


def _shown(scene: Scene, picture: Picture, lang: Lang) -> Shown:
    frames = tuple((frame, Markup(svg)) for frame, svg in on_page(scene, picture, lang))
    names = tuple(f"{scene.stem}-{picture.id}.{lang}.{ending}" for ending in ("svg", "png"))
    return Shown(picture.id, title(picture).in_(lang), lead(picture).in_(lang), frames, names)


def _tables(scene: Scene, lang: Lang) -> dict[str, Grid]:
    found = {
        "answers": tables.answers(scene, lang),
        "value": tables.value(scene, lang),
        "when": tables.when(scene, lang),
        "shocks": basis_tables.shocks(scene, lang),
        "assumptions": basis_tables.assumptions(scene, lang),
        "backtests": basis_tables.backtests(scene, lang),
        "certificates": basis_tables.certificates(scene, lang),
    }
    for mineral in scene.minerals:
        found[f"quarters-{slug(mineral)}"] = tables.quarters(scene, mineral, lang)
        found[f"filling-{slug(mineral)}"] = tables.filling(scene, mineral, lang)
        found[f"tornado-{slug(mineral)}"] = spread_tables.tornado(scene, mineral, lang)
    if any(each.expected for each in scene.found.results):
        found["spread"] = spread_tables.spread(scene, lang)
    return found
