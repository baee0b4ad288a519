"""Measures on a timeline: a bar a legal act, its suspension hatched by a lighter bar, the review's day marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orepath.review.charts.draw import INK, MUTED, RANKED, REST, WIDTH, vega_lite


@dataclass(frozen=True)
class Span:
    """A stretch of one row: the row's label, from and until, and the kind of stretch (as named in the legend)."""

    row: str
    from_: date
    until: date
    kind: str


def _years(day: date) -> float:
    """A day as a year and its fraction: a scale of numbers looks the same in every time zone."""
    start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - start).days / (end - start).days


def timeline(spans: Sequence[Span], kinds: Sequence[str], as_of: date, today: str) -> str:
    """Spans in rows.

    Parameters
    ----------
    kinds
        The kinds in legend order: the first is drawn strongest.
    today
        The label of the line at `as_of`.
    """
    rows = list(dict.fromkeys(span.row for span in spans))
    fills = [RANKED[0], RANKED[1], RANKED[4], REST, RANKED[2], RANKED[3]][: len(kinds)]
    values = [{"row": s.row, "from": _years(s.from_), "until": _years(s.until), "kind": s.kind} for s in spans]
    start, end = min(span.from_ for span in spans), max(max(span.until for span in spans), as_of)
    y = {"field": "row", "type": "nominal", "sort": rows, "title": None, "axis": {"labelLimit": 260, "ticks": False}}
    domain = [start.year, end.year + 1]
    return vega_lite(
        {
            "width": WIDTH - 280,
            "height": {"step": 19},
            "layer": [
                {
                    "data": {"values": values},
                    "mark": {"type": "bar", "height": 11},
                    "encoding": {
                        "y": y,
                        "x": {
                            "field": "from",
                            "type": "quantitative",
                            "title": None,
                            "scale": {"domain": domain},
                            "axis": {
                                "format": "d",
                                "orient": "top",
                                "values": list(range(start.year, end.year + 2, 1 + (end.year - start.year) // 8)),
                            },
                        },
                        "x2": {"field": "until"},
                        "color": {
                            "field": "kind",
                            "type": "nominal",
                            "scale": {"domain": list(kinds), "range": fills},
                            "legend": {"title": None, "orient": "bottom", "columns": 3},
                        },
                    },
                },
                {
                    "data": {"values": [{"day": _years(as_of), "label": today}]},
                    "mark": {"type": "rule", "color": INK, "strokeDash": [3, 2]},
                    "encoding": {"x": {"field": "day", "type": "quantitative"}},
                },
                {
                    "data": {"values": [{"day": _years(as_of), "label": today}]},
                    "mark": {
                        "type": "text",
                        "align": "right",
                        "dx": -4,
                        "baseline": "top",
                        "fontSize": 11,
                        "fill": MUTED,
                    },
                    "encoding": {
                        "x": {"field": "day", "type": "quantitative"},
                        "y": {"value": {"expr": "height + 4"}},
                        "text": {"field": "label"},
                    },
                },
            ],
        }
    )
