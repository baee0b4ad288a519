"""What a document claims of a lot or site, with the evidence it names; nothing is fetched."""

from __future__ import annotations

from orepath.custody.reading.field import Part
from orepath.custody.reading.untp.names import table


def claim(part: Part) -> dict[str, object]:
    """A claim as plain fields: what it is measured by, whether it is met, what was declared, where the evidence is."""
    of = table("claim")
    evidence = part.at(of["evidence"])
    address, called = link(evidence) if evidence.said else ("", "")
    return {
        "topic": part.text(of["topic"]),
        "criteria": criteria(part),
        "standard": part.text(of["standard"]),
        "regulation": part.text(of["regulation"]),
        "conformance": part.flag(of["conformance"]),
        "day": part.day(of["day"]),
        "declared": declared(part),
        "evidence": address,
        "evidence_name": called,
        "where": part.where,
    }


def criteria(part: Part) -> tuple[str, ...]:
    """What an assessment or claim is measured by: the names of the criteria, else their addresses; each once."""
    of = table("claim")
    found = (each.text(of["criterion"]) or each.text(of["criterion_id"]) for each in part.each(of["criteria"]))
    return tuple(dict.fromkeys(name for name in found if name))


def declared(part: Part) -> tuple[dict[str, object], ...]:
    """The declared values: name, value, unit and score as they are said, each once."""
    of = table("claim")
    found: list[dict[str, object]] = []
    seen = set[tuple[object, ...]]()
    for each in (*part.each(of["declared"]), *part.each(of["declared_before"])):
        value: dict[str, object] = {
            "name": each.text(of["metric"]),
            "value": each.number(of["value"]),
            "unit": each.text(of["unit"]),
            "score": each.text(of["score"]),
        }
        if tuple(value.values()) not in seen:
            seen.add(tuple(value.values()))
            found.append(value)
    return tuple(found)


def link(part: Part) -> tuple[str, str]:
    """The address of a document as it is written, and what it is called."""
    of = table("link")
    return part.text(of["address"]), part.text(of["name"])


def links(parts: list[Part]) -> tuple[tuple[str, str], ...]:
    """What documents are called, and their addresses; each once, and none without an address."""
    found = ((each, link(each)) for each in parts if each.said)
    pairs = ((called or part.path.rpartition(".")[2], address) for part, (address, called) in found if address)
    return tuple(dict.fromkeys(pairs))
