"""The files of a trace: its figures, its network, and a page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orepath.network.network import Network
    from orepath.tracing.answer import Trace

COLUMNS = ("view", "place", "name_en", "name_ja", "low", "mid", "high")


def write_trace(trace: Trace, network: Network, out: Path) -> list[Path]:
    """Write a trace as JSON and CSV and its network as Parquet and CSV; files of these names are replaced.

    Everything is made beside its place before the first file moves there.

    Raises
    ------
    InputError
        Where the folder cannot be written.
    """
    from orepath.evidence.placing import placing
    from orepath.network.own.writing import write_network

    texts = {f"{trace.stem}.json": as_json(trace), f"{trace.stem}.csv": as_csv(trace)}
    with placing(out) as beside:
        for name, text in texts.items():
            (beside / name).write_bytes(text.encode())
        made = [*(beside / name for name in texts), *write_network(network, beside)]
    return [out / path.name for path in made]


def as_json(trace: Trace) -> str:
    """The trace as ``--json`` prints it."""
    return json.dumps(trace.json(), ensure_ascii=False, indent=1) + "\n"


def as_csv(trace: Trace) -> str:
    """One row a figure: shares of each view gross and net, hidden dependence, chokepoints."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(trace))
    return text.getvalue()


def _rows(trace: Trace) -> Iterator[tuple[str, str, str, str, float, float, float]]:
    from orepath.tracing.words import label_text

    views = {name: getattr(trace.views, name) for name in ("border", "origin", "processor")}
    views |= {f"net_{name}": getattr(trace.net, name) for name in ("border", "origin", "processor")}
    for view, found in {**views, "hidden": trace.hidden, "chokepoint": trace.chokepoints}.items():
        for each in found:
            name = label_text(each.place)
            yield view, each.place, name.en, name.ja, each.low, each.mid, each.high
