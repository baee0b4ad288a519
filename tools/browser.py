"""Find or fetch a Chromium for the browser tests and note where it is in .venv/orepath-browser.json.

Tried in turn, each only if the one before failed: a Chromium on PATH; Playwright's own; the system's package manager,
where we are root. A browser counts only once it has shown a page. Where none can be had, one line says so, the note
keeps the reason for the skipped tests, and the exit code is still 0: the other tests do not need one.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

NOTE = Path(__file__).resolve().parent.parent / ".venv" / "orepath-browser.json"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DOWNLOAD_S = 300
RETRY_AFTER_S = 6 * 3600


def quiet(command: list[str], seconds: int) -> str | None:
    """What a command prints to stdout; None where it fails or takes too long, it and all it started being ended."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        process = subprocess.Popen(
            command, text=True, errors="replace", env=environment, start_new_session=True, **streams
        )
    except OSError:
        return None
    try:
        printed, _ = process.communicate(timeout=seconds)
    except BaseException as problem:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(problem, subprocess.TimeoutExpired):
            return None
        raise
    return printed if process.returncode == 0 else None


def shows_a_page(browser: str) -> bool:
    """Whether the program is a Chromium that can show a page here."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [browser, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "data:text/html,<p>it shows</p>"]
        page = quiet(command, 60)
    return page is not None and "it shows" in page


def on_path() -> Iterator[str]:
    """The Chromiums on PATH."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield found


def from_playwright() -> Iterator[str]:
    """Playwright's own Chromium, downloaded if need be."""
    if quiet([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], DOWNLOAD_S) is None:
        return
    show = "from playwright.sync_api import sync_playwright as p\nwith p() as w: print(w.chromium.executable_path)"
    found = quiet([sys.executable, "-c", show], 60)
    if found:
        yield found.strip()


def from_system() -> Iterator[str]:
    """The system's package of Chromium, with a Japanese typeface if there is one to be had."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    quiet(["apt-get", "update"], DOWNLOAD_S)
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    if quiet([*install, "chromium"], 2 * DOWNLOAD_S) is None:
        return
    quiet([*install, "fonts-noto-cjk"], DOWNLOAD_S)
    yield from on_path()


def find() -> str | None:
    """The first browser that shows a page."""
    for way in (on_path, from_playwright, from_system):
        for browser in way():
            if shows_a_page(browser):
                return browser
    return None


def noted() -> dict[str, str | float]:
    """What an earlier run found out; empty where it no longer holds."""
    try:
        note: dict[str, str | float] = json.loads(NOTE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    browser = note.get("browser")
    if browser:
        return note if Path(str(browser)).exists() else {}
    recent = time.time() - float(note.get("looked", 0)) < RETRY_AFTER_S
    return note if recent and next(on_path(), None) is None else {}


def main() -> int:
    """Find a browser, note it, and say so in one line where there is none."""
    note = noted()
    if not note:
        browser = find()
        none = "no Chromium on PATH, none from Playwright or the system's package manager"
        note = {"browser": browser, "looked": time.time()} if browser else {"why_not": none, "looked": time.time()}
        NOTE.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    if "why_not" in note:
        print(f"browser tests are skipped: {note['why_not']}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
