"""Every reader, fed changed files: a fixed few of those that ``make fuzz`` makes by the thousand.

Hypothesis draws the changes, so that one that goes wrong is made as small as it can be. The real files come from
../shared/data; a dataset whose files are absent is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzzing.attempt import changed, imported
from fuzzing.seeds import Seed, laid, seeds
from orepath.sources.importing import packages, reader

ROOT = Path(__file__).resolve().parents[2]
FEW = 4
EVERY = [seed for entries in seeds().values() for seed in entries]
Placed = Callable[[], Path]


@pytest.fixture
def whole(
    seed: Seed, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The seed, laid into a folder, with the counts of whole files lifted."""
    shared = Path("/") if seed.path.startswith("/") else request.getfixturevalue("shared_data")
    monkeypatch.setenv("OREPATH_HOME", str(tmp_path / "home"))
    assertions = reader(seed.dataset).SOURCE.assertions
    kept = dict(assertions)
    assertions.clear()
    yield laid(seed, shared, ROOT, tmp_path / "seed")
    assertions.update(kept)


def test_every_dataset_has_a_seed():
    assert set(packages()) == set(seeds())


@pytest.mark.parametrize("seed", EVERY, ids=lambda seed: f"{seed.dataset}:{Path(seed.path).name}")
def test_what_is_changed_is_taken_unchanged(seed, whole):
    assert imported(seed.dataset, whole) == ("taken", "")


@pytest.mark.parametrize("seed", EVERY, ids=lambda seed: f"{seed.dataset}:{Path(seed.path).name}")
@settings(max_examples=FEW, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(random=st.randoms(use_true_random=False))
def test_a_changed_file_is_taken_or_refused_in_words(seed, whole, tmp_path, random: Random):
    path, changes = changed(whole, random, tmp_path / "changed")
    outcome, said = imported(seed.dataset, path)
    assert outcome != "wrong", f"{changes}\n{said}"
