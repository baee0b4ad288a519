"""What the qualify command gives besides the answer in the terminal: a plan, PDFs, JSON of both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from orepath.cli.qualify_words import says
from orepath.cli.words import LANGS, lang
from orepath.errors import Fault, InputError, fault

if TYPE_CHECKING:
    from orepath.qualification.asked import Asked
    from orepath.qualification.planning.plan import Plan
    from orepath.qualification.result import Result
    from orepath.qualification.rule import Rule
    from orepath.vocabulary.language import Lang

PLACE = "{lang}"
"""What stands in the name of a PDF for its language, where both are to be written."""


def output_faults(chains: Path | None, plan: Path | None, pdf: str) -> list[Fault]:
    """What is wrong with the names of the files to write."""
    found = []
    for path in _pdfs(pdf).values():
        if path.suffix.lower() != ".pdf":
            found.append(fault("bad_option", "--pdf", found=pdf, allowed=f"*.pdf, *{PLACE}*.pdf"))
            break
        if any(given and given.exists() and path.exists() and path.samefile(given) for given in (chains, plan)):
            found.append(fault("bad_option", "--pdf", found=pdf, allowed="≠ CHAINS, --plan"))
    return found


def fleet_faults(plan: Path | None, pdf: str) -> list[Fault]:
    """What cannot be asked of many batteries at once."""
    asked = {"--plan": plan is not None, "--pdf": bool(pdf)}
    return [fault("qualify_not_of_fleet", option) for option, given in asked.items() if given]


def tell(asked: Asked, result: Result, plan: Path | None, pdf: str, as_json: bool) -> None:
    """Give a result, with its plan where options are named, as a person or a program asked for it."""
    planned = None
    if plan is not None:
        from orepath.qualification.planning.planned import plan as made

        planned = made(asked, plan)
    written = write_pdfs(result, asked.rule, planned, pdf) if pdf else []
    if as_json:
        from orepath.qualification.json import as_json as plain
        from orepath.qualification.planning.json import as_json as plain_plan

        found = plain(result) | ({} if planned is None else {"plan": plain_plan(planned)})
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from orepath.cli.qualify_text import answer_line, show

    if written:
        print(answer_line(result, asked.rule, _lang()))
    else:
        show(result, asked.rule, _lang())
    if planned is not None:
        _show_plan(planned)
    for path in written:
        print(says("pdf_done", path=path))


def write_pdfs(result: Result, rule: Rule, plan: Plan | None, pdf: str) -> list[Path]:
    """Write the proof as PDF, in both languages where the name has a place for them; files of that name are replaced.

    Raises
    ------
    InputError
        Where the folder cannot be written; nothing is then half written.
    """
    from orepath.evidence.placing import placing
    from orepath.review.qualification_proof import render_proof

    paths = _pdfs(pdf)
    with placing(next(iter(paths.values())).parent) as beside:
        for language, path in paths.items():
            (beside / path.name).write_bytes(render_proof(result, rule, language, plan))
    return list(paths.values())


def _pdfs(pdf: str) -> dict[Lang, Path]:
    """The files to write, by language; a place for the language in a folder's name is not one."""
    if not pdf:
        return {}
    path = Path(pdf)
    if PLACE not in path.name:
        return {_lang(): path}
    return {language: path.with_name(path.name.replace(PLACE, language)) for language in LANGS}  # type: ignore[misc]


def write_options_template(rule: Rule, path: Path) -> Path:
    """Write the empty table of options for a plan, by the file's ending.

    Raises
    ------
    InputError
        Where no plan can be made for the rule, the ending is neither ``.csv`` nor ``.xlsx``, or the file is there.
    """
    from orepath.evidence.placing import placing
    from orepath.qualification.planning.columns import KINDS, columns, plannable
    from orepath.tabular.templates import SUFFIXES, csv_text, workbook

    if not plannable(rule):
        raise InputError(fault("plan_rule", "--plan", rule=rule.id, kind=rule.kind, allowed=", ".join(KINDS)))
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(fault("bad_option", "--plan", found=path, allowed=", ".join(f"*{each}" for each in SUFFIXES)))
    if path.exists():
        raise InputError(fault("file_exists", str(path)))
    every = columns(rule)
    with placing(path.parent) as beside:
        made = workbook(rule, every, _lang()) if suffix == ".xlsx" else csv_text(every, _lang()).encode()
        (beside / path.name).write_bytes(made)
    return path


def _show_plan(plan: Plan) -> None:
    """Print a plan, and the same without each agreement."""
    from orepath.qualification.planning.said import say

    print()
    print(say("plan").in_(_lang()))
    print("\n".join(_lines(plan)))
    for agreement, other in plan.without.items():
        print()
        print(say("plan_without", agreement=agreement).in_(_lang()))
        print("\n".join(_lines(other)))


def _lines(plan: Plan) -> Iterator[str]:
    from orepath.qualification.planning.said import headline, notes, steps

    yield headline(plan).in_(_lang())
    for each in (*steps(plan), *notes(plan)):
        yield f"  • {each.in_(_lang())}"


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"
