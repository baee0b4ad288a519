"""Where the tags of a run stand, and how much stands between them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Content = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]


def tags(run: bytes) -> tuple[Content, Places, Places]:
    """The bytes of a run, and where each tag begins and ends; in a run no other ``<`` or ``>`` stands."""
    content = np.frombuffer(run, np.uint8)
    return content, np.flatnonzero(content == ord("<")), np.flatnonzero(content == ord(">"))


def characters(content: Content, less: Places, more: Places) -> Places:
    """How many characters of UTF-8 stand behind each tag, before the next one."""
    between = less[1:] - more[:-1] - 1
    if (content < 0x80).all():
        return between
    following = np.cumsum((content & 0xC0) == 0x80, dtype=np.int64)
    return between - (following[less[1:]] - following[more[:-1]])
