"""Which of the reports is preferred, with the recorded reason; and what freight may explain."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from orepath.evidence.mirror.answer import Figure, compared
from orepath.vocabulary.hs_editions import in_force
from orepath.vocabulary.language import Text, text

YEAR = re.compile(r"(?:19|20)\d{2}")


@cache
def rules() -> dict[str, Any]:
    """What stands in ``rules.toml``."""
    return tomllib.loads(files("orepath.evidence.mirror").joinpath("rules.toml").read_text("utf-8"))


def prefer(good: str, figures: Sequence[Figure]) -> tuple[Figure | None, Text, str]:
    """The preferred of the reports of a good in one period, why, and how sure that is where it is a judgement.

    Parameters
    ----------
    good
        What the code that was asked for covers; parts of it are not preferred and not added.
    """
    reported = [figure for figure in compared(figures) if figure.value is not None or figure.mass_t is not None]
    whole = [figure for figure in reported if figure.covers == good]
    if not whole:
        return None, *_reason(rules()["parts" if reported else "nobody"])
    rule = rules()["rule"][0]
    sides = {figure.side for figure in whole}
    side = rule["side"] if len(sides) > 1 else next(iter(sides))
    chosen = min((figure for figure in whole if figure.side == side), key=lambda figure: _rank(rule, figure))
    return chosen, *_reason(rule if len(sides) > 1 else rules()["alone"])


def freight_explains(importer: Figure, exporter: Figure) -> bool | None:
    """Whether what an import's cif value exceeds an export's fob value by may be freight and insurance alone."""
    if (importer.valuation, exporter.valuation) != ("cif", "fob") or not importer.value or not exporter.value:
        return None
    return exporter.value <= importer.value <= exporter.value * (1 + float(rules()["freight"]["most"]))


def hs_edition(nomenclature: str | None) -> int | None:
    """The edition of the Harmonized System that a nomenclature is of; None where it names no year.

    >>> hs_edition("CN2024"), hs_edition("HS2017"), hs_edition(None)
    (2022, 2017, None)
    """
    found = YEAR.search(nomenclature or "")
    return in_force(int(found[0])) if found else None


def _reason(entry: dict[str, Any]) -> tuple[Text, str]:
    return text(entry), str(entry.get("how_sure", ""))


def _rank(rule: dict[str, Any], figure: Figure) -> tuple[int, int, str, str]:
    order = list(rule["datasets"])
    place = order.index(figure.dataset) if figure.dataset in order else len(order)
    return place, -figure.recorded.toordinal(), figure.dataset, figure.edition
