"""The ledger of a chain of custody, as it is asked for: files and folders in, the books out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from orepath.custody.books.ledger import Ledger, Progress, keep
from orepath.custody.event import MODELS
from orepath.custody.files import documents
from orepath.errors import Fault, InputError, fault


def ledger(
    paths: str | Path | Iterable[str | Path], *, model: str = "mass-balance", progress: Progress | None = None
) -> Ledger:
    """The books of a chain of custody: what every lot held, what was claimed of it, and what cannot be true.

    Parameters
    ----------
    paths
        Files and folders: EPCIS 2.0 events (JSON-LD, XML), UNTP passports, facility records, credentials and
        traceability events, ICGLR lots and certificates, Catena-X and Battery Pass aspects, smelter declarations
        (EMRT, CMRT), and the table of lots (CSV, XLSX).
    model
        The chain-of-custody model of claims that do not say theirs: ``mass-balance``, ``segregated`` or
        ``identity-preserved``.
    progress
        Called now and then with how many events are taken in.

    Raises
    ------
    InputError
        With every fault of all files.
    """
    if model not in MODELS:
        raise InputError(fault("bad_option", "model", found=model, allowed=", ".join(reversed(MODELS))))
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    faults: list[Fault] = []
    found = documents([Path(each) for each in given], faults)
    return keep(found, model, progress, faults)
