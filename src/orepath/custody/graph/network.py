"""A ledger's lots as the two tables that the attribution engine reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import replace
from fractions import Fraction

import pyarrow as pa

from orepath.custody.books.exact import SCALE
from orepath.custody.books.ledger import Ledger
from orepath.custody.books.transformations import MASS
from orepath.custody.document import LotFacts
from orepath.custody.graph.lineage import NOMINAL, Lineage, lineage
from orepath.custody.graph.minerals import Told, told
from orepath.custody.graph.parts import Part, parts
from orepath.network.network import UNKNOWN

TONNE = SCALE * 1000
NODES = pa.schema(
    [
        ("node", pa.string()),
        ("own", pa.float64()),
        ("label", pa.string()),
        ("place", pa.string()),
        ("stage", pa.string()),
    ]
)
EDGES = pa.schema([("source", pa.string()), ("target", pa.string()), ("flow", pa.float64())])


def tables(ledger: Ledger, links: Lineage | None = None) -> tuple[pa.Table, pa.Table]:
    """The nodes and the edges of a ledger, as one's own network is written (t).

    A node a lot. A lot that begins the record puts its mass in, with the place its material comes from as label; where
    it has several parts, each is a node of its own, named ``LOT # n NAME``. Where a lot's document names materials that
    are none of its inputs, they are parts of what the inputs leave open. Masses are those of the lots, not of the
    metal in them; a lot whose mass nobody says stands at 1 kg, which changes no share.
    """
    links = links or lineage(ledger)
    inflow: defaultdict[str, Fraction] = defaultdict(Fraction)
    flows: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    names = ledger.columns.lots
    for link in links.links:
        flows[names[link.source], names[link.target]] += link.mass
        inflow[names[link.target]] += link.mass
    nodes: dict[str, tuple[Fraction, str]] = {}
    number = {name: place for place, name in enumerate(names)}
    into: defaultdict[int, set[int]] = defaultdict(set)
    for link in links.links:
        into[link.target].add(link.source)
    parents = {link.target for link in links.links if link.step < 0}
    for lot in sorted({*names, *ledger.facts}):
        mass = mass_of(ledger, lot, number.get(lot, -1))
        place = number.get(lot, -1)
        lost = links.unknown.get(place, Fraction(0))
        facts = ledger.facts.get(lot)
        if not lost and not inflow[lot]:
            _parted(lot, mass, parts(facts, mineral_of(facts).stage), nodes, flows)
            continue
        rest = max(lost, mass - inflow[lot]) if place in parents or (facts is not None and facts.materials) else lost
        _parted(lot, rest, _named_beside(ledger, facts, into[place], mass, rest), nodes, flows)
    return _nodes(ledger, nodes), _edges(flows)


def mass_of(ledger: Ledger, lot: str, number: int) -> Fraction:
    """The mass of a lot in 10^-15 kg; `NOMINAL` where it is not known."""
    if number >= 0 and ledger.held.dimension[number] == MASS and ledger.held.made[number] > 0:
        return Fraction(int(ledger.held.made[number]))
    facts = ledger.facts.get(lot)
    if facts is not None and facts.mass_kg:
        return Fraction(facts.mass_kg) * Fraction(SCALE)
    return Fraction(NOMINAL)


def _named_beside(
    ledger: Ledger, facts: LotFacts | None, inputs: Set[int], mass: Fraction, rest: Fraction
) -> tuple[Part, ...]:
    """What the part of a lot is that its inputs leave open: the materials its document names and its inputs are not.

    All of it is unknown where no material is named, or those named are more than what is open.
    """
    if facts is None or not facts.materials or not rest:
        return (Part(Fraction(1), UNKNOWN, ""),)
    put_in = {mineral_of(ledger.facts.get(ledger.columns.lots[each])).mineral for each in inputs}
    others = tuple(each for each in facts.materials if told("", "", (each.code,), each.name).mineral not in put_in)
    named = parts(replace(facts, materials=others), "") if others else ()
    scaled = [Part(each.share * mass / rest, each.label, each.name) for each in named if each.name]
    open_ = 1 - sum((each.share for each in scaled), Fraction(0))
    if open_ < 0:
        return (Part(Fraction(1), UNKNOWN, ""),)
    return tuple(each for each in (*scaled, Part(open_, UNKNOWN, "")) if each.share > 0)


def _parted(
    lot: str,
    mass: Fraction,
    its: tuple[Part, ...],
    nodes: dict[str, tuple[Fraction, str]],
    flows: defaultdict[tuple[str, str], Fraction],
) -> None:
    """A lot's own mass: with one label at the lot itself, else with a node for each of its parts."""
    if len(its) == 1:
        nodes[lot] = (mass, its[0].label)
        return
    nodes[lot] = (Fraction(0), UNKNOWN)
    for place, part in enumerate(its, start=1):
        name = f"{lot} # {place} {part.name}".rstrip()
        nodes[name] = (mass * part.share, part.label)
        flows[name, lot] += mass * part.share


def mineral_of(facts: LotFacts | None) -> Told:
    """The mineral and the stage of a lot, and how they were told."""
    if facts is None:
        return told("", "", (), "")
    return told(facts.mineral, facts.stage, facts.codes, facts.name)


def place_of(ledger: Ledger, facts: LotFacts | None) -> str:
    """Where a lot was made: as stated, else where its site is; `unknown` otherwise."""
    if facts is None:
        return UNKNOWN
    site = ledger.sites.get(facts.site)
    return facts.made_in or (site.place if site is not None else "") or UNKNOWN


def _nodes(ledger: Ledger, nodes: dict[str, tuple[Fraction, str]]) -> pa.Table:
    names = sorted(nodes)
    facts = [ledger.facts.get(name) for name in names]
    columns = [
        names,
        [float(nodes[name][0] / TONNE) for name in names],
        [nodes[name][1] for name in names],
        [place_of(ledger, each) for each in facts],
        [mineral_of(each).stage for each in facts],
    ]
    return pa.table(columns, schema=NODES)


def _edges(flows: dict[tuple[str, str], Fraction]) -> pa.Table:
    pairs = sorted(flows)
    columns = [
        [source for source, _ in pairs],
        [target for _, target in pairs],
        [float(flows[pair] / TONNE) for pair in pairs],
    ]
    return pa.table(columns, schema=EDGES)
