"""Datasets, and an edition beside the one before it, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from orepath.cli.speaking import speaker
from orepath.cli.words import lang
from orepath.evidence.comparing import Compared, Restated, Total
from orepath.sources.checking import Checked
from orepath.sources.listing import Edition, Listed
from orepath.vocabulary.places import place_name

says = speaker("sources")
LISTED_TOTALS = 20
NONE = "–"


def listed_lines(found: Sequence[Listed], today: date, every: bool) -> None:
    """Print a table of the datasets in use, or of all."""
    shown = [each for each in found if every or each.editions]
    table = Table(box=None, pad_edge=False)
    for name, justify in (("dataset", "left"), ("edition", "left"), ("age", "right"), ("rows", "right")):
        table.add_column(says(f"head_{name}"), justify="right" if justify == "right" else "left", overflow="fold")
    table.add_column(says("head_licence"), overflow="fold")
    table.add_column(says("head_allows"), overflow="fold")
    for each in shown:
        last = (each.source.licence, says(each.source.allows))
        if not each.editions:
            table.add_row(each.source.id, says("not_imported"), "", "", *last)
        for number, edition in enumerate(each.editions):
            age, rows = says("days", days=edition.age(today)), f"{sum(edition.rows.values()):,}"
            table.add_row(
                each.source.id if not number else "", edition.edition, age, rows, *(last if not number else ())
            )
    Console().print(table)
    if left := len(found) - len(shown):
        print(says("unused", count=left))


def listed_json(found: Sequence[Listed], today: date) -> list[dict[str, Any]]:
    """The datasets with all that is known of each."""
    return [
        {
            "dataset": each.source.id,
            "title": asdict(each.source.title),
            "publisher": asdict(each.source.publisher),
            "url": each.source.url,
            "licence": each.source.licence,
            "licence_url": each.source.licence_url,
            "licence_basis": each.source.licence_basis,
            "allows": each.source.allows,
            "cadence": each.source.cadence,
            "rows": each.rows,
            "editions": [_edition(edition, today) for edition in each.editions],
        }
        for each in found
    ]


def _edition(edition: Edition, today: date) -> dict[str, Any]:
    return {
        "edition": edition.edition,
        "release": edition.release,
        "recorded": edition.recorded.isoformat(),
        "age_days": edition.age(today),
        "rows": edition.rows,
    }


def checked_lines(found: Checked) -> list[str]:
    """What a file holds beside the last edition, line by line."""
    read = found.reading
    lines = [
        says(
            "read",
            dataset=found.dataset,
            edition=read.edition,
            read=f"{read.read:,}",
            kept=f"{read.kept:,}",
            refused=f"{len(read.refused):,}",
        )
    ]
    if found.compared is None:
        return [*lines, says("against_nothing")]
    lines.append(says("against", edition=found.edition, recorded=found.recorded, release=found.release))
    lines += compared_lines(found.compared)
    if found.points:
        lines += ["", says("look")]
        lines += [
            f"  {says(f'look_{p.kind}', what=p.what, before=f'{p.before:,}', after=f'{p.after:,}')}"
            for p in found.points
        ]
    return lines


def compared_lines(compared: Compared) -> Iterator[str]:
    """What two editions say otherwise."""
    if compared.alike:
        yield says("alike")
        return
    for columns in compared.columns:
        added, gone = ", ".join(columns.added) or NONE, ", ".join(columns.gone) or NONE
        yield says("columns", part=columns.part, added=added, gone=gone)
    if not compared.columns:
        yield says("columns_same" if compared.columns_known else "columns_unknown")
    yield says("counts")
    width = max((len(count.property_) for count in compared.counts), default=0)
    for count in compared.counts:
        figures = "".join(f"{figure:>12,}" for figure in (count.before, count.after, count.same, count.moved))
        yield f"  {count.property_:{width}}{figures}"
    over = f"{100 * compared.over:g}"
    if compared.totals:
        yield says("totals", over=over)
        yield from (f"  {_total(total)}" for total in compared.totals[:LISTED_TOTALS])
        if len(compared.totals) > LISTED_TOTALS:
            yield "  " + says("totals_more", count=len(compared.totals) - LISTED_TOTALS)
    same = sum(count.same for count in compared.counts)
    yield says("restated", over=over, count=f"{compared.restated_count:,}", same=f"{same:,}")
    yield from (f"  {_restated(each)}" for each in compared.restated)


def _total(total: Total) -> str:
    parts = (total.property_, total.mineral, total.stage, total.year)
    subject = " · ".join(str(part) for part in parts if part)
    return _moved(subject, f"{total.before:,.6g}", f"{total.after:,.6g}", total.change)


def _restated(each: Restated) -> str:
    places = [place_name(code, "ja" if lang() == "ja" else "en") for code in (each.place, each.partner) if code]
    period = each.from_.isoformat()[:7].removesuffix("-01") if each.from_ else None
    parts = (each.property_, each.mineral, each.stage, each.good, " -> ".join(places), period, each.item)
    subject = " · ".join(str(part) for part in parts if part)
    before, after = (
        says("unknown", status=status) if value is None else f"{value:,.6g}"
        for value, status in ((each.before, each.before_status), (each.after, each.after_status))
    )
    return _moved(f"{subject} [{each.unit}]" if each.unit else subject, before, after, each.change)


def _moved(subject: str, before: str, after: str, change: float | None) -> str:
    shown = f"{100 * change:+.1f} %" if change is not None else says("new")
    return says("restated_line", subject=subject, before=before, after=after, change=shown)


def checked_json(found: Checked) -> dict[str, Any]:
    """What a file holds beside the last edition, with stable keys."""
    read = found.reading
    return {
        "dataset": found.dataset,
        "edition": read.edition,
        "read": read.read,
        "kept": read.kept,
        "refused": [{"row": refused.row, "why": refused.why} for refused in read.refused],
        "against": found.release and {"release": found.release, "edition": found.edition, "recorded": found.recorded},
        "points": [asdict(point) for point in found.points],
        **(compared_json(found.compared) if found.compared else {}),
    }


def compared_json(compared: Compared) -> dict[str, Any]:
    """What two editions say otherwise, with stable keys."""
    return {
        "alike": compared.alike,
        "columns_known": compared.columns_known,
        "columns": [asdict(columns) for columns in compared.columns],
        "counts": [
            _named(asdict(count)) | {"appeared": count.appeared, "gone": count.gone} for count in compared.counts
        ],
        "over": compared.over,
        "totals": [_named(asdict(total)) | {"change": total.change} for total in compared.totals],
        "restated_count": compared.restated_count,
        "restated": [_named(asdict(each)) | {"change": each.change} for each in compared.restated],
    }


def _named(entry: dict[str, Any]) -> dict[str, Any]:
    return {"property": entry.pop("property_"), **entry}
