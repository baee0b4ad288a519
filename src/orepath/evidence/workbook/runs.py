"""Runs of elements written as spreadsheet programs write them: told from the rest of a part, and proved sound at once.

An automaton goes through a run in a third of the time of a parser. What it knows is well-formed, nests a few deep, has
no comment and declares nothing, so the rest of the part may be parsed without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from orepath.evidence.workbook.blocks import LONGEST

RUN = 1 << 18
"""Bytes of a run of more than one element, at most; what a processor's cache holds."""
BEGINNING = 256
"""Bytes in which what stands before a run is told."""
DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml [^<>]*>")
DECEIVING = re.compile(rb"<[!?]")
"""Comments, sections of characters and instructions: in them, what looks like an end of an element is none."""
PLAIN = "[\t\n\r -%'-;=?-~]"
UTF_8 = (
    r"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    r"|\xef(?:[\x80-\xbe][\x80-\xbf]|\xbf[\x80-\xbd])"
    r"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
"""Characters of more than one byte that XML allows (Unicode 15, table 3-7; XML 1.0, 2.2)."""
TEXT = f"(?:{PLAIN}|{UTF_8}|&(?:lt|gt|amp|quot|apos);)*"
"""A text between tags."""


@dataclass(frozen=True)
class Kind:
    """Elements of which a part holds many, one behind the other.

    Parameters
    ----------
    begins
        What stands before the first of a run. It has a ``<``, so in a part that is well-formed without the run, and
        has no comments, it ends between two elements and not in one.
    ends
        What ends the last of a run.
    grammar
        One of the elements, as RE2 reads it, bytes being characters.
    """

    begins: re.Pattern[bytes]
    ends: bytes
    grammar: str


def runs(pieces: Iterable[bytes], kind: Kind) -> Iterator[tuple[bool, bytes]]:
    """A part in its order, cut into runs of a kind (True) and whatever else stands in it (False).

    Runs are well-formed. If all else is, joined, then the part is.
    """
    kept, between, others = b"", False, _Others()
    for piece in pieces:
        content, at = kept + piece, 0
        if not between or others.deceiving:
            found = None if others.deceiving else kind.begins.search(content)
            at = found.end() if found else max(len(content) - BEGINNING, 0)
            between = found is not None
            yield False, others.take(content[:at])
        found_runs, at = _cut(content, at, kind.ends) if between else ([], at)
        for run, plain in zip(found_runs, _are(found_runs, kind.grammar), strict=True):
            sound = plain and not others.deceiving
            yield sound, run if sound else others.take(run)
        kept = content[at:]
        if len(kept) > LONGEST:
            yield False, others.take(kept)
            kept, between = b"", False
    yield False, kept


class _Others:
    """What is no run: whether anything in it deceives."""

    def __init__(self) -> None:
        self.deceiving, self.begun, self.last = False, False, b""

    def take(self, content: bytes) -> bytes:
        seen = self.last + (content if self.begun else DECLARED.sub(b"", content, count=1))
        self.deceiving = self.deceiving or bool(DECEIVING.search(seen))
        self.begun, self.last = self.begun or bool(content), content[-1:]
        return content


def _cut(content: bytes, at: int, end: bytes) -> tuple[list[bytes], int]:
    """Runs of whole elements from a place on, and where the last one ends."""
    found = []
    while content.find(end, at) >= 0:
        last = content.rfind(end, at, at + RUN)
        last = len(end) + (last if last >= 0 else content.find(end, at))
        found.append(content[at:last])
        at = last
    return found, at


def _are(found: list[bytes], grammar: str) -> list[bool]:
    if not found:
        return []
    matched: list[bool] = pc.match_substring_regex(pa.array(found, pa.binary()), rf"\A(?:{grammar})*\z").to_pylist()
    return matched
