"""Made-up events as a sentence says them: the language of the cases.

    2025-01-10 Mine begins ore 100 kg; claims ore as Aland origin
    2025-01-11 Refinery turns ore 60 kg + scrap 40 kg into metal 90 kg + slag; yield 0.9; claims 50 kg of metal as
        Aland origin under segregated for 2025-01-01 to 2025-07-01
    2025-01-12 Aland Metals ships metal 90 kg to Boria Metals
    2025-01-12 Boria Metals gets metal 90 kg from Aland Metals
    2025-01-13 Works receives metal 90 kg
    2025-01-14 Works sees metal
    2025-01-14 Works puts metal into crate
    2025-01-15 Works destroys slag

Further words after a semicolon: called NAME, campaign NAME, in error.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from orepath.custody.event import Correction, Piece
from tests.custody.books.made_up import at, claim, event

VERBS = "begins|turns|ships|gets|receives|accepts|sees|puts|destroys"
LINE = re.compile(rf"(?P<when>[\d-]+(?: \d\d:\d\d)?) (?P<who>.+?) (?P<verb>{VERBS}) (?P<rest>.*)")
PIECE = re.compile(r"(?P<lot>\S+)(?: (?P<amount>-?[\d.]+) ?(?P<unit>\S+))?")
CLAIM = re.compile(
    r"claims (?:(?P<amount>[\d.]+) (?P<unit>\S+) of )?(?P<lot>\S+) as (?P<content>.+?)(?: under (?P<model>[a-z-]+))?"
    r"(?: for (?P<from>[\d-]*) to ?(?P<until>[\d-]*))?"
)
WORDS = {"campaign": "transformation", "called": "given"}


def pieces(said):
    found = []
    for each in said.split(" + "):
        if each.strip() not in ("", "nothing"):
            parts = PIECE.fullmatch(each.strip())
            assert parts, each
            amount = None if parts["amount"] is None else Decimal(parts["amount"])
            found.append(Piece(parts["lot"], amount, parts["unit"] or ""))
    return tuple(found)


def claimed(said):
    parts = CLAIM.fullmatch(said)
    assert parts, said
    return claim(
        parts["lot"], parts["amount"], parts["content"], parts["model"] or "", parts["unit"] or "",
        from_=parts["from"] or "", until=parts["until"] or "",
    )  # fmt: skip


def told(number, line):
    """The event of a sentence; where it stands is the number of its line."""
    sentence, *further = re.split(r";\s+", line.strip())
    said = LINE.fullmatch(sentence)
    assert said, line
    more, correction = {"claims": [], "where": f"line {number}"}, None
    for each in further:
        word, _, value = each.partition(" ")
        if word == "claims":
            more["claims"].append(claimed(each))
        elif word == "yield":
            more["yield_"] = Fraction(value)
        elif each == "in error":
            correction = Correction(at(400), "made-up mistake", ())
        else:
            more[WORDS[word]] = value
    when = int(datetime.fromisoformat(said["when"]).replace(tzinfo=UTC).timestamp()) * 1_000_000
    return done(said["verb"], when, said["who"], said["rest"], more)._replace(in_error=correction)


def done(verb, when, who, rest, more):
    if verb == "turns":
        taken, made = rest.split(" into ")
        return event("transformation", when, taken=pieces(taken), made=pieces(made), site=who, **more)
    if verb == "puts":
        children, parent = rest.split(" into ")
        return event("aggregation", when, "add", named=pieces(children), parent=parent, site=who, **more)
    if verb == "ships":
        lots, to = rest.split(" to ")
        return event("object", when, "observe", named=pieces(lots), from_=who, to=to, step="shipping", **more)
    if verb == "gets":
        lots, from_ = rest.split(" from ")
        return event("object", when, "observe", named=pieces(lots), from_=from_, to=who, step="receiving", **more)
    action = {"begins": "add", "destroys": "delete"}.get(verb, "observe")
    step = {"receives": "receiving", "accepts": "accepting"}.get(verb, "")
    return event("object", when, action, named=pieces(rest), site=who, step=step, **more)
