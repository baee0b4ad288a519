"""The finding on employer neutrality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orepath.commitments.clauses import clauses
from orepath.commitments.finding import Finding, Limb, Question, Reason, Verdict
from orepath.commitments.standing import while_in_force
from orepath.commitments.verdicts import overall
from orepath.commitments.wording import day, places
from orepath.evidence.record import Record, current
from orepath.vocabulary.places import place_text

CLAUSES = clauses(__package__)


@while_in_force
def assess(question: Question) -> Finding:
    """Whether each Party promotes employer neutrality."""
    minerals = set(question.agreement.minerals)
    known = [
        record
        for record in current(question.evidence, "neutrality")
        if not record.many("minerals") or minerals & set(record.many("minerals"))
    ]
    limbs = tuple(_party(question, known, party) for party in question.agreement.parties)
    verdict = overall(limb.verdict for limb in limbs)
    named = places(limb.id for limb in limbs if limb.verdict == verdict)
    summary = CLAUSES.reason(f"summary_{verdict}", as_of=day(question.as_of), parties=named)
    open_ = [limb.id for limb in limbs if limb.verdict == "undetermined"]
    missing = tuple(CLAUSES.lack("measures", party=place_text(party)) for party in open_)
    return Finding(question.commitment.id, verdict, (summary, *_facilities(question, known)), missing, limbs)


def _party(question: Question, known: Sequence[Record], party: str) -> Limb:
    """The verdict on the public measures of one Party."""
    own = [record for record in known if record.get("place") == party and record.holds(question.as_of)]
    promoting = [record.id for record in own if record.get("kind") == "public_measure"]
    contrary = [record.id for record in own if record.get("kind") == "contrary_measure"]
    as_of = day(question.as_of)
    reasons = [
        CLAUSES.reason(code, found, as_of=as_of, count=len(found))
        for code, found in (("promoting", promoting), ("contrary", contrary))
        if found
    ]
    if promoting and contrary:
        reasons.append(CLAUSES.reason("both_ways"))
    verdict: Verdict = "undetermined"
    if bool(promoting) != bool(contrary):
        verdict = "met" if promoting else "not_met"
    return Limb(party, place_text(party), verdict, tuple(reasons or [CLAUSES.reason("none", as_of=as_of)]))


def _facilities(question: Question, known: Sequence[Record]) -> Iterator[Reason]:
    """What is recorded of facilities, by legal frame: the frames are set side by side and not merged."""
    agreement, as_of = question.agreement, question.as_of
    for frame, title in CLAUSES.titles.items():
        own = [record for record in known if record.get("legal_frame", "unstated") == frame]
        instruments = [
            record.id
            for record in own
            if record.get("kind") == "instrument" and record.get("instrument", "none") != "none" and record.holds(as_of)
        ]
        incidents = [
            record.id
            for record in own
            if record.get("kind") == "incident" and agreement.in_force_from <= (record.day("from_") or as_of) <= as_of
        ]
        if instruments or incidents:
            counts = {"instruments": len(instruments), "incidents": len(incidents)}
            yield CLAUSES.reason("facilities", [*instruments, *incidents], frame=title, **counts)
