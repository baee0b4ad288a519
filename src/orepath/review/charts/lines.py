"""Series over years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orepath.review.charts.draw import WIDTH, fill_of, vega_lite


@dataclass(frozen=True)
class Point:
    """One value of one series in one year; `value` None breaks the line."""

    series: str
    year: int
    value: float | None


def lines(points: Sequence[Point], axis: str, kind: str = "share", height: int = 220) -> str:
    """Lines with a mark at each year. `kind` is ``share`` (shown as percent) or ``number``."""
    names = list(dict.fromkeys(point.series for point in points))
    years = [point.year for point in points]
    rows = [{"series": p.series, "year": p.year, "value": p.value} for p in points]
    return vega_lite(
        {
            "data": {"values": rows},
            "width": WIDTH - 70,
            "height": height,
            "mark": {"type": "line", "point": {"size": 22, "filled": True}, "strokeWidth": 2},
            "encoding": {
                "x": {
                    "field": "year",
                    "type": "quantitative",
                    "title": None,
                    "scale": {"domain": [min(years), max(years)], "nice": False},
                    "axis": {"format": "d", "tickMinStep": 1, "grid": False},
                },
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "title": axis,
                    "scale": {"zero": True, "nice": True},
                    "axis": {"format": ".0%" if kind == "share" else ",.0f", "tickCount": 5},
                },
                "color": {
                    "field": "series",
                    "type": "nominal",
                    "scale": {"domain": names, "range": [fill_of(rank) for rank in range(len(names))]},
                    "legend": {"title": None, "orient": "bottom", "columns": 3, "symbolType": "stroke"},
                },
                "strokeDash": {
                    "field": "series",
                    "type": "nominal",
                    "scale": {"domain": names, "range": [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]]},
                    "legend": None,
                },
            },
        }
    )
