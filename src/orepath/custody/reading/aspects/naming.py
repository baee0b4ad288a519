"""Identifiers of lots and partners in one form."""

from __future__ import annotations

import re

from orepath.custody.identity.digital_link import canonical

UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
BPN = re.compile(r"(?:urn:(?:bpn:(?:id:)?)?)?(BPN[LSA][0-9A-Za-z]{12})")
"""Business partner numbers of Catena-X: legal entity, site or address (constraints of its shared model, 2.0.0)."""


def identifier(said: str) -> str:
    """An identifier in one form for each way to write it.

    >>> identifier("580D3ADF-1981-44a0-a214-13d6ceed9379"), identifier("urn:BPNL00000003AYRE"), identifier(" X-1 ")
    ('urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9379', 'BPNL00000003AYRE', 'X-1')
    """
    text = said.strip()
    if found := UUID.fullmatch(text):
        return f"urn:uuid:{found[1].lower()}"
    if found := BPN.fullmatch(text):
        return found[1]
    return canonical(text)
