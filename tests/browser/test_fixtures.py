"""The browser fixtures themselves see what they are there to see."""

from pathlib import Path

GOOD = (
    "<!doctype html><html lang=en><title>Aland</title><main><h1>An invented economy</h1><p>Nothing.</p></main></html>"
)
BAD = (
    "<!doctype html><html><title>Boria</title><img src='https://example.org/outside.png'>"
    "<script>console.error('the invented mine is closed')</script><script>undefined_function()</script></html>"
)


def shown(page, folder: Path, html: str) -> None:
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri(), wait_until="load")


def test_a_good_page_raises_no_complaint(page, complaints, accessibility_faults, tmp_path):
    shown(page, tmp_path, GOOD)
    assert complaints.all() == []
    assert accessibility_faults() == []


def test_a_bad_page_raises_each_kind_of_complaint(page, complaints, accessibility_faults, tmp_path):
    shown(page, tmp_path, BAD)
    assert complaints.outside == ["https://example.org/outside.png"]
    assert any("the invented mine is closed" in line for line in complaints.console)
    assert any("undefined_function" in line for line in complaints.console)
    faults = " ".join(accessibility_faults())
    assert "html-has-lang" in faults
    assert "image-alt" in faults
