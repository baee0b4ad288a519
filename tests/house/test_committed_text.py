"""What is committed holds no path of one machine and no address of a package index."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MACHINE_PATH = re.compile(r"(?<![\w.\-~}])/(?:work|farm|root|tmp|home/\w+|Users/\w+|opt/\w+)/|\b[A-Z]:\\\\?Users\\")
INDEX_ADDRESS = re.compile(
    r"pypi\.org/simple|files\.pythonhosted\.org|registry\.(?:npmjs|yarnpkg)\.|"
    r"(?<!\w)--(?:extra-)?index-url[ =]|(?<!\w)--find-links[ =]|\"resolved\": *\"http"
)


def committed() -> list[Path]:
    """Every file git keeps or is about to keep; all files where this is not a git checkout."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        return [ROOT / name for name in names if name and (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]


def texts() -> list[tuple[str, str]]:
    """Name and text of each committed file that is text."""
    found = []
    for path in committed():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            found.append((path.relative_to(ROOT).as_posix(), content.decode("utf-8", errors="replace")))
    return found


def hits(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for name, text in texts()
        for match in pattern.finditer(text)
    ]


def test_there_is_text_to_look_at():
    assert {"pyproject.toml", "requirements.lock", "Makefile"} <= {name for name, _ in texts()}


def test_no_machine_path():
    assert hits(MACHINE_PATH) == []


def test_no_index_address():
    assert hits(INDEX_ADDRESS) == []


@pytest.mark.parametrize(
    "text", ["see /" + "tmp/x", "'/" + "home/ann/y'", "open(/" + "root/.z)", "C:\\" + "Users\\ann"]
)
def test_a_machine_path_is_found(text: str):
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["https://www.example.org/home/en/", "example.org/tmp/", "~/work/", "tmp_path / 'x'"])
def test_what_is_no_machine_path_passes(text: str):
    assert not MACHINE_PATH.search(text)


@pytest.mark.parametrize(
    "text", ["https://pypi.org" + "/simple", "--index-url" + " https://x", "https://files.python" + "hosted.org/a"]
)
def test_an_index_address_is_found(text: str):
    assert INDEX_ADDRESS.search(text)


def test_lock_files_hold_hashes_and_no_address():
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert len(locks) == 7
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        pins = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
        assert pins
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins), lock.name


def test_locks_agree_with_each_other():
    """A package has one version (for one marker) in all of them."""
    pinned: dict[tuple[str, str], set[str]] = {}
    for lock in ROOT.glob("requirements*.lock"):
        pins = re.findall(r"^([\w.\-]+)==(\S+)( ; .*)? \\$", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for name, version, marker in pins:
            python = " ".join(re.findall(r"python_full_version [<>=]+ '[\d.]+'", marker))
            pinned.setdefault((name, python), set()).add(version)
    assert {name for name, versions in pinned.items() if len(versions) > 1} == set()
