"""``orepath review``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orepath.agreements.default import default_agreement
from orepath.cli.words import lang as own_language
from orepath.cli.words import say, watched
from orepath.errors import InputError, UnknownName, fault

if TYPE_CHECKING:
    from datetime import date

    from orepath.commitments.finding import Acquirer
    from orepath.review.document import Document
    from orepath.vocabulary.language import Lang

LANGUAGES = {"both": ("en", "ja"), "en": ("en",), "ja": ("ja",)}


def review(
    agreement: Annotated[str, typer.Option("--agreement", help=say("review_agreement"))] = default_agreement(),
    as_of: Annotated[str, typer.Option("--as-of", help=say("review_as_of"))] = "",
    lang: Annotated[str, typer.Option("--lang", help=say("review_lang"))] = "both",
    registers: Annotated[Path | None, typer.Option("--registers", help=say("review_registers"))] = None,
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    acquirer: Annotated[str, typer.Option("--acquirer", help=say("review_acquirer"))] = "",
    stakes: Annotated[Path | None, typer.Option("--stakes", help=say("review_stakes"))] = None,
    entities: Annotated[Path | None, typer.Option("--entities", help=say("review_entities"))] = None,
    out: Annotated[Path, typer.Option("--out", help=say("review_out"))] = Path("dossier"),
) -> None:
    """Write the review dossier of an agreement."""
    if lang not in LANGUAGES:
        raise InputError(fault("bad_option", "--lang", found=lang, allowed=", ".join(LANGUAGES)))
    day, named = _day(as_of), _acquirer(acquirer, stakes, entities)

    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from orepath.agreements.agreement import load
    from orepath.cli.own_registers import own_registers
    from orepath.commitments.assessment import assess_all
    from orepath.reference.in_use import open_evidence
    from orepath.review.compose import compose
    from orepath.review.writer import write_dossier

    chosen = load(agreement)
    speaking: Lang = "ja" if "ja" in (lang, own_language()) and lang != "en" else "en"
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with (
        own_registers(registers, day) as own,
        Progress(*columns, console=Console(stderr=True), transient=True, disable=not watched()) as bar,
    ):
        task = bar.add_task("", total=None)
        evidence = open_evidence(release or None, day, own)
        document = compose(
            evidence,
            chosen,
            assess_all(evidence, chosen, day, named),
            day,
            lambda title: bar.update(task, description=say("writing", what=title.in_(speaking))),
        )
        bar.update(task, description=say("writing", what=str(out)))
        written = write_dossier(document, out, LANGUAGES[lang])  # type: ignore[arg-type]
    _summary(document, speaking)
    print(say("wrote"))
    for path in written:
        print(f"  {path}  ({path.stat().st_size:,} bytes)")


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise InputError(fault("bad_option", "--as-of", found=text, allowed="YYYY-MM-DD")) from error


def _acquirer(entity: str, stakes: Path | None, entities: Path | None) -> Acquirer | None:
    """Who is to be screened, with the register that says who owns whom; None where nobody is named."""
    if not entity:
        given = (("--stakes", stakes), ("--entities", entities))
        faults = [fault("option_needless", name, told="--acquirer") for name, path in given if path is not None]
        if faults:
            raise InputError(faults)
        return None
    if stakes is None:
        raise InputError(fault("option_needed", "--stakes", told="--acquirer"))
    from orepath.commitments.finding import Acquirer
    from orepath.control.reading import read_register

    register = read_register(stakes, entities)
    if entity not in register.entities.ids:
        raise UnknownName("entity", entity, register.entities.ids, "--acquirer")
    return Acquirer(register, entity)


def _summary(document: Document, lang: Lang) -> None:
    """The findings as a table."""
    from rich.console import Console
    from rich.table import Table

    from orepath.review.messages import label, message

    table = Table(title=f"{document.title.in_(lang)} · {document.as_of.isoformat()}", title_justify="left")
    for key in ("number", "commitment", "evidence_indicates"):
        table.add_column(label(key, lang), overflow="fold")
    for card in document.findings:
        verdict = message("verdict", card.finding.verdict).in_(lang)
        table.add_row(card.commitment.id, card.commitment.title.in_(lang), verdict)
    Console().print(table)
