"""Parts of a workbook as they must be written: XML in UTF-8, not deep, that declares no document type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

import numpy as np

from orepath.errors import InputError, fault

DEEPEST = 1_000_000
"""Elements open at once, each of which takes a parser some hundred bytes; parts of a workbook nest some ten deep."""
GULP = 1 << 16
"""Bytes that the parser takes at once; it is twice as slow at a mebibyte."""
ALONE = re.compile(rb"""<[^<>"'/!?]+(?:"[^"]*"[^<>"'/]*|'[^']*'[^<>"'/]*)*/>""")
"""An element that is closed where it begins."""
DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml [^<>]*>")
UTF_8 = ("utf-8", "us-ascii")
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def well_formed(pieces: Iterable[bytes], where: str) -> Iterator[bytes]:
    """The pieces of a part, each once it is known to be well-formed so far.

    In what is, a ``<`` begins a tag, a comment or a section of characters, and nothing else; whoever counts tags by
    their bytes relies on it.

    Raises
    ------
    InputError
        Where it is not well-formed, not in UTF-8, deeper than `DEEPEST`, or declares a document type.
    """
    sound = WellFormed(where)
    yield from sound.pieces(pieces)
    sound.end()


class WellFormed:
    """The same of a part that comes in several lots, of which some, known to be well-formed, may be left out."""

    def __init__(self, where: str) -> None:
        self.where, self.begun = where, False
        self.parser = _Parser(where, "utf-8")

    def pieces(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The next pieces, each once it is known to be well-formed so far."""
        for piece in pieces:
            if not self.begun and piece.startswith(UTF_16):
                raise InputError(fault("workbook_odd", self.where, found="encoding UTF-16"))
            self.begun = self.begun or bool(piece)
            self._do(self.parser.take, piece)
            yield piece

    def end(self) -> None:
        """Nothing follows."""
        self._do(self.parser.end)

    def _do(self, work: Callable[..., None], *piece: bytes) -> None:
        try:
            work(*piece)
        except expat.ExpatError as error:
            detail = expat.ErrorString(error.code)  # a line and a column would count what was given, not the part
            raise InputError(fault("malformed", self.where, format="XLSX", detail=detail)) from error


def refuse_declared(part: Callable[[], Iterable[bytes]], where: str) -> None:
    """Refuse a part that declares a document type or is too deep, in whatever encoding; what is no XML is neither.

    Parameters
    ----------
    part
        What gives its pieces, from the first on.

    Raises
    ------
    InputError
        Where it does, or is.
    """
    if _is_shallow(part()):
        return
    parser = _Parser(where, None)
    try:
        for piece in part():
            parser.take(piece)
    except (expat.ExpatError, LookupError, ValueError):  # the last two of an encoding that is none
        pass


def _is_shallow(pieces: Iterable[bytes]) -> bool:
    """Whether a part in UTF-8 declares no document type, and has too few tags to be deep."""
    parser = expat.ParserCreate()
    begun, odd, tags = False, False, 0

    def begin(*_: object) -> None:
        nonlocal begun
        begun, parser.StartElementHandler = True, None

    def declare_text(_: str, encoding: str | None, __: int) -> None:
        nonlocal odd
        odd = (encoding or UTF_8[0]).lower() not in UTF_8

    def declare_type(*_: object) -> None:
        nonlocal odd
        odd = True

    parser.StartElementHandler = begin
    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler = declare_text, declare_type
    try:
        for piece in pieces:
            tags += piece.count(b"<")
            for at in range(0, len(piece), GULP):
                if not begun:  # a document type is declared before the first element or not at all
                    parser.Parse(piece[at : at + GULP], False)
    except (expat.ExpatError, LookupError, ValueError):
        return False
    return begun and not odd and tags <= DEEPEST


class _Parser:
    """A parser that watches how many elements are open.

    Its handlers would cost more than all else, so the elements are counted by their bytes while that is sure; from the
    first comment, section of characters or instruction on, in which bytes may look like tags, handlers count them, and
    in another encoding from the beginning.
    """

    def __init__(self, where: str, encoding: str | None) -> None:
        self.where, self.open, self.stray, self.last = where, 0, 0, b""
        self.parser = expat.ParserCreate(encoding)
        self.parser.StartDoctypeDeclHandler = self._refuse_declared
        self.parser.XmlDeclHandler = self._declares
        self.exact, self.any_encoding = False, encoding is None

    def take(self, piece: bytes) -> None:
        """Take the next piece."""
        if not self.open and b"\0" in piece[:4]:  # UTF-16
            self._count_exactly()
        if not self.exact:
            self._count(piece)
        for at in range(0, len(piece), GULP):
            self.parser.Parse(piece[at : at + GULP], False)

    def end(self) -> None:
        """Nothing follows."""
        self.parser.Parse(b"", True)

    def _count(self, piece: bytes) -> None:
        """An upper bound of the elements open after a piece."""
        seen = self.last + piece
        self.last = piece[-1:]
        if not self.open and (declared := DECLARED.match(seen)):
            seen = seen[declared.end() :]
        content = np.frombuffer(seen, np.uint8)
        behind = content[1:][content[:-1] == ord("<")]
        before = content[:-1][content[1:] == ord(">")]
        if (behind == ord("!")).any() or (behind == ord("?")).any():
            self._count_exactly()
            return
        self.stray += len(before) - len(behind)
        closed = int(np.count_nonzero(behind == ord("/")))
        alone = len(ALONE.findall(piece)) if self.stray > 0 else int(np.count_nonzero(before == ord("/")))
        self.open = max(self.open + len(behind) - 2 * closed - alone, 1)
        self._refuse_deep()

    def _count_exactly(self) -> None:
        self.exact = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._begin, self._close

    def _begin(self, *_: object) -> None:
        self.open += 1
        self._refuse_deep()

    def _close(self, *_: object) -> None:
        self.open -= 1

    def _refuse_deep(self) -> None:
        if self.open > DEEPEST:
            raise InputError(fault("workbook_odd", self.where, found=f"more than {DEEPEST} elements in each other"))

    def _refuse_declared(self, *_: object) -> NoReturn:
        raise InputError(fault("xml_unsafe", self.where, found="DOCTYPE"))

    def _declares(self, _: str, encoding: str | None, __: int) -> None:
        if (encoding or UTF_8[0]).lower() in UTF_8:
            return
        self.open = 0
        self._count_exactly()
        if not self.any_encoding:
            raise InputError(fault("workbook_odd", self.where, found=f"encoding {encoding}"[:80]))
