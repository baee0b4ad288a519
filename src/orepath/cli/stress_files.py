"""The files of an answer: its figures as JSON and tables, and a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from orepath.cli.files import csv_text

if TYPE_CHECKING:
    from orepath.evidence.store import Evidence
    from orepath.stress.answer import Stressed

Row = Sequence[object]
CASES = ("no_adaptation", "alone", "coordinated", "full_adaptation")
RESULT = ("baseline_t", *(f"{case}_t" for case in CASES), "value_of_coordination_t", "value_of_coordination_days")
RESULT = (*RESULT, "value_usd", "days_of_cover", "low", "high", "unknown_share", "time_to_survive_days")
WHOSE = ("party", "mineral")
SPREAD, ENDS = ("expected", "tail"), ("goes_on", "held_back")


def write_stress(found: Stressed, evidence: Evidence | None, out: Path) -> list[Path]:
    """Write an answer as JSON, CSV tables, pictures and a page a language; files of these names are replaced.

    Raises
    ------
    InputError
        Where the folder cannot be written; then it is as it was.
    """
    from orepath.cli.stress_json import as_json
    from orepath.evidence.placing import placing
    from orepath.review.stress_page import write_stress_page
    from orepath.review.stress_page.scene import stem_of

    stem = stem_of(found)
    texts = {f"{stem}.json": as_json(found)}
    texts |= {f"{stem}-{name}.csv": csv_text(head, rows) for name, (head, rows) in tables(found).items()}
    with placing(out) as beside:
        for name, text in texts.items():
            (beside / name).write_bytes(text.encode())
        made = [*(beside / name for name in texts), *write_stress_page(found, beside, evidence)]
    return [out / path.name for path in made]


def tables(found: Stressed) -> dict[str, tuple[Row, list[Row]]]:
    """The tables by name, each with its heading and rows."""
    return {
        "results": ((*WHOSE, *RESULT), list(_results(found))),
        "weeks": ((*WHOSE, "day", "demand_t", "unmet_t", "stock_t"), list(_steps(found))),
        "quarters": (
            (*WHOSE, "from", "until", *(f"{kind}_{case}_t" for kind in ("unmet", "stock") for case in CASES)),
            list(_periods(found)),
        ),
        "filling": ((*WHOSE, "case", "kind", "place", "stage", "mass_t", "statements"), list(_filled(found))),
        "assumptions": (
            ("id", "name_en", "name_ja", "value", "low", "high", "unit", "how_sure", "source_en", "source_ja"),
            list(_assumptions(found)),
        ),
        "certificates": (
            (*WHOSE, "case", "loss_t", "bound_t", "gap_t", "infeasibility_t", "cold"),
            list(_certificates(found)),
        ),
        "spread": ((*WHOSE, "case", *(f"{of}_{end}_t" for of in SPREAD for end in ENDS)), list(_spread(found))),
        "drivers": (
            (*WHOSE, "kind", "id", "name_en", "name_ja", "low", "high", "unit", "at_low_t", "at_high_t", "share"),
            list(_drivers(found)),
        ),
        "backtests": (("case", "party", "method", "error_t", "baseline", "baseline_error_t"), list(_backtests(found))),
    }


def _results(found: Stressed) -> Iterator[Row]:
    for each in found.results:
        yield (each.party, each.mineral, *(getattr(each, name) for name in RESULT))


def _steps(found: Stressed) -> Iterator[Row]:
    for each in found.results:
        for step in each.path:
            yield each.party, each.mineral, step.day, step.demand_t, step.unmet_t, step.stock_t


def _periods(found: Stressed) -> Iterator[Row]:
    for each in found.results:
        for period in each.periods:
            masses = (part.get(case) for part in (period.unmet_t, period.stock_t) for case in CASES)  # type: ignore[call-overload]
            yield (each.party, each.mineral, period.from_, period.until, *masses)


def _filled(found: Stressed) -> Iterator[Row]:
    for each in found.results:
        for part in each.filled:
            yield (
                *(each.party, each.mineral, part.case, part.kind, part.place, part.stage, part.mass_t),
                ";".join(part.statements),
            )


def _assumptions(found: Stressed) -> Iterator[Row]:
    for each in found.assumptions:
        numbers = (each.value, each.low, each.high, each.unit, each.how_sure)
        yield (each.id, each.name.en, each.name.ja, *numbers, each.source.en, each.source.ja)


def _spread(found: Stressed) -> Iterator[Row]:
    """Mean and tail of the draws, with what is of unknown origin going on and held back."""
    for each in found.results:
        for case in sorted(each.expected, key=[f"{case}_t" for case in CASES].index):
            both = (getattr(each, of)[case] for of in SPREAD)
            yield (
                each.party,
                each.mineral,
                case.removesuffix("_t"),
                *(getattr(one, end) for one in both for end in ENDS),
            )


def _drivers(found: Stressed) -> Iterator[Row]:
    """What moves the coordinated loss, one thing at a time, and what would narrow its range."""
    for each in found.results:
        for bar in each.tornado:
            ends = (bar.low, bar.high, bar.unit, bar.at_low_t, bar.at_high_t)
            yield each.party, each.mineral, "tornado", bar.id, bar.name.en, bar.name.ja, *ends, None
        for one in each.narrowing:
            named = (one.id, one.name.en, one.name.ja)
            yield each.party, each.mineral, "narrowing", *named, None, None, "", None, None, one.share


def _certificates(found: Stressed) -> Iterator[Row]:
    for each in found.results:
        for case, one in sorted(each.certificate.items()):
            numbers = (one.loss_t, one.bound_t, one.gap_t, one.infeasibility_t, one.cold)
            yield (each.party, each.mineral, case, *numbers)


def _backtests(found: Stressed) -> Iterator[Row]:
    for each in found.backtests:
        for name, error in each.baseline_errors.items():
            yield each.case, each.party, each.method, each.error, name, error
