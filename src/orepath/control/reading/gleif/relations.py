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


@dataclass(frozen=True)
class Related:
    """A relation over some days; `sure` is False where the record does not say that it holds on all of them."""

    start: str
    end: str
    type: str
    from_: int
    until: int
    sure: bool
    number: int


@dataclass
class Whom:
    """Relations by their two ends and type, the latest record of each, and the entities whose parent is not named."""

    related: dict[tuple[str, str, str], tuple[str, tuple[Related, ...]]] = field(default_factory=dict)
    unnamed: dict[str, int] = field(default_factory=dict)

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
            return
        over = status == "INACTIVE" or standing in words["ended"]
        updated = registration.get("LastUpdateDate", str) or ""
        found = tuple(
            Related(start, end, type_, from_, until, sure and status == "ACTIVE", number)
            for from_, until, sure in spans(relation, registration, over)
        )
        key = (start, end, type_)
        if updated >= self.related.get(key, ("", ()))[0]:
            self.related[key] = (updated, found)

    def add_exception(self, record: Fields, number: int) -> None:
        """An entity that names no parent, whatever its reason."""
        words = definitions()["exception"]
        lei = record.need("LEI", str)
        record.word("ExceptionCategory", words["categories"], needed=True)
        reasons = record.of.get("ExceptionReason")
        for reason in reasons if isinstance(reasons, list) and reasons else [reasons]:
            Fields({"ExceptionReason": reason}, record.where, record.path, record.faults).word(
                "ExceptionReason", words["reasons"], needed=True
            )
        if lei is not None and not is_deleted(record):
            self.unnamed.setdefault(lei, number)

    def gather(self) -> Gathered:
        """The stakes: relations whose share is open, wholly owned branches, and owners nobody names."""
        gathered = Gathered()
        above = {name: self._above(relation.through) for name, relation in relations().items() if relation.through}
        for each in self._every():
            relation = relations()[each.type]
            if each.type in above and _told_through(each, above[each.type]):
                continue
            ends = (each.end, each.start) if relation.owner == "EndNode" else (each.start, each.end)
            share = (WHOLE if relation.whole and each.sure else NOTHING, WHOLE)
            for metric in relation.metrics:
                gathered.add(ends, metric, share, (each.from_, each.until), each.number)
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
        return (each for _, found in self.related.values() for each in found)

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
