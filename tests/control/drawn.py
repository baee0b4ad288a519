"""Registers drawn at random: governments, persons and companies that own each other, with and without cycles."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

OWNERS = ("Ministry", "Official", "Foreign Ministry", "Family", "Blocked")
ENTITIES = (
    {"id": "Ministry", "kind": "government", "country": "CN"},
    {"id": "Official", "kind": "person", "country": "RU", "listed": "official"},
    {"id": "Foreign Ministry", "kind": "government", "country": "CL"},
    {"id": "Family", "kind": "person", "country": "CL"},
    {"id": "Blocked", "kind": "person", "country": "CL", "listed": "ofac-sdn"},
)
COMPANIES = ("A", "B", "C", "D", "E", "Mine")
METRICS = ("equity", "votes", "seats", "debt", "appoints")
RULES = ("feoc", "pfe", "sanctions-50")


@st.composite
def stakes(draw, companies=COMPANIES, metrics=METRICS, most=14, units=(12, 100, 7)):
    """Stakes of no more than the whole in each company and metric, every owner once in each."""
    count = draw(st.integers(1, most))
    room: dict[tuple[str, str], Fraction] = {}
    found: dict[tuple[str, str, str], Fraction] = {}
    for _ in range(count):
        owned, metric = draw(st.sampled_from(companies)), draw(st.sampled_from(metrics))
        owner = draw(st.sampled_from((*OWNERS, *companies)))
        unit = draw(st.sampled_from(units))
        share = Fraction(draw(st.integers(1, unit)), unit)
        share = min(share, room.get((owned, metric), Fraction(1)))
        if share and (owner, owned, metric) not in found:
            room[owned, metric] = room.get((owned, metric), Fraction(1)) - share
            found[owner, owned, metric] = share
    return [
        {"owner": owner, "owned": owned, "metric": metric, "share": share}
        for (owner, owned, metric), share in found.items()
    ]


ONE_METRIC = stakes(metrics=("equity",), most=16)
