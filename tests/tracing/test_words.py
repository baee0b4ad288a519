"""What a trace says, in both languages."""

import string
import tomllib
from importlib.resources import files

import pytest

from orepath.network.published_terms import stage_names
from orepath.tracing.answer import Route, Step
from orepath.tracing.words import label_text, route_text, stage_order, stage_text

FILES = [("orepath.tracing", "words.toml"), ("orepath.cli", "trace.toml")]


def entries(table):
    for key, entry in table.items():
        if isinstance(entry.get("en"), str):
            yield key, entry
        else:
            yield from entries(entry)


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("package", "name"), FILES)
def test_every_text_is_in_both_languages_with_the_same_placeholders(package, name):
    found = list(entries(tomllib.loads(files(package).joinpath(name).read_text("utf-8"))))
    assert len(found) > 5
    for key, entry in found:
        assert set(entry) == {"en", "ja"}, key
        assert placeholders(entry["en"]) == placeholders(entry["ja"]), key


def route(*steps):
    return route_text(Route(tuple(Step(*step) for step in steps), 0.1, 1.0))


def test_a_route_names_each_place_once_in_a_row():
    way = route(
        ("mine", "Aland"),
        ("mine-market", "Aland"),
        ("refine", "Boria"),
        ("refine-market", "Boria"),
        ("refine-market", "Cedar"),
        ("refine-market", "Dune"),
    )
    assert way.en == "Aland (mine) → Boria (refining) → Cedar (trade) → Dune (refined goods)"
    assert way.ja == "Aland（採掘） → Boria（製錬・精製） → Cedar（取引） → Dune（精製品）"


def test_a_route_that_comes_back_names_its_place_again():
    way = route(("mine", "Aland"), ("refine", "Boria"), ("refine-market", "Aland"))
    assert way.en == "Aland (mine) → Boria (refining) → Aland (refined goods)"


def test_a_route_from_nobody_knows_where_says_as_what_it_arrives():
    assert route(("", "unknown"), ("refine", "Aland")).en == "unknown → Aland (refining)"
    assert route(("mine", "Aland")).en == "Aland (mine)"


def test_words_stand_for_what_is_no_place():
    assert label_text("not_processed").en == "arrived without passing a refinery"
    assert label_text("Aland").ja == "Aland"


def test_every_stage_of_the_literature_has_a_name_and_an_order():
    stages = list(stage_names())
    assert sorted(stages, key=stage_order) == stages
    assert [stage_text(stage).en for stage in stages if stage_text(stage).en == stage and stage != "mine"] == []
    assert stage_text("made-up").ja == "made-up"
