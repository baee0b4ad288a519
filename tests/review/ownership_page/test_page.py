"""The page of an answer: whole, in both languages, with every link in words."""

import re
from dataclasses import replace

import pytest

from orepath.control.answer import Deemed, Held, Pooled
from orepath.review.ownership_page.page import ownership_page
from orepath.review.ownership_page.sentences import answer_sentence, overlaps
from orepath.vocabulary.language import LANGS, Text
from tests.review.ownership_page.made_up import ENTITY, F, link, path, scene, two_tiers, unknown


def text(page):
    """What a page says, without its style and pictures, blanks evened out."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.mark.parametrize("lang", LANGS)
def test_it_opens_offline_in_its_language(lang):
    page = ownership_page(two_tiers(), lang)
    assert page.startswith("<!doctype html>") and f'<html lang="{lang}">' in page
    assert 'name="viewport"' in page and "<script" not in page and "default-src 'none'" in page
    assert page.count("<svg ") == 2 and page == ownership_page(two_tiers(), lang)
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))


def test_the_table_has_every_link_the_paths_have(scene):
    page = text(ownership_page(scene, "en"))
    every = {each for way in scene.answer.paths for each in way.links}
    assert all(each.where in page and f"{each.low.numerator}/{each.low.denominator}" in page for each in every)
    rows = re.findall(r"<tr>", ownership_page(scene, "en").split('id="links"')[1].split("</table>")[0])
    assert len(rows) == 1 + len(every)


def test_the_answer_stands_first_with_fraction_and_percentage():
    page = text(ownership_page(two_tiers(), "en"))
    assert page.index("by the stakes in the file, Made-up Nickel Works meets the definition") < page.index(
        "9/20 (45.0%)"
    )
    assert "adds 1/1 × 3/10 = 3/10 (30.0%)" in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"controlled": True}, "meets the definition, through Government of Aland"),
        ({"controlled": True, "by": ()}, "itself meets the definition"),
        ({"controlled": False, "by": ()}, "does not meet the definition"),
        ({"controlled": None, "by": ()}, "it cannot be told whether"),
        ({"controlled": False, "by": (), "applies": False}, "has no words for July 1, 2030"),
    ],
)
def test_the_sentence_says_what_the_rule_gives_and_no_more(more, said):
    found = answer_sentence(scene([], **more))
    assert said in found.en and "2030年7月1日" in found.ja
    assert not re.search(r"\bown|\bcontrol", found.en)


def test_bounds_are_told_as_bounds():
    page = text(ownership_page(unknown(), "en"))
    assert "1/5 (20.0%) to 2/5 (40.0%)" in page and "cannot be told" in page
    assert "depending on what is not known" in page


def test_what_else_the_answer_rests_on():
    found = two_tiers()
    stake = link("aland", "holding", "3/5")
    more = {
        "majority": ("aland",),
        "majority_steps": (Pooled(ENTITY, F(3, 5), ("aland", "holding")),),
        "deemed": (Deemed("holding", "equity", Held(F(3, 5), F(3, 5)), (stake,), True),),
        "notes": (Text("Open world, made up.", "オープンワールド（架空）。"),),
    }
    page = text(ownership_page(replace(found, answer=replace(found.answer, **more)), "en"))
    for said in (
        "controlled by majority of votes",
        "3/5 (60.0%) of the votes of",
        "Covered only because",
        "Open world, made up.",
    ):
        assert said in page


def test_paths_that_pass_the_same_entity_are_said_to_overlap():
    paths = [path(link("aland", ENTITY, "3/5")), path(link("boria", ENTITY, "3/5"))]
    whole = {"metrics": {"equity": Held(F(1), F(1))}}
    assert overlaps(scene(paths, **whole)) and not overlaps(two_tiers())
    assert "counts that entity once" in text(ownership_page(scene(paths, **whole), "en"))


def test_a_name_cannot_break_the_page():
    from tests.review.ownership_page.made_up import entity

    page = ownership_page(
        scene([path(link("aland", ENTITY, "1/2"))], entity("aland", "<script>alert(1)</script>")), "en"
    )
    assert "<script" not in page
