"""Shares over time: a stacked bar a period that always reaches the whole, the unknown part shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from orepath.review.charts.draw import INK, PAPER, REST, UNKNOWN, WIDTH, fill_of, vega_lite


@dataclass(frozen=True)
class Part:
    """One part of one bar: which bar, who, the share (0 to 1), and of what kind (named, rest, unknown)."""

    bar: str
    name: str
    share: float
    kind: str = "named"


def shares(parts: Sequence[Part], axis: str, step: int = 34) -> str:
    """Stacked bars, one a bar name in the order given.

    Parameters
    ----------
    parts
        In stacking order; a name keeps one fill in all bars, by the order in which names first appear.
    axis
        What the whole is.
    """
    bars = list(dict.fromkeys(part.bar for part in parts))
    names = list(dict.fromkeys(part.name for part in parts))
    kinds = {part.name: part.kind for part in parts}
    named = [name for name in names if kinds[name] == "named"]
    order = [*named, *(n for n in names if kinds[n] == "rest"), *(n for n in names if kinds[n] == "unknown")]
    fills = [
        fill_of(named.index(name)) if name in named else REST if kinds[name] == "rest" else UNKNOWN for name in order
    ]
    rows = [
        {"bar": p.bar, "name": p.name, "share": p.share, "order": order.index(p.name), "label": _label(p)}
        for p in parts
    ]
    light = [name for name, fill in zip(order, fills, strict=True) if fill in (REST, UNKNOWN)]
    y: dict[str, Any] = {"field": "bar", "type": "nominal", "sort": bars, "title": None, "axis": {"ticks": False}}
    x: dict[str, Any] = {
        "field": "share",
        "type": "quantitative",
        "stack": "zero",
        "title": axis,
        "scale": {"domain": [0, 1], "clamp": True},
        "axis": {"format": ".0%", "tickCount": 5},
    }
    colour = {
        "field": "name",
        "type": "nominal",
        "scale": {"domain": order, "range": fills},
        "legend": {"title": None, "orient": "bottom", "columns": 4},
    }
    return vega_lite(
        {
            "data": {"values": rows},
            "width": WIDTH - 150,
            "height": {"step": step},
            "layer": [
                {
                    "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 1},
                    "encoding": {"y": y, "x": x, "color": colour, "order": {"field": "order"}},
                },
                {
                    "mark": {"type": "text", "fontSize": 11, "align": "center", "baseline": "middle"},
                    "encoding": {
                        "y": y,
                        "x": {**x, "bandPosition": 0.5},
                        "text": {"field": "label"},
                        "order": {"field": "order"},
                        "detail": {"field": "name"},
                        "color": {
                            "condition": {"test": {"field": "name", "oneOf": light}, "value": INK},
                            "value": PAPER,
                        },
                    },
                },
            ],
        }
    )


def _label(part: Part) -> str:
    return f"{part.share:.0%}" if part.share >= 0.07 else ""
