"""The HTML dossier: one file, safe, linked through."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from orepath.review.html import render_html


class Page(HTMLParser):
    """Ids, links, tags and texts of a page."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.feed(said)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag: str) -> list[dict]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module", params=["en", "ja"])
def page(dossier, request):
    return Page(render_html(dossier, request.param))


def test_every_link_inside_has_its_target_and_no_id_is_used_twice(page):
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_nothing_is_asked_of_the_outside(page):
    asked = [attrs.get("src") or attrs.get("href") for tag in ("img", "link", "script") for attrs in page.all(tag)]
    assert [address for address in asked if not address.startswith(("data:", "dossier."))] == []
    assert page.all("script") == []
    (policy,) = [attrs["content"] for attrs in page.all("meta") if attrs.get("http-equiv")]
    assert policy.startswith("default-src 'none'")


def test_one_heading_of_the_first_level_and_no_level_left_out(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_tables_say_what_heads_what_and_scroll_on_a_narrow_page(page):
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row"}
    regions = [attrs for attrs in page.all("div") if attrs.get("role") == "region"]
    assert len(regions) >= len(page.all("table"))
    assert all(attrs["tabindex"] == "0" and attrs["aria-label"] for attrs in regions)
    labels = [attrs["aria-label"] for attrs in regions]
    assert len(labels) == len(set(labels))


def test_what_a_source_says_is_shown_and_never_run(page, invented):
    assert invented["AWKWARD"] in "".join(page.words)
    assert [attrs for tag, attrs in page.tags if any(name.startswith("on") for name in attrs)] == []


def test_the_languages_link_to_each_other(dossier):
    english, japanese = Page(render_html(dossier, "en")), Page(render_html(dossier, "ja"))
    assert english.all("html") == [{"lang": "en"}]
    assert japanese.all("html") == [{"lang": "ja"}]
    assert "dossier.ja.html" in english.links
    assert "dossier.en.html" in japanese.links
    assert "dossier.ja.html" not in Page(render_html(dossier, "en", ["en"])).links


def test_the_verdict_is_a_word(dossier):
    words = " ".join(Page(render_html(dossier, "en")).words)
    for said in ("kept", "not kept", "insufficient", "not applicable"):
        assert f"Evidence indicates: {said}" in words
    assert "証拠に基づく評価：証拠不十分" in " ".join(Page(render_html(dossier, "ja")).words)


def test_it_says_that_it_is_no_legal_determination(page):
    words = " ".join(page.words)
    assert ("not a legal determination" in words) or ("法的判断を示すものではない" in words)


def test_the_same_document_gives_the_same_bytes(dossier, invented):
    assert render_html(dossier, "ja") == render_html(invented["dossier"](), "ja")
