"""The picture of the way: from where a mineral was mined through the last plant and the last exporter to a Party."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from orepath.review.chapters.networks import Supplied
from orepath.review.chapters.scene import capital, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.chapters.traced_figures import kept, leg
from orepath.review.charts.draw import PAPER
from orepath.review.charts.plain import plain_svg
from orepath.review.document import Cell, Chart, Column, Figure, Row, Table
from orepath.review.numbers import number_text
from orepath.review.trace_page.frame import Frame
from orepath.review.trace_page.legs import Leg, Legs
from orepath.review.trace_page.marks import HATCH
from orepath.review.trace_page.texts import short
from orepath.review.trace_page.ways import ways as marks_of
from orepath.tracing.answer import Share
from orepath.vocabulary.language import LANGS, Lang, Text
from orepath.vocabulary.places import place_text

FRAME = Frame("dossier", 780.0)
LISTED = 0.02
"""A leg of the way is listed from this share on; the rest are counted together."""
SAID = 3  # places of each kind that are said in words


def ways(found: Supplied, party: str) -> Chart:
    """The Sankey of what reaches a Party, and the legs of the way as a table."""
    reached = found.by_party[party]
    words = {"mineral": capital(mineral_name(found.mineral)), "party": place_text(party), "year": found.year}
    views = reached.trace.views
    said = {"origins": _largest(views.origin), "plants": _largest(views.processor), "exporters": _largest(views.border)}
    rows = [
        *_rows(found, party, "leg_made", reached.legs.made),
        *_rows(found, party, "leg_shipped", reached.legs.shipped),
    ]
    columns = (
        *(Column(key, say(f"way_{key}")) for key in ("leg", "from", "to")),
        Column("share", say("share_word"), "share", "percent"),
    )
    name = f"{found.mineral}-{party.lower()}-way"
    twin = Table(f"{name}-table", say("way_table", **words), columns, tuple(row for row, _ in rows))
    return Chart(
        name,
        say("way_caption", **words),
        say("way_alt", **said, **words),
        {lang: _drawn(found, party, lang) for lang in LANGS},
        twin,
        (say("way_note"),),
        tuple(figure for _, figure in rows),
    )


def _drawn(found: Supplied, party: str, lang: Lang) -> str:
    legs = found.by_party[party].legs
    marks, height = marks_of(Legs(_kept(legs.made), _kept(legs.shipped)), party, lang, FRAME)
    return plain_svg(marks, FRAME.width, height, PAPER, HATCH)


def _kept(legs: Leg) -> Leg:
    """The legs to the digits that are kept, so that a picture is the same on every machine."""
    return {ends: kept(share) for ends, share in legs.items() if kept(share) > 0}


def _rows(found: Supplied, party: str, key: str, legs: Leg) -> Iterator[tuple[Row, Figure]]:
    """The largest legs of one half of the way, and one row for all others, so that the half sums to 1."""
    ranked = sorted(legs.items(), key=lambda item: (-item[1], item[0]))
    shown = [(ends, share) for ends, share in ranked if share >= LISTED]
    for ends, share in shown:
        yield _row(found, party, key, {"source": short(ends[0]), "target": short(ends[1])}, ends, share)
    if len(shown) < len(ranked):
        left = 1.0 - math.fsum(kept(share) for _, share in shown)
        others = say("traced_others")
        yield _row(found, party, key, {"source": others, "target": others}, (), max(left, 0.0))


def _row(
    found: Supplied, party: str, key: str, names: Mapping[str, Text], ends: tuple[str, ...], share: float
) -> tuple[Row, Figure]:
    figure = leg(found, party, key, names, ends, share)
    cells = (Cell(say(key)), Cell(names["source"]), Cell(names["target"]), Cell(figure=figure))
    return Row(cells), figure


def _largest(shares: tuple[Share, ...]) -> Text:
    ranked = sorted(shares, key=lambda share: (-share.mid, share.place))[:SAID]
    return joined([_with_share(share) for share in ranked if share.mid > 0])


def _with_share(share: Share) -> Text:
    name = short(share.place)
    return Text(*(f"{name.in_(lang)} {number_text(round(100 * share.mid), lang)}%" for lang in LANGS))
