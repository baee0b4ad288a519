"""No file, however wrong, does more than be refused: one message, no other exception, the releases as they were.

Every reader there is joins by itself. The real files come from ../shared/data and their tests skip without them.
"""

import os
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from orepath.errors import InputError, SourceError
from orepath.evidence.home import releases_folder
from orepath.sources.importing import import_dataset, packages

TODAY = date(2026, 1, 1)
DATASETS = list(packages())
REGISTERS = {"measures", "orepath-facts", "ministry-registers"}
MADE_UP = Path(__file__).parent / "made_up"

REAL = {
    "usgs-mcs-2025": "usgs/MCS2025_World_Data.csv",
    "usgs-mcs-2026": "usgs/MCS2026_Commodities_Data.csv",
    "world-mining-data": "geopolrisk/world_mining_data.db",
    "baci": "trade/baci_v202601",
    "wgi": "geopolrisk/wgi.db",
    "ec-crm-2023": "eu_crm_2023",
    "iea-critical-minerals": "iea/iea_uk_dashboard.json",
    "ilab-goods": "labour/dol_master_data.xlsx",
    "cheng-2024": "stage/cheng2024",
    "iea-global-ev": "ev/IEA Global EV Data 2024.csv",
    "ev-sales": "ev/pmbusch_EV_Sales.csv",
    "battery-intensities": "intensity",
}
"""A real file or folder of each dataset that a publisher issues."""

pytestmark = pytest.mark.parametrize("dataset", DATASETS)


@pytest.fixture
def refused(home: Path) -> Iterator[Callable[[str, Path], str]]:
    """Import what must be refused, and see that nothing was left behind."""
    folder = releases_folder()

    def attempt(dataset: str, path: Path) -> str:
        before = sorted(folder.iterdir()) if folder.exists() else []
        with pytest.raises((SourceError, InputError)) as raised:
            import_dataset(dataset, path, TODAY)
        after = sorted(folder.iterdir()) if folder.exists() else []
        assert after == before, "a release or a staging folder was left"
        for lang in ("en", "ja"):
            assert raised.value.message(lang).strip(), "no message"
        return raised.value.message()

    yield attempt


def real(shared_data: Path, dataset: str) -> Path:
    """The real file of a dataset, or a made-up one of a register."""
    if dataset in REGISTERS:
        return MADE_UP / ("law" if dataset == "orepath-facts" else "registers")
    if dataset not in REAL:
        pytest.skip(f"no real file is known for {dataset}")
    path = shared_data / REAL[dataset]
    if not path.exists():
        pytest.skip(f"real file absent: {REAL[dataset]}")
    return path


def parts(path: Path) -> list[Path]:
    return sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]


def spoil(path: Path, place: Path, change: Callable[[bytes], bytes]) -> Path:
    """A copy in which every file was changed."""
    if path.is_file():
        copy = place / path.name
        copy.write_bytes(change(path.read_bytes()))
        return copy
    copy = place / path.name
    copy.mkdir(parents=True)
    for file in parts(path):
        (copy / file.name).write_bytes(change(file.read_bytes()))
    return copy


def test_every_reader_has_a_real_file_to_be_spoilt(dataset: str):
    assert dataset in REAL or dataset in REGISTERS


def test_nothing_there(dataset, refused, tmp_path):
    assert "no such file" in refused(dataset, tmp_path / "absent.csv")


def test_an_empty_folder(dataset, refused, tmp_path):
    (tmp_path / "folder").mkdir()
    refused(dataset, tmp_path / "folder")


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xml", ".xlsx", ".db", ".parquet", ".toml", ".zip", ""])
def test_an_empty_file(dataset, suffix, refused, tmp_path):
    path = tmp_path / f"empty{suffix}"
    path.touch()
    refused(dataset, path)


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xml", ".xlsx", ".db", ".parquet", ".toml", ".zip", ""])
def test_random_bytes(dataset, suffix, refused, tmp_path):
    path = tmp_path / f"noise{suffix}"
    path.write_bytes(random.Random(suffix).randbytes(5000))
    refused(dataset, path)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"SQLite format 3\x00", b"PAR1", b"<a>", b"{", b'"', b"\xef\xbb\xbf"])
def test_a_known_beginning_and_then_noise(dataset, start, refused, tmp_path):
    path = tmp_path / "begins-well.csv"
    path.write_bytes(start + random.Random(0).randbytes(5000))
    refused(dataset, path)


def test_a_folder_with_a_folder_where_its_file_should_be(dataset, refused, tmp_path, shared_data):
    place = tmp_path / "folders"
    for file in parts(real(shared_data, dataset)):
        (place / file.name).mkdir(parents=True)
    refused(dataset, place)
    refused(dataset, next(place.iterdir()))


@pytest.mark.parametrize("other", [*REAL, *sorted(REGISTERS)])
def test_a_file_of_another_dataset(dataset, other, refused, shared_data):
    if other == dataset or {dataset, other} <= REGISTERS:
        pytest.skip("the same kind of file")
    refused(dataset, real(shared_data, other))


def test_utf_16(dataset, refused, tmp_path, shared_data):
    path = real(shared_data, dataset)
    if any(b"\x00" in file.read_bytes()[:4096] for file in parts(path)):
        pytest.skip("not a text file")
    refused(dataset, spoil(path, tmp_path, lambda data: data.decode("latin-1").encode("utf-16")))


@pytest.mark.parametrize("share", [0.5, 0.97])
def test_a_truncated_file(dataset, share, refused, tmp_path, shared_data):
    path = real(shared_data, dataset)
    refused(dataset, spoil(path, tmp_path, lambda data: data[: int(len(data) * share)]))


def test_bytes_changed_in_the_middle(dataset, refused, tmp_path, shared_data):
    path = real(shared_data, dataset)

    def change(data: bytes) -> bytes:
        middle = len(data) // 2
        return data[:middle] + b"\x00\xff\x00\xfe" * 200 + data[middle:]

    refused(dataset, spoil(path, tmp_path, change))


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_no_permission(dataset, refused, tmp_path, shared_data):
    copy = spoil(real(shared_data, dataset), tmp_path, bytes)
    for file in parts(copy):
        file.chmod(0)
    refused(dataset, copy)


def test_a_link_to_itself(dataset, refused, tmp_path):
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    refused(dataset, loop)


def test_a_folder_of_links_to_themselves(dataset, refused, tmp_path, shared_data):
    place = tmp_path / "loops"
    place.mkdir()
    for file in parts(real(shared_data, dataset)):
        (place / file.name).symlink_to(place / file.name)
    refused(dataset, place)


def test_what_is_spoilt_here_is_read_when_whole(dataset, home, shared_data):
    release, reading = import_dataset(dataset, real(shared_data, dataset), TODAY)
    assert reading.kept > 0
    release.verify()
