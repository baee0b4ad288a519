"""``orepath releases diff A B``: what changed between two releases, and which figures of a dossier move."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from orepath.agreements.agreement import load
from orepath.cli.sources_text import compared_json, compared_lines
from orepath.cli.speaking import speaker
from orepath.cli.words import lang
from orepath.commitments.assessment import assess_all
from orepath.evidence.comparing import Compared, compare, of_files
from orepath.evidence.release import Release
from orepath.evidence.store import Evidence
from orepath.review.compose import compose
from orepath.review.messages import message
from orepath.review.moved import Bounds, MovedFigure, MovedVerdict, moved_figures, moved_verdicts
from orepath.vocabulary.places import place_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from orepath.review.document import Document
    from orepath.vocabulary.language import Lang, Text

says = speaker("releases")
Moved = tuple[tuple[MovedFigure, ...], tuple[MovedVerdict, ...]]
LISTED = 60
"""Moved figures that are listed; all of them with --json."""


def datasets(before: Release, after: Release, over: float, most: int) -> dict[str, Compared | None]:
    """By dataset, what the two say otherwise; None where only one of them holds any of it."""
    found: dict[str, Compared | None] = {}
    for name in sorted({file.dataset for release in (before, after) for file in release.tables}):
        sides = [[file for file in release.tables if file.dataset == name] for release in (before, after)]
        if not all(sides):
            found[name] = None
            continue
        was, now = (
            of_files(files, release.columns.get(name, {}))
            for files, release in zip(sides, (before, after), strict=True)
        )
        found[name] = compare(was, now, over, most)
    return found


def dossiers(
    before: list[Release], after: list[Release], agreement: str, day: date, progress: Callable[[Text], None]
) -> Moved:
    """The figures and verdicts of an agreement's dossier that differ between the two sets of releases."""
    was, now = (_dossier(releases, agreement, day, progress) for releases in (before, after))
    return moved_figures(was, now), moved_verdicts(was, now)


def _dossier(releases: list[Release], agreement: str, day: date, progress: Callable[[Text], None]) -> Document:
    chosen, evidence = load(agreement), Evidence(releases, day)
    return compose(evidence, chosen, assess_all(evidence, chosen, day), day, progress)


def as_json(found: dict[str, Compared | None], moved: Moved | None) -> dict[str, Any]:
    """All that changed, with stable keys; ``figures`` and ``verdicts`` are null where no dossier was made."""
    figures, verdicts = moved or (None, None)
    return {
        "datasets": {name: compared and compared_json(compared) for name, compared in found.items()},
        "figures": None if figures is None else [asdict(figure) for figure in figures],
        "verdicts": None if verdicts is None else [asdict(verdict) for verdict in verdicts],
    }


def lines(
    before: Release,
    after: Release,
    found: dict[str, Compared | None],
    moved: Moved | None,
) -> Iterator[str]:
    """All that changed, as text."""
    yield says("between", before=before.id, after=after.id)
    for release in (before, after):
        alone = [name for name, compared in found.items() if compared is None and _holds(release, name)]
        if alone:
            yield says("only", datasets=", ".join(alone), release=release.id)
    for name, compared in found.items():
        if compared is not None:
            yield f"\n{name}"
            yield from (f"  {line}" for line in compared_lines(compared))
    if moved is None:
        return
    figures, verdicts = moved
    yield "\n" + says("figures", count=f"{len(figures):,}")
    yield from (f"  {_figure(figure)}" for figure in figures[:LISTED])
    if len(figures) > LISTED:
        yield "  " + says("figures_more", count=f"{len(figures) - LISTED:,}")
    spoken: Lang = "ja" if lang() == "ja" else "en"
    yield says("verdicts", count=len(verdicts))
    for verdict in verdicts:
        was, now = (message("verdict", name).in_(spoken) for name in (verdict.before, verdict.after))
        yield f"  {verdict.commitment}: {was} -> {now}"


def _holds(release: Release, dataset: str) -> bool:
    return any(file.dataset == dataset for file in release.tables)


def _figure(figure: MovedFigure) -> str:
    spoken: Lang = "ja" if lang() == "ja" else "en"
    places = [place_name(code, spoken) for code in (figure.place, figure.partner) if code]
    year = figure.from_.year if figure.from_ else None
    parts = (figure.mineral, figure.metric, figure.stage, " <- ".join(places), year)
    subject = " · ".join(str(part) for part in parts if part)
    before, after = _value(figure.before, figure.before_status), _value(figure.after, figure.after_status)
    if figure.before_range != figure.after_range:
        before, after = before + _range(figure.before_range), after + _range(figure.after_range)
    return f"{subject} [{figure.unit}]: {before} -> {after}"


def _value(value: float | None, status: str | None) -> str:
    if status is None:
        return says("absent")
    return says("unknown", status=status) if value is None else f"{value:,.6g}"


def _range(bounds: Bounds | None) -> str:
    if bounds is None:
        return ""
    low, high = ("" if bound is None else f"{bound:,.6g}" for bound in bounds)
    return f" ({low} – {high})"
