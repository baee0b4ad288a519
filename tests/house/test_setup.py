"""The set-up shows no address, and knows a whole .venv from an unfinished one."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def tool(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(f"orepath_tool_{name}", TOOLS / f"{name}.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """tools/setup.py at work on a .venv of this test, with this Python in it and nothing installed."""
    module = tool("setup")
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", venv / "stamp.json")
    monkeypatch.setattr(module, "UNFINISHED", venv / "unfinished")
    monkeypatch.delenv("PYTHON", raising=False)
    return module


@pytest.mark.parametrize(
    "line",
    [
        "Looking in indexes: https://ann:secret@index.example/simple, file:///srv/wheels",
        "HTTPSConnectionPool(host='index.example', port=443): Max retries exceeded",
        "error: Failed to fetch: `git+https://index.example/secret`",
    ],
)
def test_no_address_is_shown(setup, line: str):
    shown = setup.without_addresses(line)
    assert "example" not in shown
    assert "secret" not in shown
    assert "srv" not in shown
    assert "(address)" in shown


def test_a_failing_command_is_told_by_its_last_lines_without_addresses(setup):
    code = "import sys; print('first'); print('see https://index.example/x'); sys.exit(3)"
    with pytest.raises(setup.SetupError, match=r"see \(address\)"):
        setup.run([sys.executable, "-c", code])


def test_an_unfinished_environment_is_not_used(setup):
    assert setup.usable_venv()
    setup.UNFINISHED.touch()
    assert not setup.usable_venv()


def test_an_environment_of_another_python_is_used_unless_one_was_asked_for(setup, monkeypatch):
    other = "3.12" if sys.version_info[:2] != (3, 12) else "3.13"
    monkeypatch.setattr(setup, "version_of", lambda _: other)
    assert setup.usable_venv()
    monkeypatch.setenv("PYTHON", "python3")
    assert not setup.usable_venv()


@pytest.mark.parametrize("content", ["", "{", "[1]"])
def test_a_spoilt_stamp_means_nothing_is_installed(setup, content: str):
    setup.STAMP.write_text(content)
    assert setup.installed() == {}


def test_nothing_is_done_where_nothing_changed(setup, monkeypatch):
    stamp = {"run": setup.digest("requirements.lock"), "project": setup.digest("pyproject.toml")}
    setup.STAMP.write_text(json.dumps(stamp))
    monkeypatch.setattr(setup, "bring_up_to_date", lambda _: pytest.fail("something was installed"))
    assert setup.main(["run"]) == 0


def test_a_changed_lock_is_installed(setup, monkeypatch):
    stamp = {"run": "of an older lock", "project": setup.digest("pyproject.toml")}
    setup.STAMP.write_text(json.dumps(stamp))
    done: list[tuple[str, ...]] = []
    monkeypatch.setattr(setup, "install", lambda *arguments: done.append(arguments))
    monkeypatch.setattr(setup, "fetch_uv", lambda: None)
    assert setup.main(["run"]) == 0
    assert [arguments[-1] for arguments in done] == ["requirements.lock"]
    assert setup.installed()["run"] == setup.digest("requirements.lock")
    assert not setup.UNFINISHED.exists()


def test_a_failed_set_up_exits_with_2_and_stays_unfinished(setup, monkeypatch, capsys):
    def fails(*_: str) -> None:
        raise setup.SetupError("no such package")

    monkeypatch.setattr(setup, "install", fails)
    monkeypatch.setattr(setup, "fetch_uv", lambda: None)
    assert setup.main(["run"]) == 2
    assert "no such package" in capsys.readouterr().err
    assert not setup.usable_venv()


def test_an_unknown_part_is_misuse(setup, capsys):
    assert setup.main(["everything"]) == 2
    assert "run, test, lint" in capsys.readouterr().err


def test_without_a_browser_one_line_says_so(tmp_path, monkeypatch, capsys):
    browser = tool("browser")
    monkeypatch.setattr(browser, "NOTE", tmp_path / "note.json")
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "on_path", lambda: iter(()))
    assert browser.main() == 0
    assert browser.main() == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert set(said) == {f"browser tests are skipped: {json.loads((tmp_path / 'note.json').read_text())['why_not']}"}


def test_a_program_that_shows_no_page_is_no_browser():
    assert not tool("browser").shows_a_page(sys.executable)


def test_only_what_has_no_wheel_is_built(setup):
    wheels = setup.locked("requirements.lock")
    assert wheels[2:4] == ["--only-binary", ":all:"]
    arguments = setup.locked(setup.LOCKS["spark"], setup.BUILT["spark"])
    kept = {arguments[place + 1] for place, word in enumerate(arguments) if word == "--only-binary"}
    assert "numpy" in kept and "py4j" in kept and ":all:" not in kept
    assert "pyspark" not in kept
    assert "--no-build-isolation" in arguments
