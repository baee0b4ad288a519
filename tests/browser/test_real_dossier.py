"""The real dossier in a real browser, opened from its files, without a network."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from orepath.vocabulary.language import LANGS

BODY = {"exclude": [[".appendix"]]}  # the appendix repeats one kind of entry many thousand times


@pytest.mark.parametrize("lang", LANGS)
def test_it_opens_without_a_complaint_or_an_outside_request(page, complaints, real_dossier, lang):
    page.goto((real_dossier / f"dossier.{lang}.html").as_uri(), wait_until="load")
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").is_visible()
    drawn = page.evaluate("[...document.images].map(image => image.complete && image.naturalWidth > 0)")
    assert len(drawn) > 10
    assert all(drawn)
    assert complaints.all() == []


@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing_serious(page, real_dossier, lang):
    page.set_default_timeout(180_000)
    page.goto((real_dossier / f"dossier.{lang}.html").as_uri(), wait_until="load")
    found = Axe().run(page, context=BODY).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []


def test_it_fits_a_phone(page, real_dossier):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((real_dossier / "dossier.ja.html").as_uri(), wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_language_switch_goes_there_and_back(page, real_dossier):
    page.goto((real_dossier / "dossier.en.html").as_uri(), wait_until="load")
    page.get_by_role("link", name="日本語").click()
    assert page.locator("html").get_attribute("lang") == "ja"
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_figure_leads_to_its_evidence(page, real_dossier):
    page.goto((real_dossier / "dossier.en.html").as_uri(), wait_until="load")
    page.locator("main a.fg").first.click()
    assert page.locator("li:target").count() == 1
