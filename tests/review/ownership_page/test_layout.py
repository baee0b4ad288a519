"""Where boxes and lines of the picture stand: nothing overlaps, nothing leaves it, nothing is left out untold."""

from fractions import Fraction as F
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.control.answer import UNKNOWN_OWNER
from orepath.review.ownership_page.graph import graph
from orepath.review.ownership_page.lines import pieces
from orepath.review.ownership_page.order import crossings
from orepath.review.ownership_page.picture import layout, ownership_svg
from orepath.review.ownership_page.sizes import NARROW, SIZES, WIDE
from tests.review.ownership_page.made_up import ENTITY, entity, link, path, scene, unknown, wide

NAMES = [f"e{n}" for n in range(9)]


@st.composite
def scenes(draw):
    """Answers with random paths, cycles among them, some from owners nobody knows."""
    found = {}
    for _ in range(draw(st.integers(0, 14))):
        way = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
        first = UNKNOWN_OWNER if draw(st.booleans()) and draw(st.booleans()) else draw(st.sampled_from(["g0", "g1"]))
        ends = [first, *way, ENTITY]
        shares = [F(draw(st.integers(1, 8)), 8) for _ in ends[1:]]
        metric = draw(st.sampled_from(["equity", "votes"]))
        found[tuple(ends), metric] = path(
            *(link(a, b, s, metric=metric) for (a, b), s in zip(pairwise(ends), shares, strict=True))
        )
    return scene(list(found.values()), *(entity(name, f"Made-up {name}") for name in [*NAMES, "g0", "g1"]))


def check(made):
    """Raise where boxes overlap, leave the picture, or a line does not go down from its upper box to its lower."""
    for row in made.rows.items:
        for item in row:
            if item.box:
                box = made.box(item)
                assert box.left >= -0.5 and box.left + box.width <= made.width + 0.5
                assert box.top >= 0 and box.top + box.height <= made.height
        ordered = sorted(row, key=lambda item: made.x[item])
        for one, other in pairwise(ordered):
            if one.box or other.box:
                assert made.x[one] + one.width / 2 <= made.x[other] - other.width / 2 + 0.5
    for route in made.routes:
        way = made.rows.ways[route]
        assert [item.row for item in way] == list(range(way[0].row, way[-1].row - 1, -1))
        assert (way[0].key, way[-1].key) == (route.upper, route.lower)
        ends = {route.tie.owner, route.tie.owned}
        assert ends == {route.upper, route.lower} and route.turned == (route.tie.owner == route.lower)
        for end, port in ((way[0], route.upper_port), (way[-1], route.lower_port)):
            box = made.box(end)
            assert box.left <= made.ports[end.key, port] <= box.left + box.width


@given(scenes(), st.sampled_from(SIZES), st.sampled_from(["en", "ja"]))
def test_any_answer_can_be_drawn(found, sizes, lang):
    check(layout(found, lang, sizes))
    assert ownership_svg(found, lang, sizes) == ownership_svg(found, lang, sizes)


@given(scenes(), st.integers(2, 12))
def test_every_entity_is_drawn_or_counted(found, most):
    every = {
        f"{each.owner}:{each.owned}" if each.owner == UNKNOWN_OWNER else each.owner
        for p in found.answer.paths
        for each in p.links
    } | {ENTITY}
    made = graph(found, most)
    drawn = {key for key, node in made.nodes.items() if node.role != "more"}
    assert drawn <= every and made.folded == len(every - drawn)
    assert sum(node.count for node in made.nodes.values() if node.role == "more") >= made.folded
    assert {tie.owned for tie in made.ties} <= drawn


@given(scenes())
def test_every_stake_between_two_drawn_entities_is_labelled_or_told_in_the_table(found):
    made = layout(found, "en", WIDE)
    for tie in made.graph.ties:
        assert tie.links or tie.owner.startswith("more:")
    assert {route.tie for route in made.routes} == set(made.graph.ties)


def test_the_made_up_answers(scene):
    for sizes in SIZES:
        made = layout(scene, "ja", sizes)
        check(made)
        assert made.width <= 1.03 * sizes.width


def test_owners_stand_above_what_they_own(scene):
    made = layout(scene, "en", WIDE)
    row = {item.key: item.row for items in made.rows.items for item in items if item.box}
    assert row[ENTITY] == 0
    for route in made.routes:
        assert (row[route.tie.owner] > row[route.tie.owned]) != route.turned


def test_only_a_cycle_turns_a_line():
    from tests.review.ownership_page.made_up import SCENES

    turned = {name: sum(route.turned for route in layout(make(), "en", WIDE).routes) for name, make in SCENES.items()}
    assert turned == {name: int(name == "cycle") for name in SCENES}


def test_lines_that_run_together_are_drawn_once():
    made = layout(wide(), "en", WIDE)
    drawn = [
        piece
        for route in made.routes
        for piece in pieces(
            route, made.rows.ways[route], made.x, made.ports, made.at, made.box(made.rows.ways[route][-1]).top
        )
    ]
    assert len(set(drawn)) < len(drawn)


def test_the_rest_is_folded_on_a_phone_sooner_than_on_a_desk():
    counts = [graph(wide(), sizes.most).folded for sizes in (WIDE, NARROW)]
    assert 0 < counts[0] < counts[1] and graph(wide(5), WIDE.most).folded == 0


def test_each_unknown_owner_has_a_box_of_its_own():
    made = graph(unknown(), WIDE.most)
    assert [node.role for node in made.nodes.values()].count("unknown") == 2


@pytest.mark.parametrize("sizes", SIZES)
def test_sweeps_never_make_it_worse(scene, sizes):
    from orepath.review.ownership_page.order import _neighbours, ordered

    made = layout(scene, "en", sizes)
    _, down = _neighbours(made.rows)
    assert crossings(ordered(made.rows), down) <= crossings(made.rows.items, down)
