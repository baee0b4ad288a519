"""A file tells its dataset by what it holds."""

import pytest

from fuzzing.seeds import seeds
from orepath.errors import SourceError
from orepath.sources.importing import described
from orepath.sources.recognising import forms, recognised
from tests.sources.test_hostile import MADE_UP, REAL, REGISTERS


@pytest.mark.parametrize("dataset", list(REAL))
def test_the_real_file_of_a_dataset_is_recognised(dataset, shared_data):
    assert recognised(shared_data / REAL[dataset]) == dataset


def test_every_dataset_says_how_it_is_recognised():
    assert {form.dataset for form in forms()} >= set(described()) - REGISTERS


def test_registers_are_a_ministrys():
    assert recognised(MADE_UP / "registers") == "ministry-registers"


@pytest.mark.parametrize("name", ["README.md", "codes/country-codes.csv", "governance"])
def test_what_is_of_no_dataset_is_said(name, shared_data):
    if name == "governance":
        assert recognised(shared_data / name) == "wgi"
        return
    with pytest.raises(SourceError, match="cannot be told"):
        recognised(shared_data / name)


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b"PK\x03\x04", b"<a", b"{", b"[" * 100_000, b'"', b"a" * 100_000]
)
def test_hostile_files_are_of_no_dataset(content, tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="cannot be told"):
        recognised(path)


def test_nothing_there(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        recognised(tmp_path / "absent.csv")


def test_a_file_that_fits_two_datasets_asks_which(tmp_path):
    (tmp_path / "a.csv").write_text("c,Year,Sales\n", "utf-8")
    (tmp_path / "b.csv").write_text("i,j,cmd,value\n", "utf-8")
    with pytest.raises(SourceError, match="baci, ev-sales"):
        recognised(tmp_path)


def test_seeds_are_of_their_dataset(shared_data):
    found = {
        seed.dataset: recognised(shared_data / seed.path)
        for entries in seeds().values()
        for seed in entries
        if not seed.path.startswith("/") and not seed.only  # of some folders only a part is a seed
    }
    assert all(dataset == told for dataset, told in found.items())
