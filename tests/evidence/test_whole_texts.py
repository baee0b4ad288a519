"""Texts that are read as a whole: bounded, in their encoding, of plain files alone."""

import os

import pytest

from orepath.errors import InputError, SourceError
from orepath.evidence.files import present
from orepath.evidence.reading import MOST_TEXT, text_of


def test_a_text_as_large_as_is_allowed(tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_text("Aland,1\n", "utf-8")
    assert text_of(path, "utf-8", 8) == "Aland,1\n"


def test_a_larger_one_is_not_read(tmp_path):
    path = tmp_path / "made-up.csv"
    path.write_text("Aland,12\n", "utf-8")
    with pytest.raises(SourceError, match="holds 9 bytes, and this dataset at most 8"):
        text_of(path, "utf-8", 8)


def test_no_caller_reads_without_a_bound(tmp_path):
    path = tmp_path / "made-up.csv"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(SourceError, match=f"at most {MOST_TEXT}"):
        text_of(path, "utf-8")


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(SourceError, match="pipe or a device"):
        text_of(tmp_path / "pipe.csv", "utf-8")


def test_a_name_longer_than_any_file_has(tmp_path):
    with pytest.raises(InputError, match="name too long"):
        present(tmp_path / ("a" * 300))
    with pytest.raises(SourceError, match="name too long"):
        text_of(tmp_path / ("a" * 300), "utf-8")
