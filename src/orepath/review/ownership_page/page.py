"""The page of an answer: one HTML file, which opens offline; its tables say in words what its picture draws."""

from __future__ import annotations

from importlib.resources import files

from markupsafe import Markup

from orepath.review.ownership_page import sentences, tables
from orepath.review.ownership_page.picture import ownership_svg
from orepath.review.ownership_page.scene import Scene
from orepath.review.ownership_page.sizes import SIZES
from orepath.review.ownership_page.texts import say
from orepath.review.templating import template_environment
from orepath.vocabulary.language import Lang

HERE = "orepath.review.ownership_page"


def ownership_page(scene: Scene, lang: Lang) -> str:
    """The page in one language; the same answer gives the same bytes."""
    answer = scene.answer
    entity = scene.name(answer.entity)
    style = files("orepath.review.html").joinpath("style.css").read_text("utf-8")
    style += files(HERE).joinpath("page.css").read_text("utf-8")
    return (
        template_environment(HERE)
        .get_template("page.html.j2")
        .render(
            lang=lang,
            applies=answer.applies,
            say=lambda key, **values: say(key, **values).in_(lang),
            style=Markup(style),
            title=say("picture_title", entity=entity).in_(lang),
            entity=entity,
            answer=sentences.answer_sentence(scene).in_(lang),
            about=scene.rule.about.in_(lang) if scene.rule.about else "",
            verdict={True: "yes", False: "no", None: "open"}[answer.controlled],
            tables={
                "held": tables.held(scene),
                "triggers": tables.triggers(scene),
                "links": tables.links(scene),
                "owned": tables.owned(scene),
            },
            pictures=[(sizes.name, Markup(ownership_svg(scene, lang, sizes, alone=False))) for sizes in SIZES],
            paths=[line.in_(lang) for line in tables.paths(scene)],
            left_out=answer.left_out,
            overlaps=sentences.overlaps(scene),
            deemed=[each.in_(lang) for each in sentences.deemed(scene)],
            steps=[each.in_(lang) for each in sentences.steps(scene)],
            notes=[each.in_(lang) for each in answer.notes],
            majority=sentences.majority_sentence(scene).in_(lang),
            not_examined=[each.in_(lang) for each in answer.not_examined],
            references=[each.in_(lang) for each in sentences.references(scene)],
        )
    )
