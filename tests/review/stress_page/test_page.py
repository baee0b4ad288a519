"""The page of a made-up answer: one file, safe, linked through, in both languages."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest

from orepath.errors import InputError
from orepath.review.stress_page import write_stress_page
from orepath.review.stress_page.maps import apart, project
from orepath.review.stress_page.page import render_page
from orepath.review.stress_page.pictures import as_file, pictures
from orepath.review.stress_page.scene import Scene, stem_of
from orepath.vocabulary.language import LANGS, Text
from tests.review.trace_page.test_page import Page
from tests.stress.made_up import result, stressed

KINDS = [
    "coordination",
    "map",
    "path-made-up-nickel",
    "quarters-made-up-nickel",
    "filling-made-up-nickel",
    "tornado-made-up-nickel",
]


@pytest.fixture(scope="module")
def said(scene) -> dict[str, str]:
    return {lang: render_page(scene, lang) for lang in LANGS}


@pytest.fixture(scope="module", params=LANGS)
def page(said, request) -> Page:
    return Page(said[request.param])


def test_every_link_inside_has_its_target_and_no_id_is_used_twice(page):
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {attrs["href"][1:] for attrs in page.all("a") if attrs["href"].startswith("#")}
    assert links <= set(ids)
    assert len(links) > 8


def test_headings_leave_no_level_out(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_nothing_is_asked_of_the_outside(page):
    asked = [attrs.get("src") or attrs.get("href") for tag in ("img", "link", "script") for attrs in page.all(tag)]
    assert [address for address in asked if address and not address.startswith(("data:", "stress-"))] == []
    (policy,) = [attrs["content"] for attrs in page.all("meta") if attrs.get("http-equiv")]
    assert policy.startswith("default-src 'none'")


def test_what_is_not_known_comes_first_and_acting_together_before_losses(said):
    main = said["en"].split("<main")[1]
    assert re.findall(r'<section id="([^"]+)"', main)[:3] == ["unknown", "together", "answers"]


def test_every_number_of_the_answer_stands_in_a_table(said):
    for value in (1000.0, 100.0, 90.0, 70.0, 40.0, 20.0, 300000.0, 15000.0, 0.12):
        assert f'data-value="{value:.9g}"' in said["en"]


def test_the_record_says_on_its_face_that_the_method_lost(said):
    assert "LOSES to" in said["en"]
    assert "比較基準「変化なし」に劣る" in said["ja"]
    assert "The windows of the past cases were fixed before any was run" in said["en"]


@pytest.mark.parametrize("id_", [f"st-000000000000000{n}" for n in (1, 2, 3, 4)])
def test_numbers_lead_down_to_statements(said, id_):
    assert said["en"].count(f"<code>{id_}</code>") >= 1


def test_the_word_nobody_here_may_say_is_not_said(said):
    assert "coerc" not in said["en"].lower()
    assert "威圧" not in said["ja"]


def test_every_picture_has_words(page):
    drawn = page.all("svg")
    assert len(drawn) == 2 * len(KINDS)
    assert all(attrs["role"] == "img" and len(attrs["aria-label"]) > 20 for attrs in drawn)


@pytest.mark.parametrize("lang", LANGS)
def test_pictures_as_files_are_whole_and_parts_say_what_they_show(scene, lang):
    assert [picture.id for picture in pictures(scene)] == KINDS
    for picture in pictures(scene):
        root = ET.fromstring(as_file(scene, picture, lang))
        named = [part.get("aria-label") for part in root.iter() if part.get("aria-label")]
        assert len(named) > 2, picture.id
        numbers = [
            float(part.get(key)) for part in root.iter() for key in ("x", "y", "width", "height") if part.get(key)
        ]
        assert all(abs(number) < 1e5 for number in numbers)


def test_a_name_that_looks_like_markup_is_only_text(scene):
    bad = "<script>alert(1)</script>"
    found = render_page(Scene(replace(scene.found, said_first=(Text(bad, bad),), title=Text(bad, bad))), "en")
    assert bad not in found
    assert found.count("<script>") == 1


def test_nothing_answered_is_a_page_too():
    empty = replace(stressed(), results=(), shocks=(), assumptions=(), backtests=(), base_year={})
    for lang in LANGS:
        assert "svg role" not in render_page(Scene(empty), lang)
    assert "No Party and mineral could be answered" in render_page(Scene(empty), "en")


def test_nothing_lost_has_no_picture():
    none = dict.fromkeys(("no_adaptation_t", "alone_t", "coordinated_t", "full_adaptation_t"), 0.0)
    quiet = replace(stressed(), results=(replace(result(), **none, ranges={}, low=0.0, high=0.0),))
    assert pictures(Scene(quiet)) == []
    assert "Nothing is lost in any case" in render_page(Scene(quiet), "en")


def test_files_repeat_and_link_only_to_what_is_written(scene, tmp_path):
    written = write_stress_page(scene.found, tmp_path / "a")
    again = write_stress_page(scene.found, tmp_path / "b")
    assert [path.name for path in written] == [path.name for path in again]
    assert len(written) == len(LANGS) * (1 + 2 * len(KINDS))
    assert all(path.read_bytes() == (tmp_path / "a" / path.name).read_bytes() for path in again)
    write_stress_page(scene.found, tmp_path / "c", langs=["ja"])
    stem = stem_of(scene.found)
    assert f"{stem}.en.html" not in (tmp_path / "c" / f"{stem}.ja.html").read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_told(scene, tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(InputError, match="file"):
        write_stress_page(scene.found, tmp_path / "file", langs=["en"])


def test_the_map_has_its_middle_and_no_coast_runs_across_it():
    assert project(0, 0) == (0.0, 0.0)
    assert project(180, 0)[0] == pytest.approx(2.7354, abs=1e-3)
    square = [(10.0, 0.0), (20.0, 0.0), (20.0, 5.0)]
    assert apart(square) == [square]
    for piece in apart([(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0)]):
        assert max(lon for lon, _ in piece) - min(lon for lon, _ in piece) == 10
