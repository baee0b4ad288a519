"""Any UNTP document: what it gives."""

from __future__ import annotations

import re
from pathlib import Path

from orepath.custody.document import Document
from orepath.custody.reading.field import Part, shown
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.small_json import load
from orepath.custody.reading.untp.anchor import read_identity
from orepath.custody.reading.untp.conformity import read_assessment, read_conformity
from orepath.custody.reading.untp.facility import read_facility
from orepath.custody.reading.untp.kinds import kind, texts
from orepath.custody.reading.untp.names import table
from orepath.custody.reading.untp.passport import read_passport
from orepath.custody.reading.untp.traceability import to_epcis
from orepath.errors import fault

FORMAT = "untp"
VERSION = re.compile(r"/untp/[a-z]+/([0-9a-z.\-]{1,20})/?$")
"""In the address of a vocabulary of the protocol: the kind of document, then the version."""


def read(path: Path) -> Document:
    """What a credential of the protocol gives, or the bare subject of one.

    Raises
    ------
    InputError
        Where it cannot be read as JSON, is about nothing that a book of lots needs, or lacks a field without which it
        says nothing: with every such field.
    """
    into = Gathered(path.name, FORMAT)
    gather(into.root(load(path)), into)
    return into.document()


def gather(root: Part, into: Gathered) -> None:
    """Gather what a parsed document gives."""
    if isinstance(root.value, list):
        _list(root, into)
        return
    of = table("credential")
    subjects = root.each(of["subject"])
    bare = not subjects and bool(kind(root.value)) and not _is_credential(root)
    if not subjects and not bare:
        into.lacks(root.at(of["subject"]))
        return
    credential = _credential(root)
    for subject in [root] if bare else subjects:
        _subject(subject, kind(subject.value) or kind(root.value), into, credential)


def _list(root: Part, into: Gathered) -> None:
    """Assessments without the credential that would say whose they are."""
    for each in root.each(""):
        if kind(each.value) == "assessment":
            read_assessment(each, into, _credential(each.at("credential")))
        else:
            _refuse(each, into)


def _subject(subject: Part, sort: str, into: Gathered, credential: dict[str, object]) -> None:
    if sort == "passport":
        read_passport(subject, into, credential)
    elif sort == "facility":
        read_facility(subject, into, credential)
    elif sort == "conformity":
        read_conformity(subject, into, credential)
    elif sort == "assessment":
        read_assessment(subject, into, credential)
    elif sort == "identity":
        read_identity(subject, into, credential)
    elif sort == "event":
        into.event(to_epcis(subject), subject.where)
    else:
        _refuse(subject, into)


def _refuse(part: Part, into: Gathered) -> None:
    said = part.value.get("type") if isinstance(part.value, dict) else part.value
    where = f"{part.where}.type" if part.path else f"{part.where}, type"
    allowed = ", ".join(name for name, sort in table("kinds").items() if sort != "scheme")
    into.faults.append(fault("custody_untp_kind", where, found=", ".join(texts(said)) or shown(said), allowed=allowed))


def _credential(root: Part) -> dict[str, object]:
    """Who says it, and from when until when."""
    of = table("credential")
    contexts = texts(root.keys().get("@context")) if isinstance(root.value, dict) else []
    found = (VERSION.search(each) for each in contexts)
    return {
        "model": FORMAT,
        "version": next((match[1] for match in found if match), ""),
        "file": root.file,
        "issuer": root.text(of["issuer"]),
        "issuer_name": root.text(of["issuer_name"]),
        "from": root.day(of["from_"]),
        "until": root.day(of["until"]),
    }


def _is_credential(root: Part) -> bool:
    return isinstance(root.value, dict) and "VerifiableCredential" in texts(root.value.get("type"))
