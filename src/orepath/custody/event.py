"""Events on lots: what was made, taken, put together, moved or observed, when, where and by whom."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias, get_args

Kind: TypeAlias = Literal["object", "aggregation", "transaction", "transformation", "association"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The event types of EPCIS 2.0, section 7.4."""

Action: TypeAlias = Literal["", "add", "observe", "delete"]
"""What an event does to what it names; a transformation has none."""

Model: TypeAlias = Literal["identity-preserved", "segregated", "mass-balance"]
MODELS: tuple[Model, ...] = get_args(Model)
"""The chain-of-custody models under which claims are booked, the strictest first (terms of ISO 22095:2020)."""


class Piece(NamedTuple):
    """Some of a lot.

    Parameters
    ----------
    lot
        Its identifier in canonical form: the same for every way to write it.
    amount
        How much; None where the event does not say.
    unit
        UN/ECE Recommendation 20 code; empty for a count of pieces.
    """

    lot: str
    amount: Decimal | None
    unit: str


class Claim(NamedTuple):
    """What is claimed of a lot when it is made.

    Parameters
    ----------
    content
        What is claimed, in the claimant's words; two claims are the same where their words are.
    amount, unit
        How much of the lot carries the claim; None for all of it.
    model
        The chain-of-custody model it is made under; empty where it does not say.
    from_, until
        The period it is made for, half-open, as ISO dates; empty where it does not say.
    reference
        The document that shows it.
    """

    lot: str
    content: str
    amount: Decimal | None = None
    unit: str = ""
    model: str = ""
    from_: str = ""
    until: str = ""
    reference: str = ""


class Correction(NamedTuple):
    """A declaration that an event was in error.

    Parameters
    ----------
    at
        When it was declared (µs since 1970, UTC).
    corrected_by
        The identifiers of the events that stand in its place.
    """

    at: int
    reason: str
    corrected_by: tuple[str, ...]


class Event(NamedTuple):
    """One event, whatever it was written in.

    Parameters
    ----------
    at
        When it happened (µs since 1970, UTC).
    digest
        The SHA-256 of its canonical form (CBV 2.0, event hash identifier); the same for every way to write it.
    given
        The identifier that it states; empty for none.
    where
        File and position.
    site
        Where it happened: the business location, else the read point; canonical, empty where not said.
    step
        The business step, as the bare word of the CBV (``commissioning``) or as it was said.
    taken, made
        What a transformation took in and gave out.
    named
        What an event of another kind is about; the children of an aggregation or association.
    parent
        What the children were put into; empty for none.
    from_, to
        The owning parties before and after, canonical; empty where not said.
    transformation
        The identifier that several events of one transformation share; empty for none.
    yield_
        How much may come out of a unit that goes in, by mass; None where not said.
    """

    kind: Kind
    action: Action
    at: int
    digest: bytes
    given: str
    where: str
    site: str = ""
    step: str = ""
    taken: tuple[Piece, ...] = ()
    made: tuple[Piece, ...] = ()
    named: tuple[Piece, ...] = ()
    parent: str = ""
    from_: str = ""
    to: str = ""
    transactions: tuple[tuple[str, str], ...] = ()
    transformation: str = ""
    yield_: Fraction | None = None
    claims: tuple[Claim, ...] = ()
    in_error: Correction | None = None

    @property
    def id(self) -> str:
        """Its hash identifier as CBV 2.0 writes it."""
        return identifier(self.digest)


def identifier(digest: bytes) -> str:
    """A digest as the identifier of an event: an ``ni`` URI (RFC 6920) with the version of the CBV.

    >>> identifier(bytes(32))[:30]
    'ni:///sha-256;0000000000000000'
    """
    return f"ni:///sha-256;{digest.hex()}?ver=CBV2.0"
