"""What a file about lots gives: events, and facts about lots, sites, passports and declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from orepath.custody.event import Event


@dataclass(frozen=True)
class Material:
    """A material that a document says a lot holds.

    Parameters
    ----------
    origin
        The place it comes from: an alpha-2 code, or empty.
    share
        Of the mass of the lot, 0 to 1.
    recycled
        Share of it that is recycled, 0 to 1.
    code
        A goods code with its list before it: ``hs:260300``, ``cpc:14210``; or a CAS number ``cas:7439-93-2``.
    """

    name: str
    origin: str = ""
    mass_kg: Decimal | None = None
    share: Fraction | None = None
    recycled: Fraction | None = None
    code: str = ""
    where: str = ""


@dataclass(frozen=True)
class LotFacts:
    """What a document says of a lot, besides what happened to it.

    Parameters
    ----------
    id
        Canonical, as in `orepath.custody.event.Piece`.
    batch
        The number of the batch as people read it.
    mineral, stage
        Where the document says so: ids of the vocabulary; empty where not.
    codes
        Goods codes, each with its list before it: ``hs:260300``, ``cpc:14210``.
    origin
        The place its material comes from (alpha-2); empty where not said.
    made_in
        The place it was made in (alpha-2); empty where not said.
    site, maker
        Canonical identifiers.
    mass_kg
        Of the whole lot.
    recycled
        Share of it that is recycled, 0 to 1.
    links
        Documents it refers to: what each is called, and its address as written; never fetched.
    where
        File and field.
    """

    id: str
    name: str = ""
    batch: str = ""
    mineral: str = ""
    stage: str = ""
    codes: tuple[str, ...] = ()
    origin: str = ""
    made_in: str = ""
    made_on: str = ""
    site: str = ""
    maker: str = ""
    mass_kg: Decimal | None = None
    value_usd: Fraction | None = None
    recycled: Fraction | None = None
    materials: tuple[Material, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Site:
    """A place where lots are held or worked on.

    Parameters
    ----------
    id
        Canonical.
    place
        Alpha-2 code; empty where not said.
    """

    id: str
    name: str = ""
    place: str = ""
    operator: str = ""
    where: str = ""


@dataclass(frozen=True)
class Unread:
    """Something in a document that was not taken in, and why.

    Parameters
    ----------
    code, values
        A text of ``errors.toml`` and what its placeholders stand for, as of a `orepath.errors.Fault`.
    where
        File and field.
    """

    code: str
    where: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A file, and what it gives.

    Parameters
    ----------
    file
        Its name.
    format
        The name of its format in ``formats.toml``.
    events
        Gives its events, in its order, anew each time it is called; they need not fit into memory together.
    """

    file: str
    format: str
    events: Callable[[], Iterator[Event]] = lambda: iter(())
    lots: tuple[LotFacts, ...] = ()
    sites: tuple[Site, ...] = ()
    passports: tuple[dict[str, object], ...] = ()
    declarations: tuple[dict[str, object], ...] = ()
    unread: tuple[Unread, ...] = ()
