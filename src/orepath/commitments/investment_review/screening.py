"""What each rule on control says of a named acquirer, for people to read beside the finding."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

from orepath.commitments.finding import Acquirer, Screening
from orepath.commitments.wording import day, listed
from orepath.control.answer import UNKNOWN_OWNER, Answer, Link, Path
from orepath.control.judge import judged
from orepath.control.on_day import on_day
from orepath.control.register import Register
from orepath.control.rules import rule, rules
from orepath.control.saying import metric_name, said_share
from orepath.vocabulary.language import Text, text

SHOWN = 5
"""How many chains of stakes are shown for a rule."""


@cache
def _texts() -> dict[str, Text]:
    content = files("orepath.commitments.investment_review").joinpath("screening.toml").read_text("utf-8")
    return {key: text(entry) for key, entry in tomllib.loads(content).items()}


def screened(acquirer: Acquirer, as_of: date) -> tuple[Screening, ...]:
    """The answer of every packaged rule for an acquirer on a day.

    Raises
    ------
    UnknownName
        Where the register has no such entity.
    """
    on, words = on_day(acquirer.register, as_of), _Words(acquirer.register)
    return tuple(words.screening(judged(on, acquirer.entity, rule(id_))) for id_ in rules())


@dataclass(frozen=True)
class _Words:
    """Answers in words, with the names of a register's entities."""

    register: Register

    def screening(self, answer: Answer) -> Screening:
        """One answer."""
        key = {True: "controlled", False: "not_controlled", None: "undetermined"}[answer.controlled]
        told = _texts()["title"].format(
            name=self._name(answer.entity),
            entity=answer.entity,
            rule=rule(answer.rule).title,
            day=day(answer.as_of),
            answer=_texts()[key if answer.applies else "not_applying"],
        )
        controlled = answer.controlled if answer.applies else None
        return Screening(answer.entity, answer.rule, told, controlled, tuple(self._points(answer)))

    def _points(self, answer: Answer) -> Iterator[Text]:
        if answer.by:
            yield _texts()["by"].format(names=listed(self._name(owner) for owner in answer.by))
        for met in (True, None, False):
            yield from (trigger.said for trigger in answer.triggers if trigger.met is met)
        yield from (self._path(path) for path in answer.paths[:SHOWN])
        hidden = max(0, len(answer.paths) - SHOWN) + answer.left_out
        if hidden:
            yield _texts()["left_out"].format(count=hidden)
        yield from answer.notes
        yield from (_texts()["not_examined"].format(what=each) for each in answer.not_examined)

    def _path(self, path: Path) -> Text:
        links = [self._link(link) for link in path.links]
        way = Text("; ".join(link.en for link in links), "、".join(link.ja for link in links))
        return _texts()["path"].format(way=way, adds=_share(path.adds.low, path.adds.high))

    def _link(self, link: Link) -> Text:
        share = _share(link.low, link.high)
        names = {"owner": self._name(link.owner), "owned": self._name(link.owned)}
        return _texts()["link"].format(share=share, metric=metric_name(link.metric), where=link.where, **names)

    def _name(self, entity: str) -> Text:
        if entity == UNKNOWN_OWNER:
            return _texts()["unknown"]
        ids = self.register.entities.ids
        found = self.register.entities.names[ids.index(entity)] if entity in ids else entity
        return Text(found, found)


def _share(low: Fraction, high: Fraction) -> Text:
    if low == high:
        return Text(said_share(low), said_share(low))
    return _texts()["between"].format(low=said_share(low), high=said_share(high))
