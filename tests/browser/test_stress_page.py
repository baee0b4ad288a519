"""The page of a made-up stress test in a real browser, opened from its file, without a network."""

from pathlib import Path

import pytest

from orepath.review.stress_page.page import render_page
from orepath.review.stress_page.scene import Scene
from orepath.vocabulary.language import LANGS
from tests.stress.made_up import renamed, stressed

STEM = "stress-made-up-measure"
REAL = {"Aland": "JP", "Boria": "US", "Cedar": "CD"}
PICTURES = ["coordination", "map", "path-made-up-nickel", "quarters-made-up-nickel", "filling-made-up-nickel"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("stress")
    scene = Scene(renamed(stressed(), REAL))
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
@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_fits_the_screen(page, folder, picture, width, shown, hidden):
    opened(page, folder, "ja", width)
    assert page.locator(f"#{picture} .{shown} svg").is_visible()
    assert not page.locator(f"#{picture} .{hidden} svg").is_visible()
    assert page.locator(f"#{picture} .{shown} svg").bounding_box()["width"] <= width


@pytest.mark.parametrize("picture", PICTURES)
def test_no_text_of_a_picture_runs_out_of_it(page, folder, picture):
    for lang in LANGS:
        opened(page, folder, lang, 1400)
        out = page.locator(f"#{picture} .wide svg").evaluate(
            """svg => { const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll("text")].filter(text => { const at = text.getBoundingClientRect();
            return at.left < box.left - 2 || at.right > box.right + 2; }).map(text => text.textContent); }"""
        )
        assert out == []


def test_arrow_keys_tell_the_parts_of_a_picture(page, folder):
    opened(page, folder, "en")
    told = page.locator("#filling-made-up-nickel output")
    parts = page.locator("#filling-made-up-nickel .wide svg [aria-label]")
    parts.first.focus()
    first = told.inner_text()
    page.keyboard.press("ArrowRight")
    assert told.inner_text() == parts.nth(1).get_attribute("aria-label") != first


def test_a_table_sorts_by_its_figures(page, folder):
    opened(page, folder, "en")
    head = page.locator("#quarters-made-up-nickel-table thead th").nth(2)
    page.locator("#mineral-made-up-nickel details summary").first.click()
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    rows = page.locator("#quarters-made-up-nickel-table tbody tr")
    values = rows.evaluate_all("rows => rows.map(row => Number(row.cells[2].dataset.value))")
    assert values == sorted(values, reverse=True)


def test_the_language_switch_goes_there_and_back(page, complaints, folder):
    opened(page, folder, "en")
    page.get_by_role("link", name="日本語").click()
    assert page.locator("html").get_attribute("lang") == "ja"
    assert "途絶" in page.locator("h1").inner_text()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert complaints.all() == []


def test_it_works_without_its_script(browser, folder):
    context = browser.new_context(java_script_enabled=False, offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    opened(page, folder, "ja")
    assert page.locator("#value-table").is_visible()
    assert not page.locator("#coordination .told").is_visible()
    page.locator("#mineral-made-up-nickel details summary").first.click()
    assert page.locator("#quarters-made-up-nickel-table").is_visible()
    context.close()


def test_on_paper_the_answer_stands(page, folder):
    opened(page, folder, "en")
    page.emulate_media(media="print")
    assert page.locator("#answers-table").is_visible()
    assert page.locator("#backtests-table").is_visible()
    assert not page.locator("nav.contents").is_visible()
    assert page.locator("#coordination .wide svg").is_visible()
