"""What every source says of itself, and that what its reader writes is in the words of the vocabulary."""

import importlib
import json
from pathlib import Path

import pytest

from orepath.evidence.register import registers
from orepath.sources.importing import described, packages
from orepath.vocabulary.places import places, pseudo_places
from orepath.vocabulary.terms import minerals, properties, stages

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("dataset", sorted(described()))
def test_a_source_says_what_its_licence_allows_and_how_that_is_known(dataset):
    source = described()[dataset]
    assert source.raw["allows"] in ("shipping", "redistribution", "own_use")
    assert source.licence and source.licence_basis


@pytest.mark.parametrize("dataset", sorted(packages()))
def test_a_package_says_what_comes_in_what_goes_out_and_what_it_never_does(dataset):
    said = importlib.import_module(packages()[dataset]).__doc__ or ""
    assert "never" in said and "come" in said and "out" in said


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_what_is_recorded_is_in_the_words_of_the_vocabulary(path):
    rows = json.loads(path.read_text("utf-8"))
    said = {*properties(), *registers()}
    known = {"property": said, "mineral": minerals(), "stage": stages(), "place": {*places(), *pseudo_places()}}
    unknown = {(key, row[key]) for row in rows for key, words in known.items() if key in row and row[key] not in words}
    assert not unknown
