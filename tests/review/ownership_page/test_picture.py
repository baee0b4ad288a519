"""What the picture says: shares and what they count as, shapes, names in any script, and the same bytes each time."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from orepath.review.ownership_page.picture import ownership_svg
from orepath.review.ownership_page.sizes import NARROW, SIZES, WIDE
from orepath.vocabulary.language import LANGS
from tests.review.ownership_page.made_up import ENTITY, entity, link, path, scene, two_tiers, unknown, wide

ROOT = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"


def said(svg):
    """Every line of text of a picture."""
    return [each.text for each in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("sizes", SIZES, ids=lambda sizes: sizes.name)
def test_it_is_one_image_with_a_title_and_a_description(lang, sizes):
    found = two_tiers()
    svg = ownership_svg(found, lang, sizes)
    root = ET.fromstring(svg)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert "Made-up Nickel Works" in title.text
    for share in ("60.0%", "30.0%", "25.0%", "40.0%", "5.0%"):
        assert share in desc.text
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_shares_and_what_the_rule_counts_them_as():
    lines = said(ownership_svg(two_tiers(), "en"))
    assert lines.count("counts as 100.0%") == 1
    assert {"equity 60.0%", "equity 30.0%", "equity 25.0%", "equity 40.0%", "equity 5.0%"} <= set(lines)
    japanese = said(ownership_svg(two_tiers(), "ja"))
    assert "100.0%と算入" in japanese and "持分 60.0%" in japanese


def test_what_is_not_known_is_dashed_and_has_its_own_shape():
    open_, known = ownership_svg(unknown(), "en"), ownership_svg(two_tiers(), "en")
    assert "stroke-dasharray" in open_ and "stroke-dasharray" not in known
    assert "owner not known" in said(open_) and "20.0%–40.0%" in said(open_)
    assert "owner or share not known" in said(open_) and "owner or share not known" not in said(known)


def test_the_shapes_differ_without_colour():
    svg = re.sub(r'(fill|stroke)="#[0-9a-f]{6}"', "", ownership_svg(unknown(), "en"))
    root = ET.fromstring(svg)
    shapes = {
        group.find(f"{SVG}title").text: [
            (re.sub(r"-?[\d.]+", "", part.get("d")), part.get("stroke-dasharray"))
            for part in group.findall(f"{SVG}path")
        ]
        for group in root.iter(f"{SVG}g")
        if group.find(f"{SVG}title") is not None
    }
    kinds = ["Government of Aland", "Made-up Nickel Works", "owner not known", "Made-up Mineral"]
    drawn = [str(next(v for k, v in shapes.items() if k.startswith(kind))) for kind in kinds]
    assert len(set(drawn)) == 4


def test_a_long_name_is_wrapped_and_whole_in_its_title():
    name = "架空の特別目的会社" * 12
    found = scene([path(link("aland", "long", "1/2"), link("long", ENTITY, "1/2"))], entity("long", name))
    svg = ownership_svg(found, "ja", NARROW)
    assert f"<title>{name} (" in svg
    assert max(len(line) for line in said(svg) if line.startswith("架空の特別")) < 10
    assert any(line.endswith("…") for line in said(svg))


def test_a_name_cannot_break_the_picture():
    found = scene([path(link("aland", "odd", "1/2"), link("odd", ENTITY, "1/2"))], entity("odd", '<b>"A&B" \' </svg>'))
    svg = ownership_svg(found, "en")
    assert ET.fromstring(svg) is not None and "<b>" not in svg


def test_what_is_folded_is_counted():
    svg = ownership_svg(wide(), "en", NARROW)
    assert "and 30 more" in said(svg)
    assert "30 more entities are not drawn by name; the table of paths" in " ".join(said(svg))
    assert "7 more paths" in " ".join(said(svg))


def test_an_answer_without_paths_says_so():
    found = scene([], controlled=False, by=())
    assert "shows no way" in " ".join(said(ownership_svg(found, "en")))
    assert "当たらない" in "".join(said(ownership_svg(found, "ja")))


def test_only_a_picture_by_itself_has_title_and_caution():
    alone, inside = ownership_svg(two_tiers(), "en"), ownership_svg(two_tiers(), "en", WIDE, alone=False)
    assert "not a legal determination" in " ".join(said(alone))
    assert "not a legal determination" not in " ".join(said(inside))
    assert "Ownership paths to Made-up Nickel Works" in said(alone)


def test_the_same_bytes_whatever_the_surroundings():
    code = (
        "import hashlib,sys;sys.path.insert(0,'tests/review/ownership_page');import made_up as m;"
        "from orepath.review.ownership_page.picture import ownership_svg as s;"
        "print([hashlib.sha256(s(f(),'ja').encode()).hexdigest() for f in m.SCENES.values()])"
    )
    told = []
    for zone, locale in (("UTC", "C.UTF-8"), ("Pacific/Apia", "tr_TR.UTF-8")):
        surroundings = {**os.environ, "TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONHASHSEED": str(len(told))}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=surroundings
        )
        told.append(done.stdout)
    assert told[0] == told[1] != ""


def test_where_stakes_are_too_many_to_label_the_picture_says_so():
    names = [f"h{n}" for n in range(12)]
    paths = [
        path(link("aland", one, "1/9"), link(one, other, "1/9"), link(other, ENTITY, "1/9"))
        for one in names[:6]
        for other in names[6:]
    ]
    found = scene(paths, *(entity(name, f"Made-up {name}") for name in names))
    assert "Lines without a share" in " ".join(said(ownership_svg(found, "en", NARROW)))
    assert "Lines without a share" not in " ".join(said(ownership_svg(two_tiers(), "en", NARROW)))


def test_what_a_link_counts_as_is_not_told_where_that_is_not_known():
    stake = link("holding", ENTITY, "1/2", "0")
    found = scene([path(link("unknown", "holding", "0", "0", high="1"), stake, low=0)], controlled=None, by=())
    lines = said(ownership_svg(found, "en"))
    assert "equity share not known" in " ".join(lines) and not any("counts as" in line for line in lines)
