"""Many scenarios: the same bytes however they are worked out, kept, taken up again."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from orepath.errors import InputError
from orepath.stress.ensemble import chunks as chunks_module
from orepath.stress.ensemble import running as running_module
from orepath.stress.ensemble.running import ensemble
from orepath.stress.grid import grid
from orepath.stress.run import ANSWERS, Run
from orepath.stress.setting import setting
from tests.stress.worlds import DAY, PARTIES, assumed, shock, world

COUNT, CHUNK, SEED = 20, 8, 7


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(chunks_module, "DRAWS", CHUNK)


def _run(seed: int = 5) -> Run:
    made = world(seed)
    halt = replace(shock("Fenland"), cut=assumed("made-up-Fenland.share", 0.7, 0.2, 1.0))
    return Run(made, [halt], grid(DAY, 12.0), setting(made, tuple(PARTIES), None), PARTIES)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_files_are_the_same_on_one_process_and_on_two(tmp_path):
    ensemble(_run(), COUNT, SEED, tmp_path / "one")
    ensemble(_run(), COUNT, SEED, tmp_path / "two", processes=2)
    assert len(_bytes(tmp_path / "one")) == 3
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_what_is_kept_is_not_solved_again(tmp_path):
    seen: list[int] = []
    ensemble(_run(), COUNT, SEED, tmp_path / "kept")
    before = _bytes(tmp_path / "kept")
    ensemble(_run(), COUNT, SEED, tmp_path / "kept", progress=lambda done, total: seen.append(done))
    assert seen == [COUNT]
    assert _bytes(tmp_path / "kept") == before


def test_another_seed_or_run_is_solved_anew(tmp_path):
    ensemble(_run(), COUNT, SEED, tmp_path / "kept")
    before = _bytes(tmp_path / "kept")
    ensemble(_run(), COUNT, SEED + 1, tmp_path / "kept")
    assert all(_bytes(tmp_path / "kept")[name] != content for name, content in before.items())
    seen: list[int] = []
    ensemble(_run(6), COUNT, SEED + 1, tmp_path / "kept", progress=lambda done, total: seen.append(done))
    assert seen[0] == 0


def test_an_interrupted_run_goes_on_from_what_it_kept(tmp_path):
    def interrupt(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensemble(_run(), COUNT, SEED, tmp_path / "kept", progress=interrupt)
    assert [path.name for path in sorted((tmp_path / "kept").iterdir())] == ["scenarios-000000000.parquet"]
    seen: list[int] = []
    ensemble(_run(), COUNT, SEED, tmp_path / "kept", progress=lambda done, total: seen.append(done))
    assert seen[0] == CHUNK
    ensemble(_run(), COUNT, SEED, tmp_path / "whole")
    assert _bytes(tmp_path / "kept") == _bytes(tmp_path / "whole")


def test_a_broken_file_is_solved_again(tmp_path):
    ensemble(_run(), COUNT, SEED, tmp_path / "kept")
    before = _bytes(tmp_path / "kept")
    path = tmp_path / "kept" / "scenarios-000000008.parquet"
    path.write_bytes(path.read_bytes()[:100])
    ensemble(_run(), COUNT, SEED, tmp_path / "kept")
    assert _bytes(tmp_path / "kept") == before


def test_every_scenario_is_there_in_order_and_proved(tmp_path):
    stored = ensemble(_run(), COUNT, SEED, tmp_path / "kept")
    for party in PARTIES:
        losses = [stored.column(name, party) for name in ANSWERS]
        assert all(len(each) == 2 * COUNT for each in losses)
        assert all((less <= more + 1e-6).all() for more, less in pairwise(losses))
    table = stored.table()
    proved = [name for name in table.column_names if "gap" in name or "infeasib" in name]
    assert proved
    for name in proved:
        assert max(abs(value) for value in table[name].to_pylist()) <= 1e-6


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("made up")
    with pytest.raises(InputError):
        ensemble(_run(), COUNT, SEED, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "made up"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_place_that_cannot_be_written_is_one_fault(tmp_path, processes):
    (tmp_path / "file").write_text("made up")
    with pytest.raises(InputError) as caught:
        ensemble(_run(), COUNT, SEED, tmp_path / "file" / "kept", processes)
    assert [each.code for each in caught.value.faults] == ["write_failed"]


def test_fewer_draws_forget_the_rest_and_leave_other_files(tmp_path):
    ensemble(_run(), 3 * CHUNK, SEED, tmp_path)
    mine = tmp_path / "scenarios-of-mine.parquet"
    mine.write_text("made up")
    ensemble(_run(), CHUNK, SEED, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scenarios-000000000.parquet", mine.name]


def test_more_draws_leave_the_first_as_they_are(tmp_path):
    ensemble(_run(), CHUNK, SEED, tmp_path)
    before = _bytes(tmp_path)
    ensemble(_run(), 3 * CHUNK, SEED, tmp_path)
    assert {name: content for name, content in _bytes(tmp_path).items() if name in before} == before


def _killed(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_costs_nothing(tmp_path, monkeypatch):
    ensemble(_run(), COUNT, SEED, tmp_path / "whole")
    monkeypatch.setattr(running_module, "_work", _killed)
    ensemble(_run(), COUNT, SEED, tmp_path / "kept", processes=2)
    assert _bytes(tmp_path / "kept") == _bytes(tmp_path / "whole")
