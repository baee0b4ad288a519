"""Events of JSON-LD in the plain shape: standard fields by their name, extension fields under ``{namespace}name``.

What a prefix stands for is read from the contexts in the document; a context that is only linked to is never fetched.
The context of EPCIS 2.0 itself is known (``identity/words.toml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from orepath.custody.identity.order import order, standard
from orepath.custody.identity.words import prefixes
from orepath.custody.reading.json_stream import Json

EPCIS = "https://ref.gs1.org/epcis/"
SAME = {"urn:epcglobal:cbv:mda:": "urn:epcglobal:cbv:mda"}
"""The namespace of CBV master data as JSON-LD and as XML write it (CBV 2.0)."""
DEEPEST = 64
KEYWORDS = {"@type": "type", "@id": "id"}


@cache
def _shapes() -> dict[str, str]:
    """What stands in each standard field that may hold an abbreviated address."""
    found = {}
    for field in order():
        if field.item is not None:
            found[field.name] = (
                "within" if field.name == "sensorElementList" else "typed" if field.item == "" else "list"
            )
        elif field.kind not in ("time", "text"):
            found[field.name] = "within" if field.open else "single"
    return found


def names(context: object, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """What each prefix and term of a ``@context`` stands for, besides those of EPCIS itself.

    Examples
    --------
    >>> names(["https://example.org/linked.jsonld", {"ex": "https://ns.example.org/"}])["ex"]
    'https://ns.example.org/'
    """
    found = dict(prefixes() if base is None else base)
    for part in context if isinstance(context, list) else [context]:
        for name, said in part.items() if isinstance(part, dict) else ():
            uri = said.get("@id") if isinstance(said, dict) else said
            if isinstance(uri, str) and not name.startswith("@") and not uri.startswith("@"):
                uri = address(uri, found)
                found[name] = SAME.get(uri, uri)
    return found


def address(said: str, known: Mapping[str, str]) -> str:
    """An abbreviated address in full; anything else as it is.

    >>> address("gs1:Temperature", names(None)), address("https://example.org", names(None))
    ('https://gs1.org/voc/Temperature', 'https://example.org')
    """
    prefix, colon, rest = said.partition(":")
    if not colon or prefix not in known or rest.startswith("//") or " " in said:
        return said
    return known[prefix] + rest


def key(said: str, known: Mapping[str, str]) -> str:
    """The name of an extension field with its namespace in braces; as it is where it has none.

    >>> key("cbvmda:lotNumber", names(None))
    '{urn:epcglobal:cbv:mda}lotNumber'
    """
    prefix, colon, rest = said.partition(":")
    if colon and prefix in known and not rest.startswith("//"):
        return f"{{{known[prefix]}}}{rest}"
    whole = known.get(said, said)
    if "://" in whole and not whole.startswith("{"):
        cut = max(whole.rfind("/"), whole.rfind("#")) + 1
        return f"{{{whole[:cut]}}}{whole[cut:]}"
    return said


def plain(event: dict[str, Json], known: Mapping[str, str]) -> dict[str, Json]:
    """An event in the plain shape; the one given may be changed.

    Raises
    ------
    RecursionError
        Where extension fields are nested deeper than `DEEPEST`.
    """
    if "@context" in event:
        known = names(event["@context"], known)
    if not standard() >= event.keys():
        event = _renamed(event, known)
    shapes = _shapes()
    own = len(known) > len(prefixes())
    for name, value in event.items():
        shape = shapes.get(name)
        if shape is None:
            continue
        if shape == "single":
            if type(value) is str:
                if ":" in value:
                    event[name] = address(value, known)
            elif type(value) is dict:
                if len(value) > 1 or type(value.get("id")) is not str:
                    event[name] = _deep(value, known, 0)
                elif own:
                    value["id"] = address(value["id"], known)
        else:
            event[name] = _listed(shape, value, known, own)
    if type(event.get("type")) is str:
        event["type"] = address(event["type"], known).removeprefix(EPCIS)
    return event


def _renamed(event: dict[str, Json], known: Mapping[str, str]) -> dict[str, Json]:
    own = standard()
    found: dict[str, Json] = {}
    for name, value in event.items():
        name = KEYWORDS.get(name, name)
        if name in own:
            found[name] = value
        else:
            found[key(name, known)] = _deep(value, known, 0)
    return found


def _listed(shape: str, value: Json, known: Mapping[str, str], own: bool) -> Json:
    """A list with addresses in full; ``own``: the document has prefixes besides those of EPCIS."""
    if shape == "within":
        return _deep(value, known, 0)
    if type(value) is dict or type(value) is str:
        value = [value]
    if type(value) is not list:
        return value
    if own and value and type(value[0]) is str:
        return [address(each, known) if type(each) is str else each for each in value]
    if shape == "typed":
        for each in value:
            if type(each) is dict and type(each.get("type")) is str and ":" in each["type"]:
                each["type"] = address(each["type"], known)
    return value


def _deep(value: Json, known: Mapping[str, str], depth: int) -> Json:
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, str):
        return address(value, known) if ":" in value else value
    if isinstance(value, list):
        return [_deep(each, known, depth + 1) for each in value]
    if isinstance(value, dict):
        if "@context" in value:
            known = names(value["@context"], known)
        return {
            key(str(KEYWORDS.get(name, name)), known): _deep(each, known, depth + 1)
            for name, each in value.items()
            if name != "@context"
        }
    return value
