"""Changes to XML: entities, elements gone, twice or renamed, text of another kind."""

from __future__ import annotations

import re
from random import Random
from xml.sax.saxutils import escape

from fuzzing.mutations.values import value

TAG = re.compile(rb"<[A-Za-z][^<>]*>")
ELEMENT = re.compile(rb"<([A-Za-z][\w:.-]*)[^<>]*>[^<>]*</\1>")
DECLARATIONS = (
    b'<!DOCTYPE a [<!ENTITY x "ha">]>',
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE a SYSTEM "made-up.dtd">',
    b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
)


def declared(data: bytes, random: Random) -> bytes:
    """A document type is declared, and its entity used."""
    end = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    used = text_replaced(data[end:], random) if random.random() < 0.5 else data[end:]
    return data[:end] + random.choice(DECLARATIONS) + used.replace(b"</", b"&x;</", 1)


def element_gone(data: bytes, random: Random) -> bytes:
    """An element is missing."""
    found = _one(ELEMENT, data, random)
    return data[: found.start()] + data[found.end() :] if found else data


def element_twice(data: bytes, random: Random) -> bytes:
    """An element stands twice."""
    found = _one(ELEMENT, data, random)
    return data[: found.end()] + data[found.start() :] if found else data


def element_renamed(data: bytes, random: Random) -> bytes:
    """All elements of a name have another."""
    found = _one(TAG, data, random)
    if not found:
        return data
    name = re.split(rb"[\s/>]", found[0][1:])[0]
    other = random.choice((name.lower(), name.upper(), b"x:" + name, name + b"_", b"a"))
    return re.sub(rb"(</?)" + re.escape(name) + rb"(?=[\s/>])", rb"\1" + other, data)


def tag_gone(data: bytes, random: Random) -> bytes:
    """A tag is missing, so that elements end where none began."""
    found = _one(TAG, data, random)
    return data[: found.start()] + data[found.end() :] if found else data


def text_replaced(data: bytes, random: Random) -> bytes:
    """The text of an element is another."""
    found = _one(ELEMENT, data, random)
    if not found:
        return data
    start, end = found[0].partition(b">")[0] + b">", b"</" + found[1] + b">"
    text = escape(value(random)).encode("utf-8", "surrogatepass")
    return data[: found.start()] + start + text + end + data[found.end() :]


def attribute_odd(data: bytes, random: Random) -> bytes:
    """An element has an attribute too many, or the same twice."""
    found = _one(TAG, data, random)
    if not found:
        return data
    odd = random.choice((b' a="1" a="2"', b' xmlns="urn:made-up"', b' xml:lang="ja"', b" a=1", b' r="99999999"'))
    at = found.end() - (2 if found[0].endswith(b"/>") else 1)
    return data[:at] + odd + data[at:]


def depth(data: bytes, random: Random) -> bytes:
    """Elements within elements without end."""
    found = _one(TAG, data, random)
    levels = random.choice((30, 500, 100_000))
    return data[: found.end()] + b"<a>" * levels + b"</a>" * levels + data[found.end() :] if found else data


def long_text(data: bytes, random: Random) -> bytes:
    """The text of an element goes on and on."""
    found = _one(ELEMENT, data, random)
    at = data.find(b"</", found.start()) if found else -1
    return data[:at] + b"x" * random.choice((100_000, 5_000_000)) + data[at:] if at >= 0 else data


def _one(pattern: re.Pattern[bytes], data: bytes, random: Random) -> re.Match[bytes] | None:
    start = random.randint(0, len(data))
    return pattern.search(data, start) or pattern.search(data)


CHANGES = (
    declared,
    element_gone,
    element_gone,
    element_twice,
    element_renamed,
    tag_gone,
    text_replaced,
    text_replaced,
    text_replaced,
    attribute_odd,
    depth,
    long_text,
)
