"""No file, however wrong, does more than be refused: one message, no other exception, the releases as they were.

Every reader there is joins by itself. The real files come from ../shared/data and their tests skip without them.
"""

import os
import random
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from fuzzing import unusual
from fuzzing.seeds import laid, seeds
from orepath.errors import InputError, SourceError
from orepath.evidence.home import releases_folder
from orepath.sources.importing import import_dataset, packages, reader
from tests.sources.spoilt import (
    ROOT,
    at_once,
    emptied,
    folder,
    gzip_of_blanks,
    in_a_process_of_its_own,
    laid_anew,
    locators,
    on_one_page,
    parts,
    sheet_of_blanks,
    spoil,
    wide_sheet,
)

TODAY = date(2026, 1, 1)
DATASETS = list(packages())
REGISTERS = {"measures", "orepath-facts", "ministry-registers"}
MADE_UP = Path(__file__).parent / "made_up"

REAL = {
    "usgs-mcs-2025": "usgs/MCS2025_World_Data.csv",
    "usgs-mcs-2026": "usgs/MCS2026_Commodities_Data.csv",
    "world-mining-data": "geopolrisk/world_mining_data.db",
    "baci": "trade/baci_v202601",
    "bgs-world-mineral-statistics": "bgs",
    "wgi": "geopolrisk/wgi.db",
    "ec-crm-2023": "eu_crm_2023",
    "iea-critical-minerals": "iea/iea_uk_dashboard.json",
    "ilab-goods": "labour/dol_master_data.xlsx",
    "cheng-2024": "stage/cheng2024",
    "gta": "measures/gta-interventions.json",
    "iea-policy-tracker": "measures/IEA_CM_Policies.csv",
    "iea-global-ev": "ev/IEA Global EV Data 2024.csv",
    "ev-sales": "ev/pmbusch_EV_Sales.csv",
    "battery-intensities": "intensity",
    "minmod": "minmod/mineral-sites/sri/mrdata_mrds/b000.json",
    "eurostat-comext": "trade/eu_comext",
    "world-bank-commodity-prices": "prices/CMO-Historical-Data-Monthly.xlsx",
    "imf-commodity-prices": "prices/imf_external-data.xls",
    "icmm-global-mining-dataset": "facilities/icmm_global-mining-dataset_2025.xlsx",
    "jasansky-mines": "facilities/detailed_data_mining.xlsx",
    "comtrade": "trade/comtrade_raw/comtrade_2022.csv.gz",
    "us-screening-list": "sanctions/csl.csv",
    "gleif": "gleif/lei-data.xml",
    "bods": "bods/data-standard/examples/tecido.json",
    "hs-concordance": "hs/gta/hs_vintages_to_hs2012.csv",
    "na-battery-investments": "facilities/ira_ev_supply_chain_investments.csv",
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


def told(found: dict[str, Any], dataset: str) -> Any:
    """What was found out about a dataset."""
    if dataset not in found:
        pytest.skip(f"no real file of {dataset}")
    return found[dataset]


def workbooks(shared_data: Path, dataset: str, place: Path) -> list[Path]:
    """The beginnings of the real workbooks of a dataset."""
    found = []
    for number, seed in enumerate(seeds().get(dataset, ())):
        if seed.path.endswith((".xlsx", ".xls")):
            path = laid(seed, shared_data, ROOT, place / str(number))
            found += [path] if path.read_bytes().startswith(b"PK") else []
    if not found:
        pytest.skip(f"{dataset} is not issued as XLSX")
    return found


@pytest.fixture(scope="session")
def reals(shared_data: Path) -> dict[str, Path]:
    """The real file of every dataset of which there is one."""
    there = {dataset: shared_data / path for dataset, path in REAL.items() if dataset in DATASETS}
    there |= {dataset: real(shared_data, dataset) for dataset in REGISTERS}
    return {dataset: path for dataset, path in there.items() if path.exists()}


@pytest.fixture(scope="session")
def seeds_laid(reals: dict[str, Path], shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The beginnings of the real files, which are read in no time; the real one where no beginning is known."""
    place = tmp_path_factory.mktemp("seeds")
    found = {}
    for dataset, path in reals.items():
        known = seeds().get(dataset)
        found[dataset] = laid(known[0], shared_data, ROOT, place / dataset) if known else path
    return found


@pytest.fixture
def of_seeds(seeds_laid: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The same, where the counts of whole files are not asked for."""
    for dataset in seeds_laid:
        for name in list(reader(dataset).SOURCE.assertions):
            monkeypatch.delitem(reader(dataset).SOURCE.assertions, name)
    return seeds_laid


@pytest.fixture(scope="session")
def by_nobody(reals: dict[str, Path]) -> Iterator[dict[str, Any]]:
    """What became of files that the user may not read."""
    with TemporaryDirectory() as made:
        place = Path(made)
        place.chmod(0o777)
        paths = {dataset: spoil(path, folder(place / dataset), lambda _: b"a") for dataset, path in reals.items()}
        for path in paths.values():
            for file in parts(path):
                file.chmod(0)
        yield in_a_process_of_its_own("as-nobody", paths, OREPATH_HOME=str(place / "home"))


@pytest.fixture(scope="session")
def of_ten_gigabytes(reals: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What became of files that hold ten gigabytes of nothing and take no room."""
    place = tmp_path_factory.mktemp("sparse")
    paths = {}
    for dataset, path in reals.items():
        paths[dataset] = laid_anew(path, folder(place / dataset), lambda file: emptied(file, 10_000_000_000))[0]
    yield in_a_process_of_its_own("plainly", paths, OREPATH_HOME=str(place / "home"))
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def behind_a_whole_one(
    seeds_laid: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """What became of files that go on, whole as they are, to ten gigabytes of nothing."""
    place = tmp_path_factory.mktemp("behind")
    paths = {}
    for dataset, path in seeds_laid.items():
        paths[dataset] = spoil(path, folder(place / dataset), bytes)
        for file in parts(paths[dataset]):
            os.truncate(file, 10_000_000_000)
    yield in_a_process_of_its_own("plainly", paths, OREPATH_HOME=str(place / "home"))
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def out_of_room_midway(seeds_laid: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What became of imports whose largest file could be written to half."""
    place = str(tmp_path_factory.mktemp("midway"))
    return in_a_process_of_its_own("out-of-room-midway", seeds_laid, OREPATH_HOME=place)


@pytest.fixture(scope="session")
def interrupted(seeds_laid: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What became of imports that Ctrl-C interrupted."""
    place = str(tmp_path_factory.mktemp("interrupted"))
    return in_a_process_of_its_own("interrupted", seeds_laid, OREPATH_HOME=place)


@pytest.fixture(scope="session")
def on_a_full_disk(seeds_laid: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What became of imports into a store with no room: a disk of one page, or files that may not grow."""
    place = str(tmp_path_factory.mktemp("full"))
    tried = [*on_one_page(place), "true"]
    if shutil.which(tried[0]) and subprocess.run(tried, capture_output=True, check=False).returncode == 0:
        return in_a_process_of_its_own("on-a-full-disk", seeds_laid, on_one_page(place), OREPATH_HOME=place)
    return in_a_process_of_its_own("on-a-full-disk", seeds_laid, OREPATH_HOME=place, OREPATH_LARGEST="2000")


@pytest.fixture(scope="session")
def killed(seeds_laid: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What became of imports that were killed, and of a whole one after them."""
    return in_a_process_of_its_own("killed", seeds_laid, OREPATH_HOME=str(tmp_path_factory.mktemp("killed")))


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


@pytest.mark.parametrize("put", [b"\x00\xff\x00\xfe" * 200, b"\x00"])
def test_bytes_changed_in_the_middle(dataset, put, refused, tmp_path, shared_data):
    path = real(shared_data, dataset)

    def change(data: bytes) -> bytes:
        middle = len(data) // 2
        return data[:middle] + put + data[middle:]

    refused(dataset, spoil(path, tmp_path, change))


def test_no_permission(dataset, by_nobody):
    found = told(by_nobody, dataset)
    assert found["outcome"] == "refused" and found["same"], found["said"]
    assert "Permission denied" in found["said"] and "cannot be read" in found["said"]


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


def test_a_dangling_link(dataset, refused, tmp_path, shared_data):
    path = real(shared_data, dataset)
    for file in parts(path):
        (tmp_path / file.name).symlink_to(tmp_path / "absent")
        refused(dataset, tmp_path / file.name)


def test_a_pipe_that_nobody_writes_into(dataset, refused, tmp_path, shared_data):
    def put(file: Path) -> None:
        os.mkfifo(file)

    for path in laid_anew(real(shared_data, dataset), tmp_path, put):
        at_once(lambda path=path: refused(dataset, path))


def test_a_socket(dataset, refused, tmp_path, shared_data):
    def put(file: Path) -> None:
        os.mknod(file, stat.S_IFSOCK | 0o600)

    for path in laid_anew(real(shared_data, dataset), tmp_path, put):
        at_once(lambda path=path: refused(dataset, path))


def test_a_device_without_end(dataset, refused, tmp_path, shared_data):
    def put(file: Path) -> None:
        file.symlink_to("/dev/zero")

    for path in [*laid_anew(real(shared_data, dataset), tmp_path, put), Path("/dev/zero")]:
        at_once(lambda path=path: refused(dataset, path))


def test_a_first_line_of_a_million_columns(dataset, refused, tmp_path, shared_data):
    path = real(shared_data, dataset)
    with parts(path)[0].open("rb") as file:
        begins = file.readline(10_000).rstrip(b"\r\n")
    content = begins + b",c%d" * 1_000_000 % tuple(range(1_000_000)) + b"\n"
    for given in laid_anew(path, tmp_path, lambda file: file.write_bytes(content)):
        assert len(refused(dataset, given)) < 25_000


def test_a_sheet_of_more_columns_than_there_are(dataset, refused, tmp_path, shared_data):
    path, *_ = laid_anew(real(shared_data, dataset), tmp_path, lambda file: file.write_bytes(wide_sheet()))
    assert len(refused(dataset, path)) < 25_000


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_five_gigabytes_of_blanks_in_gzip(dataset, suffix, refused, tmp_path, shared_data):
    def put(file: Path) -> None:
        file.with_name(file.name + suffix).write_bytes(gzip_of_blanks())

    for path in laid_anew(real(shared_data, dataset), tmp_path, put):
        refused(dataset, path if path.is_dir() else path.with_name(path.name + suffix))


def test_a_file_in_a_zip(dataset, refused, tmp_path, of_seeds):
    path = spoil(told(of_seeds, dataset), tmp_path, bytes)
    for file in parts(path):
        unusual.in_a_zip(file, 0)
    refused(dataset, path)


def test_entities_in_an_xml(dataset, refused, tmp_path, of_seeds):
    path = spoil(told(of_seeds, dataset), tmp_path, bytes)
    for file in parts(path):
        unusual.entities(file, 0)
    assert "root:" not in refused(dataset, path)


@pytest.mark.parametrize("change", [unusual.failed_figures, unusual.figures_without_a_value])
def test_a_workbook_whose_figures_are_formulas_that_failed(dataset, change, home, tmp_path, shared_data, of_seeds):
    for path in workbooks(shared_data, dataset, tmp_path):
        before, _ = import_dataset(dataset, path, TODAY)
        change(path, 0)
        try:
            after, _ = import_dataset(dataset, path, TODAY)
        except SourceError as error:
            assert error.message("ja").strip() and len(list(releases_folder().iterdir())) == 1
        else:  # no number of it is read
            assert [table.sha256 for table in after.tables] == [table.sha256 for table in before.tables]
        shutil.rmtree(before.folder)


def test_a_workbook_with_formulas_of_another_is_read_without_it(dataset, home, tmp_path, shared_data, of_seeds):
    for path in workbooks(shared_data, dataset, tmp_path):
        _, before = import_dataset(dataset, path, TODAY)
        unusual.figures_of_another(path, 0)
        _, after = import_dataset(dataset, path, TODAY)
        assert (after.read, after.kept) == (before.read, before.kept)


@pytest.mark.parametrize("said", [4_000_000_000, 100_000])
def test_a_sheet_of_five_gigabytes_of_blanks(dataset, said, refused, tmp_path, shared_data):
    content = sheet_of_blanks(said)
    for path in laid_anew(real(shared_data, dataset), tmp_path, lambda file: file.write_bytes(content)):
        refused(dataset, path)
    (tmp_path / "blanks.xlsx").write_bytes(content)
    refused(dataset, tmp_path / "blanks.xlsx")


def test_ten_gigabytes_of_nothing(dataset, of_ten_gigabytes):
    found = told(of_ten_gigabytes, dataset)
    assert found["outcome"] == "refused" and found["same"], found["said"]
    assert found["seconds"] < 5
    assert of_ten_gigabytes["memory"] < 1_000_000_000


def test_ten_gigabytes_of_nothing_behind_a_whole_file(dataset, behind_a_whole_one):
    found = told(behind_a_whole_one, dataset)
    assert found["outcome"] == "refused" and found["same"], found["said"]
    assert found["seconds"] < 5
    assert behind_a_whole_one["memory"] < 1_000_000_000


@pytest.mark.parametrize("disk", ["on_a_full_disk", "out_of_room_midway"])
def test_a_full_disk(dataset, disk, request):
    found = told(request.getfixturevalue(disk), dataset)
    assert found["outcome"] == "refused" and found["same"] and not found["left"], found["said"]
    assert "cannot write" in found["said"] and len(found["said"].splitlines()) == 1


def test_ctrl_c(dataset, interrupted):
    found = told(interrupted, dataset)
    assert found["code"] == 130
    assert found["same"] and not found["left"]


def test_an_import_killed_at_any_moment(dataset, killed):
    found = told(killed, dataset)
    assert set(found["ends"][:-1]) == {-signal.SIGKILL}  # the last may find the release there, and have less to do
    assert found["sound"], "the releases are neither what they were nor what they are after a whole import"
    assert found["outcome"] == "taken", found["said"]


def test_a_link_is_read_as_what_it_leads_to(dataset, home, tmp_path, of_seeds):
    path = told(of_seeds, dataset)
    link = tmp_path / path.name
    if path.is_dir():
        link.mkdir()
        for file in parts(path):
            (link / file.name).symlink_to(file)
    else:
        link.symlink_to(path)
    (tmp_path / "link").symlink_to(link)
    for given in (link, tmp_path / "link") if path.is_dir() else (link,):
        release, reading = import_dataset(dataset, given, TODAY)
        assert reading.kept > 0
        assert not [said for said in locators(release) if "/" in said.partition("#")[0].partition(", ")[0]]


def test_what_is_spoilt_here_is_read_when_whole(dataset, home, tmp_path, shared_data):
    place = tmp_path / "a folder, 鉱物 🪨"
    place.mkdir()
    release, reading = import_dataset(dataset, spoil(real(shared_data, dataset), place, bytes), TODAY)
    assert reading.kept > 0
    assert all(release.columns[dataset].values()), "its columns cannot be compared with those of the next edition"
    release.verify()
