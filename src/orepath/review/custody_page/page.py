"""The page of a ledger: one HTML file a language, which opens offline and works without its script too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from orepath.review.custody_page import cases, sentences, tables
from orepath.review.custody_page.choosing import Choice
from orepath.review.custody_page.picture import pictures
from orepath.review.custody_page.scene import Scene
from orepath.review.custody_page.texts import say
from orepath.review.page_files import page_file, script_hash
from orepath.review.templating import template_environment
from orepath.vocabulary.language import LANGS, Lang

HERE, SISTER = "orepath.review.custody_page", "orepath.review.trace_page"
"""This page's files, and those it shares with the page of a trace: its tables, its script and what it looks like."""


def render_page(scene: Scene, lang: Lang, langs: Sequence[Lang] = LANGS, choice: Choice | None = None) -> str:
    """The page in one language; the same ledger gives the same bytes.

    Parameters
    ----------
    langs
        The languages written: the page links to its sibling only where there is one.
    choice
        The lots drawn, where they are chosen already.
    """
    ledger = scene.ledger
    script = page_file(SISTER, "page.js")
    styles = (("orepath.review.html", "style.css"), (SISTER, "page.css"), (HERE, "page.css"))

    drawn = pictures(scene, lang, choice) if scene.lots else []

    def speak(key: str, **values: object) -> str:
        return say(key, **values).in_(lang)

    return (
        template_environment(HERE)
        .get_template("page.html.j2")
        .render(
            lang=lang,
            other=next((sibling for sibling in langs if sibling != lang), None),
            say=speak,
            table=_table_macro(speak, lang),
            style=Markup("".join(page_file(*each) for each in styles)),
            script=Markup(script),
            script_hash=script_hash(script),
            headline=sentences.headline(scene).in_(lang),
            clean=not ledger.violations,
            not_found=sentences.not_found(scene).in_(lang),
            checked=[each.in_(lang) for each in sentences.checked(scene)],
            unchecked=[each.in_(lang) for each in sentences.unchecked(scene)],
            set_aside=[each.in_(lang) for each in sentences.set_aside(scene)],
            pictures=[(name, width, Markup(svg)) for name, width, svg in drawn],
            violations=cases.violations(scene, lang),
            claims=cases.claims(scene, lang),
            more_claims=max(0, len(ledger.granted()) - cases.MOST_CASES),
            in_error=ledger.sifted.in_error[: cases.MOST_CASES],
            disputed=cases.disputed(scene, lang),
            unread=cases.unread(scene, lang),
            more_unread=max(0, len(ledger.unread) - cases.MOST_CASES),
            tables={
                "kinds": tables.kinds(scene, lang),
                "balances": tables.balances(scene, lang),
                "lots": tables.lots(scene, lang),
                "documents": tables.documents(scene, lang),
                "models": tables.rules(lang),
            },
        )
    )


def _table_macro(speak: Callable[..., str], lang: Lang) -> Callable[..., Any]:
    """The table of the page of a trace, which says what this page's texts say."""
    template = template_environment(SISTER).get_template("macros.html.j2")
    made: Any = template.make_module({"say": speak, "lang": lang})
    return made.table  # type: ignore[no-any-return]
