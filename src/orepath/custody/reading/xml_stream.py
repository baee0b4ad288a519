"""Elements of an XML file one after another, without the whole of it in memory, and without entities."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from io import BufferedReader
from typing import NoReturn
from xml.parsers import expat

from orepath.errors import InputError, fault

CHUNK = 1 << 16
LARGEST = 16_000_000
"""Characters and names of one element that is asked for."""
DEEPEST = 64
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance}"
"""Attributes of this namespace say how a value is typed, which JSON has no place for."""
MARK = "}"


class Element:
    """An element: its name (``{namespace}name``), attributes, text and elements, in order."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""


class XmlStream(ABC):
    """Reads a file and gives the elements that are asked for.

    A subclass says in `wanted` which those are; what is within an element comes with it.

    Parameters
    ----------
    file
        Open for reading bytes.
    name
        Of the file, for faults.
    chunk
        How many bytes are read at once.

    Attributes
    ----------
    prefixes
        The namespaces declared so far, by prefix.
    root, seen
        The name of the outermost element, and of the first others that are not asked for.
    """

    def __init__(self, file: BufferedReader, name: str, chunk: int = CHUNK) -> None:
        self.name = name
        self.prefixes: dict[str, str] = {}
        self.root = ""
        self.seen: list[str] = []
        self._file = file
        self._chunk = chunk
        self._path: list[str] = []
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._size = 0
        self._ready: list[tuple[tuple[str, ...], Element]] = []

    def elements(self) -> Iterator[tuple[tuple[str, ...], Element]]:
        """Each wanted element with the path of names that leads to it, as soon as it is whole.

        Raises
        ------
        InputError
            Where the text is no XML, breaks off, declares an entity, a document type with content or from elsewhere, is
            nested deeper than `DEEPEST`, or has a wanted element larger than `LARGEST`.
        """
        parser = self._parser()
        fed = 0
        while True:
            data = self._file.read(self._chunk)
            fed += len(data)
            broken: InputError | None = None
            try:
                parser.Parse(data, not data)
            except InputError as error:
                broken = error
            except expat.ExpatError as error:
                where = f"{self.name}, line {error.lineno}, column {error.offset + 1}"
                broken = InputError(fault("custody_xml", where, detail=expat.ErrorString(error.code)))
            except (UnicodeError, LookupError, ValueError) as error:
                broken = InputError(fault("custody_xml", self._here(parser), detail=type(error).__name__))
            yield from self._ready
            self._ready.clear()
            if broken is not None:
                raise broken
            if not data:
                return
            if fed - parser.CurrentByteIndex > 2 * LARGEST:  # a single tag, comment or attribute without an end
                raise InputError(fault("custody_event_large", self._here(parser), maximum=LARGEST))

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=MARK)
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

        def refuse(found: str) -> NoReturn:
            raise InputError(fault("xml_unsafe", self._here(parser), found=found))

        def start_doctype(name: str, system: str | None, public: str | None, internal: int) -> None:
            if system or public or internal:
                refuse(f"DOCTYPE {name} {system or public or '[…]'}")

        def entity(name: str, *_: object) -> None:
            refuse(f"ENTITY {name}")

        def start(name: str, attributes: dict[str, str]) -> None:
            self._start(name, attributes, parser)

        parser.StartDoctypeDeclHandler = start_doctype
        parser.EntityDeclHandler = entity
        parser.StartNamespaceDeclHandler = self._prefix
        parser.StartElementHandler = start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def _here(self, parser: expat.XMLParserType) -> str:
        return f"{self.name}, line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"

    def _prefix(self, prefix: str | None, uri: str | None) -> None:
        if prefix and uri and len(self.prefixes) < 1000:
            self.prefixes[prefix] = uri

    @abstractmethod
    def wanted(self, path: list[str]) -> bool:
        """Whether the element at a path is asked for."""

    def _start(self, name: str, attributes: dict[str, str], parser: expat.XMLParserType) -> None:
        if MARK in name:
            name = "{" + name
        self.root = self.root or name
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise InputError(fault("custody_xml_deep", self._here(parser), maximum=DEEPEST))
        if not self._open and not self.wanted(self._path):
            if len(self.seen) < 12 and name not in self.seen:
                self.seen.append(name)
            return
        self._size += len(name) + sum(len(key) + len(value) for key, value in attributes.items()) + 64
        if self._size > LARGEST:
            raise InputError(fault("custody_event_large", self._here(parser), maximum=LARGEST))
        own = {
            "{" + key if MARK in key else key: value
            for key, value in attributes.items()
            if not key.startswith(INSTANCE)
        }
        element = Element(name, own)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def _characters(self, text: str) -> None:
        if self._open:
            self._size += len(text)
            if self._size > LARGEST:
                raise InputError(fault("custody_event_large", self.name, maximum=LARGEST))
            self._texts[-1].append(text)

    def _end(self, _: str) -> None:
        if self._open:
            element = self._open.pop()
            element.text = "".join(self._texts.pop()).strip()
            if not self._open:
                self._ready.append((tuple(self._path[:-1]), element))
                self._size = 0
        self._path.pop()
