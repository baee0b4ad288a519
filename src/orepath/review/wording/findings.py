"""Findings: the table at a glance and the cards."""

from __future__ import annotations

from orepath.commitments.finding import Limb, Reason, Screening
from orepath.review.blocks import FindingCard
from orepath.review.messages import label, message
from orepath.review.wording.inline import words
from orepath.review.wording.voice import Tree, Voice


def anchor(card: FindingCard) -> str:
    """The anchor of a card."""
    return f"finding-{card.commitment.id}"


def glance(voice: Voice) -> list[Tree]:
    """A row a finding, linked to its card where a chapter has one."""
    cards = {anchor(block) for _, block in voice.cited.blocks if isinstance(block, FindingCard)}
    return [{**_head(voice, card), "linked": anchor(card) in cards} for card in voice.document.findings]


def card(voice: Voice, found: FindingCard) -> Tree:
    """A finding in full."""
    missing = [(words(gap.what.in_(voice.lang)), words(gap.who.in_(voice.lang))) for gap in found.finding.missing]
    return {
        "kind": "finding",
        **_head(voice, found),
        "summary": found.commitment.summary.in_(voice.lang),
        "reasons": [_reason(voice, reason) for reason in found.finding.reasons],
        "limbs": [_limb(voice, limb) for limb in found.finding.limbs],
        "missing": [{"what": what, "who": who} for what, who in missing],
        "screenings": [_screening(voice, screening) for screening in found.finding.screenings],
        "pending": found.commitment.citation_pending,
    }


def _screening(voice: Voice, found: Screening) -> Tree:
    points = [words(point.in_(voice.lang)) for point in found.points]
    return {"title": found.title.in_(voice.lang), "points": points}


def _head(voice: Voice, found: FindingCard) -> Tree:
    lang = voice.lang
    return {
        "id": anchor(found),
        "number": found.commitment.id,
        "title": found.commitment.title.in_(lang),
        "strength": message("strength", found.commitment.strength).in_(lang),
        "actor": message("actor", found.commitment.actor).in_(lang),
        **_verdict(voice, found.finding.verdict),
    }


def _verdict(voice: Voice, verdict: str) -> Tree:
    said = message("verdict", verdict).in_(voice.lang)
    return {"verdict": verdict, "word": said, "line": label("verdict_line", voice.lang, verdict=said)}


def _limb(voice: Voice, limb: Limb) -> Tree:
    reasons = [_reason(voice, reason) for reason in limb.reasons]
    return {"title": limb.title.in_(voice.lang), "reasons": reasons, **_verdict(voice, limb.verdict)}


def _reason(voice: Voice, reason: Reason) -> list[Tree]:
    return [*words(reason.text.in_(voice.lang)), *voice.cites(reason.statements)]
