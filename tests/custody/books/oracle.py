"""A simple second reckoning of what may be claimed, in fractions, from what happened and the claims granted alone."""

from collections import defaultdict
from datetime import UTC, datetime, time
from fractions import Fraction

UNIT = 10**15
STRICT = ("identity-preserved", "segregated", "mass-balance")


def mass(piece):
    """Kilograms of a piece of the machine's events, which are all in kg."""
    return Fraction(piece.amount)


def counted(events):
    """Events by digest, each once, none declared in error; and the digests of those that are disputed.

    Every copy is looked at, also those in error; identifiers are taken to be URIs.
    """
    once = {event.digest: event for event in events}
    for event in events:
        if event.in_error is not None:
            once.pop(event.digest, None)
    given = defaultdict(set)
    for event in events:
        if event.given:
            given[event.given].add(event.digest)
    disputed = {digest for its in given.values() if len(its) > 1 for digest in its & once.keys()}
    return once, disputed


def moment(day):
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1_000_000


class Reckoned:
    """What there was of each lot, and what transformations took and made, without looking at any violation."""

    def __init__(self, events, found):
        self.once, self.disputed = counted(events)
        self.made, self.taken = defaultdict(Fraction), defaultdict(Fraction)
        self.begun = defaultdict(set)
        self.within = set()
        for event in self.once.values():
            for piece in event.taken + self.objects(event, "delete"):
                self.taken[piece.lot] += mass(piece)
            for piece in event.made + self.objects(event, "add"):
                self.within.add(piece.lot)
                if event.digest not in self.disputed:
                    self.made[piece.lot] += mass(piece)
                    if event.kind == "object":
                        self.begun[piece.lot].add(event.site or piece.lot)
        for event in events:  # what an event in error was to have made does not come from outside
            if event.digest not in self.once:
                self.within.update(piece.lot for piece in event.made + self.objects(event, "add"))
        for lot in set(self.taken) - self.within:
            self.made[lot] = self.taken[lot]
        self.granted = []
        for each in found.granted():
            event = self.once[bytes(found.columns.digest[each.event])]
            self.granted.append((each, found.columns.lots[each.lot], event, Fraction(each.amount, UNIT)))
        self.carried = defaultdict(Fraction)
        for each, lot, _, amount in self.granted:
            self.carried[lot, each.content, each.model] += amount

    @staticmethod
    def objects(event, action):
        return event.named if event.kind == "object" and event.action == action else ()

    def carries(self, lot, content, models=STRICT):
        return sum((self.carried[lot, content, model] for model in models), Fraction(0))

    def steps(self):
        """The events of each transformation, in the order of time."""
        found = defaultdict(list)
        for event in sorted(self.once.values(), key=lambda each: (each.at, each.digest)):
            if event.kind == "transformation":
                found[event.transformation or event.digest].append(event)
        return found

    def step_of(self, event):
        return event.transformation or event.digest

    def counted(self, events):
        return [event for event in events if event.digest not in self.disputed]

    def possible(self, events):
        """What can come out of a unit that went in."""
        went_in = sum((mass(piece) for event in events for piece in event.taken), Fraction(0))
        came_out = sum((mass(piece) for event in self.counted(events) for piece in event.made), Fraction(0))
        yields = [
            event.yield_
            for event in events
            if event.yield_ is not None and (event.digest not in self.disputed or event.yield_ <= 1)
        ]
        return min(came_out / went_in, min(yields, default=Fraction(1))) if went_in else Fraction(0)

    def credits(self, site, content):
        """An upper bound of each credit of a site: its step, when, and how much.

        It knows not what was carried at the time, nor whether the same amount of a lot was taken twice.
        """
        for step, events in self.steps().items():
            if not self.counted(events) or self.counted(events)[-1].site != site:
                continue
            eligible = Fraction(0)
            for piece in (piece for event in self.counted(events) for piece in event.taken):
                if self.made[piece.lot]:
                    eligible += mass(piece) * min(self.carries(piece.lot, content) / self.made[piece.lot], 1)
            yield step, self.counted(events)[-1].at, eligible * self.possible(events)

    def sources(self, lot, seen=frozenset()):
        """The sites where the ancestors of a lot began."""
        found = set(self.begun[lot])
        for events in self.steps().values():
            if any(piece.lot == lot for event in self.counted(events) for piece in event.made):
                for piece in (piece for event in events for piece in event.taken):
                    if piece.lot not in seen:
                        found |= self.sources(piece.lot, seen | {lot})
        return found


def flow(capacities, demands):
    """The most that can be assigned: demands (amount, which capacities) on capacities, by augmenting paths."""
    source, sink = "source", "sink"
    room = defaultdict(lambda: defaultdict(Fraction))
    for name, amount in capacities.items():
        room["capacity", name][sink] += amount
    for number, (amount, names) in enumerate(demands):
        room[source]["demand", number] += amount
        for name in names:
            room["demand", number]["capacity", name] += amount
    total = Fraction(0)
    while path := _path(room, source, sink):
        step = min(room[one][two] for one, two in path)
        for one, two in path:
            room[one][two] -= step
            room[two][one] += step
        total += step
    return total


def _path(room, source, sink):
    before, waiting = {source: None}, [source]
    for node in waiting:
        for then, left in list(room[node].items()):
            if left > 0 and then not in before:
                before[then] = node
                waiting.append(then)
                if then == sink:
                    path = []
                    while before[then] is not None:
                        path.append((before[then], then))
                        then = before[then]
                    return path
    return None
