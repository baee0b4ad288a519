"""How long the shared texts of a workbook are: a reader writes them out in every cell that refers to one."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from orepath.errors import InputError, fault
from orepath.evidence.workbook.blocks import blocks

ITEM = re.compile(rb"<si(?:\s[^>]*)?/?>")
TAG = re.compile(rb"<[^>]*>")
TEXT = b"<t>", b"<t "
MARKS, ENDS = (b"<si>", b"<si "), (b"</si", b"</sst")


@dataclass(frozen=True)
class SharedTexts:
    """The lengths of the texts, in characters; `certain` where readers count the texts alike."""

    lengths: npt.NDArray[np.uint32]
    certain: bool = True

    @property
    def longest(self) -> int:
        """The length of the longest; 0 where there is none."""
        return int(self.lengths.max(initial=0))

    def written_out(self, numbers: list[bytes], others: int) -> int:
        """The characters of the cells that refer to the texts of these numbers, and of others that refer to any."""
        if not self.certain:
            return self.longest * (len(numbers) + others)
        named = np.fromiter(map(int, numbers), np.int64, len(numbers))
        named = named[named < len(self.lengths)]
        return int(self.lengths[named].sum(dtype=np.int64)) + self.longest * others


NONE = SharedTexts(np.zeros(0, np.uint32))


def shared_texts(pieces: Iterable[bytes], where: str, most: int) -> SharedTexts:
    """The lengths of the texts of a part that is well-formed; phonetic texts are counted too.

    Raises
    ------
    InputError
        Where there are more than `most`.
    """
    lengths, certain = array("I"), True
    for block in blocks(pieces, where, MARKS, ENDS):
        items = ITEM.split(block)[1:]
        if b"<!" in block:  # comments, sections of characters: the tags in them are none
            certain = False
            lengths.extend(map(len, items))
        else:
            certain = certain and all(map(_is_plain, _unsure(block, items)))
            text = TAG.sub(b"", ITEM.sub(b"\0", block)).decode("utf-8", "replace")
            lengths.extend(map(len, text.split("\0")[1:]))
        if len(lengths) > most:
            raise InputError(fault("workbook_cells", where, found=len(lengths), maximum=most))
    return SharedTexts(np.array(lengths, np.uint32), certain)


def _unsure(block: bytes, items: list[bytes]) -> list[bytes]:
    """The texts of a block that need to be looked at: those that are more than one plain text, where each ends."""
    ended = block.count(b"</si>") == len(items) and len(items) - block.count(b"</si><si>") <= 1
    return [item for item in items if not item.startswith(TEXT)] if ended else items


def _is_plain(item: bytes) -> bool:
    """Whether every reader counts a text; some leave out those without a text of their own."""
    at = item.find(b"<t")
    spoken = item.find(b"<rPh")
    return at >= 0 and (spoken < 0 or at < spoken) and item.count(b"</si") == 1
