"""The whole document as a tree of texts in one language."""

from __future__ import annotations

from orepath.review.blocks import (
    Block,
    Bullets,
    Chart,
    FindingCard,
    Heading,
    Note,
    Option,
    Paragraph,
    StatementList,
    Table,
)
from orepath.review.cited import Cited, Spot
from orepath.review.document import Document
from orepath.review.messages import label, messages
from orepath.review.numbers import day_text
from orepath.review.wording import evidence, findings, tables
from orepath.review.wording.inline import segments
from orepath.review.wording.voice import Tree, Voice
from orepath.vocabulary.language import Lang


def tree(document: Document, lang: Lang) -> Tree:
    """Everything a layout needs, in one language: plain dictionaries, lists, texts, numbers and booleans."""
    voice = Voice(document, lang, Cited(document))
    labels = {key: text.in_(lang) for key, text in messages()["label"].items()}
    return {
        "lang": lang,
        "title": document.title.in_(lang),
        "subtitle": document.subtitle.in_(lang),
        "as_of": document.as_of.isoformat(),
        "as_of_line": label("as_of", lang, day=day_text(document.as_of, lang)),
        "meta": [{"label": name.in_(lang), "value": value.in_(lang)} for name, value in document.meta],
        "releases": list(document.releases),
        "label": labels,
        "summary": _blocks(voice, 0),
        "glance": findings.glance(voice),
        "chapters": [
            {
                "id": chapter.id,
                "title": label("chapter_title", lang, number=number, title=chapter.title.in_(lang)),
                "blocks": _blocks(voice, number),
            }
            for number, chapter in enumerate(document.chapters, start=1)
        ],
        "figures": evidence.figures(voice),
        "statements": evidence.statements(voice),
        "sources": evidence.sources(voice),
    }


def _blocks(voice: Voice, part: int) -> list[Tree]:
    """The blocks of the chapter of that number, or, for 0, of the summary."""
    sizes = [len(voice.document.summary), *(len(chapter.blocks) for chapter in voice.document.chapters)]
    before = sum(sizes[:part])
    chosen = voice.cited.blocks[before : before + sizes[part]]
    return _headed([_block(voice, spot, block) for spot, block in chosen])


def _headed(blocks: list[Tree]) -> list[Tree]:
    """The blocks with no level of headings left out, as readers who listen need it."""
    level = 0
    for block in blocks:
        if block["kind"] == "heading":
            level = block["level"] = min(block["level"], level + 1)
        elif block["kind"] in ("finding", "option"):
            level = 1
    return blocks


def _block(voice: Voice, spot: Spot, block: Block) -> Tree:
    lang = voice.lang
    match block:
        case Paragraph():
            return {"kind": "paragraph", "segments": segments(voice, block)}
        case Bullets():
            items = [segments(voice, item) for item in block.items]
            return {"kind": "bullets", "numbered": block.numbered, "items": items}
        case Heading():
            return {"kind": "heading", "level": block.level, "id": block.id, "text": block.text.in_(lang)}
        case Table():
            return tables.table(voice, spot, block)
        case Chart():
            return tables.chart(voice, spot, block)
        case FindingCard():
            return findings.card(voice, block)
        case Note():
            title = block.title.in_(lang) if block.title else label(block.kind, lang)
            return {"kind": "note", "tone": block.kind, "title": title, "segments": segments(voice, block.text)}
        case Option():
            points = [segments(voice, point) for point in block.points]
            return {"kind": "option", "id": f"option-{block.id}", "title": block.title.in_(lang), "points": points}
        case StatementList():
            listed = [evidence.statement(voice, name) for name in block.statements]
            return {"kind": "statements", "caption": block.caption.in_(lang), "statements": listed}
