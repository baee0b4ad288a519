"""What every test stands on: a home of its own, a fixed language and time zone, and the real files where they are."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# The same examples on every machine, and no deadline: a slow machine is not a wrong answer.
settings.register_profile("orepath", derandomize=True, deadline=None, database=None, max_examples=50)
settings.load_profile("orepath")

FIXED = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "120"}
CLEARED = ("LANGUAGE", "LC_MESSAGES", "LC_CTYPE", "FORCE_COLOR", "OREPATH_LANG")


@pytest.fixture(scope="session", autouse=True)
def fixed_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Language, time zone and home that do not depend on who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in FIXED.items():
            patch.setenv(name, value)
        for name in CLEARED:
            patch.delenv(name, raising=False)
        patch.setenv("OREPATH_HOME", str(tmp_path_factory.mktemp("session-home")))
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty OREPATH_HOME of this one test."""
    place = tmp_path / "orepath-home"
    place.mkdir()
    monkeypatch.setenv("OREPATH_HOME", str(place))
    return place


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The publishers' real files, which are not part of the repository."""
    named = os.environ.get("OREPATH_SHARED_DATA")
    place = Path(named) if named else ROOT.parent / "shared" / "data"
    if not place.is_dir():
        pytest.skip("real files absent: ../shared/data")
    return place


@pytest.fixture(scope="session")
def real_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real dossier of the default agreement on the packaged release, written once by the command itself."""
    return write_dossier(tmp_path_factory.mktemp("real"))


def write_dossier(place: Path, *options: str) -> Path:
    """The folder that `orepath review` wrote into; a home of its own holds no imports."""
    environment = {**os.environ, "OREPATH_HOME": str(place / "home")}
    command = [sys.executable, "-m", "orepath.cli", "review", "--as-of", "2026-11-23", "--out", str(place / "out")]
    done = subprocess.run([*command, *options], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return place / "out"
