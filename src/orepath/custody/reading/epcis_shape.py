"""Events of XML in the plain shape, which is that of JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orepath.custody.identity.event_hash import Value
from orepath.custody.identity.order import Field, order, standard
from orepath.custody.reading.plain import SAME, address
from orepath.custody.reading.xml_stream import Element

WRAPPERS = ("extension", "baseExtension")
"""Elements in which EPCIS 1.2 puts what came after 1.0; they say nothing themselves."""
OUTER = standard() - {field.name for field in order()}


def plain_of(event: Element, known: Mapping[str, str]) -> dict[str, Any]:
    """An event in the plain shape.

    Parameters
    ----------
    known
        What prefixes stand for in abbreviated addresses.
    """
    found: dict[str, Any] = {"type": event.name}
    fields = {field.name: field for field in order()}
    for child in _unwrapped(event):
        if child.name in fields:
            _add(found, fields[child.name], child, known)
        elif child.name == "errorDeclaration":
            found[child.name] = _declaration(child)
        elif child.name in OUTER:
            found[child.name] = child.text
        else:
            _extend(found, child, known)
    return found


def _unwrapped(element: Element) -> list[Element]:
    """The elements within, and those within wrappers."""
    if not any(child.name in WRAPPERS for child in element.children):
        return element.children
    found = []
    for child in element.children:
        found += _unwrapped(child) if child.name in WRAPPERS else [child]
    return found


def _add(found: dict[str, Any], field: Field, child: Element, known: Mapping[str, str]) -> None:
    """Put a standard field of an event or of an object within it."""
    if field.item is not None:
        within = [_one(field, each, known) for each in child.children]
        found[field.name] = [*found.get(field.name, ()), *(each for each in within if each is not None)]
        return
    value = _one(field, child, known)
    if value is None:
        return
    if field.each:
        found[field.name] = [*found.get(field.name, ()), value]
    elif field.name in found:
        found[field.name] = [found[field.name], value]  # twice where once is allowed: told as a fault
    else:
        found[field.name] = value


def _one(field: Field, element: Element, known: Mapping[str, str]) -> Value:
    """A value or an object; None where the element is empty."""
    if field.fields is None:
        return address(element.text, known) if element.text else None
    found: dict[str, Any] = {}
    fields = {each.name: each for each in field.fields}
    for name, value in element.attributes.items():
        if name in fields:
            said = address(value, known)
            found[name] = [said] if fields[name].each else said
        else:
            found[_named(name)] = address(value, known)
    if element.name in fields and element.text:
        found[element.name] = address(element.text, known)
    for child in _unwrapped(element):
        if child.name in fields:
            _add(found, fields[child.name], child, known)
        else:
            _extend(found, child, known)
    return found


def _extend(found: dict[str, Any], child: Element, known: Mapping[str, str]) -> None:
    """Put an extension field; one that stands several times becomes a list."""
    name, value = _named(child.name), _free(child, known)
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]


def _free(element: Element, known: Mapping[str, str]) -> Value:
    if not element.children and not element.attributes:
        return address(element.text, known)
    found: dict[str, Any] = {_named(name): address(value, known) for name, value in element.attributes.items()}
    if element.text:
        found["#text"] = address(element.text, known)
    for child in element.children:
        _extend(found, child, known)
    return found


def _named(name: str) -> str:
    if not name.startswith("{"):
        return name
    namespace, _, local = name[1:].rpartition("}")
    return f"{{{SAME.get(namespace, namespace)}}}{local}"


def _declaration(element: Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in _unwrapped(element):
        if child.name == "correctiveEventIDs":
            found[child.name] = [each.text for each in child.children if each.text]
        else:
            found[child.name] = child.text
    return found
