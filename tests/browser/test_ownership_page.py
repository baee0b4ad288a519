"""The page of a made-up answer on control in a real browser, opened from its file, without a network."""

import pytest

from orepath.review.ownership_page.page import ownership_page
from orepath.review.ownership_page.picture import ownership_svg
from orepath.vocabulary.language import LANGS
from tests.review.ownership_page.made_up import SCENES


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("control")
    for name, make in SCENES.items():
        for lang in LANGS:
            (place / f"{name}.{lang}.html").write_text(ownership_page(make(), lang), encoding="utf-8")
    (place / "alone.svg").write_text(ownership_svg(SCENES["unknown"](), "ja"), encoding="utf-8")
    return place


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["unknown", "deep"])
def test_a_page_without_complaint_at_any_width(page, complaints, accessibility_faults, folder, name, lang, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / f"{name}.{lang}.html").as_uri(), wait_until="load")
    assert page.locator("h1").is_visible()
    assert accessibility_faults() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown, hidden = ("narrow", "wide") if width == 390 else ("wide", "narrow")
    assert (
        page.locator(f".variant.{shown} svg").is_visible() and not page.locator(f".variant.{hidden} svg").is_visible()
    )
    assert complaints.all() == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(SCENES))
def test_no_words_leave_their_box_and_no_label_covers_another(page, folder, name, lang):
    page.goto((folder / f"{name}.{lang}.html").as_uri(), wait_until="load")
    for width, variant in ((1280, "wide"), (390, "narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        inside = page.locator(f".variant.{variant} svg g g:has(> title)").evaluate_all(
            """groups => groups.map(group => {
              const box = group.querySelector('path').getBoundingClientRect();
              return [...group.querySelectorAll('text')].every(text => {
                const t = text.getBoundingClientRect();
                return t.left >= box.left - 1 && t.right <= box.right + 1 &&
                  t.top >= box.top - 2 && t.bottom <= box.bottom + 2;
              });
            })"""
        )
        assert inside and all(inside)
        covered = page.locator(f".variant.{variant} svg").evaluate(
            """svg => {
              const boxes = [...svg.querySelectorAll('text')].map(text => text.getBoundingClientRect());
              return boxes.filter((a, i) => boxes.some((b, j) => i < j && a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 3 && b.top < a.bottom - 3)).length;
            }"""
        )
        assert covered == 0


def test_the_picture_by_itself_shows_its_japanese_names(page, complaints, folder):
    page.goto((folder / "alone.svg").as_uri(), wait_until="load")
    assert page.locator("svg").get_attribute("role") == "img"
    wide = page.evaluate(
        """() => [...document.querySelectorAll('text')].map(text => [text.textContent, text.getBBox().width])"""
    )
    for said, width in wide:
        if "保有者不明" in said:
            assert width > 50
    assert any("保有者不明" in said for said, _ in wide) and complaints.all() == []
