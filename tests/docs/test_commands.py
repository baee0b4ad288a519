"""Every command and option is documented, and what is documented exists."""

import shlex

import pytest
import typer

from orepath.cli.main import app
from tests.docs.pages import DOCS, ROOT, blocks, commands, pages, relative

GROUP = typer.main.get_command(app)


def walked(group, before=""):
    """Every command by the words that call it."""
    for name, command in group.commands.items():
        yield before + name, command
        yield from walked(command, f"{before}{name} ") if hasattr(command, "commands") else ()


COMMANDS = dict(walked(GROUP))
REFERENCE = (DOCS / "reference" / "commands.md").read_text("utf-8")
GLOBAL = {name for option in GROUP.params for name in option.opts} | {"--help"}
OTHER = ("export", "cmp", "git", "cd", "source", "python", "OREPATH_RECORD=1")  # what else the pages ask people to type


def section(command):
    return REFERENCE.split(f"## `orepath {command}`")[1].split("\n## ")[0]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_and_all_its_options_are_documented(command):
    told = section(command)
    for parameter in COMMANDS[command].params:
        names = (
            parameter.opts if parameter.param_type_name == "option" else [(parameter.metavar or parameter.name).upper()]
        )
        assert all(f"`{name}`" in told for name in names), parameter.name


def test_options_of_every_command_are_documented():
    assert all(f"`{name}`" in REFERENCE.split("## `orepath")[0] for name in GLOBAL)


def typed(line):
    """The words of an orepath command as a person would type it, without what follows it."""
    words = shlex.split(line.split(" > ")[0].split(" | ")[0])
    return words[1:] if words and words[0].rsplit("/", 1)[-1] == "orepath" else None


def check(words):
    """Raise where there is no such command or option."""
    while words and words[0].startswith("-"):
        assert words[0] in GLOBAL, words[0]
        words = words[2:] if words[0] == "--language" else words[1:]
    if not words:
        return
    assert words[0] in COMMANDS, words[0]
    named = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
    known = {name for option in COMMANDS[named].params for name in option.opts} | {"--help"}
    given = [word.split("=")[0] for word in words[1:] if word.startswith("--")]
    assert set(given) <= known, sorted(set(given) - known)


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_what_a_page_asks_to_type_exists(page):
    targets = (ROOT / "Makefile").read_text("utf-8")
    for line in commands(page):
        words = typed(line)
        if words is not None:
            check(words)
            continue
        first, *rest = shlex.split(line)
        if first != "make":
            assert first in OTHER or (ROOT / first).exists() or (ROOT / rest[0]).exists(), line
            continue
        assert f"\n{rest[0]}:" in targets, line
        for word in rest[1:]:
            if word.startswith("ARGS=") and rest[0] == "review":
                check(["review", *shlex.split(word.removeprefix("ARGS="))])


def test_a_page_that_lies_is_caught():
    for words in (["reviews"], ["review", "--as-if", "2027"], ["--lang", "ja", "review"]):
        with pytest.raises(AssertionError):
            check(words)


@pytest.mark.parametrize("page", pages(), ids=relative)
def test_a_command_to_type_has_a_prompt(page):
    for block in blocks(page, "console"):
        assert block.startswith("$ "), block
