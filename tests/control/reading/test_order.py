"""Rows in any order give the same register, and what is written is what is read. All made up."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orepath.control.reading import read_register
from orepath.control.register import METRICS, NOBODY_KNOWN
from orepath.errors import InputError
from tests.control.reading.made_up import entities_file, stakes_file

IDS = [f"made-up-{letter}" for letter in "abcdef"]
WHO = [(each, each.upper(), "company", "", "") for each in IDS]
DAYS = ["", "2020-01-01", "2021-06-30", "2024-02-29"]


@st.composite
def rows(draw):
    """Stakes with exact shares; most registers are fine, some exceed the whole or tell a stake twice."""
    found = []
    for _ in range(draw(st.integers(1, 12))):
        below = draw(st.integers(1, 40))
        share = Fraction(draw(st.integers(0, below)), below) / 3
        from_ = draw(st.sampled_from(DAYS))
        until = draw(st.sampled_from([day for day in DAYS if day > from_] or [""]))
        ends = draw(st.sampled_from([*IDS, "unknown"])), draw(st.sampled_from(IDS))
        found.append((*ends, draw(st.sampled_from(METRICS)), f"{share.numerator}/{share.denominator}", from_, until))
    return found


def outcome(folder, stakes, who):
    try:
        return read_register(stakes_file(folder, *stakes), entities_file(folder, who))
    except InputError as error:
        return sorted(fault.code for fault in error.faults)


@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_their_numbers(tmp_path_factory, stakes, random):
    folder = tmp_path_factory.mktemp("order")
    one = outcome(folder, stakes, WHO)
    shuffled, who = random.sample(stakes, len(stakes)), random.sample(WHO, len(WHO))
    other = outcome(folder, shuffled, who)
    if isinstance(one, list):
        assert one == other
        return
    assert one.entities.ids == other.entities.ids and one.entities.names == other.entities.names
    for name in ("owner", "owned", "metric", "numerator", "most", "denominator", "from_", "until"):
        assert np.array_equal(getattr(one.stakes, name), getattr(other.stakes, name)), name
    told = [stakes[row - 2] for row in one.stakes.row]
    again = [shuffled[row - 2] for row in other.stakes.row]
    assert told == again


@given(rows())
def test_every_row_is_read_as_it_is_written(tmp_path_factory, stakes):
    register = outcome(tmp_path_factory.mktemp("written"), stakes, WHO)
    if isinstance(register, list):
        return
    found = register.stakes
    assert sorted(found.row.tolist()) == list(range(2, len(stakes) + 2))
    for at, row in enumerate(found.row.tolist()):
        owner, owned, metric, share, *_ = stakes[row - 2]
        ids = register.entities.ids
        assert owner == ("unknown" if found.owner[at] == NOBODY_KNOWN else ids[found.owner[at]])
        assert (owned, metric) == (ids[found.owned[at]], METRICS[found.metric[at]])
        assert Fraction(int(found.numerator[at]), int(found.denominator[at])) == Fraction(share)
        assert np.gcd(found.numerator[at], found.denominator[at]) == 1 or share.startswith("0/")


@given(st.integers(0, 10**14), st.integers(0, 14), st.booleans())
def test_a_decimal_is_exactly_its_fraction(tmp_path_factory, digits, places, percent):
    value = Fraction(digits, 10**places)
    text = f"{digits // 10**places}." + f"{digits % 10**places:0{places}}" if places else str(digits)
    share = value / 100 if percent else value
    folder = tmp_path_factory.mktemp("decimal")
    found = outcome(folder, [(IDS[0], IDS[1], "votes", text + (" %" if percent else ""), "", "")], WHO)
    if share > 1:
        assert found in (["control_share_over"], ["control_share_bare"])
    else:
        assert Fraction(int(found.stakes.numerator[0]), int(found.stakes.denominator[0])) == share
