"""Who owns a site: the text as it stands, and the names and shares where it gives them in one plain list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from orepath.errors import Fault, fault
from orepath.sources.jasansky_mines.sheets import Row
from orepath.sources.jasansky_mines.sites import NAMED, Sites, name_of
from orepath.vocabulary.periods import year as calendar_year

END = "%)"
OWNER = re.compile(r"([^%]*[^%\s(])\s*\((\d{1,3}(?:\.\d+)?)")


def owners_in(text: str) -> list[dict[str, str]]:
    """The owners of a list ``name (share%), name (share%)``, shares as written; none where it holds anything else.

    >>> owners_in("Aland Ore Co., Ltd. (60%), Boria (40.0%)")
    [{'name': 'Aland Ore Co., Ltd.', 'share': '60%'}, {'name': 'Boria', 'share': '40.0%'}]
    >>> owners_in("Aland Ore (60%), sold in 2014")
    []
    """
    *parts, rest = text.split(END)
    found = []
    for number, part in enumerate(parts):
        if number and not part.startswith(","):
            return []
        owner = OWNER.fullmatch(part.removeprefix(",").strip() if number else part.strip())
        if not owner:
            return []
        found.append({"name": owner[1].strip(), "share": f"{owner[2]}%"})
    return found if not rest.strip() else []


def ownership(rows: Iterable[Row], sites: Sites, faults: list[Fault]) -> list[dict[str, Any]]:
    """A statement a row of the sheet of owners."""
    made: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for row in rows:
        name, located = name_of(row), sites.places.get(row.text("mine_fac"))
        year = row.year_of("year", faults)
        if located is None or year is None:
            if located is None:
                faults.append(fault("bad_cell", row.where, column="mine_fac", found=name[:80], allowed=NAMED))
            elif "year" not in row.cells:
                faults.append(fault("required_cell", row.where, column="year"))
            continue
        key = f"other_info|{name}|{year}"
        seen[key] = seen.get(key, 0) + 1
        text, period = row.text("owners"), calendar_year(year)
        parsed = owners_in(text)
        fields = {**({"owners": parsed} if parsed else {}), **row.rest({"mine_fac", "sub_site", "owners", "year"})}
        made.append(
            {
                "row_key": key if seen[key] == 1 else f"{key}#{seen[key]}",
                "property": "site_ownership",
                "item": name,
                "place": located,
                "from_": period.from_,
                "until": period.until,
                "status": "reported" if text else "not_available",
                "text": text or None,
                "fields": json.dumps(fields, ensure_ascii=False),
                "original": text,
                "locator": row.where,
                "note": None if parsed or not text else "owners not read into names and shares",
            }
        )
    return made


def adds_up(fields: str) -> bool | None:
    """Whether the shares of a statement of owners add up to 100; None where they were not read."""
    owners = json.loads(fields).get("owners")
    return abs(sum(float(one["share"].rstrip("%")) for one in owners) - 100) < 1e-9 if owners else None
