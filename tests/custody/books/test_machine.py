"""No sequence of events lets more be claimed than what went in with the claim, times the yield."""

from collections import defaultdict
from fractions import Fraction

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from orepath.custody.event import MODELS, Correction
from tests.custody.books.made_up import at, claim, event, ledger
from tests.custody.books.oracle import STRICT, UNIT, Reckoned, flow, moment

SITES = ("made-up-refinery", "made-up-smelter")
MINES = ("made-up-mine", "made-up-pit")
CONTENTS = ("made-up origin", "made-up recycled")
DAYS = st.integers(80, 100)  # a quarter ends on day 90
AMOUNTS = st.sampled_from([1, 3, 7, 10, 50, 100])
PERIODS = (
    ("", ""),
    ("2025-03-20", "2025-04-15"),
    ("2025-01-01", "2026-01-01"),
    ("2025-01-01", "2026-06-01"),
    ("", "2025-04-05"),
)


class Chains(RuleBasedStateMachine):
    lots = Bundle("lots")
    done = Bundle("done")

    def __init__(self):
        super().__init__()
        self.events, self.claimed, self.count = [], defaultdict(int), 0
        self.found, self.left, self.size, self.day = None, {}, {}, {}

    def book(self, new):
        self.events.append(new)
        self.found = None
        return new

    def name(self):
        self.count += 1
        return f"lot {self.count}"

    def claims(self, data, lots):
        """Claims, right or wrong, on some lots."""
        made = []
        for lot, amount in lots:
            for content in data.draw(st.lists(st.sampled_from(CONTENTS), max_size=2, unique=False), label="contents"):
                from_, until = data.draw(st.sampled_from(PERIODS), label="period")
                much = data.draw(st.sampled_from([None, amount, amount + 1, Fraction(amount, 2), 1]), label="claimed")
                much = None if much is None else float(much) if isinstance(much, Fraction) else much
                model = data.draw(st.sampled_from(["", *MODELS]), label="model")
                made.append(claim(lot, much, content, model, from_=from_, until=until))
        return made

    @initialize(target=lots)
    def first(self):
        """Three lots to begin with, one of each model: chains get long and claims are often right."""
        mines = (*MINES, MINES[0])
        return multiple(*(self.carrying(mine, model) for mine, model in zip(mines, MODELS, strict=True)))

    def carrying(self, mine, model):
        lot = self.name()
        claims = [claim(lot, content=content, model=model) for content in CONTENTS]
        self.book(event("object", 80, "add", named=[(lot, 100)], claims=claims, site=mine))
        self.left[lot] = self.size[lot] = Fraction(100)
        self.day[lot] = 80
        return lot

    @rule(target=lots, day=DAYS, amount=AMOUNTS, mine=st.sampled_from(MINES), data=st.data())
    def begin(self, day, amount, mine, data):
        lot = self.name()
        self.book(
            event("object", day, "add", named=[(lot, amount)], claims=self.claims(data, [(lot, amount)]), site=mine)
        )
        return lot

    @rule(lot=lots, day=DAYS, amount=AMOUNTS, mine=st.sampled_from(MINES), data=st.data())
    def begin_more(self, lot, day, amount, mine, data):
        self.book(
            event("object", day, "add", named=[(lot, amount)], claims=self.claims(data, [(lot, amount)]), site=mine)
        )

    @rule(target=lots)
    def from_outside(self):
        return self.name()

    @rule(target=lots, took=st.lists(lots, min_size=1, max_size=1), data=st.data())
    def transform_one_and_claim(self, took, data):
        return self.transform_rightly(took, data)

    @rule(target=lots, took=st.lists(lots, min_size=1, max_size=2, unique=True), data=st.data())
    def transform_some_and_claim(self, took, data):
        return self.transform_rightly(took, data)

    def transform_rightly(self, took, data):
        """Take what is left of some lots, half of it, or all that was ever in them; claim what comes out, or half."""
        part = data.draw(st.sampled_from([1, 1, 2, 0]), label="part")
        ratio = data.draw(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(9, 10)]), label="ratio")
        if part:
            taken = [(lot, self.left.get(lot, Fraction(1)) / part) for lot in took]
        else:
            taken = [(lot, self.size.get(lot, Fraction(1))) for lot in took]
        lot, out = self.name(), sum(amount for _, amount in taken) * ratio
        claimed = data.draw(st.sampled_from([None, float(out), float(out / 2)]), label="claimed")
        day = max(self.day.get(each, 90) for each in took) + data.draw(st.sampled_from([0, 0, 1, 5]), label="later")
        for each, amount in taken:
            self.left[each] = max(self.left.get(each, Fraction(1)) - amount, Fraction(0))
        self.left[lot], self.size[lot], self.day[lot] = out, out, day
        self.book(
            event(
                "transformation",
                day,
                taken=[(each, float(amount)) for each, amount in taken],
                made=[(lot, float(out))],
                claims=[claim(lot, claimed, CONTENTS[0], data.draw(st.sampled_from(MODELS), label="model"))],
                site=data.draw(st.sampled_from(SITES), label="site"),
            )
        )
        return lot

    @rule(lot=lots, day=DAYS, data=st.data(), step=st.sampled_from(["shipping", "receiving", "inspecting"]))
    def say_again(self, lot, day, step, data):
        self.book(
            event(
                "object", day, "observe", named=[lot], claims=self.claims(data, [(lot, 10)]), step=step, site=SITES[0]
            )
        )

    @rule(site=st.sampled_from(SITES), day=st.sampled_from([80, 85, 89, 90, 95, 105]), period=st.sampled_from(PERIODS))
    def claim_all_that_is_left(self, site, day, period):
        """Claim at a site, for lots that carry nothing, more and more, until the site refuses."""
        for amount in (100, 50, 20, 10, 5, 3, 1):
            lot, (from_, until) = self.name(), period
            wrong = claim(lot, amount, CONTENTS[0], "mass-balance", from_=from_, until=until)
            self.book(
                event("transformation", day, taken=[("scrap", 100)], made=[(lot, 100)], claims=[wrong], site=site)
            )

    @rule(lot=lots, day=DAYS, to=st.sampled_from(["Aland Metals", "Boria Metals"]))
    def sell(self, lot, day, to):
        self.book(event("object", day, "observe", named=[lot], step="shipping", from_="Made-up Mines", to=to))

    @rule(lot=lots, day=DAYS, amount=AMOUNTS)
    def destroy(self, lot, day, amount):
        self.book(event("object", day, "delete", named=[(lot, amount)], site=SITES[0]))

    @rule(lot=lots, other=lots, day=DAYS)
    def put(self, lot, other, day):
        self.book(event("aggregation", day, "add", named=[lot], parent=other))

    @rule(data=st.data())
    def repeat(self, data):
        again = data.draw(st.sampled_from(self.events), label="again")
        self.book(again._replace(where="made-up copy"))

    @rule(data=st.data())
    def in_error(self, data):
        wrong = data.draw(st.sampled_from(self.events), label="wrong")
        self.book(wrong._replace(in_error=Correction(at(101), "made-up mistake", ())))

    @rule(data=st.data())
    def dispute(self, data):
        one = data.draw(st.sampled_from(self.events), label="one")
        parts = {name: getattr(one, name) for name in ("taken", "made", "named", "claims", "site", "yield_")}
        new = event(
            one.kind, one.at + 1, one.action, given="urn:made-up:disputed", transformation=one.transformation, **parts
        )
        self.book(new)
        self.book(one._replace(given="urn:made-up:disputed", digest=new.digest[::-1]))

    # What must hold

    def ledger(self):
        if self.found is None:
            self.found = ledger(*self.events)
            self.oracle = Reckoned(self.events, self.found)
        return self.found, self.oracle

    @invariant()
    def every_derived_claim_is_assigned_to_what_went_in(self):
        _, oracle = self.ledger()
        by_account = defaultdict(list)
        for each, _, event_, amount in oracle.granted:
            if not each.declared:
                last = oracle.counted(oracle.steps()[oracle.step_of(event_)])[-1]
                site = event_.site if each.model == "mass-balance" else last.site
                by_account[site, each.content].append((each, event_, last, amount))
        for (site, content), claims in by_account.items():
            credits = {step: (when, amount) for step, when, amount in oracle.credits(site, content)}
            demands = []
            for each, event_, last, amount in claims:
                may = [oracle.step_of(event_)]
                if each.model == "mass-balance":
                    from_, until = moment(each.from_), moment(each.until)
                    may = [step for step, (when, _) in credits.items() if when <= last.at and from_ <= when < until]
                demands.append((amount, may))
            capacities = {step: amount for step, (_, amount) in credits.items()}
            assert flow(capacities, demands) == sum(amount for amount, _ in demands), (site, content)

    @invariant()
    def no_lot_carries_more_than_there_is(self):
        _, oracle = self.ledger()
        total = defaultdict(Fraction)
        for each, lot, _, amount in oracle.granted:
            total[lot, each.content] += amount
            assert amount >= 0
        for (lot, _), amount in total.items():
            assert amount <= oracle.made[lot]

    @invariant()
    def nothing_is_declared_of_what_was_made_from_other_lots(self):
        _, oracle = self.ledger()
        begun, declared = defaultdict(Fraction), defaultdict(Fraction)
        for event_ in oracle.once.values():
            if (event_.kind, event_.action) == ("object", "add") and event_.digest not in oracle.disputed:
                for piece in event_.named:
                    begun[piece.lot] += Fraction(piece.amount)
        for each, lot, _, amount in oracle.granted:
            if each.declared and lot in oracle.within:
                declared[lot, each.content] += amount
        for (lot, _), amount in declared.items():
            assert amount <= begun[lot]

    @invariant()
    def no_lot_gives_its_claims_twice(self):
        """What transformations are credited is no more than what lots carry, times the highest yield that is stated."""
        found, oracle = self.ledger()
        for content in CONTENTS:
            credited = Fraction(0)
            for (_, about), account in (found.booked.accounts or {}).items():
                for credit in account.credits if about == content else ():
                    assert 0 <= credit.left <= credit.amount
                    credited += credit.amount
            lots = set(oracle.made)
            carried = sum((min(oracle.carries(lot, content), oracle.taken[lot]) for lot in lots), Fraction(0))
            assert credited <= carried * UNIT * Fraction(6, 5)

    @invariant()
    def stricter_models_are_carried_in_full_by_all_that_went_in(self):
        _, oracle = self.ledger()
        for each, _, event_, _ in oracle.granted:
            if each.declared or each.model == "mass-balance":
                continue
            events = oracle.steps()[oracle.step_of(event_)]
            assert not oracle.disputed & {one.digest for one in events if one.taken}
            taken = [piece for one in events for piece in one.taken]
            assert taken
            under = STRICT[: STRICT.index(each.model) + 1]
            for piece in taken:
                assert oracle.carries(piece.lot, each.content, under) == oracle.made[piece.lot] > 0
            if each.model == "identity-preserved":
                assert len(set().union(*(oracle.sources(piece.lot) for piece in taken))) <= 1

    @invariant()
    def what_is_missing_from_a_lot_is_told(self):
        found, oracle = self.ledger()
        told = {lot for each in found.violations if each.kind == "negative_stock" for lot in each.lots}
        for lot in set(oracle.taken) | set(oracle.made):
            assert (oracle.taken[lot] > oracle.made[lot]) == (lot in told), lot

    @invariant()
    def nothing_rests_on_what_is_disputed_or_was_in_error(self):
        found, oracle = self.ledger()
        counted = {bytes(digest) for digest in found.columns.digest}
        assert counted == set(oracle.once)
        for _, _, event_, _ in oracle.granted:
            assert event_.digest in oracle.once
            assert event_.digest not in oracle.disputed
        for account in (found.booked.accounts or {}).values():
            for credit in account.credits:
                assert credit.amount == 0 or bytes(found.columns.digest[credit.event]) not in oracle.disputed

    @invariant()
    def balances_are_whole(self):
        found, _ = self.ledger()
        for each in found.balances():
            assert each.left >= 0
            assert each.claimed >= 0
            assert each.went_in >= each.left

    @invariant()
    def every_violation_is_proved(self):
        found, _ = self.ledger()
        ids = {*found.event_ids(), *(event for event, _ in found.sifted.in_error)}
        for each in found.violations:
            assert each.events
            assert set(each.events) <= ids
            assert len(each.where) == len(each.events)
            assert "{" not in each.explanation.en + each.explanation.ja


TestChains = Chains.TestCase
TestChains.settings = settings(
    max_examples=120, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
