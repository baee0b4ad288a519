"""Control by majority in a whole register: what the definition says of every entity, exactly at one half too."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.control.judge import judge
from orepath.control.majority_everywhere import NOBODY, majority
from orepath.errors import InputError
from tests.control.drawn import COMPANIES, ENTITIES, stakes
from tests.control.made import DAY, register
from tests.control.textbook import controls, owners_of

EVERYBODY = (*ENTITIES, *({"id": company} for company in COMPANIES))
UNITS = {"a common denominator": (12, 100, 7), "none within 53 bits": (2**31 - 1, 2**29 - 3, 10**9 + 7, 6)}


def by_definition(owners, ids):
    """By id, who ultimately controls it; None where nobody does or where some control each other."""
    every = {each: controls(owners, each) for each in ids}
    found = {}
    for id in ids:
        over = {each for each in ids if each != id and id in every[each]}
        ultimate = [each for each in over if not any(each in every[other] for other in ids if other != each)]
        found[id] = ultimate[0] if ultimate else None
    return found


@pytest.mark.parametrize("units", UNITS.values(), ids=UNITS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_entity(units, data):
    drawn = data.draw(stakes(metrics=("votes",), most=18, units=units))
    made = register(drawn, EVERYBODY)
    ids = made.entities.ids
    found = majority(made, DAY)
    owners = owners_of(drawn, "votes")
    expected = by_definition(owners, ids)
    told = {id: None if number == NOBODY else ids[number] for id, number in zip(ids, found.controller, strict=True)}
    assert told == expected
    for number, id in enumerate(ids):
        head = judge(made, id, "feoc", DAY).majority
        if found.each_other[number]:
            assert expected[id] is None and (head or id in controls(owners, id) or controls(owners, id))
        else:
            assert head == (() if expected[id] is None else (expected[id],))
    assert (found.group <= np.arange(len(ids))).all()


def test_exactly_half_is_no_majority_whatever_the_denominators():
    thirds = [
        {"owner": "A", "owned": "B", "share": Fraction(1, 3)},
        {"owner": "C", "owned": "B", "share": Fraction(1, 6)},
    ]
    most = [{"owner": "A", "owned": "C", "share": Fraction(2**31, 2**32 - 1)}]
    votes = [{**stake, "metric": "votes"} for stake in (*thirds, *most)]
    made = register(votes, [{"id": each} for each in "ABC"])
    assert majority(made, DAY).controller.tolist() == [NOBODY, NOBODY, 0]
    over = [*votes[:1], {**votes[1], "share": Fraction(10**17, 6 * 10**17 - 1)}, votes[2]]
    made = register(over, [{"id": each} for each in "ABC"])
    assert majority(made, DAY).controller.tolist() == [NOBODY, 0, 0]


def test_a_circle_is_controlled_by_nobody_outside():
    around = [{"owner": a, "owned": b, "share": "60 %", "metric": "votes"} for a, b in ("AB", "BC", "CA", "CD")]
    found = majority(register(around, [{"id": each} for each in "ABCDE"]), DAY)
    assert found.controller.tolist() == [NOBODY] * 5
    assert found.each_other.tolist() == [True] * 4 + [False]
    assert found.group.tolist() == [0, 0, 0, 0, 4]


def test_a_tower_in_which_every_floor_needs_the_two_below():
    """Each company is held to 30 % by each of the two before it: control climbs one floor at a time."""
    floors = 3000
    votes = [{"owner": "Family", "owned": f"c{number:05}", "share": "60 %", "metric": "votes"} for number in (0, 1)]
    for number in range(2, floors):
        votes += [
            {"owner": f"c{number - back:05}", "owned": f"c{number:05}", "share": "30 %", "metric": "votes"}
            for back in (1, 2)
        ]
    made = register(votes)
    found = majority(made, DAY)
    assert (found.controller[1:] == 0).all() and found.controller[0] == NOBODY
    answer = judge(made, f"c{floors - 1:05}", "feoc", DAY)
    assert answer.majority == ("Family",) and len(answer.majority_steps) == floors


def test_shares_over_the_whole_are_refused():
    made = register([{"owner": a, "owned": "X", "share": "60 %", "metric": "votes"} for a in "AB"])
    with pytest.raises(InputError, match="X"):
        majority(made, DAY)


def test_nothing_is_controlled_in_an_empty_register():
    made = register([], [{"id": "A"}])
    assert majority(made, DAY).controller.tolist() == [NOBODY]
