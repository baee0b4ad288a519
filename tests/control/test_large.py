"""Deep, wide and entangled registers have an answer, in seconds and without recursion."""

from fractions import Fraction
from itertools import pairwise

import pytest

from orepath.control.judge import judge
from orepath.control.rules import rules
from tests.control.made import DAY, register

DEEP = 10_000
MINISTRY = {"id": "Ministry", "kind": "government", "country": "CN"}


def chain(length, share, metric="equity"):
    names = ["Ministry", *(f"c{number:06}" for number in range(length))]
    return [{"owner": owner, "owned": owned, "share": share, "metric": metric} for owner, owned in pairwise(names)]


@pytest.mark.parametrize("rule", rules())
def test_a_chain_of_ten_thousand(rule):
    links = [*chain(DEEP, "51 %"), *chain(DEEP, "51 %", "votes")]
    answer = judge(register(links, [{**MINISTRY, "listed": "ofac-sdn"}]), f"c{DEEP - 1:06}", rule, DAY)
    assert answer.controlled is True and answer.by == ("Ministry",)
    assert len(answer.paths[0].links) == DEEP
    assert answer.majority == ("Ministry",) and len(answer.majority_steps) == DEEP
    least, most = answer.integrated["equity"]["Ministry"], answer.integrated_high["equity"]["Ministry"]
    assert least < Fraction(51, 100) ** DEEP < most
    assert answer.integrated["equity"][f"c{DEEP - 9:06}"] == Fraction(51, 100) ** 8


def test_a_ladder_whose_rungs_hold_each_other():
    """At every floor two companies hold shares of each other: chains are without number, and what is held is not."""
    floors = 60
    stakes = [{"owner": "Ministry", "owned": f"{side}000", "share": "30 %"} for side in "ab"]
    for floor in range(floors):
        stakes += [
            {"owner": f"{side}{floor:03}", "owned": f"{other}{floor + 1:03}", "share": "20 %"}
            for side in "ab"
            for other in "ab"
        ]
        stakes += [
            {"owner": f"{side}{floor:03}", "owned": f"{other}{floor:03}", "share": "10 %"}
            for side, other in ("ab", "ba")
        ]
    answer = judge(register(stakes, [MINISTRY]), f"a{floors:03}", "feoc", DAY)
    held = Fraction(33, 100)
    for _ in range(floors - 1):
        held = 2 * held / 5 * Fraction(11, 10)
    assert answer.metrics["equity"].low == answer.metrics["equity"].high == 2 * held / 5
    assert len(answer.paths) == 20 and answer.left_out > 0 and answer.controlled is False


def test_a_ring_of_two_thousand():
    names = [f"r{number:05}" for number in range(2000)]
    ring = [{"owner": a, "owned": b, "share": "60 %"} for a, b in zip(names, [*names[1:], names[0]], strict=True)]
    stakes = [*ring, {"owner": "Ministry", "owned": names[0], "share": "30 %"}]
    answer = judge(register(stakes, [MINISTRY]), names[-1], "feoc", DAY)
    assert answer.metrics["equity"].low == answer.metrics["equity"].high == Fraction(3, 10)
    integrated = answer.integrated["equity"]
    assert 0 <= integrated["Ministry"] < Fraction(1, 10**6) and len(integrated) == 1024
    assert any("of 976 owners" in note.en for note in answer.notes)


def test_twenty_thousand_shareholders():
    crowd = [{"owner": f"h{number:05}", "owned": "Mine", "share": Fraction(1, 40_000)} for number in range(20_000)]
    stakes = [*crowd, {"owner": "Ministry", "owned": "h00000", "share": "50 %"}]
    stakes += [{"owner": "unknown", "owned": "Mine", "share": "1/4"}]
    answer = judge(register(stakes, [MINISTRY]), "Mine", "feoc", DAY)
    assert answer.metrics["equity"].low == Fraction(1, 40_000)
    assert answer.metrics["equity"].high == Fraction(10_001, 40_000)
    assert answer.controlled is None


def test_a_group_with_too_many_chains_among_its_members_has_bounds():
    """Of fourteen companies each has 7 % of all others, and the ministry 3 % of one."""
    names = [f"g{number:02}" for number in range(14)]
    stakes = [{"owner": a, "owned": b, "share": "7 %"} for a in names for b in names if a != b]
    stakes += [
        {"owner": "Ministry", "owned": names[0], "share": "3 %"},
        {"owner": names[1], "owned": "Mine", "share": 1},
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("orepath.control.cycles.STEPS", 2000)
        found = judge(register(stakes, [MINISTRY]), "Mine", "feoc", DAY)
    low, high = found.metrics["equity"].low, found.metrics["equity"].high
    assert 0 < low < high < Fraction(1, 20) and found.controlled is False
    assert any(
        "(1, the largest of 14 entities)" in note.en and "decides all the same" in note.en for note in found.notes
    )
