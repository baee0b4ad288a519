"""Write the parts of the documentation that other files already say.

Run as ``python tools/build_docs.py``; with ``--check`` nothing is written and a stale page is named. A page holds text
by hand and, between a pair of marks, text made from the code:

    <!-- made by tools/build_docs.py: errors -->
    <!-- end -->

Only what stands between the marks is rewritten. ``tests/docs`` fails where a page is not what this tool would write.
"""

from __future__ import annotations

import csv
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

os.environ["OREPATH_LANG"] = "en"

import typer

from orepath.agreements.agreement import Agreement, load
from orepath.agreements.agreement import packaged as agreements
from orepath.cli.main import app
from orepath.commitments.clauses import clauses
from orepath.custody.books.models import models
from orepath.custody.reading.template_form import form as custody_form
from orepath.errors import texts
from orepath.evidence.source import parse
from orepath.network.trade.fractions import Fraction, bases, fractions_of
from orepath.network.trade.notes import notes
from orepath.network.trade.unseen import known_codes
from orepath.qualification.rule import Dated, Limit, Rule
from orepath.qualification.rule_file import load as load_rule
from orepath.qualification.rule_file import packaged as rules
from orepath.reference.in_use import open_evidence
from orepath.reference.packaged import packaged
from orepath.sources.importing import described
from orepath.stress.answer import BackTest
from orepath.stress.assuming import assumptions
from orepath.stress.backtest import backtests
from orepath.stress.backtest.case import past_cases
from orepath.stress.reading.words import keys as shock_keys
from orepath.stress.reading.words import word_text
from orepath.stress.reading.words import words as instruments
from orepath.stress.templates.said import told_rows
from orepath.stress.words import word as stress_word
from orepath.tabular.column import Column
from orepath.tabular.templates import described as column_cells
from orepath.vocabulary.places import place_name
from orepath.vocabulary.terms import properties

REPOSITORY = Path(__file__).parent.parent
DOCS = REPOSITORY / "docs"
SOURCE = REPOSITORY / "src" / "orepath"
MARKED = re.compile(r"(<!-- made by tools/build_docs.py: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def cell(text: object) -> str:
    """A text that fits into a cell of a Markdown table."""
    return str(text).replace("|", "\\|").replace("\n", " ").strip()


def table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A Markdown table."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(cell(part) for part in line) + " |" for line in lines) + "\n"


def errors() -> str:
    """Every code of an error, what it says and what it tells people to do."""
    rows = [
        (f"`{code}`", entry["en"], entry.get("do_en", ""), entry["ja"] + entry.get("do_ja", ""))
        for code, entry in sorted(texts().items())
    ]
    return table(("code", "says", "tells you", "日本語"), rows)


def commands() -> str:
    """Every command with its arguments and options."""
    group: Any = typer.main.get_command(app)
    parts = ["## Options of every command\n", "Given before the command: `orepath --language ja review`.\n"]
    parts.append(table(("option", "meaning"), [*_options(group), ("`--help`", "Show what can be given, and leave.")]))
    for name, command in walked(group):
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        usage = " ".join(["orepath", name, *((p.metavar or p.name).upper() for p in arguments), "[OPTIONS]"])
        parts += [f"## `orepath {name}`\n", f"{command.help}\n", f"```\n{usage}\n```\n"]
        rows = [(f"`{(p.metavar or p.name).upper()}`", p.help) for p in arguments] + _options(command)
        parts.append(table(("argument or option", "meaning"), rows))
    return "\n".join(parts)


def walked(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - commands of typer
    """Every command by the words that call it, those within a group behind it."""
    for name, command in group.commands.items():
        yield before + name, command
        if hasattr(command, "commands"):
            yield from walked(command, f"{before}{name} ")


def _options(command: typer.core.TyperCommand | typer.core.TyperGroup) -> list[tuple[str, str]]:
    found = []
    for option in command.params:
        if option.param_type_name != "option" or option.name == "help":
            continue
        default = option.default
        shown = f" Default: `{default}`." if default and "default" not in option.help else ""
        found.append((", ".join(f"`{name}`" for name in option.opts), f"{option.help}{shown}"))
    return found


def release() -> str:
    """The tables of the packaged release, dataset by dataset."""
    rows = []
    for file in packaged().tables:
        source = parse(packaged().sources[file.dataset])
        title = f"[{source.title.en}]({source.url})" if source.url else source.title.en
        licence = f"[{file.licence}]({source.licence_url})" if source.licence_url else file.licence
        rows.append((f"`{file.dataset}`", title, file.edition, file.table, f"{file.rows:,}", file.recorded, licence))
    header = ("dataset", "what", "edition", "table", "rows", "recorded", "licence")
    return f"Release `{packaged().id}`, compiled {packaged().created}.\n\n" + table(header, rows)


def licences() -> str:
    """What the licence of each dataset allows, and how it is known."""
    rows = [
        (f"`{dataset}`", source.publisher.en, source.licence, source.allows.replace("_", " "), source.licence_basis)
        for dataset, source in described().items()
    ]
    return table(("dataset", "publisher", "licence", "allows", "how the licence is known"), rows)


def commitments() -> str:
    """Every commitment of the packaged agreements and the rule by which it is assessed."""
    parts = []
    for name in agreements():
        agreement = load(name)
        parts += [f"## {agreement.short.en} (`{agreement.id}`)\n"]
        for commitment in agreement.commitments:
            pending = "; wording not yet compared with the official text" if commitment.citation_pending else ""
            strength = f"{commitment.strength.replace('_', ' ')}, acts: {commitment.actor.replace('_', ' ')}{pending}"
            parts += [f"### {commitment.id} {commitment.title.en}\n", f"{commitment.title.ja}\n", commitment.summary.en]
            parts += [f"\n*{strength}.* Evidence it needs: {commitment.evidence.en}\n"]
            room = f"Assessed by [`{commitment.room}`](#{commitment.room})."
            parts.append((room if commitment.room else "No room assesses it: always insufficient, and says so.") + "\n")
    return "\n".join(parts)


def rooms() -> str:
    """The rule of each room that assesses a commitment, as its ``clauses.toml`` has it."""
    named = {c.room for name in agreements() for c in load(name).commitments if c.room}
    order = [c.room for c in max((load(name) for name in agreements()), key=_rooms_of).commitments]
    return "\n".join(_room(room) for room in [*order, *sorted(named - set(order))])


def _rooms_of(agreement: Agreement) -> int:
    return sum(bool(commitment.room) for commitment in agreement.commitments)


def _room(room: str) -> str:
    package = f"orepath.commitments.{room}"
    content = files(package).joinpath("clauses.toml").read_text("utf-8")
    rule = "\n".join(line.lstrip("#").removeprefix(" ") for line in _comment(content))
    found = clauses(package)
    reads = ", ".join(f"`{name}`" for name in found.reads)
    parts = [f"### `{room}`\n", f"```text\n{rule}\n```\n", f"Reads: {reads}. {found.never.en}\n"]
    rows = [(f"`{key}`", f"`{each.value}`", each.reference.en) for key, each in found.parameters.items()]
    return "\n".join([*parts, table(("parameter", "value", "where it comes from"), rows)] if rows else parts)


def _comment(content: str) -> Iterator[str]:
    for line in content.splitlines():
        if not line.startswith("#"):
            return
        yield line


def properties_() -> str:
    """The properties a statement may be of."""
    rows = [(f"`{key}`", each.name.en, each.name.ja) for key, each in properties().items()]
    return table(("property", "English", "日本語"), rows)


def fractions() -> str:
    """The rules of contained fractions, mineral by mineral, in the order in which they are tried."""
    parts = []
    for mineral, basis in bases().items():
        rows = [_fraction(rule) for rule in fractions_of(mineral)]
        header = ("code", "from", "unit value", "band", "stage", "low", "mid", "high", "also", "how sure", "source")
        parts += [f"### {mineral}\n", f"In {basis.en} ({basis.ja}).\n", table(header, rows)]
    return "\n".join(parts)


def _fraction(rule: Fraction) -> tuple[object, ...]:
    ends = " ".join(rule.exporters) or "any"
    ends += f" to {' '.join(rule.importers)}" if rule.importers else ""
    worth = [_limits(rule.from_usd_t, rule.below_usd_t, "USD/t"), _limits(rule.from_price, rule.below_price, "x price")]
    also = [f"same goods as {' '.join(rule.overlap)}" if rule.overlap else ""]
    also += [f"holds {', '.join(rule.merges)}" if rule.merges else "", "at least its worth" if rule.worth_bound else ""]
    also += [f"paid {' / '.join(f'{share:g}' for share in rule.payable)} of the price" if rule.payable else ""]
    also += [f"fetches at least {rule.least_price:g} x price" if rule.least_price else ""]
    also += [f"fetches at least {rule.least_usd_t:g} USD/t" if rule.least_usd_t else ""]
    also += [f"value alone: {' to '.join(f'{end:g}' for end in rule.price_range)} x price" if rule.price_range else ""]
    shares = [f"{share:.4g}" if share == share else "unknown" for share in (rule.low, rule.mid, rule.high)]
    sure = " ".join(part for part in (rule.how_sure, "judgement" if rule.judgement else "") if part)
    told = (f"`{rule.code}`", ends, " ".join(filter(None, worth)) or "any", f"`{rule.band}`", rule.stage)
    return (*told, *shares, "; ".join(filter(None, also)), sure, rule.reference)


def _limits(least: float, below: float, unit: str) -> str:
    parts = [f"from {least:g}" if least else "", f"below {below:g}" if below != float("inf") else ""]
    return f"{' '.join(filter(None, parts))} {unit}" if any(parts) else ""


def traded_codes() -> str:
    """The codes under which each mineral crosses borders."""
    rows = [
        (f"`{row['code']}`", row["mineral"], row["stage"], row["main"], row["name_en"], row["name_ja"], row["how_sure"])
        for row in known_codes()
    ]
    return table(("code", "mineral", "stage", "main", "English", "日本語", "how sure"), rows)


def trade_notes() -> str:
    """What is said beside a flow, a row left out, and a code not seen."""
    return table(("code", "says", "日本語"), [(f"`{code}`", told.en, told.ja) for code, told in notes().items()])


def qualification_rules() -> str:
    """Every packaged rule: when it can be asked, its values and sets with reference and how sure, and its columns."""
    return "\n".join("\n".join(_rule(load_rule(name))) for name in rules())


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## `{rule.id}`\n\n**{rule.title.en}**\n\n{rule.title.ja}\n\n{rule.about.en}\n"
    if rule.tests:
        yield table(("test", "what it is", "日本語"), [(f"`{key}`", t.en, t.ja) for key, t in rule.tests.items()])
    yield "When it applies:\n"
    yield table(("day", "from", "until", "otherwise", *SURE), [(*_limit(each), *_sure(each)) for each in rule.limits])
    if rule.values:
        rows = [
            (f"`{each.name}`", each.key, _value(each.said, each.unit), *_days(each), *_sure(each))
            for each in rule.values
        ]
        yield table(("value", "of", "is", "from", "until", *SURE), rows)
    if rule.sets:
        yield table(("set", "members", "from", "until", *SURE), list(_members(rule)))
    yield "Columns:\n"
    yield _columns(rule.columns)
    for name, columns in rule.beside.items():
        yield f"Columns of the table `{name}` beside it:\n"
        yield _columns(columns)
    yield "Not examined:\n"
    yield "\n".join(f"- {each.en}" for each in rule.not_examined) + "\n"


SURE = ("reference", "how sure")


def _sure(each: Dated) -> tuple[str, str]:
    pending = "; citation pending" if each.reference.citation_pending else ""
    return each.reference.source, f"{each.reference.how_sure}{pending}"


def _days(each: Dated) -> tuple[str, str]:
    return tuple(day.isoformat() if day else "" for day in (each.from_, each.until))


def _limit(limit: Limit) -> tuple[str, ...]:
    tests = f" (test {', '.join(limit.tests)})" if limit.tests else ""
    return (f"`{limit.day}`{tests}", *_days(limit), limit.said.en)


def _value(said: str, unit: str) -> str:
    return f"{said} {unit}".strip()


def _members(rule: Rule) -> Iterator[tuple[str, ...]]:
    """The members of each set, those that share everything in one row."""
    for name, members in rule.sets.items():
        grouped: dict[tuple[str, ...], list[str]] = {}
        for each in members:
            resting = f" (rests on {each.agreement})" if each.agreement else ""
            grouped.setdefault((resting, *_days(each), *_sure(each)), []).append(each.item)
        for (resting, *rest), items in grouped.items():
            yield (f"`{name}`: {rule.set_titles[name].en}", ", ".join(items) + resting, *rest)


def _columns(columns: tuple[Column, ...]) -> str:
    rows = []
    for column in columns:
        name, _, needed, holds, about, _ = column_cells(column, "en")
        rows.append((f"`{name}`", column.heading.ja, needed, holds, about))
    return table(("column", "見出し", "needed", "holds", "meaning"), rows)


def custody_formats() -> str:
    """The formats of files about lots, and what each becomes."""
    raw = tomllib.loads((SOURCE / "custody" / "formats.toml").read_text("utf-8"))
    rows = [
        (f"`{key}`", entry["title"]["en"], entry["title"]["ja"], entry["becomes"], entry["reference"])
        for key, entry in raw.items()
    ]
    return table(("format", "what it is", "日本語", "what it becomes", "reference"), rows)


def custody_columns() -> str:
    """The columns of the table of lots."""
    return _columns(tuple(custody_form().columns))


def custody_units() -> str:
    """The units of amounts."""
    raw = tomllib.loads((SOURCE / "custody" / "units.toml").read_text("utf-8"))
    rows = [
        (f"`{code}`", entry["dimension"], entry["factor"], ", ".join(f"`{said}`" for said in entry["aliases"] if said))
        for code, entry in raw["unit"].items()
    ]
    return table(("code", "measures", "of kg, piece, m³, m, m², kWh", "also written"), rows)


def custody_models() -> str:
    """The chain-of-custody models."""
    rows = [
        (f"`{each.id}`", each.name.ja, each.asks.en, each.wording.en, each.reference, each.how_sure)
        for each in models().values()
    ]
    return table(("model", "日本語", "asks of a claim", "permits the words", "reference", "how sure"), rows)


def custody_samples() -> str:
    """The public samples, file by file: read, with what each gave, or refused, with the reason."""
    with (REPOSITORY / "tests" / "custody" / "samples.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    head = ("file", "format", "events", "lots", "sites", "passport parts", "declarations", "not taken in", "refused")
    return table(head, rows)


def files_at_hand() -> str:
    """What became of every file at hand that a reader is for: what was read, or why nothing was."""
    with (REPOSITORY / "tests" / "sources" / "files_at_hand.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    head = ("file or folder", "dataset", "told", "edition", "rows read", "kept", "refused", "why nothing was read")
    return table(head, rows)


def files_without_reader() -> str:
    """The files at hand that no reader is for, and why."""
    raw = tomllib.loads((REPOSITORY / "tests" / "sources" / "files_at_hand.toml").read_text("utf-8"))
    return table(("files", "why"), [(f"`{pattern}`", why) for pattern, why in sorted(raw["beside"].items())])


def stress_keys() -> str:
    """The keys of a shock in a file."""
    rows = [(f"`{key.name}`", key.needed, key.holds, key.about.en, key.about.ja) for key in shock_keys().values()]
    return table(("key", "needed", "holds", "meaning", "日本語"), rows)


def stress_instruments() -> str:
    """The words for what cuts flows, and what each takes away where nobody states it."""
    rows = []
    for word in instruments().values():
        said, taken = word_text(word.word), f"`{word.share}`" if "." in word.share else "rate and elasticity"
        stop = f", `{word.full_stop}`" if word.full_stop else ""
        rows.append((f"`{word.word}`", said.en, said.ja, word.instrument, taken + stop))
    return table(("word", "what it is", "日本語", "acts as", "takes away by default"), rows)


def stress_assumptions() -> str:
    """Every assumption of a stress test."""
    rows = [
        (f"`{a.id}`", a.name.en, a.name.ja, f"{a.value:g}", f"{a.low:g} to {a.high:g}", a.unit, a.how_sure, a.source.en)
        for a in assumptions()
    ]
    return table(("id", "what it is", "日本語", "value", "range", "unit", "how sure", "source"), rows)


def stress_measures() -> str:
    """What is taken of measures beyond what the register says."""
    rows = [(f"`{measure}`", mineral, what, sure, source.en) for measure, mineral, what, sure, source in told_rows()]
    return table(("measure", "mineral", "taken", "how sure", "source"), rows)


@cache
def _record() -> tuple[BackTest, ...]:
    return backtests(open_evidence(packaged().id))


def past() -> str:
    """The cases of the back-tests, as their file fixes them."""
    rows = []
    for case in past_cases():
        cut = f"{case.cut.value:g} ({case.cut.how_sure}: {case.cut.source.en})"
        years = (case.base_year, *case.years)
        parties, goods = (", ".join(f"`{each}`" for each in several) for several in (case.parties, case.goods))
        rows.append((f"`{case.measure}`", parties, goods, *years, cut, case.known.en))
    header = (
        "measure",
        "Parties",
        "goods (HS 1992)",
        "base",
        "year one",
        "year two",
        "share taken away",
        "known on the day",
    )
    return table(header, rows)


def backtest_errors() -> str:
    """The error of the method and of each baseline, and the verdict."""
    tests = _record()
    losing = [each for each in tests if each.loses]
    names = list(tests[0].baseline_errors)
    heads = ("case", "Party", "the method", *(stress_word("baseline", name).en for name in names), "verdict")
    parts = [
        f"The method is nearer than both baselines in {len(tests) - len(losing)} of {len(tests)} tests and loses in "
        f"{len(losing)}.\n",
        table(heads, [_errors(each, each.error, each.baseline_errors) for each in tests]),
        "The same with partners at estimated tonnes where those of the base year are not on record:\n",
        table(heads, [_estimated(each, names) for each in tests]),
        "And without adaptation, which is an upper bound of the loss and no prediction:\n",
        table(
            (*heads[:2], "no adaptation"),
            [_errors(each, each.other_errors["no_adaptation"], {})[:3] for each in tests],
        ),
    ]
    return "\n".join(parts)


def _errors(test: BackTest, error: float, others: Mapping[str, float]) -> tuple[object, ...]:
    nearer = [stress_word("baseline", name).en for name, other in others.items() if other < error]
    verdict = f"**loses** to {' and '.join(f'“{name}”' for name in nearer)}" if nearer else "nearer than both"
    name = test.name.en if test.name else test.case
    return (name, place_name(test.party, "en"), f"{error:,.0f}", *(f"{each:,.0f}" for each in others.values()), verdict)


def _estimated(test: BackTest, names: list[str]) -> tuple[object, ...]:
    others = {name: test.other_errors[f"{name}_with_estimates"] for name in names}
    return _errors(test, test.other_errors["predicted_with_estimates"], others)


def backtest_detail() -> str:
    """Each test by year and partner, with what the method lacks in it."""
    return "\n".join(_detail(each) for each in _record())


def _detail(test: BackTest) -> str:
    whole = sum(row["nothing_changes_t"] for row in test.detail) / len({row["year"] for row in test.detail})
    names = [name for name in test.detail[0] if name.endswith("_t") and name != "recorded_t"]
    large = {
        row["partner"] for row in test.detail if max(row["recorded_t"] or 0.0, row["nothing_changes_t"]) > whole / 100
    }
    rows = []
    for row in sorted(test.detail, key=lambda row: (row["year"], -row["nothing_changes_t"], row["partner"])):
        if row["partner"] in large:
            told = "not on record" if row["recorded_t"] is None else f"{row['recorded_t']:,.0f}"
            partner = place_name(row["partner"], "en") + ("" if row["counted"] else " (not counted)")
            rows.append((row["year"], partner, told, *(f"{row[name]:,.0f}" for name in names)))
    header = ("year", "partner", "recorded", *(_COLUMNS[name] for name in names))
    title = f"### {test.name.en if test.name else test.case}: {place_name(test.party, 'en')}\n"
    shown = f"Partners of at least a hundredth of the base year's {whole:,.0f} t."
    notes = " ".join([shown, *(note.en for note in test.notes)])
    effect = test.effect.en if test.effect else ""
    return "\n".join([title, f"{effect}\n", table(header, rows), f"{notes}\n"])


_COLUMNS = {
    "predicted_t": "the method",
    "no_adaptation_t": "no adaptation",
    "nothing_changes_t": "nothing changes (the base year)",
    "alike_t": "every remaining partner scales alike",
}


PARTS: dict[str, Callable[[], str]] = {
    "errors": errors,
    "commands": commands,
    "release": release,
    "licences": licences,
    "commitments": commitments,
    "rooms": rooms,
    "properties": properties_,
    "fractions": fractions,
    "traded-codes": traded_codes,
    "trade-notes": trade_notes,
    "qualification-rules": qualification_rules,
    "custody-formats": custody_formats,
    "custody-columns": custody_columns,
    "custody-units": custody_units,
    "custody-models": custody_models,
    "custody-samples": custody_samples,
    "files-at-hand": files_at_hand,
    "files-without-reader": files_without_reader,
    "stress-keys": stress_keys,
    "stress-instruments": stress_instruments,
    "stress-assumptions": stress_assumptions,
    "stress-measures": stress_measures,
    "backtest-cases": past,
    "backtest-errors": backtest_errors,
    "backtest-detail": backtest_detail,
}


def made(page: str) -> str:
    """A page with what stands between its marks made anew."""
    return MARKED.sub(lambda mark: f"{mark[1]}\n{PARTS[mark[2]]()}\n{mark[3]}", page)


def pages() -> list[Path]:
    """The pages that have marks."""
    return sorted(path for path in DOCS.rglob("*.md") if MARKED.search(path.read_text("utf-8")))


def main(check: bool) -> None:
    """Rewrite every page whose made parts changed; with `check`, only say which, and fail if there are any."""
    stale = []
    for path in pages():
        before = path.read_text("utf-8")
        after = made(before)
        if after == before:
            continue
        stale.append(path)
        if not check:
            path.write_text(after, "utf-8")
        print(f"{'stale' if check else 'wrote'}: {path.relative_to(REPOSITORY)}")
    if check and stale:
        raise SystemExit("run: python tools/build_docs.py")


if __name__ == "__main__":
    main("--check" in sys.argv)
