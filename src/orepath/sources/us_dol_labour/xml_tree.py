"""XML read safely: no document type, no entities, bounded in size and depth; each element knows its line."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from orepath.errors import SourceError, fault
from orepath.evidence.reading import text_of

DEEPEST = 40  # levels; the publisher's files have fewer than ten
MOST_ELEMENTS = 1_000_000  # some 480 bytes each; the publisher's files have one in every 40 bytes
LINE = "line"  # the attribute that holds an element's line; the publisher's files have no attributes


class _Unsafe(Exception):
    """The text declares what is not read."""


def tree(path: Path) -> Element:
    """The root of an XML file.

    Raises
    ------
    SourceError
        Where the text breaks off, is no XML, or declares a document type: a declaration can name outside files and
        entities that grow without bound, and the publisher's files have none.
    """
    content = text_of(path, "utf-8").removeprefix("\ufeff")
    builder = TreeBuilder()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    depth = count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            where = f"{path.name}, line {parser.CurrentLineNumber}"
            detail = f"elements nested {depth} deep" if depth > DEEPEST else f"more than {MOST_ELEMENTS:,} elements"
            raise SourceError(fault("malformed", where, format="XML", detail=detail))
        builder.start(tag, {LINE: str(parser.CurrentLineNumber)})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*_: object) -> NoReturn:
        raise _Unsafe("DOCTYPE / ENTITY")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(content.encode(), True)
    except _Unsafe as error:
        where = f"{path.name}, line {parser.CurrentLineNumber}"
        raise SourceError(fault("xml_unsafe", where, found=error)) from error
    except expat.ExpatError as error:
        detail = expat.ErrorString(error.code) or "?"
        where = f"{path.name}, line {error.lineno}"
        broken_off = error.code in (
            expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
            expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
            expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
        )
        if broken_off:
            raise SourceError(fault("file_truncated", where, detail=detail)) from error
        raise SourceError(fault("malformed", where, format="XML", detail=detail)) from error
    return builder.close()


def said(element: Element, tag: str) -> str:
    """The text of an element's child, blanks single; empty where there is none."""
    return " ".join((element.findtext(tag) or "").split())


def line(element: Element) -> str:
    """The line an element begins on."""
    return str(element.get(LINE))
