"""The authors' list of facility ids, by the names of sites and of their parts."""

from __future__ import annotations

import re
from pathlib import Path

from orepath.errors import fault
from orepath.evidence.csv_rows import table_rows
from orepath.evidence.faults import Faults
from orepath.evidence.files import bounded_file
from orepath.evidence.reading import refuse, text_of
from orepath.sources.jasansky_mines.sheets import SOURCE

ID = re.compile(r"[A-Z]{3}[0-9]{5}\.[0-9]{2}")


def concordance(path: Path) -> dict[str, str]:
    """Facility ids by name, that of a part behind a slash.

    Raises
    ------
    SourceError
        Where a name or an id stands twice, or the file is not such a list.
    """
    content = text_of(bounded_file(path, SOURCE.raw["concordance_bytes"]), "utf-8")
    faults = Faults()
    ids: dict[str, str] = {}
    first: dict[str, int] = {}
    for line, row in table_rows(content, path.name, SOURCE.raw["concordance_columns"], SOURCE.id, faults):
        where = f"{path.name}, row {line}"
        name = " / ".join(" ".join(row[column].split()) for column in ("mine_fac", "sub_site") if row[column].strip())
        if not name or not row["facility_id"]:
            faults.append(fault("required_cell", where, column="mine_fac" if not name else "facility_id"))
        elif not ID.fullmatch(row["facility_id"]):
            found = row["facility_id"][:60]
            faults.append(fault("bad_cell", where, column="facility_id", found=found, allowed="COM00001.00"))
        for key in (name, row["facility_id"]):
            if first.setdefault(key, line) != line:
                faults.append(fault("duplicate_key", where, key=key[:80], first=first[key]))
        ids[name] = row["facility_id"]
    refuse(faults)
    return ids
