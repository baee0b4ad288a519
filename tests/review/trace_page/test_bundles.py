"""Marks drawn together stay what they were."""

from itertools import count

from orepath.review.trace_page.bundles import bundled
from orepath.review.trace_page.marks import mark, moved, rule, words


def test_one_table_a_kind_and_every_mark_in_it():
    marks = [rule(0, number, 9, number) for number in range(5)] + [mark("rect", "said", x=1.0), mark("rect", x=2.0)]
    data, found = bundled(marks, count())
    assert [each["type"] for each in found] == ["rule", "rect", "rect"]
    assert [each["aria"] for each in found] == [False, True, False]
    assert [row["y"] for row in data[0]["values"]] == [0, 1, 2, 3, 4]
    assert found[0]["encode"]["enter"]["x2"] == {"value": 9}
    assert found[0]["encode"]["enter"]["y"] == {"field": "y"}


def test_text_stands_above_every_rim():
    _, found = bundled(
        [*words(0, 0, "Aland"), *words(0, 0, "Boria", rim=True), *words(0, 5, "Cestia", rim=True)], count()
    )
    assert ["stroke" in each["encode"]["enter"] for each in found] == [True, False]


def test_nothing_passes_a_group():
    data, found = bundled([rule(0, 0, 1, 1), moved([rule(2, 2, 3, 3)], 5, 5), rule(4, 4, 5, 5)], count())
    assert [each["type"] for each in found] == ["rule", "group", "rule"]
    names = [each["name"] for each in [*data, *found[1]["data"]]]
    assert len(names) == len(set(names)) == 3
