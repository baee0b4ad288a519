"""The worked example of `docs/how-to/fill-the-registers.md` leads to the findings the page promises."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from orepath.agreements.agreement import load
from orepath.commitments.assessment import assess_all
from orepath.evidence.reading import Sink
from orepath.evidence.register import registers
from orepath.evidence.release import describe, publish, staging
from orepath.evidence.store import Evidence
from orepath.sources.ministry_registers.read import SOURCE, read

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
EXAMPLE = HOW_TO / "fill-the-registers"
PAGE = (HOW_TO / "fill-the-registers.md").read_text("utf-8")
AGREEMENT = HOW_TO / "model-your-own-agreement" / "boria-alandia-2030.toml"


def verdicts(folder: Path, parent: Path, as_of: date = date(2034, 1, 1)) -> dict[str, str]:
    with staging(parent) as staged:
        sink = Sink(staged)
        reading = read(folder, sink)
        known = publish(staged, parent, describe([(SOURCE, reading, sink)], staged, as_of), SOURCE.id)
    findings = assess_all(Evidence([known]), load(str(AGREEMENT)), as_of)
    return {finding.commitment: finding.verdict for finding in findings}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "registers"))


def test_the_findings_of_the_page(example: Path, tmp_path: Path):
    words = {"kept": "met", "not kept": "not_met", "insufficient": "undetermined"}
    promised = dict(re.findall(r"^\| (BA-\d\d) .*\| ([a-z ]+) \|$", PAGE, re.MULTILINE))
    assert len(promised) == 4
    found = verdicts(example, tmp_path / "releases")
    assert found == {commitment: words[word] for commitment, word in promised.items()}


def test_without_the_review_and_with_its_denial(example: Path, tmp_path: Path):
    record = example / "review_record.csv"
    held = record.read_text("utf-8")
    record.unlink()
    assert verdicts(example, tmp_path / "a")["BA-03"] == "undetermined"
    record.write_text(held.replace("2033-05-20,continue", "2033-06-01,not_held"), "utf-8")
    assert verdicts(example, tmp_path / "b")["BA-03"] == "not_met"


def test_the_day_before(example: Path, tmp_path: Path):
    assert set(verdicts(example, tmp_path, date(2030, 5, 31)).values()) == {"not_applicable"}


def test_the_page_names_every_register_and_shows_the_file_as_it_is():
    assert [name for name in registers() if f"`{name}`" not in PAGE] == []
    assert (EXAMPLE / "review_record.csv").read_text("utf-8") in PAGE
