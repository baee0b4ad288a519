"""From a Vega or Vega-Lite specification to SVG text that can stand inside a page."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import vl_convert

FONT = "Noto Sans CJK JP, Hiragino Sans, Yu Gothic, Meiryo, Segoe UI, Helvetica, Arial, sans-serif"
INK, MUTED, RULE, PAPER = "#1b1f24", "#57606a", "#d0d7de", "#ffffff"
RANKED = ("#1f4e79", "#c8641b", "#3d8168", "#8a5a9e", "#b59a2b", "#a23b52")
"""Fills by rank; neighbours differ in lightness as well as in hue."""
REST, UNKNOWN = "#aeb6bf", "#e4e7eb"
WIDTH = 640
PATH = re.compile(r'\b(?:d|transform)="[^"]*"')
DIGITS = re.compile(r"(\.\d)\d+")
"""Geometry is kept to a tenth of a pixel."""

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": MUTED,
        "gridColor": RULE,
        "domainColor": MUTED,
        "tickColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 190,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 280,
    },
    "text": {"font": FONT, "fontSize": 12, "fill": INK},
}


@cache
def fonts() -> tuple[Path, ...]:
    """The folders of the type that charts and PDF share; registering them is part of finding them."""
    folders = tuple(Path(str(files(package))) for package in ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold"))
    for folder in folders:
        vl_convert.register_font_directory(str(folder))
    return folders


def vega(spec: dict[str, Any]) -> str:
    """The SVG of a Vega specification."""
    fonts()
    return _own_ids(vl_convert.vega_to_svg({"config": CONFIG, **spec}, allowed_base_urls=[]), spec)


def vega_lite(spec: dict[str, Any]) -> str:
    """The SVG of a Vega-Lite specification."""
    fonts()
    return _own_ids(vl_convert.vegalite_to_svg({"config": CONFIG, **spec}, allowed_base_urls=[]), spec)


def _own_ids(svg: str, spec: dict[str, Any]) -> str:
    """The SVG with ids that no other chart of the page has."""
    mark = "c" + hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:8]
    svg = PATH.sub(lambda found: DIGITS.sub(r"\1", found[0]), svg)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{mark}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{mark}-\1)", svg)
    return re.sub(r'(href=")#([^"]+)"', rf'\1#{mark}-\2"', svg)


def fill_of(rank: int) -> str:
    """The fill of the n-th largest; past the palette, the rest's."""
    return RANKED[rank] if rank < len(RANKED) else REST
