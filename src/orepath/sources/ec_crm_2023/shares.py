"""Supply shares by material, stage and country, with the trade parameter."""

from __future__ import annotations

from typing import Any

from orepath.errors import Fault, UnknownName, fault
from orepath.evidence.reading import Refused
from orepath.sources.ec_crm_2023.cells import share
from orepath.sources.ec_crm_2023.names import mineral_of, place_of
from orepath.sources.ec_crm_2023.tally import SOURCE, Row, Tally, add_scores, base, during
from orepath.vocabulary.periods import years
from orepath.vocabulary.places import place as known_place

PERIOD = SOURCE.raw["period"]
WHOLE = (0.99, 1.01)  # what a group of rounded shares may sum to before it is worth a note


def supply(rows: list[Row], entry: dict[str, Any], tally: Tally) -> None:
    """Add the shares and parameters of one file; what a group of shares sums to is kept for the notes."""
    sums = tally.sums.setdefault(entry["item"], {})
    first: dict[str, int] = {}
    for line, row in rows:
        where = f"{entry['name']}, row {line}"
        material, letter, country = row["Material"], row["Stage"], row["Country"]
        place = place_of(country, SOURCE.raw["places"])
        stage = SOURCE.raw["stages"].get(letter)
        if place is None:
            tally.faults.extend(_unknown_place(country, where))
        if stage is None:
            tally.wrong(where, "Stage", letter, ", ".join(SOURCE.raw["stages"]))
        key = "|".join((entry["item"], material, letter, country))
        if first.setdefault(key, line) != line:
            tally.faults.append(fault("duplicate_key", where, key=key, first=first[key]))
        mineral = mineral_of(material, letter)
        statement = {
            **base(where, key, material, mineral),
            "stage": stage,
            "item": entry["item"] if mineral else f"{entry['item']}, {material}",
            "place": place,
            **during(years(PERIOD["first"], PERIOD["last"])),
            "note": PERIOD["note"],
        }
        figure = share(row["Share"])
        if figure:
            tally.statements.append(
                {**statement, **figure, "property": "supply_share", "unit": "share", "original": row["Share"]}
            )
            sums[material, letter] = sums.get((material, letter), 0.0) + figure.get("value", 0.0)
        else:
            tally.refused.append(Refused(line, f"{entry['name']}: share '{row['Share']}' is no percentage"))
        add_scores(statement, {"trade_parameter": ("t", row["t"])}, where, tally)


def _unknown_place(name: str, where: str) -> tuple[Fault, ...]:
    try:
        known_place(name, where)
    except UnknownName as error:
        return error.faults
    return ()


def short_sums(item: str, sums: dict[tuple[str, str], float]) -> str:
    """The note on the groups that do not sum to one."""
    off = {key: total for key, total in sums.items() if not WHOLE[0] <= total <= WHOLE[1]}
    ends = f", {min(off.values()):.1%} to {max(off.values()):.1%}" if off else ""
    return f"{item}: {len(off)} of {len(sums)} groups do not sum to 99-101 %{ends}; left as they are"
