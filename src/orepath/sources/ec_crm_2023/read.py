"""From the tables of the study to statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orepath.errors import Fault, SourceError, fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.files import files_of
from orepath.evidence.reading import Reading, Refused, Sink, check_counts, refuse, text_of
from orepath.evidence.source import source
from orepath.sources.ec_crm_2023.cells import score, share
from orepath.sources.ec_crm_2023.names import is_material, mineral_of, place_of
from orepath.vocabulary.periods import year, years

SOURCE = source("orepath.sources.ec_crm_2023")
FILES = SOURCE.raw["files"]
PERIOD = SOURCE.raw["period"]
ENCODING = "cp1252"  # the header of the uses holds a euro sign as byte 0x80
WHOLE = (0.99, 1.01)  # what a group of rounded shares may sum to before it is worth a note

Row = tuple[int, dict[str, str]]


@dataclass
class Tally:
    """What was read so far."""

    statements: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sums: dict[str, dict[tuple[str, str], float]] = field(default_factory=dict)

    def wrong(self, where: str, column: str, found: str, allowed: str) -> None:
        """Add the fault of a cell."""
        self.faults.append(fault("bad_cell", where, column=column, found=found, allowed=allowed))


def read(path: Path, sink: Sink) -> Reading:
    """Read the folder of the study's tables.

    Raises
    ------
    SourceError
        Where a file is missing, or with every fault of every file.
    """
    paths = files_of(path, [entry["name"] for entry in FILES.values()])
    tally = Tally()
    rows: dict[str, list[Row]] = {}
    for number, (role, file) in enumerate(zip(FILES, paths, strict=True)):
        sink.progress(number, len(paths))
        rows[role] = _rows(file, FILES[role]["columns"], tally)
    sink.progress(len(paths), len(paths))
    counts = {
        "rows of global supply": len(rows["global"]),
        "rows of EU supply": len(rows["eu"]),
        "rows of risk over time": len(rows["risk"]),
        "rows of uses": len(rows["uses"]),
        "rows of groups": len(rows["groups"]),
    }
    refuse(tally.faults + check_counts(SOURCE, dict(counts), path.name))
    _supply(rows["global"], FILES["global"], tally)
    _supply(rows["eu"], FILES["eu"], tally)
    _risk(rows["risk"], tally)
    _uses(rows["uses"], tally)
    refuse(tally.faults)
    sink.statements(tally.statements)
    read_rows = sum(counts.values())
    kept = read_rows - counts["rows of groups"] - len(tally.refused)
    notes = [_short_sums(item, sums) for item, sums in tally.sums.items()]
    notes.append(f"{FILES['groups']['name']}: {counts['rows of groups']} rows of grouping, no figures")
    return Reading(SOURCE.edition, SOURCE.published, read_rows, kept, tuple(tally.refused), tuple(notes))


def _rows(file: Path, columns: list[str], tally: Tally) -> list[Row]:
    try:
        content = text_of(file, ENCODING)
    except SourceError as error:
        tally.faults.extend(error.faults)
        return []
    rows = list(table_rows(content, file.name, columns, SOURCE.id, tally.faults))
    cleaned = [(line, {key: " ".join(cell.split()) for key, cell in row.items()}) for line, row in rows]
    for line, row in cleaned:
        if "Material" in row and not is_material(row["Material"]):
            tally.wrong(f"{file.name}, row {line}", "Material", row["Material"], "materials.csv")
    return cleaned


def _supply(rows: list[Row], entry: dict[str, Any], tally: Tally) -> None:
    sums = tally.sums.setdefault(entry["item"], {})
    first: dict[str, int] = {}
    for line, row in rows:
        where = f"{entry['name']}, row {line}"
        material, letter, country = row["Material"], row["Stage"], row["Country"]
        place = place_of(country, SOURCE.raw["places"])
        stage = SOURCE.raw["stages"].get(letter)
        if place is None:
            tally.faults.append(fault("unknown_name", where, kind="place", found=country, allowed="ISO 3166-1"))
        if stage is None:
            tally.wrong(where, "Stage", letter, ", ".join(SOURCE.raw["stages"]))
        key = "|".join((entry["item"], material, letter, country))
        if first.setdefault(key, line) != line:
            tally.faults.append(fault("duplicate_key", where, key=key, first=first[key]))
        mineral = mineral_of(material, letter)
        statement = {
            **_base(where, key, material, mineral),
            "stage": stage,
            "item": entry["item"] if mineral else f"{entry['item']}, {material}",
            "place": place,
            **_period(years(PERIOD["first"], PERIOD["last"])),
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
        _scored(statement, {"trade_parameter": row["t"]}, where, tally)


def _risk(rows: list[Row], tally: Tally) -> None:
    for line, row in rows:
        where = f"{FILES['risk']['name']}, row {line}"
        material = row["Material"]
        if not row["Year"].isdecimal() or not 2000 < int(row["Year"]) < 2100:
            tally.wrong(where, "Year", row["Year"], "YYYY")
            continue
        mineral = mineral_of(material)
        statement = {
            **_base(where, f"risk|{material}|{row['Year']}", material, mineral),
            "item": "EU assessment" if mineral else f"EU assessment, {material}",
            "place": "eu",
            **_period(year(int(row["Year"]))),
        }
        _scored(statement, {"supply_risk": row["SR"], "economic_importance": row["EI"]}, where, tally)


def _uses(rows: list[Row], tally: Tally) -> None:
    name = FILES["uses"]["name"]
    first: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        where = f"{name}, row {line}"
        parts = (row["Material"], row["Application"], row["NACE sector"])
        repeated = first.setdefault((*parts, row["Share"]), line)
        figure = share(row["Share"])
        if repeated != line:
            tally.refused.append(Refused(line, f"{name}: repeats row {repeated} word for word"))
        elif figure is None:
            tally.refused.append(Refused(line, f"{name}: share '{row['Share']}' is no percentage"))
        else:
            base = _base(where, "|".join(("uses", *parts)), parts[0], mineral_of(parts[0]))
            item = " / ".join(part for part in parts[1:] if part)
            item = item if base["mineral"] else f"{item}, {parts[0]}"
            more = {"property": "use_share", "item": item, "place": "eu", "unit": "share", "original": row["Share"]}
            tally.statements.append({**base, **more, **figure})


def _base(where: str, key: str, material: str, mineral: str | None) -> dict[str, Any]:
    return {"row_key": key, "mineral": mineral, "locator": where, "text": material}


def _period(period: tuple[Any, Any]) -> dict[str, Any]:
    return {"from_": period[0], "until": period[1]}


def _scored(statement: dict[str, Any], cells: dict[str, str], where: str, tally: Tally) -> None:
    for name, cell in cells.items():
        figure = score(cell)
        if figure is None:
            tally.wrong(where, name, cell, "a number, -")
        else:
            tally.statements.append({**statement, **figure, "property": name, "unit": "index", "original": cell})


def _short_sums(item: str, sums: dict[tuple[str, str], float]) -> str:
    off = {key: total for key, total in sums.items() if not WHOLE[0] <= total <= WHOLE[1]}
    ends = f", {min(off.values()):.1%} to {max(off.values()):.1%}" if off else ""
    return f"{item}: {len(off)} of {len(sums)} groups do not sum to 99-101 %{ends}; left as they are"
