"""The identifier of a site, as the knowledge graph makes it: source, record and who recorded it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST = 120
"""Characters of source and record together; a longer identifier ends in a part of its SHA-256."""
COMMA = re.compile(r"(?<=\d),(?=\d)")
OTHERS = re.compile(r"[\W_]+")


def site_id(source: str, record: str, user: str) -> str:
    """The identifier of a record of a site.

    Accents are dropped; letters of other scripts are kept, where the publisher transliterates them.

    >>> site_id("https://example.org/mines/", "Boria No. 7", "https://minmod.isi.edu/users/u/aland")
    'site__example-org-mines__boria-no-7__aland'
    """
    path = f"{_source(source)}__{_slug(record)}"
    if len(path) > LONGEST:
        path = f"{path[:LONGEST]}__{hashlib.sha256(path.encode()).hexdigest()[:8]}"
    return f"site__{path}__{user.rpartition('/')[2]}"


@lru_cache(1000)
def _source(source: str) -> str:
    return _slug(source.removeprefix("https://").removeprefix("http://").removesuffix("/"))


def _slug(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.lower()
    if not text.isascii():
        text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return OTHERS.sub("-", COMMA.sub("", text).lower()).strip("-")
