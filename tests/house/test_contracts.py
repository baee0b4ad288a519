"""The import contracts, the Makefile and the copy of the house's picture say the same as the folders."""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "orepath"
TARGETS = ["setup", "review", "test", "fuzz", "test-spark", "lint", "docs", "bench", "clean"]


def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def listed(contract: str) -> set[str]:
    """Last names of the modules a contract lists."""
    section = contracts()[f"importlinter:contract:{contract}"]
    return {
        name.rpartition(".")[2] for name in re.findall(r"[\w.]+", section.get("layers", section.get("modules", "")))
    }


@pytest.mark.parametrize(("room", "mark"), [("commitments", "clauses.toml"), ("sources", "source.toml")])
def test_every_room_of_a_kind_stands_in_its_contract(room: str, mark: str):
    folders = {path.parent.name for path in (PACKAGE / room).glob(f"*/{mark}")}
    assert folders <= listed(room)


def test_there_are_nine_commitments():
    assert len(listed("commitments")) == 9


def test_every_room_stands_in_the_house_page():
    page = (ROOT / "HOUSE.md").read_text(encoding="utf-8")
    rooms = listed("rooms") - {"__main__"}
    assert [room for room in sorted(rooms) if f"`{room}" not in page] == []


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_alone_lists_the_targets():
    done = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.findall(r"^  ([\w-]+)\t", done.stdout, flags=re.MULTILINE) == TARGETS


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_says_in_one_line_which_python_it_needs():
    command = ["make", "--no-print-directory", "setup", "PYTHON=no-such-python"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "PYTHON=no-such-python is not a working Python 3.11, 3.12 or 3.13" in done.stderr.splitlines()[0]


def asked_for(*, extra: str | None) -> dict[str, str]:
    """Requirements of pyproject.toml (of one extra, else to run), by the package's name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[<>=!~ \[;]", line)[0]: line for line in lines}


@pytest.mark.parametrize("extra", [None, "test", "lint", "bench", "spark"])
def test_every_dependency_is_locked(extra: str | None):
    lock = (ROOT / ("requirements.lock" if extra is None else f"requirements-{extra}.lock")).read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([\w.\-]+)==", lock, flags=re.MULTILINE))
    assert sorted(set(asked_for(extra=extra)) - pinned) == []


@pytest.mark.parametrize("extra", [None, "test", "bench", "spark"])
def test_every_dependency_has_its_reason(extra: str | None):
    reasons = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    told = {
        name.strip() for row in re.findall(r"^\| ([^|]+) \|", reasons, flags=re.MULTILINE) for name in row.split(",")
    }
    told |= {"noto-cjk-sans-jp-bold"} if "noto-cjk-sans-jp-regular, -bold" in reasons else set()
    assert sorted(set(asked_for(extra=extra)) - told) == []
