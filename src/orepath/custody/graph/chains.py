"""Procurement chains behind a lot, as the rules of qualification read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from itertools import pairwise

from orepath.custody.books.exact import SCALE
from orepath.custody.books.ledger import Ledger
from orepath.custody.books.sifting import event_id
from orepath.custody.document import LotFacts, Material
from orepath.custody.graph.behind import Behind, Line
from orepath.custody.graph.lineage import Lineage, Link, lineage
from orepath.custody.graph.minerals import Told, told
from orepath.custody.graph.network import mass_of, mineral_of, place_of
from orepath.custody.graph.parts import MINE, RECYCLED, Part, parts
from orepath.errors import InputError, UnknownName
from orepath.network.network import UNKNOWN


@dataclass(frozen=True)
class Row:
    """A step of a chain, in the columns of procurement chains; `unknown` where nobody says.

    Parameters
    ----------
    battery_id
        The lot that the chain is behind.
    """

    battery_id: str
    chain_id: str
    mineral: str
    value_usd: str
    activity: str
    country: str
    entity_id: str = ""
    value_added_usd: str = UNKNOWN
    mass_kg: str = UNKNOWN
    evidence: str = ""

    def cells(self) -> tuple[str, ...]:
        """Its cells, in the order of `COLUMNS`."""
        return tuple(getattr(self, name) for name in COLUMNS)


COLUMNS = tuple(each.name for each in fields(Row))
"""The columns of procurement chains, as the rules of qualification name them; the first only of several lots."""


def chains(ledger: Ledger, lots: Sequence[str] = (), links: Lineage | None = None) -> list[Row]:
    """The procurement chains behind lots: a chain for each mineral and each lot, or part of one, that it begins with.

    A chain has a row for where its mineral was extracted, or recycled, and one for each transformation on the way
    whose output is still that mineral: what is made of several is a component, and making it is no processing of one.
    A value is said where the lots on the way have one and nothing else went into them; otherwise it is unknown.

    Parameters
    ----------
    lots
        Identifiers; those at the end of the record where none is given.

    Raises
    ------
    InputError
        Where a lot is not known, or too many lie behind one.
    """
    behind = Behind(ledger, links or lineage(ledger))
    known = {*ledger.columns.lots, *ledger.facts}
    faults = [each for lot in lots if lot not in known for each in UnknownName("lot", lot, sorted(known)).faults]
    if faults:
        raise InputError(faults)
    ends = lots or behind.ends()
    return [row for lot in ends for row in _behind(behind, lot)]


def _behind(behind: Behind, lot: str) -> Iterator[Row]:
    """The chains behind a lot, those of materials that its document names and its inputs are not among them."""
    lines = behind.lines(lot)
    for line in lines:
        yield from _chain(behind, line)
    facts = behind.facts(lot)
    if facts is not None and facts.materials and lines[0].begin != lot:
        put_in = {mineral_of(behind.facts(line.begin)).mineral for line in lines}
        yield from _of_materials(facts, lot, lot, put_in)


def _chain(behind: Behind, line: Line) -> Iterator[Row]:
    """The chains of a line: one, or one of each material that its first lot is said to hold."""
    facts, name = behind.facts(line.begin), line.end if line.begin == line.end else f"{line.end} < {line.begin}"
    if facts is not None and facts.materials:
        yield from _of_materials(facts, line.end, name, set())
        return
    kind = mineral_of(facts)
    if kind.mineral:
        for part in parts(facts, kind.stage):
            yield from _of_part(behind, line, kind, part, f"{name} ({RECYCLED})" if part.label == RECYCLED else name)


def _of_materials(facts: LotFacts, lot: str, name: str, put_in: Set[str]) -> Iterator[Row]:
    """Where a document names the materials of a lot: their origin, and no word of their processing."""
    for number, material in enumerate(facts.materials, start=1):
        mineral = told("", "", (material.code,), material.name).mineral
        if not mineral or mineral in put_in:
            continue
        chain, mass = f"{name} # {number}", _mass_of(material, facts)
        origin, where = material.origin or UNKNOWN, material.where or facts.where
        yield Row(lot, chain, mineral, UNKNOWN, "extraction", origin, mass_kg=mass, evidence=where)
        yield Row(lot, chain, mineral, UNKNOWN, "processing", UNKNOWN)


def _of_part(behind: Behind, line: Line, kind: Told, part: Part, chain: str) -> Iterator[Row]:
    """The chain of a part of a lot: its first step, and each transformation on the way."""
    ledger, facts = behind.ledger, behind.facts(line.begin)
    values = [None if value is None else value * part.share for value in behind.values(line)]
    worth = UNKNOWN if values[-1] is None else _plain(values[-1])
    added = [values[0], *(_added(before, after) for before, after in pairwise(values))]
    where, maker = (facts.where, facts.maker) if facts is not None else ("", "")
    begins = "recycling" if part.label == RECYCLED else "extraction"
    then = "recycling" if part.label == RECYCLED else "processing"
    country = place_of(ledger, facts) if part.label == RECYCLED else part.label
    processed = begins == "extraction" and kind.stage != MINE
    first = UNKNOWN if processed else _said(added[0])
    mass = _mass(behind, line.begin, part)
    yield Row(line.end, chain, kind.mineral, worth, begins, country, maker, first, mass, where)
    if processed:  # it came processed from outside the record: where it was made is where that was done
        yield Row(line.end, chain, kind.mineral, worth, then, place_of(ledger, facts), maker, UNKNOWN, mass, where)
    for link, step in zip(line.way, added[1:], strict=True):
        yield _step(behind, link, Row(line.end, chain, kind.mineral, worth, then, "", value_added_usd=_said(step)))
    if begins == "extraction" and not processed and not line.way:
        yield Row(line.end, chain, kind.mineral, worth, then, UNKNOWN)


def _step(behind: Behind, link: Link, row: Row) -> Row:
    """The row of a transformation: where it was done, by whom, and the event that says so."""
    ledger, facts = behind.ledger, behind.facts(behind.names[link.target])
    event = int(ledger.transformed.events.rows(link.step)[-1])
    site = ledger.sites.get(ledger.columns.sites[ledger.columns.place[event]])
    country = site.place if site is not None and site.place else place_of(ledger, facts)
    maker = facts.maker if facts is not None else ""
    mass = _plain(link.mass / SCALE) if ledger.held.measured[link.source] else UNKNOWN
    evidence = event_id(ledger.columns, event)
    return replace(row, country=country, entity_id=maker, mass_kg=mass, evidence=evidence)


def _mass_of(material: Material, facts: LotFacts) -> str:
    """The mass of a material: of two ways to say it the lower."""
    said = [] if material.mass_kg is None else [Fraction(material.mass_kg)]
    if material.share is not None and facts.mass_kg is not None:
        said.append(material.share * Fraction(facts.mass_kg))
    return _plain(min(said)) if said else UNKNOWN


def _added(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    """What a step added; None where a value is not known, or fell."""
    return after - before if before is not None and after is not None and after >= before else None


def _mass(behind: Behind, lot: str, part: Part) -> str:
    number, facts = behind.number(lot), behind.facts(lot)
    weighed = number >= 0 and behind.ledger.held.measured[number] and behind.ledger.held.dimension[number] == 0
    if not weighed and (facts is None or not facts.mass_kg):
        return UNKNOWN
    return _plain(mass_of(behind.ledger, lot, number) * part.share / SCALE)


def _said(value: Fraction | None) -> str:
    return UNKNOWN if value is None else _plain(value)


def _plain(value: Fraction) -> str:
    """A number as a table has it: exact where it ends within twelve decimals, else cut there."""
    scaled = value * 10**12
    whole, rest = divmod(scaled.numerator // scaled.denominator, 10**12)
    return f"{whole}.{rest:012d}".rstrip("0").rstrip(".")
