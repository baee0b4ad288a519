"""What limits a trace of an assembled network: what is not seen, what could not be kept, what would show more."""

from __future__ import annotations

from collections.abc import Iterator

from orepath.network.assembly.assemble import Assembled
from orepath.network.assembly.strain import Strained as Strain
from orepath.network.network import Network
from orepath.network.published_terms import notes
from orepath.network.published_unknowns import unknowns
from orepath.tracing.answer import Limits, Slack, Strained, Unseen
from orepath.tracing.words import label_text, mineral_text, said, slack_text, stage_text, strain_text
from orepath.vocabulary.language import Text


def limits(assembled: Assembled, to: str) -> Limits:
    """What limits the trace of an assembled network to a place.

    Parameters
    ----------
    to
        The code of the place.
    """
    return Limits(
        assembled.closed(to),
        tuple(Unseen(good.code, good.name, good.stage, good.main) for good in assembled.not_seen),
        tuple(_missing(assembled, to)),
        tuple(
            Strained(_named(strain), strain.found_t, strain.low, strain.high, strain.computed)
            for strain in assembled.strained
        ),
        tuple(Slack(slack.node, slack.way, slack.mass_t, slack_text(slack.note)) for slack in assembled.slack),
        assembled.basis,
    )


def published_limits(network: Network) -> Limits:
    """What limits the trace of a published network: its balancing nodes, and its publisher's doubts."""
    texts = notes()
    said_of_it = tuple(texts[note] for note in network.notes if note in texts)
    return Limits(unknowns=tuple(one.said for one in unknowns(network)), notes=said_of_it)


def _missing(assembled: Assembled, to: str) -> Iterator[Text]:
    """The data that would show what is unknown."""
    mineral = mineral_text(assembled.network.mineral)
    if not assembled.closed(to):
        yield said("missing_total", mineral=mineral, place=label_text(to))
    main = [good for good in assembled.not_seen if good.main]
    for good in main or assembled.not_seen:
        yield said("missing_trade", good=good.name, code=good.code)
    if assembled.hidden:
        names = [label_text(place) for place in sorted(assembled.hidden)]
        places = Text(", ".join(name.en for name in names), "、".join(name.ja for name in names))
        yield said("missing_withheld", mineral=mineral, places=places)


def _named(strain: Strain) -> Text:
    """What a strained figure is of."""
    *stage, place = strain.key or ("world",)
    at = stage_text(stage[0]) if stage else Text("", "")
    return strain_text(strain.kind).format(place=label_text(place), stage=at)
