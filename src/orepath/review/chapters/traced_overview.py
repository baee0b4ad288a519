"""How much of each Party's supply is unknown, and what the border does not show, in one table."""

from __future__ import annotations

from orepath.review.chapters.networks import Supplied, supplied
from orepath.review.chapters.scene import Scene, capital, mineral_name
from orepath.review.chapters.texts import joined, say
from orepath.review.chapters.traced_figures import ranged
from orepath.review.chapters.traced_places import WORDS
from orepath.review.document import Cell, Column, Paragraph, Row, Table
from orepath.review.trace_page.texts import short
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

SHOWN = 0.0005
"""Less is no tenth of a percent, and nothing to be named."""


def traced_overview(scene: Scene) -> Table | None:
    """A row a mineral and Party: what is of unknown origin, the largest origin, and the most hidden dependence."""
    rows = [
        _row(found, party)
        for mineral in scene.agreement.minerals
        if (found := supplied(scene, mineral))
        for party in found.by_party
    ]
    if not rows:
        return None
    columns = (
        Column("mineral", say("traced_overview_row")),
        Column("unknown", say("traced_overview_unknown"), "share", "percent"),
        Column("whole", say("traced_overview_whole")),
        Column("origin", say("traced_overview_origin")),
        Column("share", say("traced_overview_share"), "share", "percent"),
        Column("hidden_place", say("traced_overview_hidden_place")),
        Column("hidden", say("traced_overview_hidden"), "number", "percentage_points"),
    )
    notes = (say("traced_overview_note"),)
    return Table("overview-traced", say("traced_overview_table"), columns, tuple(rows), notes)


def _row(found: Supplied, party: str) -> Row:
    reached = found.by_party[party]
    trace = reached.trace
    unknown = ranged(found, party, "traced_share", reached.unknown, short("unknown")).figure
    whole = "traced_whole" if trace.unknown_share is not None else "traced_part"
    origin = next((share for share in trace.views.origin if share.place not in WORDS and share.mid > 0), None)
    hidden = max((each for each in trace.hidden if each.place not in WORDS), key=lambda each: each.mid, default=None)
    cells = [Cell(figure=unknown), Cell(say(whole))]
    for metric, each in (("traced_share", origin), ("hidden_dependence", hidden)):
        if each is None or each.mid < SHOWN:
            cells += [Cell(Text("–", "–")), Cell(Text("–", "–"))]
            continue
        name = say("traced_own", place=short(each.place)) if each.place == party else short(each.place)
        cells += [Cell(short(each.place)), Cell(figure=ranged(found, party, metric, each, name).figure)]  # type: ignore[arg-type]
    words = {"mineral": capital(mineral_name(found.mineral)), "party": place_text(party), "year": found.year}
    return Row((Cell(say("traced_overview_name", **words)), *cells))


def traced_summary(scene: Scene) -> list[Paragraph]:
    """A sentence a Party: what of its supply is of unknown origin, and where not even the total is known."""
    said = []
    for party in scene.parties:
        known = [found for m in scene.agreement.minerals if (found := supplied(scene, m)) and party in found.by_party]
        closed = [found for found in known if found.by_party[party].trace.unknown_share is not None]
        open_ = [mineral_name(found.mineral) for found in known if found not in closed]
        figures = {
            f"f{number}": ranged(found, party, "traced_share", found.by_party[party].unknown, short("unknown")).figure
            for number, found in enumerate(closed)
        }
        parts = [
            say("summary_traced_part", mineral=mineral_name(found.mineral), share=f"{{f{number}}}")
            for number, found in enumerate(closed)
        ]
        texts = []
        if parts:
            texts.append(say("summary_traced", party=place_text(party), parts=joined(parts)))
        if open_:
            texts.append(say("summary_traced_open", party=place_text(party), minerals=joined(open_)))
        if texts:
            said.append(Paragraph(joined(texts, " ", ""), figures))
    return said
