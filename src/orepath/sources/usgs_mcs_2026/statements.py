"""What the rows of the file say as columns of statements."""

from __future__ import annotations

import pyarrow as pa

from orepath.evidence.alike import each
from orepath.evidence.reading import statement_table
from orepath.sources.usgs_mcs_2026.line import SOURCE, Line
from orepath.sources.usgs_mcs_2026.said import Said
from orepath.sources.usgs_mcs_2026.status import status_of


def statements(rows: Said, file: str) -> pa.Table:
    """The statements of rows that are sound."""
    lines, columns, reporter = rows.lines, rows.table.columns, SOURCE.raw["reporter"]
    measures = [stated for stated in rows.measures if stated]
    notes, properties = columns["Notes"], [line.property_ for line in lines]
    given = each(
        zip(notes, properties, columns["Statistics_detail"], columns["Year"], strict=True),
        lambda cells: status_of(*cells),
    )
    together = each(columns["Country"], lambda said: f"The file names {said} together." if ", and " in said else None)
    remarks = zip([stated.note for stated in measures], lines, together, notes, strict=True)
    imported = [said == "import_share" for said in properties]
    made = {
        "row_key": [f"{key} ({name})" if name else key for key, name in zip(rows.keys, rows.names, strict=True)],
        "property": properties,
        "mineral": [line.about.mineral for line in lines],
        "stage": [line.about.stage for line in lines],
        "item": [line.item for line in lines],
        "place": [reporter if is_import else place for place, is_import in zip(rows.places, imported, strict=True)],
        "partner": [place if is_import else None for place, is_import in zip(rows.places, imported, strict=True)],
        "from_": [period and period.from_ for period in rows.periods],
        "until": [period and period.until for period in rows.periods],
        "value": [stated.value for stated in measures],
        "low": [stated.low for stated in measures],
        "high": [stated.high for stated in measures],
        "unit": [line.unit or None for line in lines],
        "status": [
            status if stated.status == "reported" else stated.status
            for stated, status in zip(measures, given, strict=True)
        ],
        "text": [stated.text for stated in measures],
        "original": columns["Value"],
        "locator": [f"{file}, row {number}" for number in rows.table.lines],
        "note": each(remarks, lambda cells: _note(*cells)),
    }
    return statement_table(made, len(lines))


def _note(stated: str | None, line: Line, together: str | None, notes: str) -> str | None:
    parts = (stated, *line.notes, together, line.called, notes, line.basis)
    return " -- ".join(filter(None, parts)) or None
