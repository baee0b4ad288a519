"""What a UNTP document is about, by the types it states."""

from __future__ import annotations

from orepath.custody.reading.untp.names import table

VERIFIABLE = "VerifiableCredential"
"""The type that every credential of the W3C data model has."""
MARK = "uncefact.org"
"""In the addresses of the vocabularies of the protocol."""
EVENT = "Event"
"""UNTP's second type of an event; an event of EPCIS has one type."""


def is_untp(raw: object) -> bool:
    """Whether parsed JSON is a credential of the protocol, or the bare subject of one.

    >>> is_untp({"type": ["DigitalProductPassport"]}), is_untp({"type": "ObjectEvent"}), is_untp([])
    (True, False, False)
    """
    if isinstance(raw, list):
        return bool(raw) and kind(raw[0]) == "assessment"
    if not isinstance(raw, dict):
        return False
    contexts = raw.get("@context")
    if any(MARK in each for each in texts(contexts)) and VERIFIABLE in texts(raw.get("type")):
        return True
    subject = raw.get("credentialSubject")
    subjects = subject if isinstance(subject, list) else [subject]
    return bool(kind(raw) or any(kind(each) for each in subjects))


def kind(raw: object) -> str:
    """What is read of an object, by its types; empty where none of them is known."""
    if not isinstance(raw, dict):
        return ""
    types = texts(raw.get("type"))
    if not isinstance(raw.get("type"), list) and not _is_credential(types):
        return ""  # other standards have products and facilities too; this one states types as a list
    found = next((table("kinds")[each] for each in types if each in table("kinds")), "")
    return "" if found == "event" and not _is_untp_event(types) else str(found)


def _is_untp_event(types: list[str]) -> bool:
    return EVENT in types or _is_credential(types)


def _is_credential(types: list[str]) -> bool:
    return VERIFIABLE in types or any(each.startswith("Digital") for each in types)


def texts(value: object) -> list[str]:
    """The texts of a field that holds one or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]
