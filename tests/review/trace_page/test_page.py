"""The page of a made-up trace: one file, safe, linked through, in both languages."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from orepath.errors import InputError
from orepath.review.trace_page import write_trace_page
from orepath.review.trace_page.page import render_page
from orepath.review.trace_page.scene import Scene
from orepath.tracing.answer import Limits
from orepath.vocabulary.language import LANGS, Text
from tests.review.trace_page.made_up import HERE, made_up, traced


class Page(HTMLParser):
    """Ids, tags and words of a page."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.feed(said)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag: str) -> list[dict]:
        return [attrs for name, attrs in self.tags if name == tag]


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


def test_nothing_is_asked_of_the_outside_and_one_script_alone_may_run(page, said):
    asked = [attrs.get("src") or attrs.get("href") for tag in ("img", "link", "script") for attrs in page.all(tag)]
    assert [address for address in asked if address and not address.startswith(("data:", "trace-"))] == []
    (policy,) = [attrs["content"] for attrs in page.all("meta") if attrs.get("http-equiv")]
    assert policy.startswith("default-src 'none'")
    for text in said.values():
        (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"script-src 'sha256-{hashed}'" in policy
    assert [tag for tag, attrs in page.tags if any(name.startswith("on") for name in attrs)] == []


def test_headings_leave_no_level_out(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_what_is_unknown_is_said_first(said):
    main = said["en"].split("<main")[1]
    first = re.search(r"<p[^>]*>(.*?)</p>", main, re.DOTALL)[1]
    assert re.fullmatch(r"Unknown: of what arrived, [\d.]+% \([\d.]+–[\d.]+\) is of unknown origin\.", first)


def test_where_no_total_is_known_no_unknown_share_is_claimed():
    found = made_up(draws=0)
    open_ = render_page(Scene(traced(found, Limits(closed=False)), found), "en")
    assert "how much is unknown cannot be said" in open_
    assert "All shares are of the mass seen" in open_
    assert "is of unknown origin" in open_.split("Of the mass seen")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("The made-up trade in dust", "架空の粉末の貿易量"),
        ("Made-up dust &lt;of Aland&gt;", "架空の粉末"),
        ("made-up output of Boria", "架空のボリアの生産量"),
        ("tonnes of made-up ore", "架空の鉱石の純分トン"),
        ("Chokepoints", "チョークポイント"),
        ("st-0000000000000002", "st-0000000000000002"),
        ("China (refining)", "中国（製錬・精製）"),
    ],
)
def test_everything_that_limits_the_trace_is_said(said, words):
    assert words[0] in said["en"]
    assert words[1] in said["ja"]


def test_both_answers_stand_in_the_page(page):
    shown = [attrs.get("class", "") for attrs in page.all("div")]
    for answer in ("gross", "net"):
        assert f"variant wide {answer}" in shown
        assert f"variant narrow {answer}" in shown
    assert len(page.all("input")) == 2


def test_answers_that_do_not_differ_are_shown_once():
    found = made_up(draws=0)
    same = traced(found)
    page = render_page(Scene(replace(same, net=same.views), found), "en")
    assert "answer-net" not in page.split("<style>")[0] + page.split("</style>")[1]
    assert "No share differs by as much as 0.1 percentage point" in page


def test_every_picture_has_words_and_a_table(page):
    drawn = page.all("svg")
    assert len(drawn) == 2 * (3 * 2 + 1)
    assert all(attrs["role"] == "img" and len(attrs["aria-label"]) > 20 for attrs in drawn)
    assert len(page.all("details")) >= 3
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row"}


def test_the_figures_of_a_table_are_the_trace(scene, said):
    congo = next(share for share in scene.trace.views.origin if share.place == "CD")
    assert f'data-value="{congo.mid:.9g}">{100 * congo.mid:.1f}<' in said["en"]


def test_a_name_that_looks_like_markup_is_only_text(said):
    found = made_up(draws=0)
    bad = "<script>alert(1)</script>"
    page = render_page(Scene(traced(found, Limits(notes=(Text(bad, bad),))), found), "ja")
    assert bad not in page
    assert page.count("<script>") == 1
    assert "Made-up dust <of Aland>" not in said["en"]


def test_files_of_both_languages_are_written_and_repeat(scene, tmp_path):
    written = write_trace_page(scene.trace, scene.network, tmp_path / "a", series=scene.series)
    again = write_trace_page(scene.trace, scene.network, tmp_path / "b", series=scene.series, langs=["ja"])
    stem = f"trace-made-up-ore-{HERE}-2030"
    pictures = [f"{stem}-{kind}" for kind in ("shares", "map", "sankey", "series")]
    expected = {f"{stem}.{lang}.html" for lang in LANGS}
    expected |= {f"{name}.{lang}.{ending}" for name in pictures for lang in LANGS for ending in ("svg", "png")}
    assert {path.name for path in written} == expected == {path.name for path in (tmp_path / "a").iterdir()}
    for path in again:
        if path.suffix != ".html":  # alone, the page links to no sibling
            assert path.read_bytes() == (tmp_path / "a" / path.name).read_bytes()
    assert f"{stem}.en.html" not in (tmp_path / "b" / f"{stem}.ja.html").read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_told(scene, tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(InputError, match="file"):
        write_trace_page(scene.trace, scene.network, tmp_path / "file", langs=["en"])
