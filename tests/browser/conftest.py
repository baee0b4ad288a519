"""A real Chromium, and what a page does in it that it should not."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

NOTE = Path(__file__).resolve().parents[2] / ".venv" / "orepath-browser.json"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
INSIDE = ("file:", "data:", "blob:", "about:")


@dataclass
class Complaints:
    """What went wrong while a page was shown: console errors and warnings, and requests that leave the file."""

    console: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def all(self) -> list[str]:
        """Everything, in one list; empty for a good page."""
        return [*self.console, *(f"outside request: {url}" for url in self.outside)]


def chromium() -> str:
    """Path of the Chromium that `make test` found, else of one on PATH; else the test is skipped with the reason."""
    note = json.loads(NOTE.read_text(encoding="utf-8")) if NOTE.is_file() else {}
    found = note.get("browser") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip(
            f"browser tests are skipped: {note.get('why_not', 'no Chromium on PATH; `make test` looks further')}"
        )
    return str(found)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for the tests of one file."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    """What the `page` of this test complained about so far."""
    return Complaints()


@pytest.fixture
def page(browser: Browser, complaints: Complaints) -> Iterator[Page]:
    """An empty page without a network; `complaints` keeps what goes wrong on it."""
    context = browser.new_context(
        locale="en-US", timezone_id="UTC", offline=True, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(10_000)

    def note_message(message: Any) -> None:
        if message.type in {"error", "warning"}:
            complaints.console.append(f"{message.type}: {message.text}")

    def note_request(request: Any) -> None:
        if not request.url.startswith(INSIDE):
            complaints.outside.append(request.url)

    page.on("console", note_message)
    page.on("pageerror", lambda error: complaints.console.append(f"error: {error}"))
    page.on("request", note_request)
    yield page
    context.close()


@pytest.fixture
def accessibility_faults(page: Page) -> Callable[[], list[str]]:
    """A function: the serious and critical faults axe finds on the page as it stands."""

    def faults() -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{fault['id']}: {fault['help']} ({', '.join(str(node['target']) for node in fault['nodes'][:5])})"
            for fault in found
            if fault["impact"] in {"serious", "critical"}
        ]

    return faults
