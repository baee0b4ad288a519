"""Text in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

Lang = Literal["en", "ja"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True)
class Text:
    """The same said in English and in Japanese.

    >>> Text("tin", "スズ").in_("ja")
    'スズ'
    """

    en: str
    ja: str

    def in_(self, lang: Lang) -> str:
        """The text in one language."""
        return self.en if lang == "en" else self.ja

    def format(self, **values: object) -> Text:
        """The text with its placeholders filled; a value that is a `Text` is filled in its own language."""

        def pick(lang: Lang) -> dict[str, object]:
            return {key: value.in_(lang) if isinstance(value, Text) else value for key, value in values.items()}

        return Text(self.en.format(**pick("en")), self.ja.format(**pick("ja")))


def text(entry: Mapping[str, object] | str) -> Text:
    """A `Text` from a TOML table with ``en`` and ``ja``, or from one string for both."""
    if isinstance(entry, str):
        return Text(entry, entry)
    return Text(cast(str, entry["en"]), cast(str, entry["ja"]))
