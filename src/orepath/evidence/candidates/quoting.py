"""Texts as JSON writes them, a column at once."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

FIRST_PLAIN = ord(" ")
ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n"}
"""What JSON writes otherwise and texts do hold; any other control character is rare."""
_written = json.JSONEncoder(ensure_ascii=False).encode


def quoted(texts: pa.StringArray) -> pa.StringArray:
    r"""Texts as JSON.

    >>> quoted(pa.array(["Aland", '"Boria"', "a\tb"])).to_pylist()
    ['"Aland"', '"\\"Boria\\""', '"a\\tb"']
    """
    held = _bytes(texts)
    if ((held < FIRST_PLAIN) & (held != ord("\n"))).any():
        return pa.array([None if text is None else _written(text) for text in texts.to_pylist()], pa.string())
    for sign, written in ESCAPES.items():
        if (held == ord(sign)).any():
            texts = pc.replace_substring(texts, sign, written)
    return pc.binary_join_element_wise('"', texts, '"', "")


def _bytes(texts: pa.StringArray) -> np.ndarray:
    """The bytes of all texts."""
    _, offsets, data = texts.buffers()
    if data is None:
        return np.empty(0, np.uint8)
    ends = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(data, np.uint8)[ends[0] : ends[-1]] if len(texts) else np.empty(0, np.uint8)
