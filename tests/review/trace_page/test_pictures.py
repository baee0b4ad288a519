"""The pictures: what they say, what they never merge, and that their bytes repeat."""

import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from orepath.review.charts.measuring import wrapped
from orepath.review.trace_page.frame import NARROW, WIDE
from orepath.review.trace_page.history import years_of
from orepath.review.trace_page.legs import Legs
from orepath.review.trace_page.marks import HATCH, png
from orepath.review.trace_page.pictures import alt, drawings, file_svg, kinds, lead_of
from orepath.review.trace_page.sides import named, sides
from orepath.review.trace_page.ways import ways
from orepath.vocabulary.language import LANGS

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["shares", "map", "sankey", "series"])
def test_a_file_is_whole_titled_and_hatched_where_nobody_knows(scene, kind, lang):
    svg = file_svg(scene, kind, lang)
    ET.fromstring(svg)
    assert ("Made-up ore" if lang == "en" else "made-up ore") in svg
    assert HATCH not in svg
    if kind != "series":
        assert "url(#h" in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("kind", ["shares", "map", "sankey", "series"])
def test_the_same_trace_gives_the_same_bytes(scene, kind):
    assert file_svg(scene, kind, "ja") == file_svg(replace(scene), kind, "ja")
    assert png(file_svg(scene, kind, "en")) == png(file_svg(scene, kind, "en"))


def test_neither_time_zone_nor_locale_changes_a_picture(scene):
    code = (
        "import hashlib,sys;sys.path.insert(0,'tests/review/trace_page');import made_up as c;"
        "from orepath.review.trace_page.scene import Scene;from orepath.review.trace_page.pictures import *;"
        "n=c.made_up();s=Scene(c.traced(n),n);"
        "print([hashlib.sha256(file_svg(s,k,'ja').encode()).hexdigest() for k in kinds(s)])"
    )
    told = []
    for zone, locale in (("UTC", "C.UTF-8"), ("Pacific/Apia", "tr_TR.UTF-8")):
        surroundings = {**os.environ, "TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONHASHSEED": str(len(told))}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=surroundings
        )
        told.append(done.stdout)
    assert told[0] == told[1] != ""


def test_a_png_has_two_pixels_to_one(scene):
    svg = file_svg(scene, "shares", "en")
    width = int(re.search(r'width="(\d+)"', svg)[1])
    assert Image.open(io.BytesIO(png(svg))).width == 2 * width


def test_every_part_of_a_picture_says_what_it_is(scene):
    (wide, *_) = drawings(scene, "sankey", "en")
    said = re.findall(r'aria-label="([^"]+)"', wide.svg)
    expected = scene.legs("gross").made["CD", "CN"]
    assert f"DR Congo (extracted) → China (last refined): {expected:.0%} of arrivals" in said
    assert any(text.startswith("Unknown (extracted) → China (last refined)") for text in said)


def test_unknown_stands_first_and_is_never_merged(scene):
    found = scene.legs("gross")
    marks, _ = ways(found, "JP", "en", WIDE)
    names = [mark["encode"]["enter"]["text"]["value"] for mark in marks if mark["type"] == "text"]
    lefts = [name for name in names if re.search(r"\d%$", name)]
    assert lefts[0].startswith("Unknown")
    tiny = {("unknown", "AA"): 0.002, ("BB", "AA"): 0.998}
    marks, _ = ways(Legs(tiny, {("AA", "AA"): 1.0}), "JP", "en", WIDE)
    assert any("Unknown <1%" in str(mark) for mark in marks)


def test_small_places_are_grouped_and_their_sum_is_kept():
    made = {(f"A{letter}", "BB"): 0.1 for letter in "ABCDEFGHIJ"}
    marks, _ = ways(Legs(made, {("BB", "BB"): 1.0}), "JP", "en", WIDE)
    assert any("Other places 30%" in str(mark) for mark in marks)
    marks, _ = ways(Legs(made, {("BB", "BB"): 1.0}), "JP", "en", NARROW)
    assert any(mark["encode"]["enter"].get("text", {}).get("value") == "50%" for mark in marks)


def test_both_maps_are_on_one_scale(scene):
    (wide, *_) = drawings(scene, "map", "en")
    said = dict(re.findall(r'aria-label="([^"]+)"[^>]* d="M([\d.]+)', wide.svg))
    radius = {text: float(start) for text, start in said.items()}
    border = next(r for text, r in radius.items() if re.match(r"China: (\d+)% shipped", text))
    origin = next(r for text, r in radius.items() if re.match(r"DR Congo: (\d+)% put in", text))
    shares = {side.place: side for side in scene.sides("gross")}
    expected = shares["CN"].border.mid / shares["CD"].origin.mid
    assert (border / origin) ** 2 == pytest.approx(expected, rel=0.03)


def test_a_gap_in_the_years_stays_a_gap(scene):
    from orepath.review.trace_page.history import history

    china = next(place for place in scene.years if place.place == "CN")
    marks, _ = history([china], "en", WIDE)
    (panel,) = [mark for mark in marks if mark["type"] == "group"]
    lines = [mark for mark in panel["marks"] if mark["type"] == "rule" and "#98a2ad" in str(mark)]
    assert len(lines) == 5  # 2020-21, 21-22, 24-25, 25-26, 26-27: neither 2022-24 nor 2027-30


def test_unknown_is_first_over_the_years_too(scene):
    assert scene.years[0].place == "unknown"
    assert scene.years[0].seen == {}
    assert years_of([scene.trace], {})[0].origin[2030].mid == scene.unknown("gross", "origin")


def test_border_and_origin_meet_by_place(scene):
    found = {side.place: side for side in sides(scene.trace)}
    assert next(iter(found)) == "unknown"
    assert found["CN"].origin is None
    assert found["CD"].border is None
    assert found["CD"].hidden.mid == pytest.approx(found["CD"].origin.mid)
    assert len(named(sides(scene.trace), 2)) == 3


def test_a_trace_of_no_year_has_no_picture_of_the_years(scene):
    assert kinds(scene) == ("shares", "map", "sankey", "series")
    assert kinds(replace(scene, trace=replace(scene.trace, year=0), series=None)) == ("shares", "map", "sankey")


def test_words_for_those_who_do_not_see(scene):
    said = alt(scene, "shares", "gross")
    assert "Largest hidden dependence: DR Congo" in said.en
    assert re.search(r"不明は\d+%", said.ja)
    assert "China" in alt(scene, "sankey", "net").en


def test_lines_break_where_each_language_breaks():
    assert wrapped("one two three", 50, 12) == ["one two", "three"]
    assert wrapped("不明、不明、不明", 40, 12) == ["不明、", "不明、", "不明"]
    assert all(not line.startswith("、") for line in wrapped("不明不明、不明", 48, 12))


def test_a_year_made_from_other_goods_is_left_out_and_said(scene):
    trace, *_ = scene.series.traces
    other = replace(trace, year=2028, limits=replace(trace.limits, not_seen=()))
    literature = replace(trace, year=2029, kind="published")
    more = replace(scene, series=replace(scene.series, traces=(*scene.series.traces, other, literature)))
    assert more.left_out == [2028]
    assert [each.year for each in more.traces] == [2026, 2027, 2029, 2030]
    assert more.years[0].pale == {2029}
    assert "Left out (2028)" in lead_of(more, "series").en
    assert "淡色の点（2029年）" in lead_of(more, "series").ja
    assert "Left out" not in lead_of(scene, "series").en
