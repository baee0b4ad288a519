import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import UnknownName
from orepath.vocabulary.definitions import table, toml
from orepath.vocabulary.places import find_place, is_country, place, place_name, places, pseudo_places
from orepath.vocabulary.terms import fold, goods, mineral, minerals, properties, stage, stages, units


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Congo (Kinshasa)", "CD"),
        ("Korea, Republic of", "KR"),
        ("NAM", "NA"),
        ("na", "NA"),
        ("日本", "JP"),
        ("米国", "US"),
        ("ﾅﾐﾋﾞｱ", "NA"),
        ("Côte d’Ivoire", "CI"),
        ("  united   states ", "US"),
        ("Türkiye", "TR"),
        ("Bosnia & Herzegovina", "BA"),
    ],
)
def test_places_are_found_by_code_and_by_name_in_both_languages(written, code):
    assert place(written) == code


def test_every_place_is_found_by_its_codes_and_names():
    for code, entry in places().items():
        assert find_place(code) == code
        assert find_place(entry.alpha3) == code
        assert find_place(place_name(code, "en")) == code, code
        assert find_place(place_name(code, "ja")) == code, code


def test_pseudo_places_are_no_countries():
    assert set(pseudo_places()) == {"world", "other", "unknown", "eu"}
    assert not any(is_country(code) for code in pseudo_places())
    assert is_country("NA")


def test_a_place_that_is_not_known_is_answered_with_its_neighbours():
    with pytest.raises(UnknownName, match=r"Did you mean .*Japan"):
        place("Japn")


def test_aliases_point_at_known_places_once():
    rows = table("place_aliases")
    assert all(row["place"] in places() for row in rows)
    folded = [fold(row["alias"]) for row in rows]
    assert len(set(folded)) == len(folded)


def test_minerals_and_stages_are_found_in_both_languages():
    for term in minerals().values():
        assert mineral(term.name.ja) == mineral(term.name.en) == term.id
    for term in stages().values():
        assert stage(term.name.ja) == stage(term.name.en) == term.id
    with pytest.raises(UnknownName, match="Did you mean tin"):
        mineral("tinn")


def test_no_name_stands_for_two_minerals():
    seen = {}
    for term in minerals().values():
        for name in {fold(word) for word in (term.id, term.name.en, term.name.ja, *term.aliases)}:
            assert seen.setdefault(name, term.id) == term.id, name


def test_goods_belong_to_known_minerals_and_stages():
    for good in goods():
        assert good.mineral in minerals()
        assert good.stage in stages()
        assert good.code.isdigit() and len(good.code) == 6


def test_properties_have_canonical_units():
    canonical = {unit.unit for unit in units().values()}
    assert {term.unit for term in properties().values() if term.unit} <= canonical


def test_every_definition_has_both_languages():
    for name in ("minerals", "stages", "properties", "pseudo_places", "short_names"):
        for key, entry in toml(name).items():
            assert entry["en"] and entry["ja"], (name, key)


@given(st.text())
def test_folding_twice_is_folding_once(word):
    assert fold(fold(word)) == fold(word)
