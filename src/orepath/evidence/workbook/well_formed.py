"""Parts of a workbook as they must be written: XML in UTF-8 that declares no document type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

from orepath.errors import InputError, fault


def well_formed(pieces: Iterable[bytes], where: str) -> Iterator[bytes]:
    """The pieces of a part, each once it is known to be well-formed so far.

    In what is, a ``<`` begins a tag, a comment or a section of characters, and nothing else; whoever counts tags by
    their bytes relies on it.

    Raises
    ------
    InputError
        Where it is not well-formed, not in UTF-8, or declares a document type.
    """
    parser = _parser(where, "utf-8")

    def declares(_: str, encoding: str | None, __: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise InputError(fault("workbook_odd", where, found=f"encoding {encoding}"[:80]))

    parser.XmlDeclHandler = declares
    begun = False
    try:
        for piece in pieces:
            if not begun and piece.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
                raise InputError(fault("workbook_odd", where, found="encoding UTF-16"))
            begun = True
            parser.Parse(piece, False)
            yield piece
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise InputError(fault("malformed", where, format="XLSX", detail=error)) from error


def refuse_declared(pieces: Iterable[bytes], where: str) -> None:
    """Refuse a part that declares a document type, in whatever encoding; what is not XML holds none.

    Raises
    ------
    InputError
        Where it does.
    """
    parser = _parser(where, None)
    try:
        for piece in pieces:
            parser.Parse(piece, False)
    except expat.ExpatError:
        pass


def _parser(where: str, encoding: str | None) -> expat.XMLParserType:
    parser = expat.ParserCreate(encoding)

    def refuse(*_: object) -> NoReturn:
        raise InputError(fault("xml_unsafe", where, found="DOCTYPE"))

    parser.StartDoctypeDeclHandler = refuse
    return parser
