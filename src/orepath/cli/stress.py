"""``orepath stress MEASURE_OR_FILE``, ``orepath stress list`` and ``orepath stress --contingency MINERAL``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orepath.cli.stress_words import progress, says, speak, spoken
from orepath.cli.words import say, tell
from orepath.errors import Fault, fault

if TYPE_CHECKING:
    from orepath.cli.stress_asked import Asked
    from orepath.evidence.store import Evidence

LIST = "list"
"""The word that asks for the measures instead of naming one."""
SHOCKS = ".toml"
SCENARIOS = "scenarios"
"""The folder beside an answer in which its scenarios are kept: a run that was interrupted goes on from them."""
MANY = 1000
"""Draws from which on all cores work."""


def stress(
    what: Annotated[str, typer.Argument(metavar="MEASURE_OR_FILE", help=says("what"))] = "",
    parties: Annotated[list[str] | None, typer.Option("--parties", help=says("parties"))] = None,
    horizon: Annotated[str, typer.Option("--horizon", help=says("horizon"))] = "24m",
    draws: Annotated[int, typer.Option("--draws", min=0, help=says("draws"))] = 200,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help=says("seed"))] = None,
    step: Annotated[int, typer.Option("--step", help=says("step"))] = 7,
    contingency: Annotated[str, typer.Option("--contingency", help=says("contingency"))] = "",
    as_of: Annotated[str, typer.Option("--as-of", help=says("as_of"))] = "",
    release: Annotated[str, typer.Option("--release", help=say("release"))] = "",
    language: Annotated[str, typer.Option("--lang", help=say("lang"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
    out: Annotated[Path | None, typer.Option("--out", help=says("out"))] = None,
) -> None:
    """What is lost if it stops, by when, who could fill the gap, and what acting together averts."""
    from orepath.cli.stress_asked import asked, step_faults
    from orepath.reference.in_use import open_evidence

    faults = [*speak(language), *step_faults(step), *_asked_for(what, contingency, out)]
    found = asked(parties or [], horizon, as_of, faults)
    evidence = open_evidence(release or None, found.as_of)
    if contingency:
        from orepath.cli.stress_contingency import contingency as lost

        lost(contingency, evidence, found, as_json)
    elif what == LIST:
        from orepath.cli.stress_list import listing

        listing(evidence, found.parties, found.as_of, as_json)
    else:
        _answer(what, found, evidence, _How(draws, seed, step), as_json, out)


@dataclass(frozen=True)
class _How:
    """How many draws are taken, from which number on, and in which steps (days) the time path goes."""

    draws: int
    seed: int | None
    step: int


def _answer(what: str, found: Asked, evidence: Evidence, how: _How, as_json: bool, out: Path | None) -> None:
    """Work out an answer, write it where a folder is named, and print it."""
    from orepath.cli.stress_json import as_json as json_text
    from orepath.network.assembly.drawing import SEED
    from orepath.stress.asked import stress as work_out
    from orepath.stress.ensemble.keeping import Keeping
    from orepath.stress.ensemble.running import cores

    written: list[Path] = []
    with _kept(out), progress() as bar:
        answer = work_out(
            Path(what) if what.endswith(SHOCKS) or Path(what).is_file() else what,
            parties=found.parties,
            horizon_months=found.months,
            draws=how.draws,
            seed=SEED if how.seed is None else how.seed,
            step_days=how.step,
            evidence=evidence,
            as_of=found.as_of,
            progress=bar("stressing"),
            keeping=Keeping(out / SCENARIOS if out else None, cores() if how.draws >= MANY else 1),
        )
        if out is not None:
            from orepath.cli.stress_files import write_stress

            bar("writing")(0, 0)
            written = write_stress(answer, evidence, out)
    if as_json:
        print(json_text(answer), end="")
    else:
        from orepath.cli.stress_text import show

        show(answer, spoken())
    if written:
        tell("wrote")
    for path in written:
        print(f"  {path}  ({path.stat().st_size:,} bytes)", file=sys.stderr)


@contextmanager
def _kept(out: Path | None) -> Iterator[None]:
    """Say where the scenarios that are finished stay, where Ctrl-C ends the work on them."""
    try:
        yield
    except KeyboardInterrupt:
        if out is not None and (out / SCENARIOS).is_dir():
            tell("warning", said=says("kept", path=out / SCENARIOS))
        raise


def _asked_for(what: str, contingency: str, out: Path | None) -> list[Fault]:
    """Faults where neither a shock nor a mineral is named, or both are."""
    if not what and not contingency:
        return [fault("option_needed", "MEASURE_OR_FILE", told="orepath stress")]
    if what and contingency:
        return [fault("bad_option", "--contingency", found=what, allowed="MEASURE_OR_FILE | --contingency MINERAL")]
    if out is not None and (contingency or what == LIST):
        return [fault("option_needless", "--out", told="MEASURE_OR_FILE")]
    return []
