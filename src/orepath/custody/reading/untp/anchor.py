"""Digital identity anchors: what a register calls a party or a site."""

from __future__ import annotations

from orepath.custody.document import Site
from orepath.custody.reading.field import Part
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.untp.names import table
from orepath.custody.reading.untp.naming import identifier


def read_identity(subject: Part, into: Gathered, credential: dict[str, object]) -> None:
    """Gather a registered identity, and a site where the register is one of places; no identifier is a fault."""
    of = table("identity")
    found = identifier(subject)
    if not found:
        into.lacks(subject.at(of["id"]))
        return
    register = subject.text(of["register"])
    name = subject.text(of["name"])
    if register.lower() in of["sites"]:
        into.site(Site(found, name, where=subject.where))
    identity = {"subject": found, "name": name, "register": register}
    identity |= {key: subject.text(of[key]) for key in ("registered", "entity", "number")}
    into.passports.append({"kind": "identity", **credential, **identity, "where": subject.where})
