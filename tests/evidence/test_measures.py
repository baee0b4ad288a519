"""What stood on a day, as far as is known: made-up measures in `measures.yaml`, then the real register."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml

from orepath.evidence.measures import Measure, MeasureStatus, measures, status, status_names
from orepath.evidence.register import records, registers
from orepath.evidence.store import Evidence
from tests.made_up import release
from tests.made_up_registers import statements

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "measures.yaml").read_text("utf-8"))
REFERENCE = HERE.parents[1] / "tools" / "reference"
EDITED = date(2026, 11, 23)
PLAIN = {"imposer": "XC", "targets": "all", "instrument": "licence", "status_as_of": "2026-11-23"}


def made(act: dict, *events: dict) -> list[dict]:
    """The statements of one made-up measure and its events."""
    told = [{"measure_id": "measure-1", **event} for event in events]
    return [*statements("measure", [{**PLAIN, **act}]), *statements("measure_event", told)]


def evidence(parent: Path, *editions: list[dict], known_on: date | None = None) -> Evidence:
    """The editions of a register, a day between each."""
    releases = []
    for number, rows in enumerate(editions):
        recorded = EDITED.replace(day=EDITED.day + number)
        releases.append(release(parent, rows, dataset="measures", edition=recorded.isoformat(), recorded=recorded))
    return Evidence(releases, known_on)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict, tmp_path: Path):
    (measure,) = measures(evidence(tmp_path, made(case["measure"], *case.get("events", ()))))
    assert {day: status(measure, day) for day in case["status"]} == case["status"]


@pytest.fixture
def register(tmp_path: Path) -> dict[str, Measure]:
    """The real register, by measure."""
    if not (REFERENCE / "measures.csv").is_file():
        pytest.skip("tools/reference/measures.csv is absent")
    faults: list = []
    rows = [
        row
        for name, file in (("measure", "measures.csv"), ("measure_event", "measure_events.csv"))
        for row in records(registers()[name], (REFERENCE / file).read_text("utf-8"), file, faults)
    ]
    assert faults == []
    return {measure.id: measure for measure in measures(evidence(tmp_path, rows))}


@pytest.mark.parametrize(
    ("measure", "day", "expected"),
    [
        ("cn-2025-57-ree", "2025-11-06", "announced"),
        ("cn-2025-57-ree", "2026-11-10", "suspended"),
        ("cn-2025-57-ree", "2026-11-11", "suspension_end_passed_unverified"),
        ("cn-2025-57-ree", "2026-11-23", "suspension_end_passed_unverified"),
        ("cn-2024-46-ga-ge-sb", "2024-12-02", "not_yet"),
        ("cn-2024-46-ga-ge-sb", "2025-11-08", "in_force"),
        ("cn-2024-46-ga-ge-sb", "2026-11-23", "suspended"),
        ("cn-2024-46-ga-ge-sb", "2026-11-27", "suspended"),
        ("cn-2024-46-ga-ge-sb", "2026-11-28", "suspension_end_passed_unverified"),
        ("cn-2024-46-military", "2026-11-23", "in_force"),
        ("cn-2025-18-ree", "2026-11-23", "in_force"),
        ("cd-2025-cobalt-suspension", "2025-10-15", "in_force"),
        ("cd-2025-cobalt-suspension", "2025-10-16", "ended"),
        ("cd-2025-cobalt-quota", "2025-10-15", "announced"),
        ("cd-2025-cobalt-quota", "2026-11-23", "in_force"),
        ("cn-2010-ree-duty", "2015-04-30", "unknown"),
        ("cn-2010-ree-duty", "2015-05-01", "ended"),
        ("ga-2029-manganese-ban", "2026-11-23", "announced"),
    ],
)
def test_real_register(register: dict[str, Measure], measure: str, day: str, expected: str):
    assert status(register[measure], date.fromisoformat(day)) == expected


def test_every_event_has_its_measure(register: dict[str, Measure]):
    with (REFERENCE / "measure_events.csv").open(encoding="utf-8") as file:
        rows = sum(1 for _ in file) - 1
    assert sum(len(measure.events) for measure in register.values()) == rows


def test_a_measure_rests_on_its_own_statements(tmp_path: Path):
    known = evidence(
        tmp_path,
        made(
            {"effective": "2024-12-03"},
            {"date": "2025-11-07", "kind": "suspension", "until": "2026-11-10"},
            {"date": "2026-11-11", "kind": "repeal"},
        ),
    )
    (measure,) = measures(known)
    before, after = measure.statements(date(2026, 11, 10)), measure.statements(date(2026, 11, 11))
    assert [len(before), len(after)] == [2, 3]
    assert [known.statement(found).statement_id for found in after] == list(after)
    assert [len(told.events) for told in measures(known, date(2026, 11, 10))] == [1]


def test_the_newest_edition_of_the_register_counts(tmp_path: Path):
    old, new = made({"effective": "2024-12-03"}), made({"effective": "2024-12-03", "until": "2025-01-01"})
    day = date(2026, 1, 1)
    assert [status(found, day) for found in measures(evidence(tmp_path / "a", old, new))] == ["ended"]
    assert [status(found, day) for found in measures(evidence(tmp_path / "b", new, old))] == ["in_force"]
    known = evidence(tmp_path / "c", old, new, known_on=EDITED)
    assert [status(found, day) for found in measures(known)] == ["in_force"]


def test_every_status_has_a_name():
    assert set(status_names()) == set(get_args(MeasureStatus))
    assert all(name.en and name.ja and name.en != name.ja for name in status_names().values())
