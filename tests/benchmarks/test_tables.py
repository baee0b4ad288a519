"""The tables of the attribution benchmark say what its results say, and pages hold them as they are."""

import json

import pytest

from benchmarks.attribution import table
from benchmarks.attribution.table import BEGIN, END, PAGES, RESULTS, ROOT, between, number, text


def row(method: str, threads: int, edges: int, seconds: float | None, **more: object) -> dict[str, object]:
    figures = {"peak_bytes": 2**29, "bound_seconds": 0.5, "seconds_components": 1.0, "certificate": 2e-12}
    figures["seconds_first"] = 1.0
    figures |= {"ratio": None if seconds is None else seconds / 0.5}
    return {"method": method, "threads": threads, "edges": edges, "labels": 32, "seconds": seconds, **figures, **more}


ROWS = [
    row("memory", 2, 10_000, 0.25),
    row("scipy", 1, 10_000, 1.0, difference=3e-13),
    row("pymrio", 2, 10_000, 100.0, difference=1e-14),
    row("memory", 2, 10_000_000, 0.75),
    row("scipy", 1, 10_000_000, None, did_not_finish="did not finish in 120 s"),
    row("pymrio", 2, 10_000_000, None, did_not_finish="does not fit"),
    row("duckdb", 2, 10_000_000, 60.0, difference=5e-15),
    row("duckdb", 2, 30_000_000, 198.0),
]


def lines(written: str, start: str) -> list[str]:
    return [line for line in written.splitlines() if line.startswith(f"| {start}")]


def test_multiples_of_the_engine_and_of_the_bound():
    bound, engine = lines(text(ROWS, "en", whole=True), "scipy")
    assert bound == "| scipy, 1 thread | 2.0 | – |"
    assert engine == "| scipy, 1 thread | 4.0 | – |"


def test_what_does_not_fit_is_told_from_what_does_not_finish():
    assert lines(text(ROWS, "en", whole=False), "pymrio") == ["| pymrio, 2 threads | 400 | × |"]


def test_the_network_out_of_core_is_told_by_the_cost_of_a_flow():
    written = text(ROWS, "en", whole=True)
    assert "30,000,000 costs 1.10 times as much as a flow of 10,000,000" in written
    assert "30,000,000 |" not in written


def test_the_largest_difference_is_told():
    assert "within 3e-13" in text(ROWS, "en", whole=False)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_language_has_every_word(language: str):
    assert set(table.WORDS[language]) == set(table.WORDS["en"])
    assert text(ROWS, language, whole=True).count("\n| ---") == 3


@pytest.mark.parametrize(
    ("value", "told"), [(0.94, "0.9"), (1.36, "1.4"), (9.96, "10"), (12.4, "12"), (868, "870"), (5896.2, "5,900")]
)
def test_numbers_have_two_digits(value: float, told: str):
    assert number(value) == told


def test_only_what_stands_between_the_marks_changes():
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert between(page, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    assert between(between(page, "new"), "new") == between(page, "new")


def test_a_page_without_marks_is_refused():
    with pytest.raises(ValueError, match="attribution benchmark"):
        between("before\n", "new")


@pytest.mark.skipif(not RESULTS.exists(), reason="no results of a benchmark here")
@pytest.mark.parametrize("page", PAGES)
def test_pages_hold_the_tables_of_the_results(page: str):
    rows, content = json.loads(RESULTS.read_text("utf-8")), (ROOT / page).read_text("utf-8")
    assert between(content, text(rows, PAGES[page], whole=page.startswith("docs"))) == content
