"""Marks written as SVG as they are: paths, boxes and lines of text that need no measuring."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

Mark = Mapping[str, Any]

PAD = 4
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
MIDDLE = 0.3
"""How far below its middle a line of text stands, in parts of its size, as Vega sets it."""
NAMES = {
    "fill": "fill",
    "fillOpacity": "fill-opacity",
    "stroke": "stroke",
    "strokeWidth": "stroke-width",
    "strokeOpacity": "stroke-opacity",
    "strokeJoin": "stroke-linejoin",
}
LINES = (
    '<defs><pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#eceef1"/><rect width="2.6" height="7" fill="#a3abb5"/></pattern></defs>'
)


def plain_svg(marks: Sequence[Mark], width: float, height: float, paper: str, hatch: str) -> str:
    """The SVG of some marks of the types `path`, `rect` and `text`.

    Parameters
    ----------
    paper
        The fill behind everything.
    hatch
        The fill that becomes hatching.
    """
    whole = f"{width + 2 * PAD:g} {height + 2 * PAD:g}"
    size = f'width="{width + 2 * PAD:g}" height="{height + 2 * PAD:g}"'
    drawn = "".join(_written(mark["type"], _values(mark)) for mark in marks)
    name = "h" + hashlib.sha256(drawn.encode()).hexdigest()[:8]
    drawn = LINES.format(id=name) + drawn.replace(f'"{hatch}"', f'"url(#{name})"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole}" {size}>'
        f'<rect width="100%" height="100%" fill="{paper}"/><g transform="translate({PAD},{PAD})">{drawn}</g></svg>'
    )


def _values(mark: Mark) -> dict[str, Any]:
    return {name: entry["value"] for name, entry in mark["encode"]["enter"].items()}


def _written(kind: str, values: Mapping[str, Any]) -> str:
    look = "".join(f' {NAMES[name]}="{value}"' for name, value in values.items() if name in NAMES)
    said = f"<title>{escape(values['description'])}</title>" if "description" in values else ""
    if kind == "path":
        return f'<path d="{values["path"]}"{look}>{said}</path>'
    if kind == "rect":
        box = "".join(f' {name}="{values[name]:.1f}"' for name in ("x", "y", "width", "height"))
        return f"<rect{box}{look}>{said}</rect>"
    if kind != "text":
        raise ValueError(f"no mark that is written as it is: {kind}")
    at = f'x="{values["x"]:.1f}" y="{values["y"] + MIDDLE * values["fontSize"]:.1f}"'
    font = f' font-family="{values["font"]}" font-size="{values["fontSize"]:g}" font-weight="{values["fontWeight"]}"'
    return f'<text {at} text-anchor="{ANCHORS[values["align"]]}"{font}{look}>{escape(values["text"])}</text>'
