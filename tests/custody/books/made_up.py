"""Made-up events, written shortly."""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from orepath.custody.books.ledger import keep
from orepath.custody.document import Document
from orepath.custody.event import Claim, Event, Piece

SITE, OTHER = "made-up-refinery", "made-up-mine"


def at(day, hour=0):
    """A moment of 2025 (µs), by the number of its day."""
    return int(datetime(2025, 1, 1, tzinfo=UTC).timestamp() + (day * 24 + hour) * 3600) * 1_000_000


def piece(lot, amount=None, unit="KGM"):
    return Piece(lot, None if amount is None else Decimal(str(amount)), unit if amount is not None else "")


def event(kind, day, action="", given="", where="", digest=None, **parts):
    """An event whose digest is that of all it says, where none is given."""
    for name in ("taken", "made", "named"):
        parts[name] = tuple(
            each if isinstance(each, Piece) else piece(*each) if isinstance(each, tuple) else piece(each)
            for each in parts.get(name, ())
        )
    parts["claims"] = tuple(parts.get("claims", ()))
    moment = day if day > 10**6 else at(day)
    if digest is None:
        digest = hashlib.sha256(
            repr((kind, moment, action, sorted(parts.items(), key=lambda p: p[0]))).encode()
        ).digest()
    return Event(kind, action, moment, digest, given, where or f"made-up day {day}", **parts)


def start(day, lot, amount, claims=(), site=OTHER, **more):
    return event("object", day, "add", named=[(lot, amount)], claims=claims, site=site, **more)


def turn(day, taken, made, claims=(), yield_=None, site=SITE, **more):
    share = None if yield_ is None else Fraction(yield_)
    return event("transformation", day, taken=taken, made=made, claims=claims, yield_=share, site=site, **more)


def claim(lot, amount=None, content="made-up origin", model="", unit="KGM", **more):
    return Claim(lot, content, None if amount is None else Decimal(str(amount)), unit, model, **more)


def ledger(*events, model="mass-balance", lots=()):
    return keep([Document("made-up", "made-up", lambda: iter(events), lots=tuple(lots))], model)


def kinds(found):
    return [each.kind for each in found.violations]
