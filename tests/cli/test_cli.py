import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("duckdb", "pyarrow", "numpy", "pandas", "jinja2", "typst", "vl_convert", "babel", "python_calamine")


def orepath(*arguments, env=None, **more):
    import os

    environment = {**os.environ, "LANG": "C.UTF-8", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "orepath.cli", *arguments], capture_output=True, text=True, env=environment, **more
    )


def test_help_imports_no_analysis_library():
    code = (
        "import sys; from orepath.cli.main import run; sys.argv = ['orepath', '--help']\n"
        "try: run()\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
    assert "review" in done.stdout


def test_help_speaks_japanese_to_those_who_do():
    assert "協定の見直し" in orepath("--help", env={"LANG": "ja_JP.UTF-8", "LC_ALL": "ja_JP.UTF-8"}).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nonsense"], 2, "nonsense"),
        (["import", "bacii", "x"], 2, "Did you mean baci"),
        (["import", "baci", "no-such-file"], 2, "no such file"),
        (["--language", "fr", "releases"], 2, "allowed: en, ja"),
        (["explain", "st-0000"], 2, "st-0000"),
        (["review", "--agreement", "atlantis"], 2, "atlantis"),
        (["review", "--as-of", "tomorrow"], 2, "tomorrow"),
        (["review", "--release", "nowhere"], 2, "nowhere"),
        (["review", "--lang", "fr"], 2, "fr"),
    ],
)
def test_misuse_is_one_message_and_an_exit_code(arguments, code, said, home):
    done = orepath(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "releases").exists() or not any((home / "releases").iterdir())


def test_debug_shows_the_traceback():
    assert "Traceback" in orepath("--debug", "import", "bacii", "x").stderr


def test_releases_json_is_json_alone(home):
    done = orepath("releases", "--json")
    rows = json.loads(done.stdout)
    assert {row["dataset"] for row in rows} >= {"usgs-mcs-2026", "baci", "measures"}
    assert orepath("releases", "--verify").returncode == 0


def test_ctrl_c_leaves_nothing_and_says_so(home, tmp_path):
    import signal
    import time

    out = tmp_path / "out"
    command = [sys.executable, "-m", "orepath.cli", "review", "--out", str(out)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    maps = Path(f"/proc/{running.pid}/maps")
    for _ in range(200):  # until the command is at work: it has loaded its database by then
        time.sleep(0.1)
        if maps.exists() and "duckdb" in maps.read_text():
            break
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode in (130, -signal.SIGINT)  # the shell sees 130 either way
    assert "Interrupted" in said
    assert not out.exists()
