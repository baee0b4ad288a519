"""An answer on control as a person reads it in a terminal: the answer first, then its proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console

from orepath.cli.lines import item
from orepath.control.answer import Held
from orepath.control.saying import metric_name
from orepath.review.ownership_page import sentences, tables
from orepath.review.ownership_page.figures import exact, whole
from orepath.review.ownership_page.texts import say
from orepath.review.ownership_page.worded import differs

if TYPE_CHECKING:
    from rich.console import RenderableType

    from orepath.control.answer import Link, Path
    from orepath.review.ownership_page.scene import Scene
    from orepath.vocabulary.language import Lang, Text

PATHS = 12
"""Paths told; ``--json`` has all."""


def show(scene: Scene, lang: Lang) -> None:
    """Print an answer."""
    console = Console()
    _put(console, sentences.answer_sentence(scene).in_(lang))
    if scene.rule.about:
        _put(console, say("definition", about=scene.rule.about).in_(lang))
    _put(console, say("aid").in_(lang))
    found = (_held, _triggers, _paths, _owned, _majority) if scene.answer.applies else ()
    for part in (*found, _notes, _not_examined, _references):
        for shown in part(scene, lang):
            _put(console, shown)


def _put(console: Console, shown: RenderableType) -> None:
    console.print(shown, highlight=False, markup=False, soft_wrap=False)


def _head(key: str, lang: Lang) -> Iterator[RenderableType]:
    yield ""
    yield say(key).in_(lang)


def _held(scene: Scene, lang: Lang) -> Iterator[RenderableType]:
    yield from _head("held_heading", lang)
    for metric, held in scene.answer.metrics.items():
        yield item(say("colon", one=metric_name(metric), other=exact(held)).in_(lang))


def _triggers(scene: Scene, lang: Lang) -> Iterator[RenderableType]:
    yield from _head("triggers_heading", lang)
    for trigger in scene.answer.triggers:
        yield item(sentences.limb(scene, trigger).in_(lang))
        words: dict[str, object] = {"verdict": sentences.verdict(trigger)}
        key = "trigger_plain"
        if trigger.found is not None:
            words["found"], key = exact(trigger.found), "trigger_found"
            threshold = sentences.threshold(scene, trigger)
            if threshold:
                words["threshold"], key = threshold, "trigger_line"
        yield item(say(key, **words).in_(lang), 1, "→")


def _paths(scene: Scene, lang: Lang) -> Iterator[RenderableType]:
    yield from _head("paths_heading", lang)
    answer = scene.answer
    if not answer.paths:
        yield item(say("picture_none", entity=scene.name(answer.entity)).in_(lang))
    for number, path in enumerate(answer.paths[:PATHS], 1):
        yield from _path(scene, path, number, lang)
    left = answer.left_out + max(0, len(answer.paths) - PATHS)
    if left:
        yield item(say("paths_more", count=left).in_(lang))
    if sentences.overlaps(scene):
        yield item(say("paths_overlap").in_(lang))
    deemed = sentences.deemed(scene)
    if deemed:
        yield from _head("deemed_heading", lang)
    for each in deemed:
        yield item(each.in_(lang))


def _path(scene: Scene, path: Path, number: int, lang: Lang) -> Iterator[RenderableType]:
    """A path from its owner down, a step deeper for each link, with where each link stands."""
    yield item(scene.name(path.links[0].owner).in_(lang), 0, f"{number}.")
    for depth, link in enumerate(path.links, 1):
        yield item(_link(scene, link).in_(lang), depth, "└")
    added = say("colon", one=metric_name(sentences.metric_of(path)), other=sentences.product(path))
    yield item(added.in_(lang), 0, "=")


def _link(scene: Scene, link: Link) -> Text:
    words = {"metric": metric_name(link.metric), "share": exact(Held(link.low, link.high))}
    counted = {"counted": whole(link.counted)} if differs(link) else {}
    key = "link_line_counted" if counted else "link_line"
    return say(key, **words, **counted, owned=scene.name(link.owned), where=sentences.where(link))


def _owned(scene: Scene, lang: Lang) -> Iterator[RenderableType]:
    yield from _head("owned_heading", lang)
    rows = tables.owners(scene)
    if rows:
        yield item(say("owned_intro", entity=scene.name(scene.answer.entity)).in_(lang), 0, "")
    for metric, owner, share in rows:
        yield item(f"{owner.in_(lang)}  {say('colon', one=metric, other=share).in_(lang)}")
    if not rows:
        yield item(say("owned_none", entity=scene.name(scene.answer.entity)).in_(lang))
    more = tables.owners_left(scene)
    if more:
        yield item(say("owned_more", count=more).in_(lang))


def _majority(scene: Scene, lang: Lang) -> Iterator[RenderableType]:
    yield from _head("majority_heading", lang)
    yield item(sentences.majority_sentence(scene).in_(lang))
    for each in sentences.steps(scene):
        yield item(each.in_(lang), 1, "→")


def _not_examined(scene: Scene, lang: Lang) -> Iterator[RenderableType]:
    if not scene.answer.not_examined:
        return
    yield from _head("not_examined_heading", lang)
    for each in scene.answer.not_examined:
        yield item(each.in_(lang))


def _notes(scene: Scene, lang: Lang) -> Iterator[RenderableType]:
    if scene.answer.notes:
        yield from _head("notes_heading", lang)
    for each in scene.answer.notes:
        yield item(each.in_(lang))


def _references(scene: Scene, lang: Lang) -> Iterator[RenderableType]:
    found = sentences.references(scene)
    if not found:
        return
    yield from _head("references_heading", lang)
    for each in found:
        yield item(each.in_(lang))
    yield item(say("how_sure_note").in_(lang), 0, "")
