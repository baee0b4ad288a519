"""Made-up ledgers to be shown."""

from decimal import Decimal

from orepath.custody.books.ledger import keep
from orepath.custody.document import Document, LotFacts, Site, Unread
from tests.custody.books.made_up import claim, event, ledger, start, turn

GS1 = "https://id.gs1.org/01/04012345111118/10/"
MINE, WORKS = "https://id.gs1.org/414/4012345000009", "https://id.gs1.org/414/4012345000016"
SOUND, LONG = "made-up origin", "コバルト精鉱（架空の鉱山産、第一ロット、品位表示付きの長い名称）"


def chain():
    """From ore to a packed product, with a claim refused, too much out, a circle, and things not known."""
    events = [
        start(1, f"{GS1}ORE-1", 200_000, claims=[claim(f"{GS1}ORE-1", reference="made-up certificate 17")], site=MINE),
        turn(20, [(f"{GS1}ORE-1", 200_000)], [(f"{GS1}HYD-1", 6_000)], [claim(f"{GS1}HYD-1")], "0.03", site=MINE),
        turn(40, [(f"{GS1}HYD-1", 6_000), ("SALT-1",)], [(f"{GS1}SUL-1", 12_000)], site=WORKS),
        turn(50, [(f"{GS1}SUL-1", 12_000)], [("PACK-1", 13_000)], [claim("PACK-1", 9_000)], site=WORKS),
        event("aggregation", 60, "add", named=[("PACK-1", 13_000)], parent="PALLET-1", site=WORKS),
        event("object", 61, "observe", named=[("LOOSE-1",)], site=WORKS),
        turn(70, [("ROUND-1", 10)], [("ROUND-2", 10)]),
        turn(71, [("ROUND-2", 10)], [("ROUND-1", 10)]),
    ]
    lots = (
        LotFacts(f"{GS1}ORE-1", name=LONG, mineral="cobalt", stage="mine", origin="CD", site=MINE),
        LotFacts(f"{GS1}SUL-1", name="<b>made-up</b> salt", made_in="FI"),
        LotFacts("TOLD-1", name="Only told of", mass_kg=Decimal(5)),
    )
    sites = (Site(MINE, "Kalanda mine (made up)", "CD"), Site(WORKS, "架空の製錬所", "FI"))
    unread = (Unread("custody_fields_more", "made-up.csv, row 7", {"count": 3}),)
    first = Document("made-up.csv", "table", lambda: iter(events), lots=lots, sites=sites, unread=unread)
    return keep([first, Document("again.json", "epcis", lambda: iter(events[:1]))])


def clean():
    """Nothing wrong and everything known."""
    kept = "identity-preserved"
    return ledger(
        start(1, "ORE", 100, claims=[claim("ORE", model=kept)]),
        turn(2, [("ORE", 100)], [("OUT", 40)], [claim("OUT", model=kept)]),
    )


def silent():
    """Nothing wrong, and hardly anything known."""
    return ledger(turn(2, ["ORE"], ["OUT"]))


def empty():
    """No event at all."""
    return ledger()


def long(count=90):
    """A line of lots, each made from the one before and one more; of one of them too much is taken."""
    events = [start(0, f"IN-{number}", 100) for number in range(count)]
    for number in range(count):
        taken = [(f"IN-{number}", 100), *([(f"OUT-{number - 1}", 20)] if number else [])]
        events.append(turn(1 + number, taken, [(f"OUT-{number}", 60)]))
    return ledger(*events, event("object", 300, "delete", named=[("OUT-5", 500)]))


def wide(count=500):
    """One transformation of very many lots, out of which too much comes."""
    taken = [(f"IN-{number}", 1) for number in range(count)]
    return ledger(*(start(1, *each) for each in taken), turn(3, taken, [("OUT", 2 * count)]))


def ring(count=12):
    """Lots in a circle, with a shorter way through it."""
    turns = [turn(1 + n, [(f"R{n}", 10)], [(f"R{(n + 1) % count}", 10)]) for n in range(count)]
    return ledger(*turns, turn(40, [("R3", 5), ("R9", 5)], [("R1", 5)]))


def boxed():
    """A box that was put into itself, and onto a pallet that no other event names."""
    return ledger(
        start(1, "BOX", 10),
        event("aggregation", 2, "add", named=["BOX"], parent="BOX"),
        event("association", 3, "add", named=["BOX"], parent="PALLET"),
    )


def disputed():
    """Two events of other content with one identifier."""
    return ledger(
        start(1, "A", 10),
        turn(2, [("A", 5)], [("B", 5)], given="urn:made-up:1"),
        turn(2, [("A", 4)], [("C", 4)], given="urn:made-up:1"),
    )


LEDGERS = {
    "chain": chain,
    "clean": clean,
    "silent": silent,
    "empty": empty,
    "long": long,
    "wide": wide,
    "ring": ring,
    "boxed": boxed,
    "disputed": disputed,
}
