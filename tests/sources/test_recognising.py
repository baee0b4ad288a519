"""A file tells its dataset by what it holds."""

from dataclasses import replace

import pytest

from fuzzing.seeds import seeds
from orepath.errors import SourceError
from orepath.sources import recognising
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


SALES, TRADE = "c,Year,Sales\n", "t,i,j,k,v,q\n"


def laid(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".csv").write_text(content, "utf-8")
    return folder


def test_a_folder_of_several_datasets_names_what_is_of_each(tmp_path):
    laid(tmp_path, a=SALES, b=TRADE, c__d=SALES, c__e=SALES, f__g=SALES, f__h=TRADE, readme="x\n")
    with pytest.raises(SourceError) as raised:
        recognised(tmp_path)
    said = raised.value.message()
    assert "several datasets: baci: b.csv, f/h.csv; ev-sales: a.csv, c, f/g.csv. Give each" in said
    assert "フォルダーに複数のデータセット" in raised.value.message("ja")


def test_of_many_files_of_several_datasets_few_are_named(tmp_path):
    laid(tmp_path, z=TRADE, **{f"a{number}": SALES for number in range(7)})
    with pytest.raises(SourceError, match=r"ev-sales: a0\.csv, a1\.csv, a2\.csv, a3\.csv, a4\.csv, … \(7\)\."):
        recognised(tmp_path)


def test_a_folder_of_one_dataset_may_hold_other_things(tmp_path):
    assert recognised(laid(tmp_path, a=SALES, c__d=SALES, readme="x\n")) == "ev-sales"


def test_the_one_file_of_a_dataset_among_others_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"only c/d\.csv is of a dataset known here \(ev-sales\), and 1 are of none"):
        recognised(laid(tmp_path, c__d=SALES, readme="x\n"))


def test_a_file_that_fits_two_datasets_asks_which(tmp_path, monkeypatch):
    twin = [form for form in forms() if form.dataset == "ev-sales"]
    monkeypatch.setattr(recognising, "forms", lambda: (*forms(), *(replace(form, dataset="twin") for form in twin)))
    with pytest.raises(SourceError, match="several datasets: ev-sales, twin"):
        recognised(laid(tmp_path, a=SALES))


@pytest.mark.parametrize("name", ["ev", "measures", "prices", "usgs"])
def test_real_folders_of_several_datasets(name, shared_data):
    with pytest.raises(SourceError, match="the folder holds files of several datasets"):
        recognised(shared_data / name)


def test_seeds_are_of_their_dataset(shared_data):
    found = {
        seed.dataset: recognised(shared_data / seed.path)
        for entries in seeds().values()
        for seed in entries
        if not seed.path.startswith("/") and not seed.only  # of some folders only a part is a seed
    }
    assert all(dataset == told for dataset, told in found.items())
