"""Records of GLEIF's XML files, one by one, whatever the size of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from orepath.errors import InputError, fault

ROOTS = {"LEIData": "LEIRecord", "RelationshipData": "RelationshipRecord", "ReportingExceptionData": "Exception"}
"""By root element, the element each record is in."""
CHUNK = 1 << 20
DEEPEST = 40
"""Levels of elements; GLEIF's files have fewer than fifteen."""
LONGEST = 1 << 22
"""Characters of one record; GLEIF's longest have some thousand."""
HEADER = ("ContentDate", "FileContent", "RecordCount")
"""Elements before the records that say what the file is."""
CUT = ("XML_ERROR_NO_ELEMENTS", "XML_ERROR_UNCLOSED_TOKEN", "XML_ERROR_PARTIAL_CHAR")


class _Unsafe(Exception):
    """The text declares what is not read."""


class _Beyond(Exception):
    """The text is of a size that is not read."""


class _OtherKind(Exception):
    """The root element is of another file."""


@dataclass
class _Builder:
    """Elements of a record as nested dictionaries: text, or the elements within; a list where one occurs repeatedly."""

    record: str = ""
    done: list[dict[str, Any]] = field(default_factory=list)
    open: list[tuple[str, dict[str, Any], list[str]]] = field(default_factory=list)
    header: dict[str, str] = field(default_factory=dict)
    heading: str = ""
    depth: int = 0
    length: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self.depth += 1
        if self.depth == 1:
            self.record = ROOTS.get(name, "")
            if not self.record:
                raise _OtherKind(name)
        if self.depth > DEEPEST:
            raise _Beyond(f"elements nested {self.depth} deep")
        if self.open or name == self.record:
            if not self.open:
                self.length = 0
            self.open.append((name, {}, []))
        else:
            self.heading = name if name in HEADER and name not in self.header else ""

    def text(self, said: str) -> None:
        self.length += len(said)
        if self.length > LONGEST:
            raise _Beyond(f"a record of more than {LONGEST:,} characters")
        if self.open:
            self.open[-1][2].append(said)
        elif self.heading:
            self.header[self.heading] = self.header.get(self.heading, "") + said.strip()

    def end(self, tag: str) -> None:
        self.depth -= 1
        if not self.open:
            self.length, self.heading = 0, ""
            return
        name, within, said = self.open.pop()
        value: Any = within or "".join(said).strip()
        if not self.open:
            self.done.append(within)
            return
        around = self.open[-1][1]
        if name not in around:
            around[name] = value
        elif isinstance(around[name], list):
            around[name].append(value)
        else:
            around[name] = [around[name], value]


def xml_records(path: Path, header: dict[str, str] | None = None) -> Iterator[dict[str, Any]]:
    """The records of a file, in order.

    Parameters
    ----------
    header
        Takes what the file says of itself, of `HEADER`.

    Raises
    ------
    InputError
        Where the text is no XML, breaks off, is of another root element, declares a document type (which can name
        outside files, and entities that grow without bound), or holds a record of a size no record has.
    """
    builder = _Builder(header={} if header is None else header)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> NoReturn:
        raise _Unsafe("DOCTYPE / ENTITY")

    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    with path.open("rb") as file:
        last = False
        while not last:
            chunk = file.read(CHUNK)
            last = not chunk
            _feed(parser, chunk, last, path.name)
            yield from builder.done
            builder.done.clear()


def _feed(parser: expat.XMLParserType, chunk: bytes, last: bool, file: str) -> None:
    try:
        parser.Parse(chunk, last)
    except _Unsafe as error:
        raise InputError(fault("xml_unsafe", f"{file}, line {parser.CurrentLineNumber}", found=error)) from error
    except _Beyond as error:
        where = f"{file}, line {parser.CurrentLineNumber}"
        raise InputError(fault("malformed", where, format="XML", detail=error)) from error
    except _OtherKind as error:
        raise InputError(fault("control_unknown_kind", file, format="XML", found=f"<{error}>")) from error
    except expat.ExpatError as error:
        detail = expat.ErrorString(error.code) or "?"
        where = f"{file}, line {error.lineno}"
        if detail in {getattr(expat.errors, name) for name in CUT}:
            raise InputError(fault("file_truncated", where, detail=detail)) from error
        raise InputError(fault("malformed", where, format="XML", detail=detail)) from error
    except (LookupError, ValueError) as error:
        raise InputError(fault("malformed", file, format="XML", detail=error)) from error
