"""All files or none."""

import json

import pytest

from orepath.errors import InputError
from orepath.evidence import placing
from orepath.review import writer

NAMES = ["dossier.json", "dossier.en.html", "dossier.en.pdf", "dossier.ja.html", "dossier.ja.pdf"]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_writes_every_file_and_says_which(dossier, tmp_path):
    written = writer.write_dossier(dossier, tmp_path / "new" / "folder")
    assert [path.name for path in written] == NAMES
    assert sorted(contents(tmp_path / "new" / "folder")) == sorted(NAMES)


def test_two_runs_give_the_same_bytes(dossier, invented, tmp_path):
    writer.write_dossier(dossier, tmp_path / "a")
    writer.write_dossier(invented["dossier"](), tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_one_language_has_no_link_to_the_other(dossier, tmp_path):
    written = writer.write_dossier(dossier, tmp_path, ["ja"])
    assert [path.name for path in written] == ["dossier.json", "dossier.ja.html", "dossier.ja.pdf"]
    assert "dossier.en.html" not in (tmp_path / "dossier.ja.html").read_text("utf-8")
    assert json.loads((tmp_path / "dossier.json").read_text("utf-8"))["title"]["en"]


def test_a_fault_leaves_what_was_there(dossier, tmp_path, monkeypatch):
    for name in NAMES:
        (tmp_path / name).write_text("as it was")

    def broken(document, lang):
        raise RuntimeError("no type")

    monkeypatch.setattr(writer, "render_pdf", broken)
    with pytest.raises(RuntimeError, match="no type"):
        writer.write_dossier(dossier, tmp_path)
    assert contents(tmp_path) == dict.fromkeys(NAMES, b"as it was")


def test_a_full_disk_leaves_what_was_there(dossier, tmp_path, monkeypatch):
    (tmp_path / "dossier.json").write_text("as it was")
    stored = []

    def full(path):
        stored.append(path.name)
        if len(stored) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(placing, "_store", full)
    with pytest.raises(InputError, match="No space left on device"):
        writer.write_dossier(dossier, tmp_path)
    assert contents(tmp_path) == {"dossier.json": b"as it was"}


def test_a_file_where_the_folder_should_be_is_refused(dossier, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(InputError) as refused:
        writer.write_dossier(dossier, tmp_path / "taken")
    assert refused.value.exit_code == 2
