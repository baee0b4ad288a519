"""The tables of results.json, written into the pages between two marks.

python -m benchmarks.attribution.table          writes them into the pages
python -m benchmarks.attribution.table --print  prints them
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from benchmarks.attribution.running import ROOT, Row

RESULTS = ROOT / "benchmarks" / "results.json"
PAGES = {"docs/explanation/attribution.md": "en", "README.md": "en", "README.ja.md": "ja"}
BEGIN, END = "<!-- attribution benchmark: written from benchmarks/results.json -->", "<!-- /attribution benchmark -->"
WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SWEPT = 10_000_000
"""The largest network on which all methods are tried."""


def number(value: float) -> str:
    """Two digits, as one reads them: 1.4, 12, 870, 5,900."""
    if value < 9.95:
        return f"{value:.1f}"
    return f"{value:.0f}" if value < 100 else f"{round(value, 1 - len(str(int(value))) + 1):,.0f}"


def grid(heading: list[str], lines: list[list[str]]) -> str:
    """A table in Markdown, figures to the right."""
    rule = ["---", *["---:"] * (len(heading) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in (heading, rule, *lines))


def compared(rows: list[Row], words: dict[str, Any], against: dict[int, float] | None) -> str:
    """Every method, a column a size: multiples of its bound, or of some seconds by size."""
    sizes = sorted({row["edges"] for row in rows if row["edges"] <= SWEPT})
    by = {(row["method"], row["threads"], row["edges"]): row for row in rows}
    lines = []
    for method, threads in dict.fromkeys((row["method"], row["threads"]) for row in rows):
        cells = [_cell(by.get((method, threads, edges)), against) for edges in sizes]
        lines.append([f"{WORDS['methods'][method]}, {words['threads'][str(threads)]}", *cells])
    return grid([words["method"], *(words["flows"].format(edges=f"{edges:,}") for edges in sizes)], lines)


def _cell(row: Row | None, against: dict[int, float] | None) -> str:
    if row is None or row["seconds"] is None:
        return "×" if row and row["did_not_finish"] == "does not fit" else "–"
    return number(row["ratio"] if against is None else row["seconds"] / against[row["edges"]])


def engine(rows: list[Row], words: dict[str, Any]) -> str:
    """The memory engine with two threads, a column a size."""
    own = sorted(
        (row for row in rows if (row["method"], row["threads"]) == ("memory", 2)), key=lambda row: row["edges"]
    )
    lines = [
        [words["time"], *(number(row["ratio"]) for row in own)],
        [words["first"], *(number(row["seconds_first"] / row["bound_seconds"]) for row in own)],
        [words["peak"], *(f"{row['peak_bytes'] / 2**30:.2f}" for row in own)],
        [words["components"], *(number(row["seconds_components"] / row["seconds"]) for row in own)],
        [words["certificate"], *(f"{row['certificate']:.0e}" for row in own)],
    ]
    return grid([words["row"], *(words["flows"].format(edges=f"{row['edges']:,}") for row in own)], lines)


def growth(rows: list[Row], words: dict[str, Any]) -> str:
    """How the cost of a flow grows from the largest size of all to the one out of core."""
    cost = {row["edges"]: row["seconds"] / row["edges"] for row in rows if row["method"] == "duckdb" and row["seconds"]}
    many = max(cost, default=0)
    if many <= SWEPT or SWEPT not in cost:
        return ""
    ratio = f"{cost[many] / cost[SWEPT]:.2f}"
    return str(words["growth"].format(many=f"{many:,}", few=f"{SWEPT:,}", ratio=ratio))


def text(rows: list[Row], language: str, whole: bool) -> str:
    """What stands between the marks; the whole of it, or what a README has room for."""
    words, labels = WORDS[language], rows[0]["labels"]
    seconds = {row["edges"]: row["seconds"] for row in rows if (row["method"], row["threads"]) == ("memory", 2)}
    apart = f"{max((row['difference'] for row in rows if 'difference' in row), default=0.0):.0e}"
    parts = [
        words["engine"].format(labels=labels),
        compared(rows, words, seconds),
        words["legend"].format(difference=apart),
    ]
    if whole:
        parts = [words["bound"].format(labels=labels), compared(rows, words, None), *parts]
    return "\n\n".join(part for part in (*parts, words["memory"], engine(rows, words), growth(rows, words)) if part)


def between(page: str, written: str) -> str:
    """A page with other text between its marks.

    Raises
    ------
    ValueError
        If it has no such marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"no line {BEGIN} and, behind it, {END}")
    return f"{before}{BEGIN}\n\n{written}\n\n{END}{after}"


def main(arguments: list[str]) -> None:
    """Write the tables into every page that has the marks, and say which has not."""
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))
    if arguments == ["--print"]:
        print(text(rows, "en", whole=True))
        return
    for name, language in PAGES.items():
        page, written = ROOT / name, text(rows, language, whole=name.startswith("docs"))
        try:
            page.write_text(between(page.read_text(encoding="utf-8"), written), encoding="utf-8")
        except (ValueError, FileNotFoundError) as problem:
            print(f"{name} is left as it is: {problem}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
