"""The order of events, and over which files they are spread, never matters; nor does it that one is told again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.custody.books.ledger import keep
from orepath.custody.document import Document, LotFacts
from orepath.custody.event import Correction
from tests.custody.books.made_up import at, claim, event, start, turn

PROPERTY = settings(max_examples=60, deadline=None)
LOTS = [f"lot {number}" for number in range(5)]
PLACES = ["made-up-refinery", "made-up-smelter", ""]


@st.composite
def claims(draw, lots):
    contents, models = st.sampled_from(["made-up origin", "recycled"]), st.sampled_from(["", "segregated"])
    amounts = st.sampled_from([None, 1, 5, 10, 33])
    return [claim(lot, draw(amounts), draw(contents), draw(models)) for lot in lots if draw(st.booleans())]


@st.composite
def events(draw):
    day, site = draw(st.integers(1, 4)), draw(st.sampled_from(PLACES))
    pieces = st.tuples(st.sampled_from(LOTS), st.sampled_from([1, 5, 10, 30, None]))
    some = st.lists(pieces, max_size=3, unique_by=lambda each: each[0])
    kind = draw(st.sampled_from(["start", "start", "turn", "turn", "turn", "sell", "put", "delete", "receive"]))
    if kind == "turn":
        taken, made = draw(some), draw(some)
        more = {"transformation": draw(st.sampled_from(["", "", "made-up campaign"]))}
        more["given"] = draw(st.sampled_from(["", "", "made-up name"]))
        return turn(day, taken, made, draw(claims([lot for lot, _ in made])), site=site, **more)
    lot, amount = draw(pieces)
    if kind == "start":
        return start(day, lot, amount, draw(claims([lot])), site=site)
    if kind == "sell":
        parties = draw(st.permutations(["Aland Metals", "Boria Metals", "Cedar Metals"]))
        return event("object", day, "observe", named=[(lot, amount)], step="shipping", from_=parties[0], to=parties[1])
    if kind == "put":
        return event("aggregation", day, "add", named=[lot], parent=draw(st.sampled_from(LOTS)))
    if kind == "receive":
        return event("object", day, "observe", named=[(lot, amount)], claims=draw(claims([lot])), step="receiving")
    return event("object", day, "delete", named=[(lot, amount)], site=site)


def placed(number, each):
    return each._replace(where=f"made-up file, event {number}")


def told(found):
    """All that a ledger says, without the numbers it keeps its lots by."""
    columns, held = found.columns, found.held
    stock = {
        lot: (held.made[number], held.taken[number], bool(held.known[number]), int(held.dimension[number]))
        for number, lot in enumerate(columns.lots)
    }
    granted = [each.__dict__ | {"lot": columns.lots[each.lot]} for each in found.granted()]
    return (
        found.event_ids(), found.violations, found.balances(), granted, stock,
        found.sifted.in_error, columns.where, found.facts,
    )  # fmt: skip


def documents(parts, facts=()):
    return [
        Document(f"made-up {number}", "made-up", lambda part=part: iter(part), lots=tuple(facts) if number == 0 else ())
        for number, part in enumerate(parts)
    ]


@PROPERTY
@given(its=st.lists(events(), min_size=1, max_size=9), data=st.data())
def test_the_order_of_events_and_the_files_they_are_in_do_not_matter(its, data):
    its = [placed(number, each) for number, each in enumerate(its)]
    moved = data.draw(st.permutations(its))
    cut = data.draw(st.integers(0, len(its)))
    assert told(keep(documents([its]))) == told(keep(documents([moved[:cut], moved[cut:]])))


@PROPERTY
@given(its=st.lists(events(), min_size=1, max_size=6), data=st.data())
def test_an_event_told_again_changes_nothing(its, data):
    its = [placed(number, each) for number, each in enumerate(its)]
    again = [
        each._replace(where="made-up later file") for each in data.draw(st.lists(st.sampled_from(its), min_size=1))
    ]
    once, twice = keep(documents([its])), keep(documents([again, its]))
    assert told(once) == told(twice)
    assert twice.sifted.repeated == once.sifted.repeated + len(again)


@PROPERTY
@given(its=st.lists(events(), min_size=2, max_size=6), data=st.data())
def test_declarations_of_error_count_whenever_they_are_told(its, data):
    wrong = its[0]
    declared = [wrong._replace(in_error=Correction(at(9), reason, ())) for reason in ("b", "a")]
    every = [placed(number, each) for number, each in enumerate([*its, *declared])]
    moved = data.draw(st.permutations(every))
    one, other = keep(documents([every])), keep(documents([moved]))
    assert told(one) == told(other)
    assert (wrong.id, "a") in one.sifted.in_error
    assert wrong.id not in one.event_ids()


def test_the_order_of_documents_does_not_matter_where_they_differ_on_a_lot():
    one = LotFacts("lot", name="Aland ore", origin="AA", batch="1", where="made-up 1")
    other = LotFacts("lot", name="ALAND ORE", origin="BB", batch="2", where="made-up 2")
    forth = keep([Document("made-up", "made-up", lots=(one, other))])
    back = keep([Document("made-up", "made-up", lots=(other, one))])
    assert forth.facts == back.facts
    assert forth.violations == back.violations
    assert [each.kind for each in forth.violations] == ["documents_differ"]
    assert forth.facts["lot"].name == "Aland ore"
    assert forth.facts["lot"].origin == ""
