"""Both HTML dossiers in a real browser, opened from files, without a network. The economies in them are invented."""

import runpy
from pathlib import Path

import pytest

from orepath.review.html import render_html
from orepath.vocabulary.language import LANGS

INVENTED = Path(__file__).resolve().parents[1] / "review" / "invented.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("dossier")
    document = runpy.run_path(str(INVENTED))["dossier"]()
    for lang in LANGS:
        (place / f"dossier.{lang}.html").write_text(render_html(document, lang), encoding="utf-8")
    return place


def opened(page, folder: Path, lang: str) -> None:
    page.goto((folder / f"dossier.{lang}.html").as_uri(), wait_until="load")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_without_complaint_at_any_width(page, complaints, accessibility_faults, folder, lang, width):
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, folder, lang)
    assert page.locator("h1").is_visible()
    assert accessibility_faults() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints.all() == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_picture_is_drawn(page, folder, lang):
    opened(page, folder, lang)
    drawn = page.evaluate("[...document.images].map(image => image.complete && image.naturalWidth > 0)")
    assert drawn
    assert all(drawn)


def test_the_language_switch_goes_there_and_back(page, complaints, folder):
    opened(page, folder, "en")
    page.get_by_role("link", name="日本語").click()
    assert page.locator("html").get_attribute("lang") == "ja"
    assert "銅及びすず" in page.locator("h1").inner_text()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert complaints.all() == []


def test_a_figure_leads_to_its_evidence_and_on_to_the_statement(page, folder):
    opened(page, folder, "en")
    page.locator("#copper-production a.fg", has_text="48.1").click()
    entry = page.locator("li:target")
    assert "production of the place ÷ production of the world" in entry.inner_text()
    assert "CC0-1.0" in entry.inner_text()
    entry.locator("a.cite").first.click()
    assert "invented.csv, row 2" in page.locator("li:target").inner_text()


def test_the_keyboard_reaches_the_content_and_scrolls_a_table(page, folder):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, folder, "en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    region = page.locator("#measures-table [role=region]")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert region.evaluate("region => region.scrollLeft") > 0


def test_the_table_behind_a_chart_opens(page, folder):
    opened(page, folder, "ja")
    twin = page.locator("#copper-chart table")
    assert not twin.is_visible()
    page.locator("#copper-chart summary").click()
    assert twin.is_visible()
    assert "秘匿" in twin.inner_text()


def test_on_paper_the_contents_and_the_switch_are_gone(page, folder):
    opened(page, folder, "en")
    page.emulate_media(media="print")
    assert not page.locator("nav.contents").is_visible()
    assert not page.get_by_role("link", name="日本語").is_visible()
    assert page.locator("h1").is_visible()
