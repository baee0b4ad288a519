"""How long the shared texts of a workbook are: a reader writes them out in every cell that refers to one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from orepath.errors import InputError, fault
from orepath.evidence.workbook.blocks import blocks
from orepath.evidence.workbook.runs import TEXT as PLAIN_TEXT
from orepath.evidence.workbook.runs import Kind, runs
from orepath.evidence.workbook.tags import characters, tags
from orepath.evidence.workbook.well_formed import WellFormed

ITEM = re.compile(rb"<si(?:\s[^>]*)?/?>")
TAG = re.compile(rb"<[^>]*>")
TEXT = b"<t>", b"<t "
MARKS, ENDS = (b"<si>", b"<si "), (b"</si", b"</sst")
_LOOK = r'<[A-Za-z]+(?: (?:val|theme|rgb|indexed)="[0-9A-Za-z .-]*")?(?: tint="[0-9A-Za-z.-]*")?/>'
_T = rf'<t(?: xml:space="preserve")?(?:/>|>{PLAIN_TEXT}</t>)'
ITEMS = Kind(
    re.compile(rb"""(?:<sst(?: [A-Za-z:]+="[^"<>&]*")*>|</si>)(?=<si>)"""),
    b"</si>",
    rf"<si>(?:{_T}|(?:<r>(?:<rPr/>|<rPr>(?:{_LOOK})*</rPr>)?{_T}</r>)+)</si>",
)
"""Texts that every reader counts, each whole or in runs of other looks."""
Lengths = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class SharedTexts:
    """The lengths of the texts, in characters; `certain` where readers count the texts alike."""

    lengths: Lengths
    certain: bool = True

    @property
    def longest(self) -> int:
        """The length of the longest; 0 where there is none."""
        return int(self.lengths.max(initial=0))

    def written_out(self, numbers: npt.NDArray[np.int32], others: int) -> int:
        """The characters of the cells that refer to the texts of these numbers, and of others that refer to any."""
        if not self.certain:
            return self.longest * (len(numbers) + others)
        named = numbers[numbers < len(self.lengths)]
        return int(self.lengths[named].sum(dtype=np.int64)) + self.longest * others


NONE = SharedTexts(np.zeros(0, np.uint32))


def shared_texts(pieces: Iterable[bytes], where: str, most: int) -> SharedTexts:
    """The lengths of the texts of a part; phonetic texts are counted too.

    Raises
    ------
    InputError
        Where the part is not well-formed, or there are more than `most`.
    """
    found, count, certain, sound = list[Lengths](), 0, True, WellFormed(where)
    for plain, group in groupby(runs(pieces, ITEMS), itemgetter(0)):
        contents = (content for _, content in group)
        for block in contents if plain else blocks(sound.pieces(contents), where, MARKS, ENDS):
            lengths, alike = (_plain_lengths(block), True) if plain else _lengths(block)
            certain = certain and alike
            found.append(lengths)
            count += len(lengths)
            if count > most:
                raise InputError(fault("workbook_cells", where, found=count, maximum=most))
    sound.end()
    return SharedTexts(np.concatenate(found) if found else NONE.lengths, certain)


def _plain_lengths(run: bytes) -> Lengths:
    """The lengths of the texts of a run of `ITEMS`."""
    content, less, more = tags(run)
    items = np.flatnonzero((content[less + 1] == ord("s")) & (content[less + 2] == ord("i")))
    return np.add.reduceat(characters(content, less, more), items).astype(np.uint32)


def _lengths(block: bytes) -> tuple[Lengths, bool]:
    """The lengths of the texts of a block, and whether readers count them alike."""
    items = ITEM.split(block)[1:]
    if b"<!" in block:  # comments, sections of characters: the tags in them are none
        return np.fromiter(map(len, items), np.uint32), False
    said = TAG.sub(b"", ITEM.sub(b"\0", block)).decode("utf-8", "replace").split("\0")[1:]
    return np.fromiter(map(len, said), np.uint32), all(map(_is_plain, _unsure(block, items)))


def _unsure(block: bytes, items: list[bytes]) -> list[bytes]:
    """The texts of a block that need to be looked at: those that are more than one plain text, where each ends."""
    ended = block.count(b"</si>") == len(items) and len(items) - block.count(b"</si><si>") <= 1
    return [item for item in items if not item.startswith(TEXT)] if ended else items


def _is_plain(item: bytes) -> bool:
    """Whether every reader counts a text; some leave out those without a text of their own."""
    at = item.find(b"<t")
    spoken = item.find(b"<rPh")
    return at >= 0 and (spoken < 0 or at < spoken) and item.count(b"</si") == 1
