"""What is unknown and would matter most, and who could supply it."""

from __future__ import annotations

from orepath.evidence.measures import status
from orepath.evidence.record import current
from orepath.review.chapters.measures import in_scope
from orepath.review.chapters.networks import supplied
from orepath.review.chapters.operations import operations
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.document import Cell, Chapter, Column, Paragraph, Row, Table, Unknown
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text
from orepath.vocabulary.terms import stages

STAGES = ("mine", "refine")
UPSTREAM = ("mine", "refine", "chemical")


def unknowns(scene: Scene) -> tuple[Chapter, tuple[Unknown, ...]]:
    """The chapter, and its rows as data, ordered by how much waits for each."""
    weighed = [
        *(*_capacity(scene), *_path(scene), *_goods(scene), *_supply(scene)),
        *(*_operators(scene), *_measures(scene), *_wages(scene), *_findings(scene)),
    ]
    found = tuple(unknown for _, unknown in sorted(weighed, key=lambda entry: -entry[0]))
    columns = (
        Column("what", say("unknowns_what")),
        Column("why", say("unknowns_why")),
        Column("who", say("unknowns_who")),
    )
    rows = tuple(Row((Cell(one.what, cites=one.statements), Cell(one.why), Cell(one.who))) for one in found)
    table = Table("unknowns-table", say("unknowns_table"), columns, rows)
    return Chapter("unknowns", say("unknowns_title"), (Paragraph(say("unknowns_intro")), table)), found


def _names(minerals: list[str]) -> Text:
    return joined([mineral_name(mineral) for mineral in minerals])


def _capacity(scene: Scene) -> list[tuple[int, Unknown]]:
    """Per Party and stage, the minerals with neither capacity nor production in the evidence; each weighs one."""
    stated = [record for record in current(scene.evidence, "capacity") if record.statement.value is not None]
    known = {(record.get("place"), record.get("stage"), record.get("mineral")) for record in stated}
    rows = scene.evidence.rows(
        """select distinct place, stage, mineral from statements
        where property in ('production', 'capacity') and stage is not null and value is not null"""
    )
    known |= {(row["place"], row["stage"], row["mineral"]) for row in rows}
    found = []
    for party in scene.parties:
        for stage in STAGES:
            missing = [m for m in scene.agreement.minerals if (party, stage, m) not in known]
            if missing:
                words = {"place": place_text(party), "stage": stages()[stage].name, "minerals": _names(missing)}
                who = say("unknown_capacity_who", place=place_text(party))
                what = say("unknown_capacity", **words)
                found.append((len(missing), Unknown(what, say("unknown_capacity_why"), who)))
    return found


def _path(scene: Scene) -> list[tuple[int, Unknown]]:
    minerals = list(scene.agreement.minerals)
    what = say("unknown_path", minerals=_names(minerals))
    return [(2 * len(minerals), Unknown(what, say("unknown_path_why"), say("unknown_path_who")))]


def _goods(scene: Scene) -> list[tuple[int, Unknown]]:
    parts = []
    for mineral in scene.agreement.minerals:
        absent = [stage for stage in UPSTREAM if stage not in scene.border.stages(mineral)]
        if absent:
            named = joined([stages()[stage].name for stage in absent])
            parts.append(say("unknown_goods_part", mineral=mineral_name(mineral), stages=named))
    if not parts:
        return []
    unknown = Unknown(say("unknown_goods", parts=joined(parts)), say("unknown_goods_why"), say("unknown_goods_who"))
    return [(len(parts), unknown)]


def _supply(scene: Scene) -> list[tuple[int, Unknown]]:
    """Per mineral, the data that would show where it comes from; each weighs as many as there are Parties waiting."""
    weighed = []
    for mineral in scene.agreement.minerals:
        found = supplied(scene, mineral)
        missing = list(dict.fromkeys(text for each in found.limits for text in each.missing)) if found else []
        if found and missing:
            what = say("unknown_supply", mineral=capital(mineral_name(mineral)), missing=joined(missing, " ", "、"))
            parties = joined([place_text(party) for party in found.by_party], " and ", "及び")
            unknown = Unknown(what, say("unknown_supply_why", parties=parties), say("unknown_supply_who"))
            weighed.append((len(found.by_party), unknown))
    return weighed


def _operators(scene: Scene) -> list[tuple[int, Unknown]]:
    """The minerals of whose mines and plants no operator is on record; each weighs one."""
    missing = [mineral for mineral in scene.agreement.minerals if operations(scene, mineral) is None]
    if not missing:
        return []
    what = say("unknown_operators", minerals=_names(missing))
    return [(len(missing), Unknown(what, say("unknown_operators_why"), say("unknown_operators_who")))]


def _measures(scene: Scene) -> list[tuple[int, Unknown]]:
    open_ = [
        act
        for act in scene.acts
        if in_scope(scene, act) and status(act, scene.as_of) == "suspension_end_passed_unverified"
    ]
    if not open_:
        return []
    cites = tuple(found for act in open_ for found in act.statements(scene.as_of))
    what = say("unknown_measures", count=len(open_))
    return [(len(open_), Unknown(what, say("unknown_measures_why"), say("unknown_measures_who"), cites))]


def _wages(scene: Scene) -> list[tuple[int, Unknown]]:
    what = say("unknown_wages", minerals=_names(list(scene.agreement.minerals)))
    return [(1, Unknown(what, say("unknown_wages_why"), say("unknown_wages_who")))]


def _findings(scene: Scene) -> list[tuple[int, Unknown]]:
    found = []
    for finding in scene.findings:
        if finding.verdict != "undetermined":
            continue
        for missing in finding.missing[:1]:
            what = say("unknown_finding", commitment=finding.commitment, what=missing.what)
            found.append((1, Unknown(what, say("unknown_finding_why"), missing.who)))
    return found
