"""GS1 identifiers in one form: the constrained canonical GS1 Digital Link.

References
----------
GS1 EPC Tag Data Standard 2.0, section 6; GS1 Digital Link Standard: URI Syntax 1.2, section 4.11; CBV 2.0, event hash
identifier, rules 17 and 18. What each key looks like stands in ``keys.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes

REMEMBERED = 1 << 16
"""Identifiers whose canonical form is kept: enough for those of neighbouring events, some 20 MB."""
LONGEST = 4_000
"""Characters of an identifier; the longest GS1 key with its qualifiers has some hundred."""


class _Urn(NamedTuple):
    """A scheme of EPC URNs, as ``keys.toml`` explains it."""

    key: str
    digits: int = 0
    first: bool = False
    lead: str = ""
    check: bool = False
    parts: int = 0
    serial: str = ""
    none: str = ""


class _Link(NamedTuple):
    """A key of GS1 Digital Links, as ``keys.toml`` explains it."""

    key: str
    value: re.Pattern[str]
    width: int
    kept: dict[str, tuple[int, str]]
    none: str
    short: int


@lru_cache(maxsize=REMEMBERED)
def canonical(uri: str) -> str:
    """An identifier in canonical form; unchanged, but for white space around it, where it is no GS1 identifier.

    Examples
    --------
    >>> canonical("urn:epc:id:sgtin:0614141.107346.2017")
    'https://id.gs1.org/01/10614141073464/21/2017'
    >>> canonical("https://example.org/x/gtin/614141073467/lot/A?linkType=all")
    'https://id.gs1.org/01/00614141073467/10/A'
    >>> canonical(" urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8 ")
    'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8'
    """
    uri = uri.strip()
    if len(uri) > LONGEST:
        return uri
    try:
        if uri.startswith("urn:epc:"):
            return _of_urn(uri) or uri
        if uri.startswith(("https://", "http://")):
            return _of_link(uri) or uri
    except UnicodeEncodeError:  # half a character: no identifier
        return uri
    return uri


def check_digit(digits: str) -> str:
    """The check digit of a GS1 key without it: weights 3 and 1 from the right (General Specifications, 7.9.1).

    >>> check_digit("629104150021")
    '3'
    """
    weighed = 3 * sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2]))
    return str(-weighed % 10)


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("orepath.custody.identity").joinpath("keys.toml").read_text("utf-8"))


@cache
def _urns() -> dict[str, _Urn]:
    return {scheme: _Urn(**entry) for scheme, entry in _raw()["urn"].items()}


@cache
def _links() -> dict[str, _Link]:
    found = {}
    for key, entry in _raw()["link"].items():
        kept = {name: (rank, names[0]) for rank, names in enumerate(entry.get("kept", [])) for name in names}
        link = _Link(
            key, re.compile(entry["value"]), entry.get("width", 0), kept, entry.get("none", ""), entry.get("sure", 0)
        )
        found[key] = found[entry["short"]] = link
    return found


@cache
def _domain() -> str:
    return str(_raw()["domain"])


def _encoded(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    return quote(unquote_to_bytes(text), safe=_raw()["plain"])


def _of_urn(uri: str) -> str:
    said = uri.split(":", 4)
    if len(said) < 5 or said[2] not in ("id", "class", "idpat"):
        return ""
    urn = _urns().get(said[3])
    prefix, _, rest = said[4].partition(".")
    if urn is None or not _digits(prefix) or not 6 <= len(prefix) <= 12:
        return ""
    pattern = said[2] == "idpat"
    if not urn.digits:
        return _of_open_urn(urn, prefix, rest, pattern)
    reference, *more = rest.split(".", 1 + urn.parts)
    digits = prefix + reference
    if len(digits) != urn.digits or not _digits(digits) or len(more) != urn.parts + bool(urn.serial):
        return ""
    if urn.first:
        digits = reference[:1] + prefix + reference[1:]
    key = urn.lead + digits
    if urn.check:
        key += check_digit(key)
    parts = more[: urn.parts]
    if any(len(part) != 2 or not _digits(part) for part in parts):
        return ""
    return _written(urn, key + "".join(parts), more[urn.parts] if urn.serial else "", pattern)


def _of_open_urn(urn: _Urn, prefix: str, rest: str, pattern: bool) -> str:
    """Keys whose reference has any length: what follows the company prefix, but for a serial, is the reference."""
    reference, _, serial = rest.rpartition(".") if urn.serial else (rest, "", "")
    if not reference:
        return ""
    return _written(urn, prefix + _encoded(reference), serial, pattern)


def _written(urn: _Urn, key: str, serial: str, pattern: bool) -> str:
    start = f"{_domain()}/{urn.key}/{key}"
    if pattern:
        return start if serial == "*" else ""
    if urn.serial and not serial:
        return ""
    if not urn.serial or serial == urn.none:
        return start
    return start + _encoded(serial) if urn.serial == "joined" else f"{start}/{urn.serial}/{_encoded(serial)}"


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _of_link(uri: str) -> str:
    path = uri.partition("?")[0].partition("#")[0].split("/")[3:]
    for at in range(len(path) - 1):
        link = _links().get(path[at])
        value = unquote(path[at + 1]) if link else ""
        if link and link.value.fullmatch(value) and _is_key(link, value) and _are_pairs(path[at + 2 :]):
            start = f"{_domain()}/{link.key}/{_encoded(path[at + 1]).rjust(link.width, '0')}"
            return start + _finest(link, path[at + 2 :])
    return ""


def _is_key(link: _Link, value: str) -> bool:
    """Whether a short number is a GTIN of 8 digits and not, say, a date: its check digit tells."""
    return len(value) >= link.short or check_digit(value[:-1]) == value[-1]


def _are_pairs(path: list[str]) -> bool:
    """Whether nothing but qualifiers with their values follows the key, as the syntax of links wants it."""
    path = path[:-1] if path and not path[-1] else path
    return len(path) % 2 == 0 and all(name in _qualifiers() for name in path[::2])


@cache
def _qualifiers() -> frozenset[str]:
    kept = {name for link in _links().values() for name in link.kept}
    return frozenset(kept | set(_raw()["dropped"]))


def _finest(link: _Link, path: list[str]) -> str:
    """The most fine-grained qualifier of those that may stay."""
    found = []
    for name, value in zip(path[::2], path[1::2], strict=False):
        if name in link.kept and value and value != link.none:
            rank, number = link.kept[name]
            found.append((rank, f"/{number}/{_encoded(value)}"))
    return min(found)[1] if found else ""
