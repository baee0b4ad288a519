"""The commands, and what happens when one fails."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from orepath.cli import (
    attribute,
    backtest,
    candidates,
    concord,
    concord_words,
    control,
    criticality,
    explain,
    importing,
    ledger,
    mirror,
    qualify,
    registers,
    releases,
    review,
    sources,
    stress,
    trace,
)
from orepath.cli.words import LANGS, choose, lang, say, tell
from orepath.errors import OrepathError, fault
from orepath.evidence.interrupted import remember_interrupts, was_interrupted

app = typer.Typer(
    name="orepath", help=say("about"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
DEBUG = [False]
INTERRUPTED = 130  # the exit code of a command that Ctrl-C ended
QUERY_INTERRUPTED = "Query interrupted"  # what duckdb says where Ctrl-C reaches it first


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(version("orepath"))
        raise typer.Exit


@app.callback()
def options(
    language: Annotated[str, typer.Option("--language", help=say("lang"))] = "",
    debug: Annotated[bool, typer.Option("--debug", help=say("debug"))] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=say("version"))] = False,
) -> None:
    """Options of every command."""
    DEBUG[0] = debug
    if language:
        if language not in LANGS:
            raise OrepathError(fault("bad_option", "--language", found=language, allowed=", ".join(LANGS)))
        choose(language)


app.command("review", help=say("review"))(review.review)
app.command("import", help=say("import"))(importing.import_)
app.command("criticality", help=say("criticality"))(criticality.criticality)
app.command("trace", help=say("trace"))(trace.trace)
app.command("attribute", help=say("attribute"))(attribute.attribute)
app.command("mirror", help=say("mirror"))(mirror.mirror)
app.command("concord", help=concord_words.says("about"))(concord.concord)
app.command("control", help=say("control"))(control.control)
app.command("qualify", help=say("qualify"))(qualify.qualify)
app.command("ledger", help=say("ledger"))(ledger.ledger)
app.command("stress", help=say("stress"))(stress.stress)
app.command("backtest", help=say("backtest"))(backtest.backtest)
app.command("explain", help=say("explain"))(explain.explain)
app.add_typer(releases.releases, name="releases")
app.add_typer(sources.sources, name="sources")
app.command("candidates", help=say("candidates"))(candidates.candidates)
app.command("registers", help=say("registers"))(registers.registers)


def run() -> None:
    """Run a command; an error of orepath's own is told in its own words, with its exit code.

    A command that was interrupted never ends as if it had succeeded, not even where a library swallowed the interrupt.
    """
    remember_interrupts()
    try:
        app()
    except OrepathError as error:
        if DEBUG[0]:
            traceback.print_exc()
        print(error.message(lang()), file=sys.stderr)
        sys.exit(error.exit_code)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED or (not leaving.code and was_interrupted()):
            tell("interrupted")
            sys.exit(INTERRUPTED)
        raise
    except RuntimeError as error:
        if str(error) != QUERY_INTERRUPTED:
            raise
        tell("interrupted")
        sys.exit(INTERRUPTED)
    except SystemError as error:  # what becomes of Ctrl-C in a compiled loop
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        tell("interrupted")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
