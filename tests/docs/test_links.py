import pytest

from tests.docs.pages import DOCS, anchors, links, pages, relative


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_every_relative_link_leads_somewhere(page):
    broken = []
    for link in links(page):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


def test_every_page_is_reached_from_the_index():
    reached = {(DOCS / link.partition("#")[0]).resolve() for link in links(DOCS / "index.md") if "://" not in link}
    inside = {page.resolve() for place in reached if place.is_dir() for page in place.glob("*.md")}
    every = {page.resolve() for page in DOCS.rglob("*.md") if page.name != "index.md"}
    assert sorted(map(relative, every - reached - inside)) == []
