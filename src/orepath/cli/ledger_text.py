"""A ledger as a person reads it in a terminal: what cannot be true first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from orepath.cli.ledger_words import says
from orepath.cli.lines import item
from orepath.custody.books.models import models
from orepath.custody.books.violation import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from orepath.custody.books.ledger import Ledger
    from orepath.vocabulary.language import Lang

SHOWN = 20
"""Violations, and balances, that are told; ``--json`` and ``--out`` have all."""


def show(ledger: Ledger, lang: Lang) -> None:
    """Print a ledger."""
    console = Console()

    def put(shown: RenderableType) -> None:
        console.print(shown, highlight=False, markup=False, soft_wrap=False)

    lots = len({*ledger.columns.lots, *ledger.facts})
    counts = {"lots": f"{lots:,}", "events": f"{ledger.columns.events:,}", "documents": f"{len(ledger.documents):,}"}
    put(says("headline", model=models()[ledger.model].name.in_(lang), **counts))
    if ledger.sifted.repeated or ledger.sifted.in_error:
        put(says("left_out", repeated=ledger.sifted.repeated, in_error=len(ledger.sifted.in_error)))
    put("")
    put(says("violations", count=f"{len(ledger.violations):,}") if ledger.violations else says("none_found"))
    for each in ledger.violations[:SHOWN]:
        proof = f" ({says('by', events=listed(list(each.where)).in_(lang))})" if each.events else ""
        put(item(f"{each.explanation.in_(lang)}{proof}"))
    if len(ledger.violations) > SHOWN:
        put(says("more", count=f"{len(ledger.violations) - SHOWN:,}"))
    unchecked = ledger.unchecked()
    if any(unchecked.values()):
        put(says("unchecked", **{name: f"{count:,}" for name, count in unchecked.items()}))
    _claims(ledger, put)
    if rows := sum(len(document.declarations) for document in ledger.documents):
        put(says("declarations", count=f"{rows:,}"))
    if ledger.unread:
        put(says("unread", count=f"{len(ledger.unread):,}"))


def _claims(ledger: Ledger, put: Callable[[RenderableType], None]) -> None:
    granted, balances = ledger.granted(), ledger.balances()
    if granted:
        declared = sum(each.declared for each in granted)
        put("")
        put(says("granted", count=f"{len(granted):,}", declared=f"{declared:,}"))
    if balances:
        put(says("balances"))
    for each in balances[:SHOWN]:
        amounts = {name: f"{getattr(each, name):,f}" for name in ("went_in", "claimed", "left")}
        site = each.site or says("anywhere")
        put(item(says("balance", site=site, content=each.content, from_=each.from_, until=each.until, **amounts)))
    if len(balances) > SHOWN:
        put(says("more", count=f"{len(balances) - SHOWN:,}"))
