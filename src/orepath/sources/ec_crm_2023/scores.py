"""Supply risk and economic importance by assessment, and uses by application."""

from __future__ import annotations

from orepath.evidence.reading import Refused
from orepath.sources.ec_crm_2023.cells import share
from orepath.sources.ec_crm_2023.names import mineral_of
from orepath.sources.ec_crm_2023.tally import FILES, Row, Tally, add_scores, base, during
from orepath.vocabulary.periods import year


def risk(rows: list[Row], tally: Tally) -> None:
    """Add the scores of each material and year."""
    for line, row in rows:
        where = f"{FILES['risk']['name']}, row {line}"
        material = row["Material"]
        if not row["Year"].isdecimal() or not 2000 < int(row["Year"]) < 2100:
            tally.wrong(where, "Year", row["Year"], "YYYY")
            continue
        mineral = mineral_of(material)
        statement = {
            **base(where, f"risk|{material}|{row['Year']}", material, mineral),
            "item": "EU assessment" if mineral else f"EU assessment, {material}",
            "place": "eu",
            **during(year(int(row["Year"]))),
        }
        add_scores(
            statement, {"supply_risk": ("SR", row["SR"]), "economic_importance": ("EI", row["EI"])}, where, tally
        )


def uses(rows: list[Row], tally: Tally) -> None:
    """Add the share of each use; a row that repeats another word for word is counted once."""
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
            known = base(where, "|".join(("uses", *parts)), parts[0], mineral_of(parts[0]))
            item = " / ".join(part for part in parts[1:] if part)
            item = item if known["mineral"] else f"{item}, {parts[0]}"
            more = {"property": "use_share", "item": item, "place": "eu", "unit": "share", "original": row["Share"]}
            tally.statements.append({**known, **more, **figure})
