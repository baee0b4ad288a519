"""What books cost grows with how many events there are, not faster, also for files that are made to hurt.

Steps are counted, not seconds: lines of the books that run, for a number of events and for four times as many.
"""

import sys
from itertools import count

import pytest

from orepath.custody.books.verdict import MOST_EVENTS
from tests.custody.books.made_up import at, claim, event, ledger, start, turn

FEW, MANY = 60, 240
GROWTH = 1.35
"""How much more than four times the steps four times the events may take: logarithms, and what is begun once."""


def chain_at_one_instant(n):
    yield start(1, "lot 0", 1000, [claim("lot 0", model="segregated")])
    for i in range(n):
        yield turn(1, [(f"lot {i}", 1000)], [(f"lot {i + 1}", 1000)], [claim(f"lot {i + 1}", model="segregated")])


def chain_of_many_sources(n):
    yield start(1, "lot 0", 1, [claim("lot 0", model="segregated")], site="made-up mine")
    for i in range(n):
        yield start(1, f"ore {i}", 1, [claim(f"ore {i}", model="segregated")], site=f"made-up mine {i}")
        took, made = [(f"lot {i}", i + 1), (f"ore {i}", 1)], f"lot {i + 1}"
        yield turn(2 + i, took, [(made, i + 2)], [claim(made, model="segregated")])


def claims_at_one_site(n):
    yield start(1, "ore", n * 10, [claim("ore")])
    for i in range(n):
        yield turn(at(2) + i, [("ore", 7 + i % 3)], [(f"metal {i}", 5 + i % 4)], [claim(f"metal {i}", 3)])


def claims_each_for_its_own_period(n):
    yield start(1, "ore", n * 10, [claim("ore")])
    for i in range(n):
        from_, until = f"2025-{1 + i % 6:02d}-{1 + i // 6 % 28:02d}", f"2025-{8 + i % 5:02d}-{1 + i % 28:02d}"
        more = claim(f"metal {i}", 3, from_=from_, until=until)
        yield turn(at(200) + i, [("ore", 7 + i % 3)], [(f"metal {i}", 5)], [more])


def claims_that_nothing_covers(n):
    yield start(1, "ore", n * 10, [claim("ore", 1)])
    for i in range(n):
        yield turn(at(2) + i, [("ore", 7)], [(f"metal {i}", 5)], [claim(f"metal {i}", 3)])


def one_lot_into_many(n):
    yield start(1, "ore", n, [claim("ore", model="segregated")])
    claims = [claim(f"metal {i}", model=["segregated", "mass-balance"][i % 2]) for i in range(n)]
    yield turn(2, [("ore", n)], [(f"metal {i}", 1) for i in range(n)], claims)


def many_lots_into_many_that_nothing_covers(n):
    for i in range(n):
        yield start(1, f"ore {i}", 1)
    claims = [claim(f"metal {i}", model="segregated") for i in range(n)]
    yield turn(2, [(f"ore {i}", 1) for i in range(n)], [(f"metal {i}", 1) for i in range(n)], claims)


def one_campaign(n):
    yield start(1, "ore", n, [claim("ore")])
    for i in range(n):
        yield turn(at(2) + i, [("ore", 1)], [(f"metal {i}", 1)], [claim(f"metal {i}", 2)], transformation="campaign")


def one_lot_made_by_many_and_used_by_many(n):
    for i in range(n):
        yield turn(2, [(f"ore {i}", 1)], [("metal", 1)])
        yield turn(2, [("metal", 1)], [(f"wire {i}", 1)], [claim(f"wire {i}")])


def one_lot_claimed_over_and_over(n):
    for i in range(n):
        yield start(at(1) + i, "ore", 1, [claim("ore", 3)])


def one_lot_sold_over_and_over(n):
    yield start(1, "ore", 10)
    for i in range(n):
        yield event("object", at(2) + i, "observe", named=[("ore", 10)], from_="Aland", to="Boria", step="shipping")


def every_lot_used_twice(n):
    for i in range(n):
        yield start(1, f"ore {i}", 10, [claim(f"ore {i}")])
        yield turn(2, [(f"ore {i}", 11)], [(f"metal {i}", 1)], [claim(f"metal {i}")])


def every_site_its_own_claim(n):
    for i in range(n):
        yield start(1, f"ore {i}", 10, [claim(f"ore {i}", content=f"origin {i}")])
        made = claim(f"metal {i}", content=f"origin {i}")
        yield turn(2, [(f"ore {i}", 10)], [(f"metal {i}", 10)], [made], site=f"site {i}")


def claims_that_wait_for_each_other(n):
    yield start(1, "ore", n * 10, [claim("ore")])
    yield turn(2, [("ore", 1)], [("last", 1)], site=f"site {n - 1}")
    for i in range(n):
        yield turn(2, [("scrap", 1)], [(f"metal {i}", 1)], [claim(f"metal {i}")], site=f"site {i}")
        yield turn(2, [(f"metal {i}", 1), ("ore", 1)], [(f"wire {i}", 2)], site=f"site {(i - 1) % n}")


def a_loop(n):
    for i in range(n):
        yield turn(2, [(f"lot {i}", 1)], [(f"lot {(i + 1) % n}", 1)], [claim(f"lot {(i + 1) % n}")])


SHAPES = [
    chain_at_one_instant, chain_of_many_sources, claims_at_one_site, claims_each_for_its_own_period,
    claims_that_nothing_covers, one_lot_into_many, many_lots_into_many_that_nothing_covers, one_campaign,
    one_lot_made_by_many_and_used_by_many, one_lot_claimed_over_and_over, one_lot_sold_over_and_over,
    every_lot_used_twice, every_site_its_own_claim, claims_that_wait_for_each_other, a_loop,
]  # fmt: skip


def steps(its):
    """How many lines of the books run."""
    counted = count()

    def line(frame, what, _):
        next(counted)
        return line

    def call(frame, what, _):
        return line if "custody/books" in frame.f_code.co_filename.replace("\\", "/") else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        ledger(*its).balances()
    finally:
        sys.settrace(before)
    return next(counted)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_four_times_the_events_take_four_times_the_steps(shape):
    ledger(*shape(3)).balances()  # what is read once is read
    few, many = steps(list(shape(FEW))), steps(list(shape(MANY)))
    assert many <= few * (MANY / FEW) * GROWTH


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_refused_claim_names_few_events(shape):
    found = ledger(*shape(MANY))
    refused = [each for each in found.violations if each.kind in ("overclaiming", "outside_period", "double_claiming")]
    for each in refused:
        assert len(each.events) <= max(2 * MOST_EVENTS + 1, MANY if "passed on" in each.explanation.en else 0)
        assert len(each.explanation.en) < 1000


def test_what_is_not_named_is_counted():
    found = ledger(*claims_that_nothing_covers(MANY))
    last = [each for each in found.violations if each.where[-1].endswith(f"day {at(2) + MANY - 1}")]
    assert [each.kind for each in last] == ["overclaiming"]
    assert len(last[0].events) == MOST_EVENTS
    assert last[0].explanation.en.endswith(f"{MANY - MOST_EVENTS} more events bear on it.")
    assert last[0].explanation.ja.endswith(f"このほか{MANY - MOST_EVENTS}件のイベントが関係する。")


def test_fractions_do_not_grow_along_a_chain():
    its = [start(1, "lot 0", 10**6, [claim("lot 0", 10**6 - 1)])]
    for i in range(200):
        took, made = 10**6 - 7 * i - 3, 10**6 - 7 * i - 7
        more = claim(f"lot {i + 1}", 10**6 - 20_000)
        its.append(turn(2 + i // 50, [(f"lot {i}", took)], [(f"lot {i + 1}", made)], [more]))
    found = ledger(*its)
    (account,) = found.booked.accounts.values()
    assert account.unit <= 2**256
    assert len(found.granted()) > 100
