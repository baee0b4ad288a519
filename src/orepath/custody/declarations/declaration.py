"""What a filled-in template declares."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SmelterDeclaration:
    """One row of the smelter list.

    Parameters
    ----------
    metal
        The id of a mineral; the name as said where the vocabulary has none; empty where the row says none.
    name
        The smelter as the company names it; empty where it says that it does not know.
    look_up
        What was chosen from the list of known smelters, as said.
    id
        ``CID`` and six digits; empty where not given or malformed.
    place
        Alpha-2 code of the smelter's place; empty where not known.
    listed
        Whether the workbook's list of known smelters has it; None where that cannot be told.
    identified
        False where the company says that it has not found out who the smelter is.
    mines, mine_places
        As said, and alpha-2 codes.
    recycled
        Whether all feed is recycled or scrap: ``yes``, ``no``, ``unknown``, or empty where not said.
    mines_recycled
        Whether recycled or scrap is named in place of a mine.
    where
        File, sheet and row.
    """

    metal: str
    name: str
    look_up: str
    id: str
    id_source: str
    place: str
    city: str
    state: str
    listed: bool | None
    identified: bool
    mines: tuple[str, ...]
    mine_places: tuple[str, ...]
    recycled: str
    mines_recycled: bool
    comments: str
    where: str
    kind: str = "smelter"


@dataclass(frozen=True)
class MineDeclaration:
    """One row of the list of mines."""

    metal: str
    smelters: str
    name: str
    id: str
    place: str
    where: str
    kind: str = "mine"


@dataclass(frozen=True)
class Answer:
    """One answer of the declaration.

    Parameters
    ----------
    question
        Its number or letter in the template; what is asked differs between templates.
    metal
        What it is about, as of a `SmelterDeclaration`; empty for one about the company.
    answer
        A key of ``words.toml``: ``yes``, ``no``, ``unknown``, ``>75%``, …; empty where it says something of its own.
    said
        The answer as it stands.
    """

    question: str
    metal: str
    answer: str
    said: str
    comment: str
    where: str


@dataclass(frozen=True)
class CompanyDeclaration:
    """What the company says of itself and of its inquiry.

    Parameters
    ----------
    template, version
        Of the workbook.
    scope, scope_description
        What it is about, as said.
    date
        ISO date, or as said.
    """

    template: str
    version: str
    company: str
    company_id: str
    company_id_authority: str
    scope: str
    scope_description: str
    date: str
    answers: tuple[Answer, ...]
    where: str
    kind: str = "declaration"
