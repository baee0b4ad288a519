"""Standard words of events as Web URIs, whichever way they are written."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.custody.identity").joinpath("words.toml").read_text("utf-8"))


@cache
def prefixes() -> dict[str, str]:
    """What the prefixes that stand in the context of EPCIS 2.0 stand for."""
    return dict(_raw()["prefixes"])


@cache
def lists() -> frozenset[str]:
    """The names of the lists of words."""
    return frozenset(_raw()["words"])


@cache
def _uris(kind: str) -> dict[str, str]:
    entry = _raw()["words"][kind]
    return {word: entry["uri"] + word for word in entry["words"]}


@lru_cache(maxsize=4096)
def uri(kind: str, said: str) -> str:
    """A word of a list as Web URI; what is no word of it stays as it is.

    Examples
    --------
    >>> uri("BizStep", "shipping"), uri("BizStep", "urn:epcglobal:cbv:bizstep:shipping")
    ('https://ref.gs1.org/cbv/BizStep-shipping', 'https://ref.gs1.org/cbv/BizStep-shipping')
    >>> uri("Disp", "made up")
    'made up'
    """
    return _uris(kind).get(said) or of_urn(said)


@cache
def _urns() -> tuple[tuple[str, str], ...]:
    return tuple((entry["urn"], entry["uri"]) for entry in _raw()["words"].values() if "urn" in entry)


def of_urn(said: str) -> str:
    """A standard word written as URN, as Web URI; anything else as it is (CBV 2.0, hash identifier, rule 14)."""
    for urn, start in _urns():
        if said.startswith(urn):
            return start + said[len(urn) :]
    return said


@lru_cache(maxsize=4096)
def bare(kind: str, said: str) -> str:
    """A word of a list without its URI; what is no word of it stays as it is.

    >>> bare("BizStep", "urn:epcglobal:cbv:bizstep:shipping")
    'shipping'
    """
    return uri(kind, said).removeprefix(_raw()["words"][kind]["uri"])
