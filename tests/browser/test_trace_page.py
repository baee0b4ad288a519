"""The page of a made-up trace in a real browser, opened from its file, without a network."""

from pathlib import Path

import pytest

from orepath.review.trace_page.page import render_page
from orepath.review.trace_page.scene import Scene
from orepath.vocabulary.language import LANGS
from tests.review.trace_page.made_up import made_up, traced

STEM = "trace-made-up-ore-JP-2030"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("trace")
    found = made_up()
    scene = Scene(traced(found), found)
    for lang in LANGS:
        (place / f"{STEM}.{lang}.html").write_text(render_page(scene, lang), encoding="utf-8")
    return place


def opened(page, folder: Path, lang: str, width: int = 1280) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / f"{STEM}.{lang}.html").as_uri(), wait_until="load")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [390, 1400])
def test_a_page_without_complaint_at_any_width(page, complaints, accessibility_faults, folder, lang, width):
    opened(page, folder, lang, width)
    assert page.locator("h1").is_visible()
    assert accessibility_faults() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints.all() == []


@pytest.mark.parametrize(("width", "shown", "hidden"), [(390, "narrow", "wide"), (1400, "wide", "narrow")])
def test_the_picture_fits_the_screen(page, folder, width, shown, hidden):
    opened(page, folder, "en", width)
    assert page.locator(f"#sankey .{shown}.gross svg").is_visible()
    assert not page.locator(f"#sankey .{hidden}.gross svg").is_visible()
    assert page.locator(f"#sankey .{shown}.gross svg").bounding_box()["width"] <= width


def test_the_toggle_shows_one_answer_or_the_other(page, complaints, folder):
    opened(page, folder, "en")
    assert page.locator("#compared-gross").is_visible()
    assert not page.locator("#compared-net").is_visible()
    page.locator("#answer-gross").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("#compared-net").is_visible()
    assert not page.locator("#compared-gross").is_visible()
    assert page.locator("#sankey .wide.net svg").is_visible()
    assert page.locator("#series .wide svg").is_visible()
    assert complaints.all() == []


def test_pointing_and_arrow_keys_tell_the_parts_of_a_picture(page, folder):
    opened(page, folder, "en")
    told = page.locator("#sankey output")
    parts = page.locator("#sankey .wide.gross svg [aria-label]")
    parts.nth(1).hover(force=True)
    assert "% of arrivals" in told.inner_text()
    parts.first.focus()
    first = told.inner_text()
    page.keyboard.press("ArrowRight")
    assert told.inner_text() == parts.nth(1).get_attribute("aria-label") != first
    page.keyboard.press("End")
    assert told.inner_text() == parts.last.get_attribute("aria-label")
    assert parts.last.get_attribute("tabindex") == "0"
    assert page.locator("#sankey .wide.gross svg [tabindex='0']").count() == 1


def test_a_table_sorts_by_its_figures_and_back(page, folder):
    opened(page, folder, "en")
    names = "rows => rows.map(row => row.cells[0].textContent)"
    rows = page.locator("#compared-gross tbody tr")
    before = rows.evaluate_all(names)
    head = page.locator("#compared-gross thead th").nth(3)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    values = rows.evaluate_all("rows => rows.map(row => Number(row.cells[3].dataset.value))")
    assert values == sorted(values, reverse=True)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert rows.evaluate_all(names) == before


def test_the_language_switch_goes_there_and_back(page, complaints, folder):
    opened(page, folder, "en")
    page.get_by_role("link", name="日本語").click()
    assert page.locator("html").get_attribute("lang") == "ja"
    assert "採掘地" in page.locator("h1").inner_text()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert complaints.all() == []


def test_it_works_without_its_script(browser, folder):
    context = browser.new_context(java_script_enabled=False, offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    opened(page, folder, "ja")
    assert page.locator("#compared-gross").is_visible()
    assert not page.locator("#compared-net").is_visible()
    page.locator("#answer-net").check()
    assert page.locator("#compared-net").is_visible()
    assert not page.locator("#sankey .told").is_visible()
    page.locator("#sankey details.net summary").click()
    assert page.locator("#way-net").is_visible()
    assert page.locator("th button").count() == 0
    context.close()


def test_on_paper_both_answers_stand_and_nothing_to_press(page, folder):
    opened(page, folder, "en")
    page.emulate_media(media="print")
    assert page.locator("#compared-gross").is_visible()
    assert page.locator("#compared-net").is_visible()
    assert not page.locator("fieldset.answer").is_visible()
    assert not page.locator("nav.contents").is_visible()
    assert page.locator("#sankey .wide.gross svg").is_visible()
    assert not page.locator("#sankey .narrow.gross svg").is_visible()
