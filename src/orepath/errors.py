"""One tree of errors.

    OrepathError
    ├── InputError          bad input or misuse: exit code 2
    │   └── UnknownName     a name that is not in a list, with "did you mean"
    ├── SourceError         a file is not what its publisher issues: exit code 3
    └── CheckFailed         a check the user asked for failed: exit code 1

An error carries every fault found, each with where it is, what was found, what was allowed and what to do, in English
and Japanese. The texts stand in ``errors.toml``; a fault names its text by a code.
"""

from __future__ import annotations

import difflib
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

SHOWN = 20  # faults printed in full before the rest are only counted


LONGEST = 1_000
"""Characters of a value that a message shows."""
LONGEST_FOUND = 200
"""Characters of what stood in a file that a message shows."""
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode categories of what a terminal obeys, or nobody can see or write."""


@cache
def texts() -> dict[str, dict[str, str]]:
    """The texts of all faults, by code: ``en``, ``ja`` and what to do, ``do_en``, ``do_ja``."""
    return tomllib.loads(files("orepath").joinpath("errors.toml").read_text("utf-8"))


@cache
def kinds() -> dict[str, str]:
    """What kinds of names are called in Japanese."""
    return tomllib.loads(files("orepath").joinpath("error_kinds.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Parameters
    ----------
    code
        The key of its text in ``errors.toml``.
    where
        File, row, column or option; empty where the text says it all.
    values
        What the text's placeholders stand for.
    """

    code: str
    where: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def text(self, lang: str = "en") -> str:
        """What is wrong and what to do, in one line."""
        return _joined(*self.parts(lang), lang)

    def parts(self, lang: str = "en") -> tuple[str, str]:
        """What is wrong, with its place; and what to do."""
        entry = texts()[self.code]
        values = {name: _told(name, value) for name, value in self.values.items()}
        if lang == "ja" and "kind" in values:
            values = {**values, "kind": kinds().get(str(values["kind"]), values["kind"])}
        place = f"{shown(self.where)}: " if self.where else ""
        return f"{place}{entry[lang].format(**values)}", entry.get(f"do_{lang}", "").format(**values)


def shown(text: str, longest: int = LONGEST) -> str:
    r"""A text as a message shows it: on one line, nothing in it that a terminal obeys, and not without end.

    >>> shown("Aland\nBoria"), shown("\x1b[2J")
    ('Aland\\nBoria', '\\x1b[2J')
    """
    cut = f"{text[:longest]}… ({len(text):,})" if len(text) > longest else text
    if cut.isprintable():
        return cut
    return "".join(_escaped(each) if unicodedata.category(each) in UNSEEN else each for each in cut)


def _told(name: str, value: object) -> object:
    return value if isinstance(value, int | float) else shown(str(value), LONGEST_FOUND if name == "found" else LONGEST)


def _joined(wrong: str, what_to_do: str, lang: str) -> str:
    """What is wrong and what to do, as one line."""
    gap = " " if what_to_do and lang == "en" else ""
    return f"{wrong}{gap}{what_to_do}"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def fault(code: str, where: str = "", **values: object) -> Fault:
    """A fault, written shortly.

    >>> fault("unknown_name", kind="place", found="Atlantis", allowed="", meant="").code
    'unknown_name'
    """
    return Fault(code, where, values)


class OrepathError(Exception):
    """Everything orepath raises on purpose."""

    exit_code = 2

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        given = (faults,) if isinstance(faults, Fault) else faults
        self.faults: tuple[Fault, ...] = tuple({repr(each): each for each in given}.values())
        super().__init__(self.message())

    def message(self, lang: str = "en") -> str:
        """All faults, a line each, and what to do once; past the first few the rest are counted."""
        lines: list[str] = []
        advised: set[str] = set()
        for each in self.faults[:SHOWN]:
            wrong, what_to_do = each.parts(lang)
            lines.append(wrong if what_to_do in advised else _joined(wrong, what_to_do, lang))
            advised.add(what_to_do)
        more = len(self.faults) - SHOWN
        if more > 0:
            lines.append(texts()["more_faults"][lang].format(count=more))
        return "\n".join(lines)


class InputError(OrepathError):
    """Misuse or bad input."""


MANY = 40
"""Names of which a dozen are shown; of more, such as all places, three do as examples."""
MOST_SHOWN = 100
"""Characters of a name that a message shows."""
NEAR = 0.7
"""How alike a name must be to a known one to be taken for it, misspelt: of 1, by difflib."""
NO_NAMES = frozenset(("", "-", "false", "n/a", "na", "nan", "none", "null", "true"))
"""What programs write where a name is missing; it is no name misspelt."""


class UnknownName(InputError):
    """A name that is not in the list it should be in."""

    def __init__(self, kind: str, found: str, allowed: Sequence[str], where: str = "") -> None:
        meant = _near(found, tuple(allowed))
        most = 12 if len(allowed) <= MANY else 3
        shown = ", ".join(allowed[:most]) + (f", … ({len(allowed):,})" if len(allowed) > most else "")
        code = "unknown_name_near" if meant else "unknown_name" if allowed else "unknown_name_of_none"
        said = found if len(found) <= MOST_SHOWN else f"{found[:MOST_SHOWN]}…"
        super().__init__(fault(code, where, kind=kind, found=said, allowed=shown, meant=meant))


@lru_cache
def _near(found: str, allowed: tuple[str, ...]) -> str:
    """The names that one comes near; a file that misspells a name does so in many rows."""
    if found.casefold() in NO_NAMES:
        return ""
    near = difflib.get_close_matches(found.casefold(), [name.casefold() for name in allowed], n=3, cutoff=NEAR)
    spelled = {name.casefold(): name for name in allowed}
    return ", ".join(spelled[name] for name in near)


class SourceError(OrepathError):
    """A file is not what its publisher issues, or an assertion about it failed."""

    exit_code = 3


class CheckFailed(OrepathError):
    """A check the user asked for failed."""

    exit_code = 1
