"""Level 2: who consolidates whom, and the other relations; and why a parent is not named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from orepath.control.reading.fields import Fields
from orepath.control.reading.gleif.definitions import definitions, relations
from orepath.control.reading.gleif.periods import spans
from orepath.control.reading.rows import Gathered
from orepath.control.register import ALWAYS, FOREVER

NOTHING, WHOLE = Fraction(0), Fraction(1)
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A relation over some days; `sure` is False where the record does not say that it holds on all of them."""

    start: str
    end: str
    type: str
    from_: int
    until: int
    sure: bool
    number: int

    @property
    def ends(self) -> tuple[str, str]:
        """Owner and owned."""
        return (self.end, self.start) if relations()[self.type].owner == "EndNode" else (self.start, self.end)

    @property
    def share(self) -> tuple[Fraction, Fraction]:
        """The least and the most the owner may have."""
        return (WHOLE if relations()[self.type].whole and self.sure else NOTHING, WHOLE)


@dataclass
class Whom:
    """Relations by their two ends and type, the latest record of each, and the entities whose parent is not named.

    Parameters
    ----------
    left_out
        By number, why a record makes no stake: ``void`` (taken out, or standing elsewhere), ``older`` than another of
        the same relation, of ``no_day``, or told ``through`` others.
    """

    related: dict[tuple[str, str, str], tuple[str, int, tuple[Related, ...]]] = field(default_factory=dict)
    unnamed: dict[str, int] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)

    def add(self, record: Fields, number: int) -> None:
        """The relation of a record; the record that was updated last stands."""
        relation, registration = record.at("Relationship"), record.at("Registration")
        record.need("Relationship", dict)
        record.need("Registration", dict)
        if relation is None or registration is None:
            return
        start, end = (_node(relation, key) for key in ("StartNode", "EndNode"))
        type_ = relation.word("RelationshipType", relations(), needed=True)
        words = definitions()["status"]
        status = relation.word("RelationshipStatus", words["relationship"], needed=True)
        standing = registration.word(
            "RegistrationStatus", [*words["valid"], *words["ended"], *words["void"]], needed=True
        )
        if start is None or end is None or type_ is None or status is None or standing is None:
            return
        if standing in words["void"] or is_deleted(record):
            self.left_out[number] = "void"
            return
        over = status == "INACTIVE" or standing in words["ended"]
        updated = registration.get("LastUpdateDate", str) or ""
        found = tuple(
            Related(start, end, type_, from_, until, sure and status == "ACTIVE", number)
            for from_, until, sure in spans(relation, registration, over)
        )
        if not found:
            self.left_out[number] = "no_day"
        key = (start, end, type_)
        before = self.related.get(key)
        if before is None or updated >= before[0]:
            self.related[key] = (updated, number, found)
        older = number if self.related[key][1] != number else before[1] if before else None
        if older is not None:
            self.left_out[older] = "older"

    def add_exception(self, record: Fields, number: int) -> None:
        """An entity that names no parent, whatever its reason."""
        lei = unnamed_of(record)
        if lei is not None:
            self.unnamed.setdefault(lei, number)

    def standing(self) -> Iterator[Related]:
        """The relations that make stakes: those that others do not tell link by link."""
        above = {name: self._above(relation.through) for name, relation in relations().items() if relation.through}
        for each in self._every():
            if each.type in above and _told_through(each, above[each.type]):
                self.left_out[each.number] = "through"
            else:
                yield each

    def gather(self) -> Gathered:
        """The stakes: relations whose share is open, wholly owned branches, and owners nobody names."""
        gathered = Gathered()
        for each in self.standing():
            for metric in relations()[each.type].metrics:
                gathered.add(each.ends, metric, each.share, (each.from_, each.until), each.number)
        for lei, number in self.unnamed.items():
            for metric in definitions()["exception"]["metrics"]:
                gathered.add((NOBODY, lei), metric, (NOTHING, WHOLE), (ALWAYS, FOREVER), number)
        return gathered

    def field_of(self, number: int, column: str) -> str:
        """The path of the id that is the owner or the owned in a record."""
        type_ = next((each.type for each in self._every() if each.number == number), "")
        if not type_:
            return "/LEI"
        owner = relations()[type_].owner
        node = owner if column == "owner" else ("StartNode" if owner == "EndNode" else "EndNode")
        return f"/Relationship/{node}/NodeID"

    def _every(self) -> Iterator[Related]:
        return (each for *_, found in self.related.values() for each in found)

    def _above(self, type_: str) -> dict[str, list[Related]]:
        """Relations of a type by the node they start from."""
        found: dict[str, list[Related]] = {}
        for each in self._every():
            if each.type == type_:
                found.setdefault(each.start, []).append(each)
        return found


def _told_through(related: Related, above: dict[str, list[Related]]) -> bool:
    """Whether other relations lead from the one end to the other, each over all the days of this one."""
    seen, waiting = {related.start}, [related.start]
    while waiting:
        for link in above.get(waiting.pop(), ()):
            covers = link.from_ <= related.from_ and link.until >= related.until
            if covers and link.end == related.end:
                return True
            if covers and link.end not in seen:
                seen.add(link.end)
                waiting.append(link.end)
    return False


def unnamed_of(record: Fields) -> str | None:
    """The entity of a reporting exception, which names no parent, whatever its reason; None where it is taken out."""
    words = definitions()["exception"]
    lei = record.need("LEI", str)
    record.word("ExceptionCategory", words["categories"], needed=True)
    reasons = record.of.get("ExceptionReason")
    for reason in reasons if isinstance(reasons, list) and reasons else [reasons]:
        Fields({"ExceptionReason": reason}, record.where, record.path, record.faults).word(
            "ExceptionReason", words["reasons"], needed=True
        )
    return None if is_deleted(record) else lei


def is_deleted(record: Fields) -> bool:
    """Whether a record is marked as taken out of the file's next edition."""
    extension = record.of.get("Extension")
    return isinstance(extension, dict) and any(key.rpartition(":")[2] == "Deletion" for key in extension)


def _node(relation: Fields, key: str) -> str | None:
    relation.need(key, dict)
    node = relation.at(key)
    if node is None:
        return None
    node.word("NodeIDType", ("LEI",), needed=True)
    return node.need("NodeID", str)
