"""What the code already says is said by the pages as the code says it."""

import os
import re
import subprocess
import sys

import pytest

import orepath
from orepath.agreements.agreement import load
from orepath.agreements.agreement import packaged as agreements
from orepath.errors import InputError, texts
from orepath.reference.in_use import open_evidence
from orepath.reference.packaged import packaged
from orepath.sources.importing import described
from tests.docs.pages import DOCS, ROOT, pages, relative

REFERENCE = DOCS / "reference"


def test_the_pages_are_what_the_tool_would_write():
    done = subprocess.run(
        [sys.executable, "tools/build_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, env={**os.environ}
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_error_is_documented():
    told = (REFERENCE / "errors.md").read_text("utf-8")
    assert [code for code in texts() if f"`{code}`" not in told] == []


@pytest.mark.parametrize("dataset", sorted(described()))
def test_every_dataset_has_a_page_and_what_ships_a_row(dataset):
    told = "\n".join(page.read_text("utf-8") for page in (REFERENCE / "datasets").glob("*.md"))
    assert f"`{dataset}`" in told
    if dataset in packaged().sources:
        assert f"| `{dataset}` |" in (REFERENCE / "packaged-release.md").read_text("utf-8")


@pytest.mark.parametrize("agreement", agreements())
def test_every_commitment_is_documented(agreement):
    told = (REFERENCE / "commitments.md").read_text("utf-8")
    for commitment in load(agreement).commitments:
        assert f"### {commitment.id} {commitment.title.en}" in told


def test_every_public_name_is_documented_and_there():
    told = (REFERENCE / "python.md").read_text("utf-8")
    for name in [*orepath.__all__, "__version__"]:
        assert f"`orepath.{name}" in told
        assert getattr(orepath, name)


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_a_statement_a_page_names_is_in_the_package(page):
    named = set(re.findall(r"\bst-[0-9a-f]{16}\b", page.read_text("utf-8")))
    evidence = open_evidence(packaged().id) if named else None
    missing = []
    for each in named - {"st-0000000000000001", "st-0000000000000007"}:  # of the invented economy in dossier-json.md
        try:
            evidence.statement(each)
        except InputError:
            missing.append(each)
    assert not missing
