"""Pieces of a part as blocks that begin and end between its elements, so that none is lost between two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from orepath.errors import InputError, fault

LONGEST = 8 << 20
"""Bytes of one element, such as a cell; a cell holds 32,767 characters (ECMA-376, part 1, 18.4.12), with its runs of
other looks some more."""
PREFIX = re.compile(rb"</?([^\s<>/!?='\"]+):(?=[^\s<>/!?:='\"]+[\s/>])")
FEW = 16
"""Prefixes that are taken away one by one, which is quicker; workbooks have one."""
PREFIXED = re.compile(rb""":[^\s<>/!?:='\"]{1,3}[\s/>]""")
"""What an element of a short name ends with that has a prefix; sought first, being quicker to find missing."""


def blocks(pieces: Iterable[bytes], where: str, marks: tuple[bytes, ...], ends: tuple[bytes, ...]) -> Iterator[bytes]:
    """The content of a well-formed part without the prefixes of its elements, cut only where an element begins.

    Parameters
    ----------
    marks
        What the elements begin with that must not be cut.
    ends
        What stands behind the last of them once it is whole.

    Raises
    ------
    InputError
        Where one of them, or one tag, is longer than `LONGEST`.
    """
    tag, kept = b"", b""
    for piece in pieces:
        piece = tag + piece
        at = max(piece.rfind(b"<"), 0)
        piece, tag = piece[:at], piece[at:]
        block = kept + _plain(piece)
        at = next((at for mark in marks if (at := block.rfind(mark)) > 0), 0)
        if at == 0 and (not block.startswith(marks) or any(end in block for end in ends)):
            at = len(block)
        if at:
            yield block[:at]
        kept = block[at:]
        if len(kept) + len(tag) > LONGEST:
            raise InputError(fault("workbook_odd", where, found=f"an element of more than {LONGEST} bytes"))
    yield kept + _plain(tag)


def _plain(content: bytes) -> bytes:
    if not PREFIXED.search(content):
        return content
    prefixes = set(PREFIX.findall(content))
    if len(prefixes) > FEW:
        return PREFIX.sub(lambda found: b"</" if found[0].startswith(b"</") else b"<", content)
    for prefix in sorted(prefixes, key=len, reverse=True):
        content = content.replace(b"<%b:" % prefix, b"<").replace(b"</%b:" % prefix, b"</")
    return content
