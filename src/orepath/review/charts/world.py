"""Bubbles on land without any border."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.review.charts.draw import INK, PAPER, WIDTH, fill_of, vega_lite
from orepath.vocabulary.places import places

LAND = "#e9ecef"
LARGEST = 1400  # area of the largest bubble, in square pixels
HEIGHT = 262  # cut below the southernmost places


@dataclass(frozen=True)
class Bubble:
    """A bubble: place code, the mass it stands for (t), and a label ("" for none)."""

    place: str
    mass_t: float
    label: str = ""


@cache
def land() -> dict[str, Any]:
    """The land of the world, as GeoJSON, without any border."""
    found: dict[str, Any] = json.loads(files("orepath.review").joinpath("land.json").read_text("utf-8"))
    return found


def world(bubbles: Sequence[Bubble]) -> str:
    """A map of the world with a bubble a place, its area in proportion to the mass.

    A place without a known point is left out; the table beside the map has it.
    """
    known = places()
    rows = [
        {"mass": b.mass_t, "label": b.label, "lat": known[b.place].lat, "lon": known[b.place].lon}
        for b in sorted(bubbles, key=lambda bubble: -bubble.mass_t)
        if b.place in known and known[b.place].lat is not None and b.mass_t > 0
    ]
    most = max((row["mass"] for row in rows), default=1.0)  # type: ignore[type-var]
    above = f"-sqrt(datum.mass / {most} * {LARGEST} / PI) - 6"
    size = {
        "field": "mass",
        "type": "quantitative",
        "scale": {"type": "linear", "domain": [0, most], "range": [0, LARGEST]},
        "legend": None,
    }
    point = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    return vega_lite(
        {
            "width": WIDTH - 10,
            "height": HEIGHT,
            "projection": {"type": "naturalEarth1", "scale": 108, "translate": [(WIDTH - 10) / 2, 150]},
            "layer": [
                {
                    "data": {"values": land(), "format": {"property": "features"}},
                    "mark": {"type": "geoshape", "clip": True, "fill": LAND, "stroke": None},
                },
                {
                    "data": {"values": rows},
                    "mark": {"type": "circle", "fill": fill_of(0), "opacity": 0.72, "stroke": PAPER, "strokeWidth": 1},
                    "encoding": {**point, "size": size},
                },
                {
                    "data": {"values": rows},
                    "mark": {
                        "type": "text",
                        "fontSize": 12,
                        "fontWeight": "bold",
                        "fill": INK,
                        "stroke": PAPER,
                        "strokeWidth": 3,
                        "dy": {"expr": above},
                    },
                    "encoding": {**point, "text": {"field": "label"}},
                },
                {
                    "data": {"values": rows},
                    "mark": {"type": "text", "fontSize": 12, "fontWeight": "bold", "fill": INK, "dy": {"expr": above}},
                    "encoding": {**point, "text": {"field": "label"}},
                },
            ],
        }
    )
