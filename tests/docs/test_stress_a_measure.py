"""The pages on stress tests say what is there."""

from pathlib import Path

import pytest

from orepath.cli.stress_json import answer
from orepath.stress.reading import read_shocks
from tests.docs.pages import DOCS, blocks
from tests.stress.made_up import stressed

PAGES = [DOCS / "how-to" / f"stress-a-measure{ending}" for ending in (".md", ".ja.md")]
GOLDEN = Path(__file__).parents[1] / "cli" / "golden"


def test_the_example_is_read():
    (shock,) = read_shocks(DOCS / "how-to" / "stress-a-measure" / "what-if.toml")
    assert (shock.instrument, shock.cut.value, shock.cut.low, shock.cut.high) == ("licence", 0.5, 0.2, 0.8)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_is_printed(page):
    lang = "ja" if page.name.endswith(".ja.md") else "en"
    printed, (shown,) = (GOLDEN / f"stress.{lang}.txt").read_text("utf-8"), blocks(page, "text")
    assert "".join(shown.split()) in "".join(printed.split())


def test_every_key_of_the_json_is_documented():
    told = (DOCS / "reference" / "stress.md").read_text("utf-8")
    found = answer(stressed())
    keys = {*found, *found["results"][0], *found["assumptions"][0], *found["backtests"][0]}
    keys |= set(found["results"][0]["path"][0]) | set(found["results"][0]["certificate"]["alone"])
    assert (
        sorted(
            key
            for key in keys - {"loses", "detail", "missing_effect"}
            if f"`{key}`" not in told and f'"{key}"' not in told
        )
        == []
    )
